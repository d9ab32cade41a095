"""Near-duplicates: found exactly and by MinHash, decided together, with the provenance `grouped`."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance, Status
from core.errors import UserError
from core.queues import minhash
from core.storage.sql import run
from core.workspace import Workspace
from tests.conftest import add_items, checked, fill, rows_of, value_of

BASE = (
    "I ordered a new bank card two weeks ago and it has still not arrived at my address, can you please tell me where it is now"
)
CHINESE = "请问我上个星期申请的信用卡什么时候可以寄到我家里的地址呢"
ROWS = [
    BASE,
    BASE.upper() + "!!",
    BASE.replace("please ", ""),
    "What is the exchange rate for a transfer to Sweden on a Sunday evening, and where can I see it",
    CHINESE,
    CHINESE.replace("呢", "？"),
    "refund",
    "Refund!",
    "top up",
    "",
]


def made(workspace: Workspace, rows: list[str]) -> None:
    add_items(workspace, fill(workspace, 0), [(text, "red") for text in rows])
    workspace.items(workspace.project("Colours")).keep_up().result()


def groups(workspace: Workspace) -> list[set[int]]:
    found: dict[int, set[int]] = {}
    for item, group in rows_of(workspace, "SELECT item_seq, group_seq FROM near_duplicate"):
        found.setdefault(group, set()).add(item)
    assert all(min(members) == group for group, members in found.items())
    return sorted(found.values(), key=min)


def test_what_says_nearly_the_same_stands_in_one_group(workspace: Workspace) -> None:
    made(workspace, ROWS[:9])
    assert groups(workspace) == [{1, 2, 3}, {5, 6}, {7, 8}]
    items = workspace.items(workspace.project("Colours"))
    assert items.members(2) == [2, 1, 3]
    assert items.members(4) == [4]
    assert items.count(Filter(group=1)) == 3
    assert items.count(Filter(group=4)) == 1
    assert items.grouping().complete
    assert checked(workspace).clean


def test_items_that_come_later_join(workspace: Workspace) -> None:
    made(workspace, ROWS[:4])
    project = workspace.project("Colours")
    add_items(workspace, project, [*((text, "red") for text in ROWS[:4]), (BASE + "?", "red")])
    items = workspace.items(project)
    assert not items.grouping().complete
    items.keep_up().result()
    last = workspace.item_seq(project, "n4")
    assert items.members(last) == [last, 1, 2, 3]


def test_a_changed_and_an_erased_text_leave_their_group(workspace: Workspace) -> None:
    made(workspace, ROWS[:4])
    project = workspace.project("Colours")
    rows = [(text, "red") for text in ROWS[:4]]
    add_items(workspace, project, [rows[0], ("something else altogether", "red"), *rows[2:]], update=True)
    items = workspace.items(project)
    assert items.members(1) == [1, 3]
    assert not items.grouping().complete
    items.keep_up().result()
    workspace.erase(3, "asked")
    assert items.members(1) == [1]
    assert items.members(3) == [3]
    items.keep_up().result()
    assert checked(workspace).clean


def test_one_decision_is_recorded_for_all(workspace: Workspace) -> None:
    rows = [BASE + " " + "?" * n for n in range(60)]
    made(workspace, rows)
    items = workspace.items(workspace.project("Colours"))
    done = items.decide_group(1, "green", "ann")
    assert done is not None
    kept = {row[0] for row in rows_of(workspace, "SELECT seq FROM item WHERE sample <> 'none'")}
    assert kept
    decided = rows_of(workspace, "SELECT item_seq, label, label_source, verdict FROM item_state WHERE status = 'decided'")
    assert {row[0] for row in decided} == set(range(2, 61)) - kept
    assert {row[1:] for row in decided} == {('"green"', Provenance.GROUPED, "answered")}
    assert done.items == len(decided)
    assert done.kind == "grouped"
    assert items.decide_group(1, "green", "ann") is None
    items.undo(done.seq, "ann")
    assert items.count(Filter(statuses=(Status.DECIDED,))) == 0
    assert checked(workspace).clean


def test_only_what_is_like_the_item_itself_is_decided_with_it(workspace: Workspace) -> None:
    """Small steps lead from the first to the last, which is quite another text."""
    words = [f"word{n:02}" for n in range(60)]
    rows = [" ".join([*words[step * 3 :], *(f"else{n:02}" for n in range(step * 3))]) for step in range(12)]
    made(workspace, rows)
    assert len(groups(workspace)) == 1
    members = workspace.items(workspace.project("Colours")).members(1)
    assert 12 not in members
    assert 2 in members


def test_an_answer_that_is_not_valid_is_refused(workspace: Workspace) -> None:
    made(workspace, ROWS[:3])
    with pytest.raises(UserError):
        workspace.items(workspace.project("Colours")).decide_group(1, "magenta", "ann")
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE near_duplicate SET group_seq = 9",
        "INSERT INTO near_duplicate SELECT 4, 1, 9",
        "UPDATE near_duplicate SET project_seq = 7",
    ],
)
def test_check_finds_groups_that_cannot_be(workspace: Workspace, damage: str) -> None:
    made(workspace, ROWS[:4])
    workspace.writer.submit(lambda c: run(c, damage)).result()
    assert checked(workspace).wrong_groups > 0
    assert checked(workspace, repair=True).repaired
    assert checked(workspace).clean


# --- the hashing itself ---


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_many_texts_at_once_are_hashed_as_each_by_itself(texts: list[str]) -> None:
    plain = [minhash.plain(text) for text in texts]
    together = minhash.bands(plain)
    for place, text in enumerate(plain):
        assert (minhash.bands([text])[0] == together[place]).all()


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_similarity_is_that_of_the_sets_of_shingles(one: str, other: str) -> None:
    first, second = minhash.shingles(one), minhash.shingles(other)
    assert minhash.jaccard(first, first) == 1.0
    assert minhash.jaccard(first, second) == minhash.jaccard(second, first)
    assert 0.0 <= minhash.jaccard(first, second) <= 1.0


def test_shingles_are_what_the_book_says() -> None:
    """Leskovec, example 3.3, with five characters instead of two."""
    assert len(minhash.shingles("abcdabd" * 3)) == 7
    assert minhash.jaccard(minhash.shingles("abcdefg"), minhash.shingles("abcdefh")) == pytest.approx(2 / 4)


def test_pairs_share_a_band_as_often_as_the_formula_says() -> None:
    dice = random.Random(13)
    words = [f"{dice.randrange(10**6):06}" for _ in range(400)]
    hits = {0.5: 0, 0.8: 0, 0.95: 0}
    for share in hits:
        for _ in range(60):
            text = dice.sample(words, 60)
            changed = [word if dice.random() < (2 * share / (1 + share)) else f"{dice.randrange(10**6):06}" for word in text]
            one, other = minhash.bands([" ".join(text), " ".join(changed)])
            hits[share] += bool((one == other).any())
    assert hits[0.95] > 56
    assert hits[0.8] > hits[0.5]
    assert hits[0.5] < 25
