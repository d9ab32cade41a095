"""CSV: RFC 4180 with a header line, UTF-8 without a byte order mark, lines ended by a line feed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from core.domain.uses import Purpose
from core.export.cells import runs, safe_rows
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option
from core.export.output import Output
from core.export.rows import Rower

TABLE_PURPOSES = (Purpose.EXCHANGE, Purpose.CLASSIFIER, Purpose.EVALUATE, Purpose.FINE_TUNE, Purpose.PROMPT)
SAFE = Option("safe", False, "put an apostrophe before cells that a spreadsheet would run")


class Csv(FormatBase):
    """One line per label. Values stand as they are, so that what is read back is what was exported, unless `safe` is asked for."""

    name: str = "csv"
    title: str = "CSV table"
    told: str = "for pandas, and for spreadsheets with the safe mode"
    suffix: str = ".csv"
    purposes: tuple[Purpose, ...] = TABLE_PURPOSES
    options: tuple[Option, ...] = (SAFE,)
    lossless: bool = True

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        safe, rower = bool(cut.option("safe", SAFE.default)), Rower(cut.sheet)
        with output.file().open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(safe_rows([cut.sheet.columns])[0] if safe else cut.sheet.columns)
            for batch in cut.batches():
                columns = rower.columns(batch.columns)
                cut.lose("marked_cells", _count(columns) if safe else 0)
                rows = zip(*(safe_rows(columns) if safe else columns), strict=True)
                # Python leaves a lone carriage return unquoted before 3.13, and readers take it for the end of a line.
                (quoting if b"\\r" in batch.lines else writer).writerows(rows)


def _count(columns: Sequence[Sequence[Any]]) -> int:
    return sum(runs(cell) for column in columns for cell in column)
