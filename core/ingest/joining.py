"""A table with columns of a second file beside its own: the document that several rows are about stands once, in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.cells import text_of
from core.ingest.paths import finds, getter_of
from core.ingest.readers.base import BATCH_ROWS, BadRow, Batch, Table, unique_names

#: the second file is kept in memory; so many characters of it at most
MOST_CHARACTERS = 200_000_000
_NO_DOCUMENT = "Its document is not in the second file."


@dataclass
class JoinedTable(Table):
    """A table whose rows go on with those of a second one. A row without its counterpart cannot be used."""

    inner: Table | None = None
    key: str = ""
    beside: dict[str, Sequence[JsonValue]] = field(default_factory=dict[str, Sequence[JsonValue]])
    more: list[str] = field(default_factory=list[str])

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`. What the first file has beyond its columns comes behind those of the second."""
        assert self.inner is not None
        for batch in self.inner.batches(size):
            own = len(self.inner.columns)
            get = getter_of(self.key, batch.columns)
            rows: list[Sequence[JsonValue]] = []
            lines: list[int] = []
            bad = list(batch.bad)
            for line, row in zip(batch.lines, batch.rows, strict=True):
                found = self.beside.get(text_of(get(row)))
                if found is None:
                    bad.append(BadRow(line, _NO_DOCUMENT, "row.no_document"))
                else:
                    rows.append([*row[:own], *found, *row[own:]])
                    lines.append(line)
            yield Batch([*batch.columns[:own], *self.more, *batch.columns[own:]], rows, lines, bad, batch.bytes_read)


def joined(table: Table, second: Table, on: str, other: str | None = None) -> Table:
    """The table with all other columns of `second`, row by row where `on` says what `other` (else `on`) says there.

    Columns that both have are called `NAME_2`. Raises `UserError`: `import.no_column`, `import.join_twice` where the second file has a
    key twice, `import.too_large` where it does not fit into memory.
    """
    other = other or on
    for name, columns in ((on, table.columns), (other, second.columns)):
        if not finds(name, columns):
            there = ", ".join(columns[:30])
            raise UserError("import.no_column", f"There is no column {name!r} to join on.", todo=f"There are: {there}.")
    kept = [place for place, name in enumerate(second.columns) if name != other]
    columns = unique_names([*table.columns, *(second.columns[place] for place in kept)])
    return JoinedTable(
        table.path,
        table.format,
        columns,
        table.size_bytes,
        table.encoding,
        table.dialect,
        table.left_out,
        inner=table,
        key=on,
        beside=_by_key(second, other, kept),
        more=columns[len(table.columns) :],
    )


def _by_key(second: Table, key: str, kept: list[int]) -> dict[str, Sequence[JsonValue]]:
    found: dict[str, Sequence[JsonValue]] = {}
    characters = 0
    for batch in second.batches():
        get = getter_of(key, batch.columns)
        for row in batch.rows:
            name = text_of(get(row))
            if name in found:
                raise UserError(
                    "import.join_twice", f"“{second.path.name}” has the key {name[:40]!r} twice.", todo="Keep one of the rows."
                )
            found[name] = [row[place] for place in kept]
            characters += sum(len(text_of(cell)) for cell in found[name])
        if characters > MOST_CHARACTERS:
            raise UserError("import.too_large", f"“{second.path.name}” is too large to be joined.", todo="Join the files before.")
    return found
