"""What is made of an item's passages: the draft beside the suggestion, what keys act on now, and what can be taken back. No widgets.

Keys act on one of two things: the passage that is current (`held`), or the words that are selected for a new one (`cursor`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from core.domain.boundaries import Range, Unit, next_unit, previous_unit, snapped
from core.domain.kinds.kind import Change
from core.domain.spans import Span
from core.domain.spans_edit import (
    Limits,
    Passage,
    Refusal,
    Step,
    applied,
    at_place,
    compared,
    drop,
    next_severity,
    overlapped,
    put,
    relabel,
    remark,
    resize,
)
from core.domain.task import Options
from desktop.review.editors.spans_reach import Reach


class SpansDraft:
    """One item's passages. Operations give a `Refusal` when they are not possible, and then change nothing."""

    def __init__(self) -> None:
        self.item_id = ""
        self.text = ""
        self.unit = Unit.WORD
        self.options = Options()
        self.suggested: tuple[Span, ...] | None = None
        self.spans: tuple[Span, ...] = ()
        self.lines: tuple[Passage, ...] = ()
        self.cursor: Range | None = None
        self._held: Span | None = None
        self._rows: dict[Span, int] = {}
        self._anchor: Range = (0, 0)
        self._done: list[tuple[Step, ...]] = []

    def start(self, item_id: str, text: str, options: Options, suggested: Sequence[Span] | None) -> None:
        """Another item, or the same one anew: the suggestion's passages are the draft, and the first of them is current."""
        self.item_id, self.text, self.options = item_id, text, options
        self.suggested = None if suggested is None else tuple(sorted(set(suggested)))
        self._done, self.cursor = [], None
        self._settle(self.suggested or ())
        self._held = self.lines[0].span if self.lines else None

    def suggest(self, suggested: Sequence[Span] | None) -> None:
        """Another suggestion for the same item: it becomes the draft unless somebody has begun to edit."""
        if not self.touched:
            cursor = self.cursor
            self.start(self.item_id, self.text, self.options, suggested)
            self.cursor, self._held = cursor, self._held if cursor is None else None
            return
        self.suggested = None if suggested is None else tuple(sorted(set(suggested)))
        self._settle(self.spans)

    @property
    def touched(self) -> bool:
        """Whether the draft is another than what was suggested; also when somebody dropped all there was."""
        return self.spans != (self.suggested or ())

    @property
    def edited(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def limits(self) -> Limits:
        """What the passages must keep to."""
        return Limits(len(self.text), self.options.overlapping)

    @property
    def current(self) -> Passage | None:
        """The passage that keys act on, also one that was dropped."""
        return None if self.row < 0 else self.lines[self.row]

    @property
    def row(self) -> int:
        """The place of the current passage among the lines; -1 when there is none."""
        return -1 if self._held is None else self._rows.get(self._held, -1)

    @property
    def live(self) -> Span | None:
        """The current passage, unless it was dropped."""
        line = self.current
        return None if line is None or line.change is Change.REMOVED else line.span

    @property
    def place(self) -> Range:
        """Where keys act now; the beginning of the text at first."""
        line = self.current
        return (line.span.start, line.span.end) if line is not None else self.cursor or (0, 0)

    def blocking(self) -> Span | None:
        """The passage that stands where the selected words are."""
        return None if self.cursor is None else overlapped(self.spans, Span(*self.cursor, ""))

    # --- moving ---

    def move(self, forward: bool) -> None:
        """To the next or the previous unit: it is selected."""
        start, end = self.place
        self._take(next_unit(self.text, end, self.unit) if forward else previous_unit(self.text, start, self.unit))

    def move_to(self, offset: int) -> None:
        """To the unit at a code point, or the first one behind it."""
        found = snapped(self.text, offset, offset + 1, self.unit) or next_unit(self.text, offset, self.unit)
        self._take(found or previous_unit(self.text, offset, self.unit))

    def select(self, start: int, end: int) -> None:
        """A passage was pointed out: one that stands there becomes current, other words are selected."""
        line = next((line for line in self._from(start) if (line.span.start, line.span.end) == (start, end)), None)
        if line is not None:
            self.hold(line.span)
        else:
            self._take(snapped(self.text, start, end, self.unit))

    def hold(self, span: Span) -> None:
        """Make a passage current."""
        self._held, self.cursor = span, None

    def walk(self, forward: bool) -> None:
        """To the next or the previous passage, from where keys act now; round and round."""
        if not self.lines:
            return
        if self.row >= 0:
            at = self.row + (1 if forward else -1)
        else:
            behind = bisect_left(self.lines, self.place[0], key=_start)
            at = behind if forward else behind - 1
        self.hold(self.lines[at % len(self.lines)].span)

    def extend(self, forward: bool) -> Refusal | None:
        """Move the end: of the current passage, or of the selected words."""
        reach = Reach(self.text, self.unit)
        if self.live is not None:
            end = reach.end_on(self.live.end) if forward else reach.end_back(self.live.end, self.live.start)
            return self._resize(self.live.start, end)
        if self.cursor is None:
            self.move(forward)
        else:
            self.cursor = reach.grown(self.cursor, self._anchor, forward)
        return None

    def extend_start(self, forward: bool) -> Refusal | None:
        """Move the beginning: of the current passage, or of the selected words."""
        reach = Reach(self.text, self.unit)
        start, end = self.place
        if self.live is None and self.cursor is None:
            self.move(forward)
            return None
        moved = reach.start_on(start, end) if forward else reach.start_back(start)
        if self.live is not None:
            return self._resize(moved, end)
        self.cursor = self._anchor = (moved, end)
        return None

    def next_unit(self) -> None:
        """Words, then sentences, then characters, and round."""
        units = list(Unit)
        self.unit = units[(units.index(self.unit) + 1) % len(units)]

    # --- editing ---

    def label(self, name: str) -> Refusal | None:
        """The current passage, or the selected words, get this label."""
        line = self.current
        if line is not None and line.change is not Change.REMOVED:
            return self._do(relabel(self.spans, line.span, name, self.limits)) if line.span.label != name else None
        if line is not None:
            span = line.span
            return self._do(put(self.spans, Span(span.start, span.end, name, span.severity, span.comment), self.limits))
        if self.cursor is None:
            return Refusal.EMPTY
        return self._do(put(self.spans, Span(*self.cursor, name), self.limits))

    def drop(self) -> Refusal | None:
        """The current passage goes; one that was dropped comes back. Else the one that stands where words are selected."""
        line = self.current
        if line is not None and line.change is Change.REMOVED:
            return self._do(put(self.spans, line.span, self.limits))
        span = line.span if line is not None else at_place(self.spans, *self.place)
        return Refusal.EMPTY if span is None else self._do(drop(span))

    def severity(self) -> Refusal | None:
        """The next severity."""
        if self.live is None or not self.options.severities:
            return Refusal.EMPTY
        severity = next_severity(self.options.severities, self.live.severity)
        return self._do(remark(self.spans, self.live, self.limits, severity=severity))

    def comment(self, comment: str) -> Refusal | None:
        """What a person says of the current passage; typing on is one edit."""
        held = self.live
        if held is None or held.comment == comment:
            return None
        before = self._done[-1] if self._done else ()
        refused = self._do(remark(self.spans, held, self.limits, comment=comment))
        if refused is None and len(before) == 1 and before[0].come == held and _comments(before[0]):
            self._done[-2:] = [(Step(before[0].gone, self.live),)]
        return refused

    def restore(self) -> None:
        """Back to the suggestion as it was; this too can be taken back."""
        suggested = self.suggested or ()
        gone = [drop(span) for span in self.spans if span not in set(suggested)]
        come = [Step(None, span) for span in suggested if span not in set(self.spans)]
        if gone or come:
            self._done.append((*gone, *come))
        self._settle(suggested)
        self._held, self.cursor = (self.lines[0].span if self.lines else None), None

    def undo(self) -> None:
        """Take the last edit back."""
        if not self._done:
            return
        steps, spans = self._done.pop(), self.spans
        for step in reversed(steps):
            spans = applied(spans, step.inverse)
        self._settle(spans)
        back = steps[0].inverse
        if back.come is not None:
            self.hold(back.come)
        elif back.gone is not None:
            self._take((back.gone.start, back.gone.end))

    def unfinished(self) -> Span | None:
        """The first passage that still needs a severity."""
        known = self.options.severities
        return next((span for span in self.spans if known and span.severity not in known), None)

    # --- inside ---

    def _from(self, start: int) -> Iterator[Passage]:
        """The lines whose passages begin at a code point."""
        lines = islice(self.lines, bisect_left(self.lines, start, key=_start), None)
        return takewhile(lambda line: line.span.start == start, lines)

    def _take(self, found: Range | None) -> None:
        if found is not None:
            self.cursor = self._anchor = found
            self._held = None

    def _resize(self, start: int, end: int) -> Refusal | None:
        held = self.live
        if held is None or (start, end) == (held.start, held.end):
            return None
        return self._do(resize(self.spans, held, start, end, self.limits))

    def _do(self, step: Step | Refusal) -> Refusal | None:
        if isinstance(step, Refusal):
            return step
        before = self.current
        self._settle(applied(self.spans, step))
        self._done.append((step,))
        self._hold_after(step, before)
        return None

    def _hold_after(self, step: Step, before: Passage | None) -> None:
        """What keys act on next: the passage that came; after a drop its line while there is one, else its words."""
        if step.come is not None:
            self.hold(step.come)
            return
        gone = step.gone
        origin = before.origin if before is not None else gone
        if any(line.span == origin for line in self.lines if line.change is Change.REMOVED):
            self._held, self.cursor = origin, None
        elif gone is not None:
            self._take((gone.start, gone.end))

    def _settle(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans
        self.lines = compared(self.suggested or (), spans)
        self._rows = {line.span: row for row, line in enumerate(self.lines)}


def _comments(step: Step) -> bool:
    """Whether nothing but the comment changed."""
    gone, come = step.gone, step.come
    if gone is None or come is None:
        return False
    return (gone.key, gone.severity) == (come.key, come.severity)


def _start(line: Passage) -> int:
    return line.span.start
