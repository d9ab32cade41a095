"""What stands for an item, folded from its events, against a plain model of the words in product.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.vocabulary import DECIDED, EventKind, Provenance, Sample, Status, Verdict
from core.storage.fold import Line, Origin, State, fold, tally

ANSWERS = {
    Verdict.ACCEPTED: '"a"',
    Verdict.CORRECTED: '"b"',
    Verdict.ANSWERED: '"c"',
    Verdict.REJECTED: None,
    Verdict.SKIPPED: None,
}
SAMPLES = [Sample.NONE, Sample.BLIND, Sample.CONTROL]


@dataclass
class Model:
    """A reviewer's actions told as events, and what should stand after them, kept in the plainest way."""

    sample: Sample
    lines: list[Line] = field(default_factory=list[Line])
    standing: list[Line] = field(default_factory=list[Line])
    undone: list[Line] = field(default_factory=list[Line])
    first_blind: int | None = None
    exposed: bool = False
    flag: bool = False
    thumb: int = 0
    comments: int = 0
    count: int = 0

    def decide(self, verdict: Verdict) -> None:
        self.count += 1
        hidden = self.sample is Sample.BLIND and not self.exposed and self.first_blind is None
        provenance = Provenance.BLIND if hidden else Provenance.ASSISTED
        line = Line(EventKind.DECIDED, self.count, verdict, ANSWERS[verdict], provenance)
        self.lines.append(line)
        self.standing.append(line)
        self.undone.clear()
        if hidden and verdict is not Verdict.SKIPPED:
            self.first_blind = self.count

    def undo(self) -> None:
        if self.standing:
            line = self.standing.pop()
            self.undone.append(line)
            self.lines.append(self._again(EventKind.UNDONE, line))

    def redo(self) -> None:
        if self.undone:
            line = self.undone.pop()
            self.standing.append(line)
            self.lines.append(self._again(EventKind.REDONE, line))

    def requeue(self) -> None:
        self.standing.clear()
        self.undone.clear()
        self.lines.append(Line(EventKind.REQUEUED))

    def reveal(self) -> None:
        self.lines.append(Line(EventKind.REVEALED))
        self.exposed |= self.sample is Sample.BLIND and self.first_blind is None

    def mark(self, kind: EventKind) -> None:
        self.lines.append(Line(kind))
        self.flag = {EventKind.FLAGGED: True, EventKind.UNFLAGGED: False}.get(kind, self.flag)
        thumbs = {EventKind.THUMB_UP: 1, EventKind.THUMB_DOWN: -1, EventKind.THUMB_CLEARED: 0}
        self.thumb = thumbs.get(kind, self.thumb)
        self.comments += kind is EventKind.COMMENTED

    @staticmethod
    def _again(kind: EventKind, line: Line) -> Line:
        return Line(kind, line.decision_seq, line.verdict, line.answer, line.provenance)


MARKS = [
    EventKind.FLAGGED,
    EventKind.UNFLAGGED,
    EventKind.THUMB_UP,
    EventKind.THUMB_DOWN,
    EventKind.THUMB_CLEARED,
    EventKind.COMMENTED,
    EventKind.SHOWN,
    EventKind.EDITED,
    EventKind.REGENERATED,
    EventKind.UPDATED,
]
ACTIONS = st.lists(
    st.sampled_from(list(Verdict)) | st.sampled_from(["undo", "redo", "requeue", "reveal"]) | st.sampled_from(MARKS), max_size=30
)


def play(sample: Sample, actions: list[str]) -> Model:
    model = Model(sample)
    for action in actions:
        if isinstance(action, Verdict):
            model.decide(action)
        elif isinstance(action, EventKind):
            model.mark(action)
        else:
            getattr(model, action)()
    return model


