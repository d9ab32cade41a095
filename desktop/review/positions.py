"""Between code points of a text as it was given and positions in Qt's document of it, which counts in UTF-16 units.

The document holds the text in blocks: one for each line, or for each piece of a very long one. A CR LF is one break in the document and two
code points in the text; a break between two pieces is one position in the document and none in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

CHUNK = 4_000
_BREAKS = "\n\r\u2028\u2029\x0b\x0c"
#: what Qt would take for the edges of a table or frame, for the end of a text or for a mark of the order of bytes
_UNFIT = {"\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\ufffe": "\ufffd", "\x00": "\u2400", "\ufeff": "\u2060"}
#: what is shown as another sign; `str.translate` would look at each of a million signs in turn
_OTHERWISE = {**dict.fromkeys(_BREAKS, "\n"), **_UNFIT}
_ODD = re.compile("[" + re.escape("".join(_OTHERWISE.keys() - {"\n"})) + "]")
_JOINED = frozenset("\u200d\ufe0f")


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes one block: where it begins in the text, what it shows, and whether its line goes on in the next piece."""

    start: int
    text: str
    goes_on: bool = False


def pieces_of(text: str) -> Iterator[Piece]:
    """The blocks of a text, in order; one at least."""
    start = 0
    for line in _ODD.sub(_plain_sign, text).split("\n"):
        if not line and text[start - 1 : start + 1] == "\r\n":
            start += 1  # the second half of one break
            continue
        yield from _cut(line, start)
        start += len(line) + 1


def _plain_sign(odd: re.Match[str]) -> str:
    return _OTHERWISE[odd[0]]


class Positions:
    """The map, block by block as the document grows. Both ways round down to where a sign begins."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._places: list[int] = []
        self._pieces: list[Piece] = []
        self._next = 0

    def add(self, piece: Piece) -> None:
        """A block was put at the end of the document."""
        self._starts.append(piece.start)
        self._places.append(self._next)
        self._pieces.append(piece)
        self._next += _units(piece.text) + 1

    @property
    def covered(self) -> int:
        """How many code points of the text the document holds."""
        return self._starts[-1] + len(self._pieces[-1].text) if self._pieces else 0

    def block_at(self, offset: int) -> int:
        """The number of the block in which the code point `offset` stands."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def block_start(self, block: int) -> int:
        """The code point with which the block begins; behind the last block, where the text ends."""
        return self._starts[block] if block < len(self._starts) else self.covered

    def in_block(self, block: int, offset: int) -> int:
        """The position within the block, in UTF-16 units, of the code point `offset`; its ends when it lies outside."""
        piece = self._pieces[block]
        return _units(piece.text[: max(0, offset - piece.start)])

    def to_document(self, offset: int) -> int:
        """The document's position of the code point `offset`; within a CR LF the position of the break."""
        if not self._pieces:
            return 0
        block = self.block_at(offset)
        return self._places[block] + self.in_block(block, offset)

    def to_text(self, position: int) -> int:
        """The code point at a position of the document."""
        if not self._pieces:
            return 0
        block = max(0, bisect_right(self._places, position) - 1)
        return self.of_block(block, position - self._places[block])

    def of_block(self, block: int, units: int) -> int:
        """The code point that stands so many UTF-16 units into the block."""
        piece = self._pieces[block]
        if piece.text.isascii():
            return piece.start + min(units, len(piece.text))
        inside = piece.text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, units)]
        return piece.start + len(inside.decode("utf-16-le", "ignore"))


def _units(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(line: str, at: int) -> Iterator[Piece]:
    """A line in pieces of at most `CHUNK` characters; `at`: where it begins in the text."""
    start = 0
    while len(line) - start > CHUNK:
        end = _break_at(line, start)
        yield Piece(at + start, line[start:end], goes_on=True)
        start = end
    yield Piece(at + start, line[start:])


def _break_at(line: str, start: int) -> int:
    """Where a piece that begins at `start` ends: behind white space when there is some in the last tenth, else at `CHUNK`."""
    end = start + CHUNK
    space = line.rfind(" ", end - CHUNK // 10, end)
    if space > start:
        return space + 1
    # A combining mark or the second half of a joined sign stays with what it belongs to.
    while end > start + CHUNK // 2 and (ord(line[end]) in range(0x300, 0x370) or line[end] in _JOINED):
        end -= 1
    return end
