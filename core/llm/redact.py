"""Strikes a key out of what a library or a server says: whole, in pieces, and masked as servers quote it (`sk-ab****wxyz`)."""

from __future__ import annotations

import re
from urllib.parse import quote

import orjson

from core.domain.json import JsonValue

STRUCK = "[key]"
#: pieces of a key from this length on are struck out
PIECE = 8
#: below this length it is a placeholder for servers that want some key ("x"), and striking it out would eat the text
_SHORTEST = 4
_MASK = re.compile(r"[*•…]+|\.{3,}")


def strike_out(text: str, key: str | None) -> str:
    """The text without the key, without pieces of it of `PIECE` characters or more, and without what a mask leaves of it."""
    if not key or len(key) < _SHORTEST:
        return text
    for whole in {key, quote(key, safe="")}:
        text = text.replace(whole, STRUCK)
    return _strike_pieces(_strike_masked(text, key), key)


def strike_out_json(value: JsonValue, key: str | None) -> JsonValue:
    """The same for every string of a JSON value, names of members included."""
    if not key or (not _is_escaped(key) and strike_out(text := orjson.dumps(value).decode(), key) == text):
        return value
    return _strike_each(value, key)


def _is_escaped(key: str) -> bool:
    """Whether JSON writes it otherwise than it is, so that it cannot be looked for in the whole text at once."""
    return '"' in key or "\\" in key


def _strike_each(value: JsonValue, key: str) -> JsonValue:
    if isinstance(value, str):
        return strike_out(value, key)
    if isinstance(value, list):
        return [_strike_each(part, key) for part in value]
    if isinstance(value, dict):
        return {strike_out(name, key): _strike_each(part, key) for name, part in value.items()}
    return value


def _strike_pieces(text: str, key: str) -> str:
    """Every piece is as long as it goes, so that no rest of it is left beside it."""
    grams = {key[at : at + PIECE] for at in range(len(key) - PIECE + 1)}
    if not any(gram in text for gram in grams):
        return text
    kept: list[str] = []
    at = 0
    while at < len(text):
        length = _piece_at(text, at, key, grams)
        kept.append(STRUCK if length else text[at])
        at += length or 1
    return "".join(kept)


def _piece_at(text: str, at: int, key: str, grams: set[str]) -> int:
    """The length of the piece of the key that begins here, 0 if none does."""
    if text[at : at + PIECE] not in grams:
        return 0
    length = PIECE
    while at + length < len(text) and text[at : at + length + 1] in key:
        length += 1
    return length


def _strike_masked(text: str, key: str) -> str:
    """A mask counts when the key's beginning stands before it or the key's end behind it, two characters or more."""
    kept, done = "", 0
    for mask in _MASK.finditer(text):
        before, behind = text[done : mask.start()], text[mask.end() :]
        head = next((n for n in range(len(key), 1, -1) if before.endswith(key[:n])), 0)
        tail = next((n for n in range(len(key), 1, -1) if behind.startswith(key[-n:])), 0)
        if head or tail:
            kept += before[: len(before) - head] + STRUCK
            done = mask.end() + tail
    return kept + text[done:]
