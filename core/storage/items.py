"""Items: adding batches of them, and reading what one says.

An item is known by its external id, else by the hash of its content and its occurrence number. All hashes are
keyed per workspace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.ids import canonical_json, keyed_hasher
from core.storage.sql import fetch, fetch_one, from_json


class NewSuggested(NamedTuple):
    """A suggestion that came with the data: who made it (`suggester`), its answer, its score (0 to 1) and its reason in words."""

    suggester: str
    answer: Answer
    score: float | None = None
    reason: str = ""


class NewAnnotation(NamedTuple):
    """What somebody answered in another tool (`tables.Annotation`). `annotator`: empty where the file does not name one.

    `answer`: of a rejected one what was rejected; None: nothing was answered.
    """

    annotator: str
    answer: Answer
    status: str
    lead_ms: int | None = None
    given_us: int | None = None


class NewSignal(NamedTuple):
    """What a user or a judge said of the reply that came with an item (`tables.OutsideSignal`). `value`: -1 to 1."""

    origin: str
    name: str
    value: float
    comment: str = ""


class NewItem(NamedTuple):
    """One usable row of an import. `label` and `gold` are answers; `metadata` an object. A tuple, since a million are made.

    `parts`: what `Content.parts_json` gives; `suggested`: suggestions that came with the data; `annotated` and `signals`: what people
    said of it elsewhere.
    """

    text: str
    external_id: str | None = None
    metadata: dict[str, JsonValue] | None = None
    label: Answer = None
    gold: Answer = None
    parts: JsonValue = None
    suggested: tuple[NewSuggested, ...] = ()
    annotated: tuple[NewAnnotation, ...] = ()
    signals: tuple[NewSignal, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What an item says, as it stands in the workspace."""

    seq: int
    id: bytes
    external_id: str | None
    text: str
    metadata: dict[str, JsonValue]
    label: Answer
    gold: Answer
    parts: JsonValue = None

    @property
    def content(self) -> Content:
        """All that is judged."""
        return Content.of(self.text, self.parts, self.metadata)

    @property
    def shown_id(self) -> str:
        """What a person knows the item by: the external id, else its own id in hexadecimal."""
        return self.external_id if self.external_id is not None else self.id.hex()


class Hasher:
    """The keyed hashes of one workspace, 16 bytes each."""

    def __init__(self, hash_key: bytes) -> None:
        self._content = keyed_hasher(hash_key, b"content")
        self._external_id = keyed_hasher(hash_key, b"external-id")
        self._occurrence = keyed_hasher(hash_key, b"occurrence")

    def content(self, item: NewItem) -> bytes:
        """The hash of what is judged: the text, the metadata and the parts."""
        data = item.text.encode()
        if item.metadata:
            data += b"\0" + canonical_json(item.metadata)
        if item.parts is not None:
            data += b"\0\0" + canonical_json(item.parts)
        return self._content(data)

    def by_external_id(self, external_id: str) -> bytes:
        """The identity of an item that has an external id."""
        return self._external_id(external_id.encode())

    def by_content(self, content: bytes, occurrence: int) -> bytes:
        """The identity of the `occurrence`-th item (from 0) with this content hash."""
        return self._occurrence(content + occurrence.to_bytes(8, "big"))

    def identity(self, item: NewItem, content: bytes) -> bytes:
        """The identity of an item by its external id, else as the first occurrence of its content."""
        return self.by_content(content, 0) if item.external_id is None else self.by_external_id(item.external_id)


_HEX_ID = re.compile("[0-9a-f]{32}")

_CONTENT = """SELECT i.seq, i.id, c.external_id, c.text, c.metadata_json, c.label, c.gold, c.parts
FROM item i JOIN item_content c ON c.item_seq = i.seq WHERE i.seq = :s"""

_RANGE = """SELECT i.seq, i.id, c.external_id, c.text, c.metadata_json, c.label, c.gold, c.parts
FROM item i JOIN item_content c ON c.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq > :after ORDER BY i.seq LIMIT :n"""


def read_item(connection: Connection, item_seq: int) -> StoredItem | None:
    """The content of one item, or None when it was erased."""
    row = fetch_one(connection, _CONTENT, s=item_seq)
    return None if row is None else _stored(row)


def walk_items(connection: Connection, project_seq: int, batch: int = 1_000) -> Iterator[Sequence[StoredItem]]:
    """All items of a project that have content, in import order, in batches."""
    after = 0
    while rows := fetch(connection, _RANGE, p=project_seq, after=after, n=batch):
        yield [_stored(row) for row in rows]
        after = int(rows[-1][0])


def find_item(connection: Connection, hash_key: bytes, project_seq: int, shown_id: str) -> int | None:
    """The number of the item that a person calls `shown_id` (see `StoredItem.shown_id`), also when it was erased."""
    by_identity = "SELECT item_seq FROM identity WHERE project_seq = :p AND identity = :i"
    row = fetch_one(connection, by_identity, p=project_seq, i=Hasher(hash_key).by_external_id(shown_id))
    if row is None and _HEX_ID.fullmatch(shown_id):
        row = fetch_one(
            connection, "SELECT seq FROM item WHERE project_seq = :p AND id = :i", p=project_seq, i=bytes.fromhex(shown_id)
        )
    return None if row is None else int(row[0])


def _stored(row: Any) -> StoredItem:
    metadata = from_json(row.metadata_json)
    known = metadata if isinstance(metadata, dict) else {}
    label, gold, parts = from_json(row.label), from_json(row.gold), from_json(row.parts)
    return StoredItem(row.seq, row.id, row.external_id, row.text, known, label, gold, parts)
