"""The columns of a table as detection sees them: what stands in their first cells, and inside of those that are JSON."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.domain.json import JsonValue
from core.ingest.cells import text_of
from core.ingest.contents import opened
from core.ingest.values import is_span_like

_MOST_PATHS = 200
_DEEPEST = 5


@dataclass(frozen=True, eq=False)
class Column:
    """A column, or a path into one, with its cells that are not empty (JSON text as its value) out of `rows` rows."""

    name: str
    cells: tuple[JsonValue, ...]
    rows: int
    depth: int = 0

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as text; lists and objects are left out."""
        return tuple(text_of(cell) for cell in self.cells if not isinstance(cell, list | dict))

    @property
    def scalar(self) -> bool:
        """Whether no cell holds a list or an object."""
        return bool(self.cells) and len(self.texts) == len(self.cells)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """The different texts, in the order of their first coming."""
        return tuple(dict.fromkeys(text.strip() for text in self.texts))

    @cached_property
    def length(self) -> float:
        """The mean length of the texts in characters."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @property
    def filled(self) -> float:
        """The share of rows in which the cell is not empty."""
        return len(self.cells) / self.rows if self.rows else 0.0

    @property
    def categorical(self) -> bool:
        """Whether its texts are short and come again: names of something, not texts of their own."""
        few = len(self.distinct) <= max(2, 0.6 * len(self.texts))
        return self.scalar and few and self.length <= 60 and all(len(text) <= 200 for text in self.distinct)

    @property
    def prose(self) -> bool:
        """Whether it holds texts that differ, of more than a word or two."""
        return self.scalar and self.length >= 12 and len(self.distinct) > 0.5 * len(self.texts)

    def share(self, of: object) -> float:
        """The share of cells for which `of` holds."""
        assert callable(of)
        return sum(bool(of(cell)) for cell in self.cells) / len(self.cells) if self.cells else 0.0


def columns_of(names: Sequence[str], rows: Sequence[Values[str, JsonValue]]) -> dict[str, Column]:
    """Every column by name, and, behind each that holds objects, the paths into it."""
    found: dict[str, Column] = {}
    for name in names:
        _add(found, name, [opened(row.get(name)) for row in rows], 0)
    return found


def _add(found: dict[str, Column], name: str, values: Sequence[JsonValue], depth: int) -> None:
    if len(found) >= _MOST_PATHS and depth:
        return
    cells = tuple(value for value in values if not _empty(value))
    found[name] = Column(name, cells, len(values), depth)
    if depth >= _DEEPEST or not cells:
        return
    if all(isinstance(cell, dict) for cell in cells):
        keys = dict.fromkeys(key for cell in cells if isinstance(cell, dict) for key in cell)
        for key in keys:
            if key and not set(key) & set(".[]"):
                _add(found, f"{name}.{key}", [cell.get(key) if isinstance(cell, dict) else None for cell in values], depth + 1)
    elif all(isinstance(cell, list) and len(cell) <= 9 and all(_is_object(one) for one in cell) for cell in cells):
        first = [cell[0] if isinstance(cell, list) and cell else None for cell in values]
        _add(found, f"{name}[0]", first, depth + 1)


def _is_object(value: JsonValue) -> bool:
    """Whether this is an object that can be looked into: spans are one answer together."""
    return isinstance(value, dict) and not is_span_like(value)


def _empty(value: JsonValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
