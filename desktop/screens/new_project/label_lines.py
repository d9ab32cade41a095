"""Labels as lines of text: `name`, or `name: description`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from core.domain.task import Label, checked_labels


def parse_labels(
    text: str, found: Container[str] = (), known: Mapping[str, Label] | None = None, least: int = 2
) -> tuple[Label, ...]:
    """The labels that `text` lists, one on a line; empty lines do not count.

    A line that is one of `found`, the names that came from a column, is a name as a whole. A label of `known` keeps its colour, its
    shortcut and its example. Raises `UserError` (see `checked_labels`).
    """
    lines = [line.strip() for line in text.splitlines()]
    listed = [Label(line) if line in found else _label(line, known or {}) for line in lines if line]
    return checked_labels([_with(known or {}, label) for label in listed], least)


def label_text(labels: Iterable[str | Label]) -> str:
    """Labels as lines; what cannot be a name (several lines) is left out."""
    return "\n".join(line for line in map(_line, labels) if line.isprintable())


def _line(one: str | Label) -> str:
    if isinstance(one, str):
        return one
    return f"{one.name}: {one.description}" if one.description else one.name


def _label(line: str, known: Mapping[str, Label]) -> Label:
    """A name that is known may have a colon in it."""
    whole = next((name for name in known if line == name or line.startswith(f"{name}: ")), None)
    name, _, description = line.partition(":") if whole is None else (whole, ":", line[len(whole) + 1 :])
    return Label(name.strip(), description.strip())


def _with(known: Mapping[str, Label], label: Label) -> Label:
    before = known.get(label.name)
    return label if before is None else replace(before, description=label.description)
