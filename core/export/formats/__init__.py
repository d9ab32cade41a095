"""The formats of an export, one file each."""

from __future__ import annotations

from core.errors import UserError
from core.export.formats.csv import Csv
from core.export.formats.format import Format, Source
from core.export.formats.jsonl import Jsonl
from core.export.formats.ledger import Ledger
from core.export.formats.parquet import Parquet

FORMATS: dict[str, Format] = {one.name: one for one in (Csv(), Jsonl(), Parquet(), Ledger())}


def format_of(name: str) -> Format:
    """The format called `name`. Raises `UserError` when there is none."""
    if name not in FORMATS:
        raise UserError("export.format_unknown", f"There is no format called {name!r}.", todo=f"Known: {', '.join(FORMATS)}.")
    return FORMATS[name]


__all__ = ["FORMATS", "Format", "Source", "format_of"]
