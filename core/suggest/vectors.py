"""The vectors of items: read from the workspace, made where they are missing, and kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.encode import Encoder, Vector, from_bytes, rounded, to_bytes
from core.errors import UserError
from core.storage.sql import fetch, insert_rows
from core.storage.writer import Writer

_VECTORS = "SELECT item_seq, vector FROM embedding WHERE encoder = :e AND item_seq IN ({marks})"
_MISSING = """SELECT c.item_seq, c.text FROM item_content c WHERE c.item_seq IN ({marks})"""
_KEEP = " ON CONFLICT (item_seq) DO UPDATE SET encoder = excluded.encoder, vector = excluded.vector"


class Vectors:
    """The vectors of one encoder. May be used from any thread; the encoder itself is used by one thread at a time."""

    def __init__(self, read: Engine, writer: Writer, encoder: Encoder) -> None:
        self._read = read
        self._writer = writer
        self._encoder = encoder
        self._lock = threading.Lock()
        self._on_the_way: dict[int, Vector] = {}  # made, but perhaps not written yet

    @property
    def encoder(self) -> Encoder:
        """The encoder that makes them."""
        return self._encoder

    def encode(self, text: str) -> Vector:
        """The vector of a text that is no item (a label's name), as it would be stored."""
        with self._lock:
            return rounded(self._encoder.encode(text))

    def stored(self, item_seqs: Sequence[int]) -> dict[int, Vector]:
        """The vectors that are there already."""
        found = {seq: vector for seq in item_seqs if (vector := self._on_the_way.get(seq)) is not None}
        with self._read.connect() as connection:
            for part in _parts(item_seqs):
                sql = _VECTORS.format(marks=_marks(part))
                found.update((row.item_seq, from_bytes(row.vector)) for row in fetch(connection, sql, e=self._encoder.name))
        return found

    def of(self, item_seqs: Sequence[int]) -> dict[int, Vector]:
        """The vectors of these items, made where they are missing; erased items have none."""
        found = self.stored(item_seqs)
        missing = [seq for seq in item_seqs if seq not in found]
        if missing:
            made = {seq: self.encode(text) for seq, text in self._texts(missing)}
            self._keep(made)
            found.update(made)
        return found

    def _texts(self, item_seqs: Sequence[int]) -> list[tuple[int, str]]:
        with self._read.connect() as connection:
            rows = [row for part in _parts(item_seqs) for row in fetch(connection, _MISSING.format(marks=_marks(part)))]
        return [(row.item_seq, row.text) for row in rows]

    def _keep(self, made: dict[int, Vector]) -> None:
        rows = [(seq, self._encoder.name, to_bytes(vector)) for seq, vector in made.items()]

        def write(connection: Connection) -> None:
            present = set(existing_items(connection, [row[0] for row in rows]))
            there = [row for row in rows if row[0] in present]
            insert_rows(connection, "embedding", ("item_seq", "encoder", "vector"), there, tail=_KEEP)

        def written(_: Future[None]) -> None:
            for seq in made:
                self._on_the_way.pop(seq, None)

        # Nobody waits for this: a vector that is not kept is made again.
        self._on_the_way.update(made)
        with suppress(UserError):
            self._writer.submit_bulk(write).add_done_callback(written)


def existing_items(connection: Connection, item_seqs: Sequence[int]) -> list[int]:
    """Those of the items that still have content: one may have been erased while its vector was being made."""
    sql = "SELECT item_seq FROM item_content WHERE item_seq IN ({marks})"
    return [int(row[0]) for part in _parts(item_seqs) for row in fetch(connection, sql.format(marks=_marks(part)))]


def _parts(item_seqs: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    return [item_seqs[start : start + size] for start in range(0, len(item_seqs), size)]


def _marks(item_seqs: Sequence[int]) -> str:
    # Whole numbers of our own, so that no parameter is needed.
    return ",".join(str(int(seq)) for seq in item_seqs)
