"""Cutting what is long into portions, so that the first screen of it is there at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def markdown_portions(source: str, size: int) -> Iterator[str]:
    """`source` in portions of about `size` characters, cut at blank lines outside of fenced code (CommonMark 0.31, section 4.5)."""
    held: list[str] = []
    length, fence = 0, ""
    for line in source.splitlines(keepends=True):
        held.append(line)
        length += len(line)
        fence = _fenced(line, fence)
        if length >= size and not fence and not line.strip():
            yield "".join(held)
            held, length = [], 0
    if held:
        yield "".join(held)


def _fenced(line: str, fence: str) -> str:
    """The fence that is open after `line`."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found.group(1)
    return "" if found.group(1) == fence else fence


def text_portions(text: str, size: int) -> Iterator[str]:
    """`text` in portions of at most `size` characters, cut behind a line or a space where there is one in the last quarter."""
    start = 0
    while len(text) - start > size:
        end = start + size
        least = end - size // 4
        cut = max(text.rfind("\n", least, end), text.rfind(" ", least, end))
        end = cut + 1 if cut > 0 else end
        yield text[start:end]
        start = end
    yield text[start:]
