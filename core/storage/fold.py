"""What stands for one item now, folded from its lines of the ledger. Pure: the same code serves a decision and `check`."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.vocabulary import DECIDED, EventKind, Provenance, Sample, Status, Verdict


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of an item before anything happened to it. `imported_label` is JSON text."""

    item_seq: int
    project_seq: int
    sample: str
    erased: bool = False
    imported_label: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the item, joined with its decision where it has one. `answer` is JSON text."""

    kind: str
    decision_seq: int | None = None
    verdict: str | None = None
    answer: str | None = None
    provenance: str | None = None
    action_seq: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """One row of `item_state`, in the order of its columns."""

    item_seq: int
    project_seq: int
    status: str
    sample: str
    label: str | None = None
    label_source: str | None = None
    verdict: str | None = None
    decision_seq: int | None = None
    blind_decision_seq: int | None = None
    exposed: int = 0
    flagged: int = 0
    thumb: int = 0
    comments: int = 0


class _Folder:
    """Walks the events of one item in the order of the ledger."""

    def __init__(self, origin: Origin) -> None:
        self.sample = origin.sample
        self.active: dict[int, Line] = {}
        self.blind: int | None = None
        self.exposed = self.flagged = self.thumb = self.comments = 0
        self.retired = False

    def take(self, line: Line) -> None:
        match line.kind:
            case EventKind.DECIDED | EventKind.REDONE:
                self._decided(line)
            case EventKind.UNDONE:
                self.active.pop(line.decision_seq or 0, None)
            case EventKind.REQUEUED:
                self.active.clear()
            case EventKind.REVEALED:
                self._revealed()
            case EventKind.RETIRED | EventKind.RESTORED:
                self.retired = line.kind == EventKind.RETIRED
            case _:
                self._marked(line.kind)

    def _decided(self, line: Line) -> None:
        assert line.decision_seq is not None
        self.active.pop(line.decision_seq, None)
        self.active[line.decision_seq] = line  # in the order of the ledger: what was redone is the last again
        # The first answer before any reveal stays the blind answer, whatever follows (product.md, Provenance).
        if self.blind is None and line.provenance == Provenance.BLIND and line.verdict != Verdict.SKIPPED:
            self.blind = line.decision_seq

    def _revealed(self) -> None:
        if self.sample == Sample.BLIND and self.blind is None:
            self.sample, self.exposed = Sample.NONE, 1

    def _marked(self, kind: str) -> None:
        self.flagged = {EventKind.FLAGGED: 1, EventKind.UNFLAGGED: 0}.get(EventKind(kind), self.flagged)
        thumbs = {EventKind.THUMB_UP: 1, EventKind.THUMB_DOWN: -1, EventKind.THUMB_CLEARED: 0}
        self.thumb = thumbs.get(EventKind(kind), self.thumb)
        self.comments += kind == EventKind.COMMENTED

    def standing(self) -> Line | None:
        """The last decision that was not undone; a skip stands only where nothing else does."""
        ordered = list(reversed(self.active.values()))
        decided = [line for line in ordered if line.verdict != Verdict.SKIPPED]
        return next(iter(decided or ordered), None)


def fold(origin: Origin, lines: Iterable[Line]) -> State:
    """The state of an item after `lines`, its events in the order of the ledger."""
    folder = _Folder(origin)
    for line in _standing_lines(list(lines)):
        folder.take(line)
    stands = folder.standing()
    label, source = (origin.imported_label, Provenance.IMPORTED if origin.imported_label else None)
    if stands is not None and stands.verdict != Verdict.SKIPPED:
        label, source = stands.answer, stands.provenance
    return State(
        item_seq=origin.item_seq,
        project_seq=origin.project_seq,
        status=Status.RETIRED if folder.retired and not origin.erased else _status(origin, stands),
        sample=folder.sample,
        label=label,
        label_source=source,
        verdict=stands.verdict if stands else None,
        decision_seq=stands.decision_seq if stands else None,
        blind_decision_seq=folder.blind,
        exposed=folder.exposed,
        flagged=folder.flagged,
        thumb=folder.thumb,
        comments=folder.comments,
    )


def opinions(lines: Iterable[Line]) -> list[Line]:
    """The decisions on an item that count, in the order of the ledger: what was undone, requeued or skipped does not."""
    folder = _Folder(Origin(0, 0, Sample.NONE))
    for line in _standing_lines(list(lines)):
        folder.take(line)
    return [line for line in folder.active.values() if line.verdict != Verdict.SKIPPED]


def _standing_lines(lines: list[Line]) -> list[Line]:
    """The lines without those of bulk actions that were undone as a whole: as if they had never been."""
    undone = {line.action_seq for line in lines if line.kind == EventKind.ACTION_UNDONE}
    return [line for line in lines if line.action_seq is None or line.action_seq not in undone] if undone else lines


def _status(origin: Origin, stands: Line | None) -> str:
    if origin.erased:
        return Status.ERASED
    if stands is None:
        return Status.OPEN
    return Status.SKIPPED if stands.verdict == Verdict.SKIPPED else Status.DECIDED


def tally(state: State) -> Tally[str]:
    """What one item adds to the counters of its project. Every counter is a sum of these."""
    names = ["items", f"status:{state.status}", f"{state.status}:{state.sample}"]
    if state.verdict:
        names.append(f"verdict:{state.verdict}")
    if state.verdict in DECIDED:
        names += ["decided", f"source:{state.label_source}", f"{state.label_source}:{state.verdict}"]
    names += ["blind"] * (state.blind_decision_seq is not None)
    names += ["exposed"] * state.exposed + ["flagged"] * state.flagged
    return Tally(names)
