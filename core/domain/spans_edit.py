"""Editing passages: what may be put, moved and dropped, step by step, each step with its inverse.

A draft is a tuple of spans in order of place. Every operation gives a `Step` (one span goes, one comes) or a `Refusal`; `applied` makes the
new draft of it. So what was done can be taken back in order, and a draft that was valid stays valid.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from core.domain.kinds.kind import Change
from core.domain.spans import Span

Draft = tuple[Span, ...]


class Refusal(StrEnum):
    """Why an edit is not possible."""

    EMPTY = "empty"  # there would be no character in it, or it lies outside of the text
    OVERLAP = "overlap"  # it would overlap another passage, which the task does not allow
    SAME = "same"  # it is there already


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: `gone` leaves the draft, `come` enters it; one of them may be None."""

    gone: Span | None
    come: Span | None

    @property
    def inverse(self) -> Step:
        """The step that takes this one back."""
        return Step(self.come, self.gone)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a draft must keep to: the text's length in code points, and whether passages may overlap."""

    length: int
    overlapping: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a draft beside its suggestion. A removed one is shown as it was suggested; a changed one has its `origin`."""

    span: Span
    change: Change
    origin: Span | None = None


def applied(draft: Draft, step: Step) -> Draft:
    """The draft after the step. Raises `ValueError` when what is to go is not there."""
    spans = list(draft)
    if step.gone is not None:
        spans.remove(step.gone)
    if step.come is not None:
        insort(spans, step.come)
    return tuple(spans)


def put(draft: Draft, span: Span, limits: Limits) -> Step | Refusal:
    """A new passage. Where the very same range stands already and nothing may overlap, its label changes instead."""
    same_range = [one for one in draft if (one.start, one.end) == (span.start, span.end)]
    if same_range and not limits.overlapping:
        return _checked(draft, Step(same_range[0], replace(same_range[0], label=span.label)), limits)
    return _checked(draft, Step(None, span), limits)


def drop(span: Span) -> Step:
    """A passage goes."""
    return Step(span, None)


def relabel(draft: Draft, span: Span, label: str, limits: Limits) -> Step | Refusal:
    """The same passage under another label."""
    return _checked(draft, Step(span, replace(span, label=label)), limits)


def resize(draft: Draft, span: Span, start: int, end: int, limits: Limits) -> Step | Refusal:
    """The same passage with other ends."""
    return _checked(draft, Step(span, replace(span, start=start, end=end)), limits)


def remark(
    draft: Draft, span: Span, limits: Limits, *, severity: str | None = None, comment: str | None = None
) -> Step | Refusal:
    """The same passage with another severity or comment; None leaves it as it is."""
    changed = replace(
        span,
        severity=span.severity if severity is None else severity,
        comment=span.comment if comment is None else comment,
    )
    return _checked(draft, Step(span, changed), limits)


def next_severity(severities: Sequence[str], severity: str) -> str:
    """The severity behind this one; behind the last, and where there is none yet, the first."""
    return severities[(severities.index(severity) + 1) % len(severities)] if severity in severities else severities[0]


def overlapped(draft: Draft, span: Span, but: Span | None = None) -> Span | None:
    """The first passage of the draft, beside `but`, that shares a character with `span`."""
    start, end = span.start, span.end
    met = [one for one in draft if one.start < end and start < one.end]
    return next((one for one in met if one != but), None)


def at_place(draft: Draft, start: int, end: int) -> Span | None:
    """The passage with this range; else the shortest that shares a character with it; else None."""
    met = [one for one in draft if one.start < end and start < one.end]
    exact = [one for one in met if (one.start, one.end) == (start, end)]
    return min(exact or met, key=lambda one: one.end - one.start, default=None)


def compared(suggested: Draft, draft: Draft) -> tuple[Passage, ...]:
    """The draft's passages, and those of the suggestion that it no longer has, in order of place; both are in that order already.

    What is kept, changed, added and removed is what `Spans.changes` records (core/domain/kinds/spans.py).
    """
    kept, gone, left = _merged(suggested, draft)
    lines = [Passage(one, Change.KEPT, one) for one in kept]
    for origin in gone:
        match = next((one for one in left if one.resembles(origin)), None)
        if match is None:
            lines.append(Passage(origin, Change.REMOVED, origin))
        else:
            left.remove(match)
            lines.append(Passage(match, Change.CHANGED, origin))
    lines += [Passage(one, Change.ADDED) for one in left]
    return tuple(sorted(lines, key=lambda line: (line.span.start, line.span.end, line.span.label)))


def _merged(suggested: Draft, draft: Draft) -> tuple[list[Span], list[Span], list[Span]]:
    """What both have, what only the suggestion has, what only the draft has: one walk along both."""
    kept: list[Span] = []
    gone: list[Span] = []
    left: list[Span] = []
    at = other = 0
    while at < len(suggested) and other < len(draft):
        one, two = suggested[at], draft[other]
        if one is two or one == two:
            kept.append(two)
        else:
            (gone if one < two else left).append(min(one, two))
        at, other = at + (one is two or one <= two), other + (one is two or two <= one)
    return kept, [*gone, *suggested[at:]], [*left, *draft[other:]]


class Places:
    """Ranges in order of place, to be asked which of them meet a stretch of the text: two binary searches, however many there are."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        """`ranges`: half-open, sorted."""
        self._ranges = ranges
        self._starts = [start for start, _ in ranges]
        self._reach = list(accumulate((end for _, end in ranges), max))

    def meeting(self, start: int, end: int) -> list[int]:
        """The places, in `ranges`, of those that share a character with the stretch."""
        first, last = bisect_left(self._reach, start + 1), bisect_left(self._starts, end)
        return [at for at in range(first, last) if self._ranges[at][1] > start]


def _checked(draft: Draft, step: Step, limits: Limits) -> Step | Refusal:
    come, gone = step.come, step.gone
    if come is None:
        return step
    if not 0 <= come.start < come.end <= limits.length:
        return Refusal.EMPTY
    near = [one for one in draft if one.start == come.start and one.key == come.key]
    if come == gone or any(one != gone for one in near):
        return Refusal.SAME
    moved = gone is None or (gone.start, gone.end) != (come.start, come.end)
    if moved and not limits.overlapping and overlapped(draft, come, gone) is not None:
        return Refusal.OVERLAP
    return step
