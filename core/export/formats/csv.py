"""CSV: RFC 4180 with a header line, UTF-8 without a byte order mark, lines ended by a line feed."""

from __future__ import annotations

import csv
from pathlib import Path

from core.export.formats.format import Source


class Csv:
    """One line per label. Values stand as they are, so that what is read back is what was exported."""

    name: str = "csv"
    title: str = "CSV table"
    suffix: str = ".csv"

    def write(self, source: Source, out: Path) -> int:
        """See `Format.write`."""
        count = 0
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(source.sheet.columns)
            for rows in source.label_batches():
                # Python leaves a lone carriage return unquoted before 3.13, and readers take it for the end of a line.
                if any("\r" in cell for row in rows for cell in row if isinstance(cell, str)):
                    quoting.writerows(rows)
                else:
                    writer.writerows(rows)
                count += len(rows)
        return count
