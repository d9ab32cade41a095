"""The encoding of a text file: found from its beginning, or named by the user and checked.

The order of belief: a byte order mark, UTF-16 without one (by its zero bytes), UTF-8 when it is valid or all but valid, then
the legacy encodings. GB18030 is told apart by the share of common Chinese characters; the other ones of East Asia and the
Cyrillic ones by charset-normalizer, which needs some text to go by; what is left is taken for Windows-1252.

Bytes that are no text in the encoding decode to `MARK`, a lone surrogate that no valid text contains, so that one wrong byte
costs one row and never the file.
"""

from __future__ import annotations

import codecs

from core.errors import UserError

#: Stands where bytes could not be decoded. Never part of valid text, so a row that holds it is a bad one.
MARK = "\udcff"
MARK_ERRORS = "countersign.mark"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: the one mark begins with the other
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_FOR_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_ASCII = bytes(range(128))
#: Fewer bytes outside ASCII than this say too little for charset-normalizer.
_ENOUGH = 20
_GUESS_BYTES = 16_384
_GUESSED = ("big5", "cp949", "euc_kr", "cp932", "shift_jis", "cp1251", "koi8_r")


def _mark(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return MARK, error.end
    raise error


codecs.register_error(MARK_ERRORS, _mark)


def checked_encoding(name: str) -> str:
    """The encoding that the user named, as Python calls it; UTF-8 takes a byte order mark or none.

    Raises `UserError` (`import.encoding_unknown`) when there is no such text encoding.
    """
    try:
        found = codecs.lookup(name.strip()).name
        "a".encode(found)
    except (LookupError, ValueError):
        found = "undefined"
    if found in _NOT_FOR_FILES:
        raise UserError(
            "import.encoding_unknown",
            f"There is no text encoding named {name[:40]!r}.",
            todo="Try utf-8, utf-16, gb18030 or cp1252.",
        )
    return "utf-8-sig" if found == "utf-8" else found


def find_encoding(data: bytes, *, whole: bool, unicode_first: bool = False) -> str:
    """The most plausible encoding of a file that begins with, or at its first byte outside ASCII goes on with, `data`.

    `whole` says that the file ends with `data`; otherwise its last character may be cut. `unicode_first` is for formats that are
    UTF-8 by definition (JSON: RFC 8259, section 8.1): then only GB18030 is considered beside it.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    return _utf16_by_zeros(data, whole) or _utf8(data, whole) or _legacy(data, whole, unicode_first)


def decoder_of(encoding: str) -> codecs.IncrementalDecoder:
    """A decoder that turns what is no text into `MARK` and never raises on wrong bytes."""
    return codecs.getincrementaldecoder(encoding)(MARK_ERRORS)


def _strictly(data: bytes, encoding: str, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(data, whole)
    except UnicodeError:
        return None


def _utf16_by_zeros(data: bytes, whole: bool) -> str | None:
    """UTF-16 without a mark: ASCII in it has a zero in every other byte, on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) < 2 or min(even, odd) * 4 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(data, encoding, whole)
    return encoding if text and "\0" not in text and max(even, odd) * 50 > len(data) else None


def _utf8(data: bytes, whole: bool) -> str | None:
    """UTF-8, with at most one wrong place to three characters outside ASCII that are right."""
    text = decoder_of("utf-8").decode(data, whole)
    wrong = text.count(MARK)
    right = len(text) - wrong - len(data.translate(None, bytes(range(128, 256))))
    return "utf-8" if wrong * 3 <= right else None


def _legacy(data: bytes, whole: bool, unicode_first: bool) -> str:
    guess = None if unicode_first else _guess(data)
    if guess is not None:
        return guess
    if _is_chinese(data, whole):
        return "gb18030"
    return "utf-8" if unicode_first else "cp1252"


def _is_chinese(data: bytes, whole: bool) -> bool:
    """Whether `data` is valid GB18030 and at least four of five characters outside ASCII are common ones.

    Common: the 3,755 characters of the first level of GB 2312 (rows 16 to 55) and its signs (rows 1 to 3).
    """
    text = _strictly(data, "gb18030", whole)
    if text is None:
        return False
    foreign = [char.encode("gb18030") for char in text if char > "\x7f"][:5000]
    rows = [code[0] - 0xA0 for code in foreign if len(code) == 2 and code[1] > 0xA0]
    hanzi = sum(16 <= row <= 55 for row in rows)
    return hanzi > 0 and (hanzi + sum(1 <= row <= 3 for row in rows)) * 5 >= len(foreign) * 4


def _guess(data: bytes) -> str | None:
    """What charset-normalizer takes it for, if that is one of the encodings that it tells apart reliably."""
    if len(data.translate(None, _ASCII)) < _ENOUGH:
        return None
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only a legacy file pays for the import

    first = next(index for index, byte in enumerate(data) if byte > 127)
    start = data.rfind(b"\n", 0, first) + 1
    best = from_bytes(data[start : start + _GUESS_BYTES], cp_isolation=[*_GUESSED, "gb18030", "cp1252"]).best()
    return best.encoding if best is not None and best.encoding in _GUESSED else None
