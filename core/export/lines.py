"""Records as canonical lines of JSON: the layout of the table of labels, and what the hash of a dataset goes over.

A million are made. So each column becomes pieces of JSON, ids and texts by one call for all of a batch; what lies between them in a line
is made once for each that comes; and all pieces are joined at once. What is stored as JSON stands in the line as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson

from core.export.record import Records
from core.export.rows import COLUMNS, METADATA, PARTS, Answers, Sheet, instants

_KEPT, _LONG = 10_000, 1_000
_FIRST = b'{"item_id":'
#: from the end of one line into the next
_NEXT = b"}\n" + _FIRST
_MIDDLE = COLUMNS[COLUMNS.index("label") : COLUMNS.index("decided_at")]


class Liner:
    """Makes the lines of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._answers = sheet, Answers(sheet)
        self._middles, self._owns = _Kept(_middle), _Kept(self._own)

    def lines(self, records: Records) -> bytes:
        """A line for each record: one object, its keys in the order of the columns, UTF-8, with a line feed."""
        if not records.seq:
            return b""
        pieces = self._pieces(records)
        made = [one if isinstance(one, bytes) else b"" for one in pieces] * len(records.seq)
        for place, column in enumerate(pieces):
            if not isinstance(column, bytes):
                made[place :: len(pieces)] = column
        made[0], made[-1] = _FIRST + made[0], b"}\n"
        return b"".join(made)

    def _pieces(self, records: Records) -> list[bytes | list[bytes]]:
        """What a line is made of, from the value of its id to the beginning of the next: a piece of all lines, or one of each."""
        middles = zip(
            records.label, records.source, records.reviewer, records.weight, records.selection_prob, records.split,
            records.group, records.suggester, strict=True,
        )  # fmt: skip
        pieces: list[bytes | list[bytes]] = [_values(records.item_id), _key("text"), _values(records.text)]
        pieces += [self._middles.of(middles), _values(instants(records.decided_us))]
        pieces += [self._owns.of(records.label)] if self._sheet.own else []
        pieces += [_key(PARTS), _stored(records.parts)] if self._sheet.parts else []
        pieces += [_key(METADATA), _stored(records.metadata)] if self._sheet.metadata else []
        return [*pieces, _NEXT]

    def _own(self, label: str) -> bytes:
        """The columns of the kind of answer."""
        _, values = self._answers[label]
        return b"," + orjson.dumps(dict(zip(self._sheet.own, values, strict=True)))[1:-1]


class _Kept(dict[Any, bytes]):
    """Pieces, made once for what they are made from. What is long, or one of very many, would only fill the memory."""

    def __init__(self, make: Callable[[Any], bytes]) -> None:
        super().__init__()
        self._make = make

    def of(self, column: Iterable[Any]) -> list[bytes]:
        """The piece of each."""
        return list(map(self.__getitem__, column))

    def __missing__(self, key: Any) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        piece = self._make(key)
        if len(piece) <= _LONG:
            self[key] = piece
        return piece


def _middle(values: tuple[Any, ...]) -> bytes:
    """From behind the text of a record to the instant of its decision."""
    label, *others = values
    held = orjson.dumps(dict(zip(_MIDDLE, (orjson.Fragment(label), *others), strict=True)))
    return b"," + held[1:-1] + _key("decided_at")


def _key(name: str) -> bytes:
    return b"," + orjson.dumps(name) + b":"


def _values(column: list[str]) -> list[bytes]:
    """Each text as JSON. They are made by one call, an element a line: no JSON text has a line feed of its own."""
    return orjson.dumps(column, option=orjson.OPT_INDENT_2)[4:-2].split(b",\n  ")


def _stored(column: list[str | None]) -> list[bytes]:
    """JSON as it is stored; null where there is none."""
    return [b"null" if one is None else one.encode() for one in column]
