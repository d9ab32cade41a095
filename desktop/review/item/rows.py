"""A record as rows: names in steps, values as text. Short lists stand on one line, long ones are cut until they are asked for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from core.domain.json import JsonValue

#: so many entries of a list are shown at first, and so many characters of a value
SHOWN, LONGEST = 12, 2_000
#: a value that was asked for is shown up to here; a longer one belongs into a text
MOST = 40_000
_LINE = 120
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `depth`: how deeply it is nested; `head`: it stands over what follows, and has no value of its own.

    `path`: what to ask for to see the rest; `hidden`: so many entries or characters of it are left out.
    """

    depth: int
    name: str
    text: str = ""
    head: bool = False
    path: str = ""
    hidden: int = 0


def rows(value: JsonValue, opened: Collection[str] = (), *, whole: bool = False) -> Iterator[Row]:
    """The rows of a record, made as they are asked for. `opened`: the paths that are shown in full; `whole`: all of them."""
    return _Reader(opened, whole=whole).read(value, "", -1, "")


class _Reader:
    """Walks a record in its own order."""

    def __init__(self, opened: Collection[str], *, whole: bool) -> None:
        self._opened, self._whole = opened, whole

    def read(self, value: JsonValue, name: str, depth: int, path: str) -> Iterator[Row]:
        listed = short_list(value)
        if listed is not None:
            yield Row(max(0, depth), name, listed)
        elif isinstance(value, dict) and value:
            yield from self._children(value.items(), name, depth, path)
        elif isinstance(value, list) and value:
            last = len(value) if self._is_open(path) else SHOWN
            yield from self._children(((str(at + 1), value[at]) for at in range(min(last, len(value)))), name, depth, path)
            if last < len(value):
                yield Row(depth + 1, "", path=path, hidden=len(value) - last)
        else:
            yield self._leaf(Row(max(0, depth), name, shown(value)), path)

    def _children(self, entries: Iterable[tuple[str, JsonValue]], name: str, depth: int, path: str) -> Iterator[Row]:
        if depth >= 0:
            yield Row(depth, name, head=True)
        for key, entry in entries:
            yield from self.read(entry, key, depth + 1, f"{path}/{key}")

    def _leaf(self, row: Row, path: str) -> Row:
        most = MOST if self._is_open(path) else LONGEST
        over = len(row.text) - most
        return replace(row, text=row.text[:most], path=path if most < MOST else "", hidden=over) if over > 0 else row

    def _is_open(self, path: str) -> bool:
        return self._whole or path in self._opened


def short_list(value: JsonValue) -> str | None:
    """A list of a few short values on one line; None for everything else."""
    if not isinstance(value, list) or not value or len(value) > SHOWN:
        return None
    if any(isinstance(entry, dict | list) for entry in value):
        return None
    line = ", ".join(map(shown, value))
    return line if len(line) <= _LINE and "\n" not in line else None


def shown(value: JsonValue) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return str(value)
