"""The dialect of a CSV file, found by trying.

Each candidate (a delimiter with a way of quoting) splits the first lines of the file; the one under which most lines belong to
rows as wide as the header wins (after van den Burg, Nazabal and Sutton, "Wrangling messy CSV files by detecting row and type
patterns", 2019, whose consistency measure this simplifies). Ties go to the plainer way of quoting, then to the wider table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

#: The longest cell, in characters. A quote that is not closed within it is taken for one that never is.
MAX_CELL = 1 << 24
DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 500
_SPACED_QUOTE = re.compile(r'^\s+"')
_SPACED_QUOTES = re.compile(r'[,;|\t] +"')


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How lines are split into cells.

    `quoted`: cells may stand in double quotes, inside which a quote is written twice. `escaped`: a backslash takes the next
    character as it is. `spaced`: spaces after a delimiter do not count.
    """

    delimiter: str = ","
    quoted: bool = True
    escaped: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a dialect splits a sample: `share` of its lines in 0 to 1, the header's width, and what speaks against it."""

    share: float
    width: int
    rank: tuple[int, int]

    @property
    def order(self) -> tuple[float, int, int, int]:
        # A table of one column fits everything, so it only wins when no delimiter splits the lines evenly.
        return (round(self.share * (1.0 if self.width > 1 else 0.3), 2), -self.rank[0], self.width, -self.rank[1])


def split_rows(lines: Iterable[str], dialect: Dialect) -> CsvReader:
    """The rows of `lines` under `dialect`. Raises `csv.Error` at a row that is wrongly quoted, then goes on."""
    csv.field_size_limit(MAX_CELL)
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        escapechar="\\" if dialect.escaped else None,
        skipinitialspace=dialect.spaced,
        strict=True,
    )


def lines_in(row: Sequence[str]) -> int:
    r"""How many lines of the file a row takes: one, and one for each `\n`, `\r\n` or `\r` in its cells."""
    text = "\0".join(row)
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def find_dialect(lines: Sequence[str], *, cut: bool, likely: str = ",") -> Dialect:
    """The dialect that fits `lines` best; the first line is the header.

    `cut` says that the file goes on, so that the last row may be half a row. `likely` is the delimiter that wins a tie.
    """
    delimiters = (likely, *(delimiter for delimiter in DELIMITERS if delimiter != likely))
    candidates = [(rank, Dialect(delimiter, *ways)) for delimiter in delimiters for rank, ways in _ways_of_quoting(lines)]
    fits = [
        (_fit(lines, dialect, cut, (rank, delimiters.index(dialect.delimiter))).order, place)
        for place, (rank, dialect) in enumerate(candidates)
    ]
    return candidates[max(fits, key=lambda fit: (fit[0], -fit[1]))[1]][1]


def _ways_of_quoting(lines: Sequence[str]) -> Iterator[tuple[int, tuple[bool, bool, bool]]]:
    """Those ways that can make a difference for these lines, the plainest first: (quoted, escaped, spaced)."""
    text = "".join(lines)
    yield 0, (True, False, False)
    if '"' not in text:
        return
    spaced = _SPACED_QUOTES.search(text) is not None
    if spaced:
        yield 1, (True, False, True)
    if "\\" in text:
        yield 2, (True, True, False)
        if spaced:
            yield 3, (True, True, True)
    yield 4, (False, False, False)


def _fit(lines: Sequence[str], dialect: Dialect, cut: bool, rank: tuple[int, int]) -> _Fit:
    rows = list(_sampled(lines, dialect))
    width = next((len(row) for row, _ in rows if row), 1)
    total = sum(taken for row, taken in rows if row is None or row)
    good = sum(taken for row, taken in rows if row and _is_as_wide(row, width) and not _looks_unsplit(row, dialect))
    if cut and rows and rows[-1][0] is None:  # the sample may end within a long cell, or a quote too many may have opened it
        good += rows[-1][1] / 2
    return _Fit(good / total if total else 0.0, width, rank)


def _sampled(lines: Sequence[str], dialect: Dialect) -> Iterator[tuple[list[str] | None, int]]:
    """Rows with the number of lines they take; None for a row that is wrongly quoted."""
    reader = split_rows(lines, dialect)
    for _ in range(_SAMPLE_ROWS):
        before = reader.line_num
        try:
            row = next(reader, None)
        except csv.Error:
            yield None, reader.line_num - before
            continue
        if row is None:
            return
        yield row, reader.line_num - before


def _is_as_wide(row: list[str], width: int) -> bool:
    return len(row) == width or (len(row) > width > 1 and not any(row[width:]))


def _looks_unsplit(row: list[str], dialect: Dialect) -> bool:
    """Whether quotes are left in the cells as if they were meant to quote."""
    if dialect.quoted:
        return not dialect.spaced and any(_SPACED_QUOTE.match(cell) for cell in row)
    return any(len(cell) > 1 and cell[0] == '"' == cell[-1] for cell in row)


def header_at(lines: Sequence[str], likely: str = ",") -> int:
    """The index of the header: behind blank lines and comments (lines that begin with `#`).

    A line like `#id,text` that splits as the line below it does is the header itself. Returns `len(lines)` if there is none.
    """
    hash_line: int | None = None
    for index, line in enumerate(lines):
        if line.startswith("#"):
            hash_line = index
        elif line.strip():
            return index if hash_line is None or not _same_width(lines[hash_line], line, likely) else hash_line
    return len(lines)


def _same_width(first: str, second: str, likely: str) -> bool:
    if first.startswith("# "):
        return False
    return any(0 < first.count(mark) == second.count(mark) for mark in (likely, *DELIMITERS))


def take(reader: CsvReader, rows: list[list[str]], count: int) -> None:
    """Appends up to `count` rows to `rows`; those before a `csv.Error` stand."""
    rows.extend(islice(reader, count))
