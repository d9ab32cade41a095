"""A format over a table: its records turned into rows, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from core.domain.exchange import MARK
from core.domain.json import JsonValue
from core.domain.task import Task
from core.ingest.contents import opened
from core.ingest.detect.detecting import detect
from core.ingest.mapping import Mapping, SuggestionColumn
from core.ingest.readers.base import BATCH_ROWS, BadRow, Batch, Known, Table
from core.ingest.readers.records import extended
from core.ingest.values import unread

Record = dict[str, JsonValue]
#: the columns in which formats put what people said elsewhere (`core.ingest.said`)
ANNOTATIONS, SIGNALS = "annotations", "signals"
#: a row that a record gives, or why it gives none: (code, one sentence)
Made = Record | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """One entry of the table of formats.

    `recognises` looks at the first records; `rows` makes rows of one record; `known` says which column is what, from the first rows that
    were made. `cells` says of a file how the cells of a record are taken before `rows` sees them: those that hold JSON as text as their
    values, unless it says otherwise.
    """

    name: str
    title: str
    recognises: Callable[[Sequence[Record]], bool]
    rows: Callable[[Record], Iterable[Made]]
    known: Callable[[Sequence[Record]], Known | None]
    cells: Callable[[Path], Callable[[Record], Record]] = lambda path: _opened


@dataclass
class FormatTable(Table):
    """A table whose records a format has turned into rows. Lines are those of the records."""

    inner: Table | None = None
    as_: Format | None = None
    take: Callable[[Record], Record] | None = None

    @staticmethod
    def over(inner: Table, found: Format, first: Sequence[Record]) -> Table:
        """The table as the format reads it; as it is when the format makes no row of its first records."""
        take = found.cells(inner.path)
        made = [row for record in first for row in found.rows(take(record)) if isinstance(row, dict)]
        columns = extended([], made)
        if not columns:
            return inner
        return FormatTable(
            inner.path,
            found.name,
            columns,
            inner.size_bytes,
            inner.encoding,
            inner.dialect,
            inner.left_out,
            found.known(made),
            inner=inner,
            as_=found,
            take=take,
        )

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`."""
        assert self.inner is not None
        columns = list(self.columns)
        for batch in self.inner.batches(size):
            made = self._made(batch)
            records = [record for _, record in made[0]]
            extended(columns, records)
            rows = [[record.get(name) for name in columns] for record in records]
            yield Batch(list(columns), rows, [line for line, _ in made[0]], made[1], batch.bytes_read, records)

    def _made(self, batch: Batch) -> tuple[list[tuple[int, Record]], list[BadRow]]:
        assert self.as_ is not None
        assert self.take is not None
        good: list[tuple[int, Record]] = []
        bad = list(batch.bad)
        for row in batch.by_name():
            for made in self.as_.rows(self.take(row.values)):
                if isinstance(made, dict):
                    good.append((row.line, made))
                else:
                    bad.append(BadRow(row.line, made[1], made[0]))
        return good, bad


def _opened(record: Record) -> Record:
    """The record with cells that hold lists or objects as text (in CSV) as their values; one of ours says itself what is text."""
    return record if MARK in record else {name: opened(value) for name, value in record.items()}


def known_answers(
    title: str,
    rows: Sequence[Record],
    *,
    label: str | None,
    suggestions: tuple[SuggestionColumn, ...] = (),
    beside: Iterable[str] = (),
    task: Task | None = None,
) -> Known | None:
    """What a format says that has answers in columns of its own: the text and the parts are found among the other columns.

    `beside`: columns that say something of the answers, and stand nowhere else. Annotations are in the column of that name, if it is there.
    """
    columns = extended([], rows)
    ours = {label, ANNOTATIONS, *beside, *(name for one in suggestions for name in one.columns())}
    rest = [name for name in columns if name not in ours]
    if not rest:
        return None
    found = detect(rest, list(islice(rows, 50)))
    given = label if any(row.get(label or "") is not None and not unread(row.get(label or "")) for row in rows) else None
    used = tuple(one for one in suggestions if any(row.get(one.column) not in (None, [], {}) for row in rows))
    mapping = _with_answers(found.mapping, given, used, ANNOTATIONS if ANNOTATIONS in columns else None)
    candidates = any(part.candidate for part in mapping.parts)
    return Known(title, mapping, task or (Task("preference") if candidates else None))


def _with_answers(
    mapping: Mapping, label: str | None, suggestions: tuple[SuggestionColumn, ...], annotations: str | None
) -> Mapping:
    return replace(mapping, label=label, gold=None, suggestions=suggestions, annotations=annotations)
