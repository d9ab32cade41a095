"""Asking the memory about an item (core/storage/memory.py)."""

from __future__ import annotations

from sqlalchemy import Engine

from core.storage.items import StoredItem
from core.storage.memory import Remembered, content_key, recall
from core.storage.sql import fetch_value


class Recall:
    """The memory of one project. May be used from any thread."""

    def __init__(self, read: Engine, project_seq: int) -> None:
        self._read, self._project_seq = read, project_seq
        with read.connect() as connection:
            self._key = bytes(fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1"))

    def __call__(self, item: StoredItem) -> Remembered | None:
        """What was decided last for another item with the same content."""
        key = content_key(self._key, item.text, item.metadata, item.parts)
        with self._read.connect() as connection:
            return recall(connection, key, self._project_seq, item.seq, item.text)
