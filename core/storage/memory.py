"""The memory: what a person decided before about an item with the same content, but for case, space and punctuation.

It holds keyed hashes and no text, is filled as items are dealt with, and asks `item_state` for the label that stands now; so undoing,
deciding anew and erasing need no upkeep here. Blind items are never remembered from (product.md, Two samples).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.ids import canonical_json, keyed_hash
from core.storage.sql import fetch_one, fetch_value, from_json, insert_rows

_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_NOISE = re.compile(r"""[^\w\s.,+\-$€£¥%°=<>^~|`/]|_|[.,](?!\d)|(?<!\d)[.,]|-(?!\d)""")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A label that stands for an item with the same content. `exact`: the text is the same to the letter."""

    answer: Answer
    item_seq: int
    exact: bool


def normalised(text: str) -> str:
    """The text without differences of width (NFKC), case, space and punctuation; what makes a number or an amount is kept."""
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_NOISE.sub(" ", folded).split()) or text


def content_key(hash_key: bytes, text: str, metadata: Mapping[str, JsonValue] | None, parts: JsonValue = None) -> bytes:
    """The hash under which an item's content is remembered: the normalised text, the metadata and the parts."""
    data = normalised(text).encode()
    if metadata:
        data += b"\0" + canonical_json(dict(metadata))
    if parts is not None:
        data += b"\0\0" + canonical_json(parts)
    return keyed_hash(hash_key, data, b"memory")


_ITEM = """SELECT c.text, c.metadata_json, c.parts, i.project_seq
FROM item_content c JOIN item i ON i.seq = c.item_seq WHERE c.item_seq = :s"""
_KEY = "SELECT hash_key FROM workspace LIMIT 1"


def remember(connection: Connection, item_seq: int) -> None:
    """Note the content of an item that something was decided about. An erased item has none."""
    row = fetch_one(connection, _ITEM, s=item_seq)
    if row is not None:
        metadata = from_json(row.metadata_json)
        held = metadata if isinstance(metadata, dict) else None
        key = content_key(fetch_value(connection, _KEY), row.text, held, from_json(row.parts))
        columns = ("project_seq", "content_key", "item_seq")
        insert_rows(connection, "memory", columns, [(row.project_seq, key, item_seq)], tail=" ON CONFLICT DO NOTHING")


_FIND = """SELECT s.label, s.item_seq, c.text FROM memory m JOIN item_state s ON s.item_seq = m.item_seq
JOIN item_content c ON c.item_seq = m.item_seq
WHERE m.project_seq = :p AND m.content_key = :k AND m.item_seq <> :s AND s.status = 'decided' AND s.sample <> 'blind'
AND s.label IS NOT NULL AND s.label_source IN ('assisted', 'unassisted') ORDER BY s.decision_seq DESC LIMIT 1"""


def recall(connection: Connection, key: bytes, project_seq: int, item_seq: int, text: str) -> Remembered | None:
    """What was decided last for another item with this content (`key`: its content key); None when nothing was."""
    row = fetch_one(connection, _FIND, p=project_seq, k=key, s=item_seq)
    return None if row is None else Remembered(from_json(row.label), row.item_seq, row.text == text)
