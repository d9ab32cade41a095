"""Labels as lines of text: `name`, or `name: description`."""

from __future__ import annotations

from collections.abc import Container, Iterable

from core.domain.task import Label, checked_labels


def parse_labels(text: str, found: Container[str] = ()) -> tuple[Label, ...]:
    """The labels that `text` lists, one on a line; empty lines do not count.

    A line that is one of `found`, the names that came from a column, is a name as a whole. Raises `UserError` (see
    `checked_labels`).
    """
    lines = [line.strip() for line in text.splitlines()]
    return checked_labels([Label(line) if line in found else _label(line) for line in lines if line])


def label_text(names: Iterable[str]) -> str:
    """Names as lines; what cannot be a name (several lines) is left out."""
    return "\n".join(name for name in names if name.isprintable())


def _label(line: str) -> Label:
    name, _, description = line.partition(":")
    return Label(name, description)
