"""CSV and TSV: the dialect is found, the header named, every row checked, at nearly the speed of the bare csv module.

Rows are taken from the csv module many at a time. A batch whose rows are all as wide as the header and come from blocks without
doubtful characters passes as it is; only the others are looked at row by row.

A row with too few cells is refused, not filled: it is more often half of a broken row than one whose writer saved commas. Cells
beyond the header are refused too, unless they are empty, as a delimiter at the end of each line leaves them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from core.errors import UserError
from core.ingest.readers.base import BATCH_BYTES, BATCH_ROWS, BadRow, Batch, Choice, Probe, Reader, Table, unique_names
from core.ingest.readers.dialect import Dialect, find_dialect, header_at, lines_in, split_rows, take
from core.ingest.readers.json_values import text_fault
from core.ingest.readers.text import TextStream, encoding_of

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_STEP_ROWS = 64
_STEP_BYTES = 1 << 20
_SAMPLE_CHARS = 1 << 16
#: How often reading goes back behind a quote that is never closed; each time costs one more pass up to there.
_MAX_RETURNS = 20


@dataclass
class CsvTable(Table):
    """A CSV file. `header_line` is the line on which its header begins."""

    header_line: int = 1

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`."""
        pass_ = _Pass(self, TextStream(self.path, str(self.encoding)), self.header_line - 1, header=True)
        returns = 0
        while True:
            yield from pass_.batches(size)
            if pass_.open_quote is None:
                return
            returns += 1
            if returns <= _MAX_RETURNS:
                pass_ = _Pass(self, TextStream(self.path, str(self.encoding)), pass_.open_quote, header=False)
            else:
                pass_.open_quote = None


@dataclass
class _Pass:
    """One pass over the file from behind line `skip`. It stops at a quote that is never closed, on line `open_quote`."""

    table: CsvTable
    stream: TextStream
    skip: int
    header: bool
    open_quote: int | None = None
    _step_rows: int = 1
    _reader: CsvReader = field(init=False)

    def __post_init__(self) -> None:
        assert self.table.dialect is not None
        lines = chain.from_iterable(self.stream.line_lists())
        for _ in islice(lines, self.skip):
            pass
        self._reader = split_rows(lines, self.table.dialect)
        if self.header:
            next(self._reader)

    def batches(self, size: int) -> Iterator[Batch]:
        more = True
        while more and self.open_quote is None:
            rows: list[list[str]] = []
            lines: list[int] = []
            bad: list[BadRow] = []
            first = self._next_line
            more = self._take(size, rows, lines, bad)
            if not self._is_plain(rows, first):
                rows, lines = _sorted_out(rows, lines, bad, len(self.table.columns))
            if rows or bad:
                yield Batch(self.table.columns, rows, lines, bad, self.stream.bytes_read)

    @property
    def _next_line(self) -> int:
        return self.skip + self._reader.line_num + 1

    def _take(self, size: int, rows: list[list[str]], lines: list[int], bad: list[BadRow]) -> bool:
        """Adds up to `size` rows or about `BATCH_BYTES`, fewer before a wrongly quoted one; False at the end of the file."""
        enough = self.stream.bytes_read + BATCH_BYTES
        while len(rows) < size and self.stream.bytes_read <= enough:
            before, line = len(rows), self._next_line
            try:
                self._step(rows, size - before)
            except csv.Error as error:
                *begins, line = _begins(rows[before:], line)
                lines += begins
                bad.append(self._note(error, line, self._next_line - 1))
                return True
            if len(rows) == before:
                return False
            one_each = self._next_line - line == len(rows) - before
            lines += range(line, self._next_line) if one_each else _begins(rows[before:], line)[:-1]
        return True

    def _step(self, rows: list[list[str]], most: int) -> None:
        """Adds some rows: one at first, then more as long as they are short."""
        before = self.stream.bytes_read
        take(self._reader, rows, min(self._step_rows, most))
        short = self.stream.bytes_read - before < _STEP_BYTES
        self._step_rows = min(_STEP_ROWS, self._step_rows * 2) if short else max(1, self._step_rows // 2)

    def _is_plain(self, rows: list[list[str]], first: int) -> bool:
        """Whether all rows, of which one begins on line `first`, are as wide as the header and without doubtful characters."""
        return self.stream.doubtful_to < first and set(map(len, rows)) <= {len(self.table.columns)}

    def _note(self, error: csv.Error, line: int, last: int) -> BadRow:
        where = f"line {line:,}" if last <= line else f"lines {line:,} to {last:,}"
        if "expected after" in str(error):
            return BadRow(line, f"A quote is closed in the middle of a cell ({where}).", "row.quote")
        if "field larger" in str(error) or "end of data" in str(error):
            self.open_quote = line
            return BadRow(line, f"A quote that opens on line {line:,} is never closed.", "row.open_quote")
        return BadRow(line, f"The text cannot be split into cells ({where}).", "row.unsplit")


def _fault(row: list[str], width: int, line: int) -> BadRow | None:
    if len(row) != width:
        return BadRow(line, f"It has {_cells(len(row))} where the header has {width:,}.", "row.width")
    return text_fault("".join(row), line)


def _begins(rows: list[list[str]], line: int) -> list[int]:
    """The lines on which the rows begin, the first of them on `line`, and the line behind the last."""
    return list(accumulate(map(lines_in, rows), initial=line))


def _sorted_out(rows: list[list[str]], lines: list[int], bad: list[BadRow], width: int) -> tuple[list[list[str]], list[int]]:
    """The good rows and their lines; the others are added to `bad`, in the order of the file. Blank lines are passed over."""
    good: list[list[str]] = []
    good_lines: list[int] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) > width and not any(row[width:]):
            del row[width:]
        wrong = _fault(row, width, line) if row else None
        if wrong is not None:
            bad.append(wrong)
        elif row:
            good.append(row)
            good_lines.append(line)
    bad.sort(key=lambda each: each.line)
    return good, good_lines


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"


