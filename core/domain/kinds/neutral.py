"""An answer in neutral parts, for whoever writes it in the words of another tool: labels, passages, a text, a record, a ranking."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from core.domain.json import JsonValue
from core.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Neutral:
    """What an answer is made of; a part that its kind does not have is None.

    `labels`: of a choice one, of a set any number, in task order. `ranking`: groups of candidates by place (`"1"` ...), best first, ties
    together; empty when all candidates are bad.
    """

    labels: tuple[str, ...] | None = None
    spans: tuple[Span, ...] | None = None
    text: str | None = None
    record: dict[str, JsonValue] | None = None
    ranking: tuple[tuple[str, ...], ...] | None = None

    @property
    def part(self) -> tuple[str, Any]:
        """The name and the value of the part that the answer has; of an answer without one, no labels."""
        held = ((name, getattr(self, name)) for name in _PARTS)
        return next(((name, value) for name, value in held if value is not None), ("labels", ()))


_PARTS = tuple(one.name for one in fields(Neutral))
