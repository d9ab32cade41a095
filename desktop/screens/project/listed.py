"""A list that a person writes in one field."""

from __future__ import annotations

import re

#: commas and semicolons, also the Chinese ones
_BETWEEN = re.compile("[,;\uff0c\uff1b\u3001]")


def listed(text: str) -> tuple[str, ...]:
    """The entries, stripped; empty ones and repetitions do not count."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))
