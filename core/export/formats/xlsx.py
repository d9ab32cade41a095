"""XLSX: one sheet, a row per label under the names of the columns, for spreadsheets.

Texts are typed texts and never formulas. In the safe mode those that a spreadsheet would run if they were typed are also marked as quoted,
which keeps them texts after they were edited; the value itself is the same, so nothing has to be undone by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.domain.uses import Purpose
from core.errors import UserError
from core.export.cells import runs
from core.export.cut import Cut
from core.export.formats.csv import TABLE_PURPOSES
from core.export.formats.format import FormatBase, Option
from core.export.output import Output
from core.export.recipe import Disagreement
from core.export.rows import METADATA, PARTS, Rower
from core.export.spreadsheet import MOST_ROWS, PLAIN, QUOTED, cut_text, fits, sheet_writer
from core.storage.sql import fetch, fetch_value

SAFE = Option("safe", True, "mark cells that a spreadsheet would run as text, also after they were edited")
_ITEMS = "SELECT count(*) FROM item WHERE project_seq = :p AND seq <= :last"
_LENGTH = """SELECT count(*), coalesce(sum(length(c.text) + coalesce(length(c.parts), 0) + coalesce(length(c.metadata_json), 0)), 0)
FROM item_content c JOIN item i ON i.seq = c.item_seq WHERE i.project_seq = :p AND i.seq <= :last"""
#: from so much XML, as it is estimated, the archive takes its longer form, at which some spreadsheets complain
_HUGE = 1 << 30

Styled = list[tuple[Any, int]]


class Xlsx(FormatBase):
    """One row per label; numbers are numbers. A cell holds 32,767 characters."""

    name: str = "xlsx"
    title: str = "Excel sheet (XLSX)"
    told: str = "for spreadsheets: typed texts, no formulas"
    suffix: str = ".xlsx"
    purposes: tuple[Purpose, ...] = TABLE_PURPOSES
    options: tuple[Option, ...] = (SAFE,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`. Raises `UserError` (`export.too_many_rows`) before it writes more than a sheet holds."""
        _require_room(cut)
        sheet, rower = _Sheet(cut), Rower(cut.sheet)
        columns = cut.sheet.columns
        with sheet_writer(output.file(), len(columns), cut.created_us, huge=_is_huge(cut, len(columns))) as writer:
            writer.write([sheet.styled(columns)])
            for batch in cut.batches():
                writer.write(sheet.rows(rower.rows(batch.records)))


class _Sheet:
    """Makes the cells of a sheet, and counts what they cannot hold."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._safe = cut, bool(cut.option("safe", SAFE.default))
        columns = cut.sheet.columns
        whole = [PARTS, METADATA] if cut.kind.drafted else ["label", PARTS, METADATA]
        #: half of a JSON text is none
        self._whole = {columns.index(name) for name in whole if name in columns}

    def rows(self, rows: Sequence[Sequence[Any]]) -> Iterator[Styled]:
        """The cells with their forms."""
        return (self.styled(row) for row in rows)

    def styled(self, row: Sequence[Any]) -> Styled:
        """The cells of one row."""
        return [self._cell(place, value) for place, value in enumerate(row)]

    def _cell(self, place: int, value: Any) -> tuple[Any, int]:
        if not isinstance(value, str):
            return value, PLAIN
        if not fits(value):
            whole = place in self._whole
            self._cut.lose("too_long_left_out" if whole else "text_cut")
            value = "" if whole else cut_text(value)
        return value, QUOTED if self._safe and runs(value) else PLAIN


def _require_room(cut: Cut) -> None:
    """Raise `UserError` when the sheet has not as many rows as are to be written."""
    if cut.limit is not None and cut.limit < MOST_ROWS:
        return
    at_most = int(fetch_value(cut.connection, _ITEMS, p=cut.project.seq, last=cut.position.item))
    if at_most < MOST_ROWS and cut.recipe.disagreement is not Disagreement.ALL:
        return
    looking = replace(cut, excluded=cut.excluded.copy(), unresolved=[])
    records = sum(len(found) for found in looking.labelled())
    if records >= MOST_ROWS:
        what = f"A sheet holds {MOST_ROWS:,} rows with the one of the names, and this dataset has {records:,} records."
        todo = "Export it as CSV or Parquet, or choose fewer items with a filter."
        raise UserError("export.too_many_rows", what, kept="Nothing was written.", todo=todo)


def _is_huge(cut: Cut, columns: int) -> bool:
    """Whether the XML may become so long that the archive has to say so beforehand."""
    if cut.limit is not None:
        return False
    rows, characters = fetch(cut.connection, _LENGTH, p=cut.project.seq, last=cut.position.item)[0]
    return 3 * int(characters) + 60 * int(rows) * columns > _HUGE