def open_csv(file: Probe, choice: Choice) -> Table:
    """The file as a table. Raises `UserError`: `import.empty` without a header, `import.header` when it cannot be read."""
    encoding = encoding_of(file, choice.encoding)
    lines, cut = _sample(file, encoding)
    likely = "\t" if file.path.suffix.lower() in {".tsv", ".tab"} else ","
    start = header_at(lines, likely)
    if start == len(lines):
        raise UserError("import.empty", f"“{file.path.name}” holds no header line.")
    dialect = choice.dialect or find_dialect(lines[start:], cut=cut, likely=likely)
    columns = _header(file, TextStream(file.path, encoding), start, dialect)
    return CsvTable(file.path, "csv", columns, file.size, encoding, dialect, header_line=start + 1)


def _sample(file: Probe, encoding: str) -> tuple[list[str], bool]:
    """Whole lines from the beginning, about 65,000 characters of them, and whether the file goes on."""
    lines: list[str] = []
    size = 0
    for part in TextStream(file.path, encoding).line_lists():
        for line in part:
            if size >= _SAMPLE_CHARS:
                return lines, True
            lines.append(line)
            size += len(line)
    return lines, False


def _header(file: Probe, stream: TextStream, start: int, dialect: Dialect) -> list[str]:
    lines = chain.from_iterable(stream.line_lists())
    try:
        names = next(split_rows(islice(lines, start, None), dialect))
    except csv.Error as error:
        raise _bad_header(file, start, "is wrongly quoted") from error
    if _fault(names, len(names), start) is not None:
        raise _bad_header(file, start, "holds bytes or characters that are no text")
    return unique_names(names)


def _bad_header(file: Probe, start: int, what: str) -> UserError:
    return UserError(
        "import.header",
        f"The header of “{file.path.name}” on line {start + 1:,} {what}.",
        todo="Choose the file's encoding, or mend that line.",
    )


READER = Reader("csv", "CSV", (".csv", ".tsv", ".tab", ".psv", ".txt", ""), open_csv)
