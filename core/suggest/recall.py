"""Asking the memory about an item (core/storage/memory.py)."""

from __future__ import annotations

from sqlalchemy import Engine

from core.domain.kinds import kind_of
from core.storage.items import StoredItem
from core.storage.memory import Remembered, content_key, recall
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value


class Recall:
    """The memory of one project. May be used from any thread."""

    def __init__(self, read: Engine, project: ProjectInfo) -> None:
        self._read, self._project, self._kind = read, project, kind_of(project.task.kind)
        with read.connect() as connection:
            self._key = bytes(fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1"))

    def __call__(self, item: StoredItem) -> Remembered | None:
        """What was decided last for another item with the same content."""
        key = content_key(self._key, item.text, item.metadata, item.parts)
        with self._read.connect() as connection:
            found = recall(connection, key, self._project.seq, item.seq, item.text)
        if found is None or (self._kind.bound and not found.exact):
            return None
        return None if self._kind.problem(found.answer, self._project.task, item.content) else found
