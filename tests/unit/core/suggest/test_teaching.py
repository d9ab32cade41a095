"""What lines of the ledger teach, and that it agrees with what stands for the items."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.json import Answer
from core.domain.vocabulary import EventKind, Provenance, Sample, Status, Verdict
from core.storage.fold import Line, Origin, fold
from core.storage.sql import to_json
from core.suggest.teaching import LabelStep, ScoreStep, Taught, Teaching

DECIDED, UNDONE, REDONE = EventKind.DECIDED, EventKind.UNDONE, EventKind.REDONE


def taught(
    number: int,
    verdict: Verdict = Verdict.ACCEPTED,
    answer: Answer = "red",
    *,
    item: int = 7,
    sample: Sample = Sample.NONE,
    provenance: Provenance = Provenance.ASSISTED,
    raw: float | None = 0.5,
) -> Taught:
    shown = None if verdict in (Verdict.REJECTED, Verdict.SKIPPED) else answer
    return Taught(number.to_bytes(16, "big"), item, verdict, shown, provenance, sample, raw)


def steps(*lines: tuple[str, Taught]) -> list[LabelStep | ScoreStep]:
    teaching = Teaching()
    return [step for kind, decision in lines for step in teaching.take(kind, decision)]


def labels(*lines: tuple[str, Taught]) -> list[tuple[Answer, int]]:
    return [(step.answer, step.sign) for step in steps(*lines) if isinstance(step, LabelStep)]


def scores(*lines: tuple[str, Taught]) -> list[tuple[bool, int]]:
    return [(step.accepted, step.sign) for step in steps(*lines) if isinstance(step, ScoreStep)]


@pytest.mark.parametrize(
    ("verdict", "label", "score"),
    [
        (Verdict.ACCEPTED, [("red", 1)], [(True, 1)]),
        (Verdict.CORRECTED, [("red", 1)], [(False, 1)]),
        (Verdict.ANSWERED, [("red", 1)], []),
        (Verdict.REJECTED, [], [(False, 1)]),
        (Verdict.SKIPPED, [], []),
    ],
)
def test_what_each_verdict_teaches(verdict: Verdict, label: list[tuple[Answer, int]], score: list[tuple[bool, int]]) -> None:
    assert labels((DECIDED, taught(1, verdict))) == label
    assert scores((DECIDED, taught(1, verdict))) == score


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("provenance", [Provenance.BLIND, Provenance.ASSISTED])
def test_nothing_about_a_blind_item_teaches_or_calibrates(verdict: Verdict, provenance: Provenance) -> None:
    line = taught(1, verdict, sample=Sample.BLIND, provenance=provenance)
    assert steps((DECIDED, line), (UNDONE, line), (REDONE, line)) == []


@pytest.mark.parametrize("provenance", [Provenance.BULK, Provenance.GROUPED, Provenance.AUTO, Provenance.IMPORTED])
def test_what_nobody_looked_at_one_by_one_gives_no_signal(provenance: Provenance) -> None:
    assert steps((DECIDED, taught(1, provenance=provenance))) == []


def test_control_items_teach_like_all_others() -> None:
    assert labels((DECIDED, taught(1, sample=Sample.CONTROL))) == [("red", 1)]


def test_undo_takes_back_all_that_was_taught() -> None:
    line = taught(1)
    assert labels((DECIDED, line), (UNDONE, line)) == [("red", 1), ("red", -1)]
    assert scores((DECIDED, line), (UNDONE, line)) == [(True, 1), (True, -1)]


def test_deciding_anew_takes_the_older_answer_back_and_undo_brings_it_again() -> None:
    old, new = taught(1, answer="red"), taught(2, Verdict.CORRECTED, "blue")
    lines = [(DECIDED, old), (DECIDED, new), (UNDONE, new)]
    assert labels(*lines) == [("red", 1), ("red", -1), ("blue", 1), ("blue", -1), ("red", 1)]


def test_a_skip_of_a_decided_item_teaches_nothing() -> None:
    assert labels((DECIDED, taught(1)), (DECIDED, taught(2, Verdict.SKIPPED))) == [("red", 1)]


def test_a_suggestion_of_somebody_else_does_not_calibrate() -> None:
    assert scores((DECIDED, taught(1, raw=None))) == []


EVENTS = st.lists(
    st.tuples(st.sampled_from(list(Verdict)), st.sampled_from(["red", "blue"]))
    | st.tuples(st.sampled_from([UNDONE, REDONE]), st.integers(0, 5)),
    max_size=25,
)


@given(EVENTS)
def test_the_learner_holds_what_stands_for_the_item_whoever_undoes_and_redoes(events: list[tuple[object, object]]) -> None:
    """Also when several people undo and redo in turns, so that redo does not bring back the newest decision."""
    lines: list[tuple[str, Taught]] = []
    decisions: list[Taught] = []
    standing: set[int] = set()
    for what, which in events:
        if isinstance(what, Verdict):
            decisions.append(taught(len(decisions) + 1, what, str(which)))
            standing.add(len(decisions))
            lines.append((DECIDED, decisions[-1]))
        elif isinstance(which, int) and which < len(decisions) and ((which + 1) in standing) == (what == UNDONE):
            standing ^= {which + 1}
            lines.append((str(what), decisions[which]))
    held = Counter[str]()
    for answer, sign in labels(*lines):
        held[str(answer)] += sign
    state = fold(Origin(7, 1, Sample.NONE), [line_of(kind, one) for kind, one in lines])
    expected = [state.label] if state.status == Status.DECIDED and state.label is not None else []
    assert [to_json(answer) for answer, count in held.items() if count] == expected
    assert set(held.values()) <= {0, 1}


def line_of(kind: str, one: Taught) -> Line:
    answer = None if one.answer is None else to_json(one.answer)
    return Line(kind, int.from_bytes(one.decision_id, "big"), one.verdict, answer, one.provenance)
