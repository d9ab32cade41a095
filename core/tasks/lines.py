"""What changed between two texts, line by line."""

from __future__ import annotations

import difflib

_CONTEXT = 3
_ENDS = "\\ only the ends of lines differ"


def line_diff(old: str, new: str) -> tuple[str, ...]:
    """A unified diff without its two head lines, three lines of context; nothing for equal texts."""
    if old == new:
        return ()
    lines = [*difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=_CONTEXT)]
    return tuple(lines[2:]) or (_ENDS,)
