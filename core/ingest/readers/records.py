"""Tables made of JSON objects: columns from the first thousand, batches of any number."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers.base import BATCH_BYTES, BATCH_ROWS, BadRow, Batch, Probe, Table
from core.ingest.readers.text import TextStream

COLUMN_RECORDS = 1000

#: One record with the line it begins on, or what is wrong with it.
Numbered = tuple[int, dict[str, JsonValue]] | BadRow


@dataclass
class _Filling:
    rows: list[dict[str, JsonValue]] = field(default_factory=list[dict[str, JsonValue]])
    lines: list[int] = field(default_factory=list[int])
    bad: list[BadRow] = field(default_factory=list[BadRow])

    def add(self, found: Numbered) -> None:
        if isinstance(found, BadRow):
            self.bad.append(found)
        else:
            self.lines.append(found[0])
            self.rows.append(found[1])

    def batch(self, columns: list[str], bytes_read: int) -> Batch:
        return Batch(list(columns), _cells(columns, self.rows), self.lines, self.bad, bytes_read, self.rows)


@dataclass
class RecordTable(Table):
    """A file of JSON objects. Keys that first come late are added to the columns of their batch and of those after it."""

    @abstractmethod
    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """Every record of the file, good or bad, in order."""

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`."""
        stream = TextStream(self.path, str(self.encoding))
        columns = list(self.columns)
        filling, start = _Filling(), 0
        for found in self.found(stream):
            filling.add(found)
            if len(filling.rows) >= size or len(filling.bad) >= size or stream.bytes_read - start > BATCH_BYTES:
                yield filling.batch(extended(columns, filling.rows), stream.bytes_read)
                filling, start = _Filling(), stream.bytes_read
        if filling.rows or filling.bad:
            yield filling.batch(extended(columns, filling.rows), stream.bytes_read)

    def find_columns(self, file: Probe) -> None:
        """Takes the columns from the beginning of the file. Raises `UserError` (`import.no_records`) when no object is there."""
        beginning = islice(self.found(TextStream(self.path, str(self.encoding))), COLUMN_RECORDS)
        first = [found[1] for found in beginning if not isinstance(found, BadRow)]
        extended(self.columns, first)
        if not self.columns:
            raise UserError("import.no_records", f"“{file.path.name}” holds no JSON objects with fields where rows should be.")


def _cells(columns: list[str], records: list[dict[str, JsonValue]]) -> Sequence[Sequence[JsonValue]]:
    if len(columns) > 1:
        try:  # mostly every record has every key
            return list(map(itemgetter(*columns), records))
        except KeyError:
            pass
    return [[record.get(name) for name in columns] for record in records]


def extended(columns: list[str], records: Sequence[dict[str, JsonValue]]) -> list[str]:
    """`columns`, to which the keys that it lacks are added in the order of their first coming."""
    known = set(columns)
    for record in records:
        if not record.keys() <= known:
            new = [key for key in record if key not in known]
            columns += new
            known.update(new)
    return columns
