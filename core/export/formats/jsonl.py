"""JSON Lines: one object per label, UTF-8; an unknown value is null."""

from __future__ import annotations

from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.csv import TABLE_PURPOSES
from core.export.formats.format import FormatBase
from core.export.output import Output


class Jsonl(FormatBase):
    """One object a line."""

    name: str = "jsonl"
    title: str = "JSON Lines"
    told: str = "for scripts: answers, parts and metadata as they are"
    suffix: str = ".jsonl"
    purposes: tuple[Purpose, ...] = TABLE_PURPOSES
    lossless: bool = True

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        with output.file().open("wb") as file:
            for batch in cut.batches():
                file.write(batch.lines)
