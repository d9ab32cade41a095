"""Text files as a stream of decoded blocks and lines, with memory that does not grow with the file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from core.errors import UserError
from core.ingest.encodings import MARK, checked_encoding, decoder_of, find_encoding
from core.ingest.readers.base import Probe
from core.ingest.readers.files import HEAD_BYTES, reading, refuse_binary, refuse_controls

BLOCK_BYTES = 1 << 16
MAX_LINE = 1 << 26
#: How far to look for the first byte outside ASCII before a file is taken for plain ASCII.
_SEARCH_BYTES = 64 << 20


def encoding_of(file: Probe, named: str | None, *, unicode_first: bool = False) -> str:
    """The encoding of a text file: the one that was named, or the most plausible one.

    Raises `UserError`: `import.binary` when it is no text, `import.encoding_unknown` for a name that is none.
    """
    refuse_binary(file)
    if named is not None:
        return checked_encoding(named)
    data, whole = _telling_part(file)
    encoding = find_encoding(data, whole=whole, unicode_first=unicode_first)
    refuse_controls(file, encoding)
    return encoding


def _telling_part(file: Probe) -> tuple[bytes, bool]:
    """The first block with a byte outside ASCII (only such bytes tell), and whether the file ends with it."""
    if file.whole or not file.head.isascii() or b"\0" in file.head:
        return file.head, file.whole
    with reading(file.path), file.path.open("rb") as stream:
        stream.seek(len(file.head))
        while (block := stream.read(HEAD_BYTES)) and stream.tell() < _SEARCH_BYTES:
            if not block.isascii():
                return block, False
    return file.head, False


class TextStream:
    """The text of one file from its beginning. `bytes_read` counts what was taken from the disk."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.bytes_read = 0
        self.lines_given = 0
        #: Up to this line there may be U+0000 or bytes that are no text; behind it, as far as lines were given, there are none.
        self.doubtful_to = 0

    def blocks(self) -> Iterator[str]:
        """The decoded text in blocks, without its byte order mark, newlines as they are. Undecodable bytes are `MARK`."""
        decoder = decoder_of(self.encoding)
        first = True
        with reading(self.path), self.path.open("rb", buffering=0) as file:
            while data := file.read(BLOCK_BYTES):
                self.bytes_read += len(data)
                text = decoder.decode(data)
                yield text.removeprefix("\ufeff") if first else text
                first = first and not text
            yield decoder.decode(b"", True)

    def line_lists(self) -> Iterator[list[str]]:
        r"""The lines with their ends (`\n`, `\r\n` or `\r`, as `open(newline="")` sees them), a block's worth at a time.

        Raises `UserError` (`import.line_too_long`) when there is no end in sight.
        """
        rest: list[str] = []
        size = 0
        for block in self.blocks():
            cut = _last_end(block)
            if cut:
                yield self._lines("".join((*rest, block[:cut])))
                rest, size = [], 0
            rest.append(block[cut:])
            size += len(block) - cut
            self._refuse_long(size)
        if size:
            yield self._lines("".join(rest))

    def utf8_lines(self) -> Iterator[bytes]:
        r"""The text as UTF-8 in blocks of whole lines that end with `\n`. What is no text stays as it is, or is `MARK`."""
        rest: list[bytes] = []
        size = 0
        for block in self._utf8_blocks():
            cut = block.rfind(b"\n") + 1
            if cut:
                self.lines_given += block.count(b"\n")
                yield b"".join((*rest, block[:cut]))
                rest, size = [], 0
            rest.append(block[cut:])
            size += len(block) - cut
            self._refuse_long(size)
        if size:
            yield b"".join(rest)

    def _utf8_blocks(self) -> Iterator[bytes]:
        if not self.encoding.startswith("utf-8"):
            yield from (block.encode("utf-8", "surrogatepass") for block in self.blocks())
            return
        with reading(self.path), self.path.open("rb", buffering=0) as file:
            while data := file.read(BLOCK_BYTES):
                first = self.bytes_read == 0
                self.bytes_read += len(data)
                yield data.removeprefix(codecs.BOM_UTF8) if first else data

    def _lines(self, text: str) -> list[str]:
        lines = text.splitlines(keepends=True)
        # `splitlines` also ends lines at U+2028 and the like: then there are more lines than ends of ours.
        if len(lines) != text.count("\n") + (not text.endswith("\n")):
            lines = list(io.StringIO(text, newline=""))
        self.lines_given += len(lines)
        if _is_doubtful(text, self.encoding):
            self.doubtful_to = self.lines_given
        return lines

    def _refuse_long(self, size: int) -> None:
        if size > MAX_LINE:
            line = self.lines_given + 1
            raise UserError("import.line_too_long", f"Line {line:,} has no end within {MAX_LINE >> 20} million characters.")


def _last_end(text: str) -> int:
    r"""The index behind the last end of a line, 0 if there is none. A `\r` at the very end may be half of a `\r\n`."""
    return text.rfind("\n") + 1 or text.rfind("\r", 0, max(len(text) - 1, 0)) + 1


def _is_doubtful(text: str, encoding: str) -> bool:
    if "\0" in text or MARK in text:
        return True
    return not encoding.startswith("utf-8") and holds_surrogate(text)


def holds_surrogate(text: str) -> bool:
    """Whether there is a lone surrogate in `text`, which UTF-8 and PostgreSQL cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
