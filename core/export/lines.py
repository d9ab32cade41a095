"""Records as canonical lines of JSON: the layout of the table of labels, and what the hash of a dataset goes over.

Of a million lines most differ in their id and text alone. So a line is put together from these two and from its end, which is made once
for each end that comes.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from core.export.record import Record
from core.export.rows import Rower, Sheet

_ENDS_KEPT = 50_000
#: of a record: what its end is made from, from its parts to its suggester and instant
_FROM, _TO = 3, 14


class Liner:
    """Makes the lines of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._rower, self._columns = Rower(sheet, as_json=True), sheet.columns
        self._ends: dict[tuple[object, ...], bytes] = {}

    def lines(self, records: Sequence[Record]) -> bytes:
        """A line for each record: one object, its keys in the order of the columns, UTF-8, with a line feed."""
        ends, dumps, made = self._ends, orjson.dumps, list[bytes]()
        for record in records:
            key = record[_FROM:_TO]
            end = ends.get(key)
            if end is None:
                end = self._end(record, key)
            made.append(dumps({"item_id": record[1], "text": record[2]})[:-1] + end)
        return b"".join(made)

    def _end(self, record: Record, key: tuple[object, ...]) -> bytes:
        (row,) = self._rower.rows((record,))
        rest = dict(zip(self._columns[2:], row[2:], strict=True))
        end = b"," + orjson.dumps(rest, option=orjson.OPT_APPEND_NEWLINE)[1:]
        if len(self._ends) >= _ENDS_KEPT:
            self._ends.clear()
        # Instants differ from line to line: their ends would only fill the table.
        if record.decided_us is None and record.parts is None and record.metadata is None:
            self._ends[key] = end
        return end
