"""JSON values as the workspace can hold them: no U+0000, no lone surrogates, finite numbers, at most a hundred levels."""

from __future__ import annotations

import json
import math

from core.domain.json import JsonValue
from core.ingest.encodings import MARK
from core.ingest.readers.base import BadRow, unique_names
from core.ingest.readers.text import holds_surrogate

#: orjson writes no more than 254 levels; a hundred leaves room for what is put around a value.
MAX_DEPTH = 100


def exact_int(digits: str) -> JsonValue:
    """An integer, or its digits as text when it needs more than 64 bits, which neither orjson nor a database column holds."""
    value = int(digits) if len(digits) <= 20 else None
    return value if value is not None and -(1 << 63) <= value < 1 << 64 else digits


def exact(text: bytes) -> JsonValue:
    """One JSON text with its long integers kept to the digit. Raises `ValueError` when it is none."""
    return json.loads(text, parse_int=exact_int)


def as_record(value: JsonValue, line: int) -> dict[str, JsonValue] | BadRow:
    """The value if it is an object, with a name for an empty key."""
    if not isinstance(value, dict):
        return BadRow(line, "It is not a JSON object.", "row.not_object")
    if "" in value:
        return dict(zip(unique_names(list(value)), value.values(), strict=True))
    return value


def fault(value: JsonValue, line: int) -> BadRow | None:
    """What the workspace cannot hold of `value`, if anything."""
    level: list[JsonValue] = [value]
    for _ in range(MAX_DEPTH):
        for leaf in level:
            bad = _leaf_fault(leaf, line)
            if bad is not None:
                return bad
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return None
    return BadRow(line, f"It is nested more than {MAX_DEPTH} levels deep.", "row.depth")


def _inside(value: JsonValue) -> list[JsonValue]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _leaf_fault(value: JsonValue, line: int) -> BadRow | None:
    if isinstance(value, float) and not math.isfinite(value):
        return BadRow(line, "It holds a number that is not finite.", "row.not_finite")
    if isinstance(value, str):
        return text_fault(value, line)
    return None


def text_fault(text: str, line: int) -> BadRow | None:
    """What the workspace cannot hold of one text, if anything."""
    if "\0" in text:
        return BadRow(line, "It holds the character U+0000.", "row.zero")
    if MARK in text:
        return bytes_fault(line)
    if not text.isascii() and holds_surrogate(text):
        return BadRow(line, "It holds half of a surrogate pair.", "row.surrogate")
    return None


def bytes_fault(line: int) -> BadRow:
    """The fault of a row with bytes that could not be decoded."""
    return BadRow(line, "It holds bytes that are no text in the encoding of the file.", "row.bytes")
