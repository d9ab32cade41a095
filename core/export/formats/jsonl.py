"""JSON Lines: one object per label, UTF-8; an unknown value is null."""

from __future__ import annotations

from pathlib import Path

import orjson

from core.export.formats.format import Source


class Jsonl:
    """One object a line."""

    name: str = "jsonl"
    title: str = "JSON Lines"
    suffix: str = ".jsonl"

    def write(self, source: Source, out: Path) -> int:
        """See `Format.write`."""
        count = 0
        columns = source.sheet.columns
        with out.open("wb") as file:
            for rows in source.label_batches(as_json=True):
                lines = [orjson.dumps(dict(zip(columns, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE) for row in rows]
                file.write(b"".join(lines))
                count += len(rows)
        return count
