"""Cells that a spreadsheet would run: formulas that come with the data (CSV injection).

OWASP, "CSV Injection": a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, also in full width, is taken for a
formula; an apostrophe before it keeps it a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_RUNS = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


def runs(cell: object) -> bool:
    """Whether a spreadsheet would take this cell for a formula. A plain number with its sign is none."""
    return isinstance(cell, str) and _RUNS.match(cell) is not None and not _NUMBER.fullmatch(cell)


def safe(cell: Any) -> Any:
    """The cell, with an apostrophe before what would run, and before an apostrophe, so that `unsafe` can tell."""
    return f"'{cell}" if runs(cell) or (isinstance(cell, str) and cell[:1] == "'") else cell


def safe_rows(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows with safe cells."""
    return [tuple(safe(cell) for cell in row) for row in rows]