@given(st.sampled_from(SAMPLES), ACTIONS)
def test_any_sequence_of_actions_leaves_what_a_plain_model_says(sample: Sample, actions: list[str]) -> None:
    model = play(sample, actions)
    state = fold(Origin(7, 1, sample), model.lines)
    decided = [line for line in model.standing if line.verdict != Verdict.SKIPPED]
    last = (decided or model.standing or [None])[-1]
    assert state.decision_seq == (last.decision_seq if last else None)
    assert state.verdict == (last.verdict if last else None)
    assert state.label == (decided[-1].answer if decided else None)
    assert state.label_source == (decided[-1].provenance if decided else None)
    assert state.status == (Status.DECIDED if decided else Status.SKIPPED if model.standing else Status.OPEN)
    assert state.blind_decision_seq == model.first_blind
    assert state.exposed == model.exposed
    assert state.sample == (Sample.NONE if model.exposed else sample)
    assert (state.flagged, state.thumb, state.comments) == (model.flag, model.thumb, model.comments)


@given(st.sampled_from(SAMPLES), ACTIONS)
def test_undoing_everything_leaves_an_open_item_with_its_blind_answer(sample: Sample, actions: list[str]) -> None:
    model = play(sample, actions)
    while model.standing:
        model.undo()
    state = fold(Origin(7, 1, sample), model.lines)
    assert (state.status, state.label, state.verdict) == (Status.OPEN, None, None)
    assert state.blind_decision_seq == model.first_blind


def decided(seq: int, verdict: Verdict, provenance: Provenance = Provenance.ASSISTED) -> Line:
    return Line(EventKind.DECIDED, seq, verdict, ANSWERS[verdict], provenance)


def folded(*lines: Line, sample: Sample = Sample.NONE, label: str | None = None, erased: bool = False) -> State:
    return fold(Origin(7, 1, sample, erased, label), lines)


def test_the_label_that_came_with_the_data_stands_until_somebody_decides() -> None:
    assert (folded(label='"a"').label, folded(label='"a"').label_source) == ('"a"', Provenance.IMPORTED)
    assert folded(decided(1, Verdict.SKIPPED), label='"a"').label == '"a"'
    assert folded(decided(1, Verdict.CORRECTED), label='"a"').label == '"b"'
    assert folded(decided(1, Verdict.REJECTED), label='"a"').label is None


def test_a_skip_after_a_decision_changes_nothing() -> None:
    state = folded(decided(1, Verdict.ACCEPTED), decided(2, Verdict.SKIPPED))
    assert (state.status, state.decision_seq, state.label) == (Status.DECIDED, 1, '"a"')


def test_the_first_answer_stays_the_blind_one_when_minds_are_changed() -> None:
    state = folded(
        decided(1, Verdict.ANSWERED, Provenance.BLIND),
        Line(EventKind.REVEALED),
        decided(2, Verdict.ACCEPTED),
        sample=Sample.BLIND,
    )
    assert (state.blind_decision_seq, state.decision_seq, state.label_source) == (1, 2, Provenance.ASSISTED)
    assert (state.sample, state.exposed) == (Sample.BLIND, 0)


def test_exposure_before_the_blind_answer_takes_an_item_out_of_the_sample_and_counts_it() -> None:
    state = folded(Line(EventKind.REVEALED), decided(1, Verdict.ACCEPTED), sample=Sample.BLIND)
    assert (state.sample, state.exposed, state.blind_decision_seq) == (Sample.NONE, 1, None)
    assert tally(state)["exposed"] == 1


def test_a_control_item_may_be_revealed() -> None:
    assert folded(Line(EventKind.REVEALED), sample=Sample.CONTROL).sample == Sample.CONTROL


def test_an_erased_item_is_erased_whatever_was_decided() -> None:
    assert folded(decided(1, Verdict.ACCEPTED), erased=True).status == Status.ERASED


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_counters_follow_the_figures_of_the_product(verdict: Verdict) -> None:
    state = folded(decided(1, verdict))
    counted = tally(state)
    assert counted["items"] == 1
    assert counted["decided"] == (verdict in DECIDED)
    assert counted[f"verdict:{verdict}"] == 1
    assert counted["assisted:accepted"] == (verdict is Verdict.ACCEPTED)
    assert counted[f"status:{state.status}"] == 1
    assert isinstance(counted, Counter)
