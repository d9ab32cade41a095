"""The marks that a draft of passages puts on the item's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.kinds.kind import Change
from core.domain.spans_edit import Passage
from desktop.i18n import tr
from desktop.review.editors.spans_draft import SpansDraft
from desktop.review.editors.spans_list import WORDS
from desktop.review.marks import Look, Mark, MarkRole

_ROLES = {
    Change.KEPT: MarkRole.SUGGESTED,
    Change.CHANGED: MarkRole.SPAN,
    Change.ADDED: MarkRole.SPAN,
    Change.REMOVED: MarkRole.DROPPED,
}
_NONE = Look()


class SpansMarks:
    """Makes them, and those of the passages only when the passages have changed: moving a cursor over thousands stays quick."""

    def __init__(self, looks: Mapping[str, Look] | None = None) -> None:
        self._looks = looks or {}
        self._lines: Sequence[Passage] = ()
        self._kinds: dict[tuple[str, str, Change, bool], tuple[MarkRole, str, str, int]] = {}
        self._made: tuple[Mark, ...] = ()

    def of(self, draft: SpansDraft) -> tuple[Mark, ...]:
        """The marks of every passage, of the current one and of the selected words."""
        if draft.lines is not self._lines:
            self._lines = draft.lines
            self._made = tuple(self._mark(line, alone=draft.suggested is None) for line in draft.lines)
        current = draft.current
        held = () if current is None else (Mark(current.span.start, current.span.end, MarkRole.CURRENT),)
        cursor = () if draft.cursor is None else (Mark(*draft.cursor, MarkRole.CURSOR),)
        return (*self._made, *held, *cursor)

    def _mark(self, line: Passage, *, alone: bool) -> Mark:
        span = line.span
        key = (span.label, span.severity, line.change, alone)
        if key not in self._kinds:
            look = self._looks.get(span.label, _NONE)
            parts = (span.label, span.severity, "" if alone else tr(WORDS[line.change][0]))
            self._kinds[key] = (_ROLES[line.change], look.colour, ", ".join(part for part in parts if part), look.line)
        role, colour, name, under = self._kinds[key]
        return Mark(span.start, span.end, role, colour, f"{name}, {span.comment}" if span.comment else name, under)
