"""The end of a command that did its work but has bad news: exit status 1, and one line that says why."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer


def bad_news(sentence: str) -> NoReturn:
    """End the command with exit status 1 and `sentence` on standard error; what was found is printed before, by `show`."""
    sys.stdout.flush()
    print(f"countersign: {' '.join(sentence.split())}", file=sys.stderr)
    raise typer.Exit(1)


def dollars(amount: float) -> str:
    """Money for a person: cents, and for less than a cent as many places as it needs."""
    if amount == 0 or amount >= 0.01:
        return f"${amount:,.2f}"
    return f"${amount:.6f}".rstrip("0").rstrip(".") if amount >= 0.000001 else "less than $0.000001"
