"""Each line of a history says what happened, in words."""

from __future__ import annotations

import pytest

from core.domain.kinds import kind_of
from core.domain.vocabulary import EventKind
from core.insight.timeline import TimelineLine
from desktop.screens.timeline.lines import details, what, when

OF_THE_PROJECT = {
    EventKind.IMPORTED,
    EventKind.PROMPT_SAVED,
    EventKind.PROMPT_ACTIVATED,
    EventKind.LIMITS_SET,
    EventKind.BULK_DONE,
    EventKind.ACTION_UNDONE,
    EventKind.LABELS_CHANGED,
    EventKind.GUIDELINES_CHANGED,
    EventKind.TASK_CHANGED,
    EventKind.QUEUES_CHANGED,
}
ITEM_EVENTS = [kind for kind in EventKind if not kind.startswith("project") and kind not in OF_THE_PROJECT]


@pytest.mark.parametrize("kind", ITEM_EVENTS)
def test_every_event_of_an_item_has_words(kind: EventKind) -> None:
    line = TimelineLine(1_700_000_000_000_000, kind, verdict="accepted" if kind is EventKind.DECIDED else "")
    assert what(line)[0].isupper()
    assert "_" not in what(line)
    assert when(line)


def test_a_decision_tells_answer_provenance_and_time() -> None:
    line = TimelineLine(0, EventKind.DECIDED, "Ada", "corrected", "card", "assisted", dwell_ms=2400)
    assert (what(line), details(line)) == ("Corrected", "card, with a suggestion, 2.4 s")
    rejected = TimelineLine(0, EventKind.DECIDED, "Ada", "rejected", None, "unassisted", "off_topic")
    assert details(rejected).startswith("Off topic")


def test_a_suggestion_tells_answer_chance_and_suggester() -> None:
    line = TimelineLine(0, EventKind.REVEALED, answer="card", suggester="built-in 1", chance=0.914)
    assert details(line) == "card, 91 %, built-in 1"


def test_an_answer_of_another_kind_reads_as_its_kind_says() -> None:
    line = TimelineLine(0, EventKind.DECIDED, "Ada", "answered", ["joy", "fear"], "bulk")
    assert details(line, kind_of("choices").text).startswith("joy, fear")
    assert details(TimelineLine(0, EventKind.REVEALED, answer={"apart": True})) == "(erased)"


def test_an_erased_comment_and_an_erasure_say_so() -> None:
    assert details(TimelineLine(0, EventKind.COMMENTED)) == "(erased)"
    assert details(TimelineLine(0, EventKind.ERASED, reason="asked for")) == "asked for"
