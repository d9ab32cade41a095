"""What a rich document says, read as far as it is written, in code points; Qt counts its places in UTF-16."""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtGui import QTextCursor, QTextDocument

from desktop.review.item.search import MOST, Haystack

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
#: what Qt writes for the ends of paragraphs and lines, and for the borders of frames and cells
_BREAKS = re.compile("[\u2028\u2029\ufdd0\ufdd1]")


class Reading:
    """Reads a document portion by portion, as it grows: what was read before is neither read nor searched again."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._units = 0  # so much of the document has been read, in UTF-16
        self._length = 0  # the same in code points
        self._parts: list[tuple[int, Haystack]] = []
        self._searched = 0
        self._astral: list[int] = []

    @property
    def text(self) -> str:
        """All that is written by now."""
        self._catch_up()
        return "".join(part.text for _, part in self._parts)

    def places(self, query: str) -> list[tuple[int, int]]:
        """Where `query` stands in all that is written by now."""
        self._searched = 0
        return self.further_places(query, MOST)

    def further_places(self, query: str, most: int) -> list[tuple[int, int]]:
        """Where it stands in what was written since it was searched last."""
        self._catch_up()
        found: list[tuple[int, int]] = []
        for start, part in self._parts[self._searched :]:
            found += [(start + first, start + last) for first, last in part.places(query)]
        self._searched = len(self._parts)
        return found[: max(0, most)]

    def cursor(self, start: int, end: int) -> QTextCursor:
        """A cursor over code points."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(start + bisect_left(self._astral, start))
        cursor.setPosition(end + bisect_left(self._astral, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _catch_up(self) -> None:
        last = self._document.characterCount() - 1
        if last <= self._units:
            return
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._units)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        text = _BREAKS.sub("\n", cursor.selectedText())
        self._parts.append((self._length, Haystack(text)))
        self._astral += [self._length + match.start() for match in _ASTRAL.finditer(text)]
        self._units, self._length = last, self._length + len(text)
