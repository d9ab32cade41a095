"""What may happen to a window: it is killed in the middle of the work, and it is started twice."""

from __future__ import annotations

import signal
from collections.abc import Callable

from tests.xvfb import journey
from tests.xvfb.display import PATIENCE_S
from tests.xvfb.hand import Hand
from tests.xvfb.ledger import Ledger
from tests.xvfb.program import Program
from tests.xvfb.reviewer import Reviewer

DECISIONS = 10


def test_killed_in_mid_review_nothing_that_was_shown_as_taken_is_lost(make_program: Callable[..., Program], hand: Hand) -> None:
    program = make_program()
    journey.first_start(program, hand)
    ledger = Ledger(program.workspace, journey.SAMPLE_PROJECT)
    reviewer = Reviewer(hand, ledger)
    for number in range(DECISIONS):
        reviewer.decide(number)
    item, line = reviewer.look().item, ledger.count("SELECT max(seq) FROM event")
    program.running.send_signal(signal.SIGKILL)
    assert program.running.wait(PATIENCE_S) == -signal.SIGKILL
    taken = ledger.taken()
    assert [one.item for one in taken] == [meant.item for meant in reviewer.done]

    program.start()
    hand.take_window(journey.SAMPLE_PROJECT)
    reviewer.last = line
    assert reviewer.look().item == item
    hand.display.keep("01-after-the-kill")
    assert ledger.taken() == taken
    reviewer.undo()
    assert reviewer.decide(0).item == taken[-1].item
    hand.key("ctrl+q")
    assert program.running.wait(PATIENCE_S) == 0
    stats, counts = program.ask("stats", "--project", journey.SAMPLE_PROJECT), reviewer.counts()
    told = {verdict: stats[verdict] for verdict in ("accepted", "corrected", "answered", "rejected", "skipped")}
    assert told == {verdict: counts[verdict] for verdict in told}
    assert program.ask("check")["clean"]


def test_a_key_on_its_way_when_the_app_is_killed_counts_once_or_not_at_all(
    make_program: Callable[..., Program], hand: Hand
) -> None:
    program = make_program()
    journey.first_start(program, hand)
    ledger = Ledger(program.workspace, journey.SAMPLE_PROJECT)
    sight = ledger.on_screen()
    hand.key("s")
    program.running.send_signal(signal.SIGKILL)
    program.running.wait(PATIENCE_S)
    taken = ledger.taken()
    assert [one.item for one in taken] in ([], [sight.item])
    program.start()
    hand.take_window(journey.SAMPLE_PROJECT)
    after = ledger.on_screen(sight.at)
    assert (after.item == sight.item) == (taken == [])
    assert ledger.taken() == taken


def test_started_twice_there_is_one_window(make_program: Callable[..., Program], hand: Hand) -> None:
    program = make_program()
    journey.first_start(program, hand)
    first, windows = program.running, hand.windows()
    second = program.start()
    assert second.wait(PATIENCE_S) == 0
    assert hand.windows() == windows
    assert first.poll() is None
    reviewer = Reviewer(hand, Ledger(program.workspace, journey.SAMPLE_PROJECT))
    reviewer.decide(0)
    hand.key("ctrl+q")
    assert first.wait(PATIENCE_S) == 0
    assert program.ask("stats", "--project", journey.SAMPLE_PROJECT)["open"] == 399
