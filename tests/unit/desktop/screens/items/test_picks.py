"""What is picked, also of a million items."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.filters import Filter
from desktop.screens.items.job import reach_of
from desktop.screens.items.model import ItemTable
from desktop.screens.items.picks import Picks

STEPS = st.lists(st.one_of(st.just("all"), st.just("clear"), st.integers(0, 9)), max_size=12)


@given(STEPS)
def test_picks_are_as_if_every_item_had_its_own_tick(steps: list[str | int]) -> None:
    picks, ticks = Picks(), set[int]()
    for step in steps:
        if step == "all":
            picks.take_all()
            ticks = set(range(10))
        elif step == "clear":
            picks.clear()
            ticks = set[int]()
        else:
            picks.toggle(int(step))
            ticks ^= {int(step)}
    assert {number for number in range(10) if number in picks} == ticks
    assert picks.count(10) == len(ticks)


def test_a_range_is_taken_whether_all_are_picked_or_none() -> None:
    picks = Picks()
    picks.take(range(3))
    assert picks.count(10) == 3
    picks.take_all()
    picks.toggle(1)
    picks.take(range(3))
    assert picks.count(10) == 10


def test_nothing_picked_means_all_that_match() -> None:
    table = ItemTable()
    table.show_seqs(range(1, 6))
    wanted = Filter(statuses=("open",))
    assert reach_of(wanted, table, 5).wanted == wanted
    table.picks.take_all()
    assert reach_of(wanted, table, 5).wanted == wanted
    table.picks.toggle(3)
    assert reach_of(wanted, table, 5).wanted == Filter(items=(1, 2, 4, 5))
    table.picks.clear()
    table.picks.toggle(4)
    reach = reach_of(wanted, table, 5)
    assert (reach.wanted, reach.count, reach.picked) == (Filter(items=(4,)), 1, True)
