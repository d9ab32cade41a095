"""Tables for a terminal; elsewhere as wide as they need to be, so that nothing is cut off."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

#: what a line may come to where there is no terminal
_WIDE = 1_000


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """`rows` under `columns` as text; wide characters take two places. What does not fit into a terminal is cut, the last column first."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(box=None, pad_edge=False, header_style="")
    for place, name in enumerate(columns):
        drawn.add_column(name, no_wrap=True, overflow="ellipsis", ratio=1 if place == len(columns) - 1 else None)
    for row in rows:
        drawn.add_row(*(Text(_one_line(cell)) for cell in row))
    written = io.StringIO()
    width = None if sys.stdout.isatty() else _WIDE
    Console(file=written, width=width, color_system=None, highlight=False, markup=False, emoji=False).print(drawn)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _one_line(cell: str) -> str:
    """Without what would move the cursor."""
    return "".join(sign if sign.isprintable() else " " for sign in cell)
