"""The pool of a project: the decided items that may become examples, kept in memory and brought up to date from the ledger.

In it is what a person decided, one by one: assisted, unassisted, or decided in another tool and imported as such. Never in it: items
of the blind sample (also those that left it by accident), erased ones, rejected ones, what a bulk action set, items whose content
was replaced after they were decided, and items whose source does not allow them as examples or is over. The latest decisions count,
`MAX_EXAMPLES` at most.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.clock import now_us
from core.domain.content import Content
from core.domain.json import Answer
from core.domain.uses import Use
from core.domain.vocabulary import EventKind, Provenance, Sample, Status, Verdict
from core.encode import Vector, from_bytes
from core.prompts.examples.columns import gold_columns
from core.prompts.examples.example import Example
from core.prompts.examples.index import TextIndex
from core.prompts.examples.matrix import Matrix
from core.prompts.examples.near import normal
from core.prompts.shown import entries
from core.storage.sources import Span, forbidden_spans, outside
from core.storage.sql import fetch, fetch_one, fetch_value, from_json

MAX_EXAMPLES = 20_000
#: A longer text would not fit into any budget of tokens, and is not kept.
MAX_TEXT = 12_000
_PAGE = 2_000
_PART = 500
_ID = re.compile("[0-9a-f]{32}")

_SOURCES = (Provenance.ASSISTED, Provenance.UNASSISTED, Provenance.IMPORTED)
_MOVED_BY = "decided undone redone requeued revealed updated erased retired restored action_undone"
_MOVING = tuple(EventKind(kind) for kind in _MOVED_BY.split())


def _listed(values: Iterable[str]) -> str:
    # Words of our own vocabularies, so that no parameters are needed.
    return ", ".join(f"'{value}'" for value in values)


# The decisions are walked backwards by number, until there are enough; `+ 0` keeps SQLite from the index of the project, which would
# have it sort all of them.
_ROWS = f"""SELECT d.seq AS decision_seq, d.item_seq, s.label, i.id, c.text, c.metadata_json, c.parts, f.body AS rationale
FROM decision d
JOIN item_state s ON s.item_seq = d.item_seq
JOIN item i ON i.seq = d.item_seq
JOIN item_content c ON c.item_seq = d.item_seq
LEFT JOIN suggestion g ON g.seq = d.suggestion_seq AND d.verdict = '{Verdict.ACCEPTED}'
LEFT JOIN free_text f ON f.id = g.id AND f.role = 'rationale'
WHERE d.project_seq + 0 = :p AND s.decision_seq = d.seq AND s.status = '{Status.DECIDED}' AND s.label_source IN ({_listed(_SOURCES)})
AND s.label IS NOT NULL AND s.sample <> '{Sample.BLIND}' AND i.sample <> '{Sample.BLIND}' AND d.sample <> '{Sample.BLIND}'
AND s.blind_decision_seq IS NULL AND i.erased_us IS NULL AND length(c.text) <= :longest
AND NOT EXISTS (SELECT 1 FROM event u WHERE u.item_seq = d.item_seq AND u.kind = '{EventKind.UPDATED}' AND u.created_us > d.created_us)
"""  # noqa: S608  (constants)
_LATEST = _ROWS + "{allowed} AND d.seq < :before ORDER BY d.seq DESC LIMIT :n"
_THESE = _ROWS + "{allowed} AND d.item_seq IN ({marks})"
_NAMED = _ROWS + "{allowed} AND i.id = :id"
_BARRED = """SELECT count(*) FROM item_state s WHERE s.project_seq = :p AND s.status = 'decided' AND s.label IS NOT NULL
AND s.sample <> 'blind' AND s.item_seq BETWEEN :low AND :high"""
_MOVED = f"""SELECT DISTINCT item_seq FROM event WHERE seq > :after AND seq <= :upto AND project_seq + 0 = :p
AND item_seq IS NOT NULL AND kind IN ({_listed(_MOVING)})"""  # noqa: S608  (constants)
_RENAMED = "SELECT count(*) FROM event WHERE project_seq + 0 = :p AND seq > :after AND kind = 'labels_changed'"
_LAST_EVENT = "SELECT coalesce(max(seq), 0) FROM event"
_VECTORS = "SELECT item_seq, vector FROM embedding WHERE encoder = :e AND item_seq IN ({marks})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the pool. `label`: its answer as JSON text; `normal`: its text in the form in which texts are compared."""

    example: Example
    decision_seq: int
    label: str
    normal: str


#: the entries of each label (deck.py)
Deck = dict[str, list[Entry]]


class Pool:
    """The pool of one project. May be used from any thread.

    Metadata is kept without `hidden` columns, and without those that any import of the project read as gold or as labels.
    """

    def __init__(self, read: Engine, project_seq: int, hidden: frozenset[str] = frozenset(), *, most: int = MAX_EXAMPLES) -> None:
        self._read, self._project_seq, self._hidden, self._most = read, project_seq, hidden, most
        self._seen: int | None = None
        self._encoder: str | None = None
        self._index, self._matrix = TextIndex(), Matrix()
        self._without_vector: set[int] = set()
        self._barred: tuple[Span, ...] = ()
        #: by the code of the reason, how many decided items the terms of their sources keep out
        self.barred: dict[str, int] = {}
        self.lock = threading.RLock()
        self.entries: dict[int, Entry] = {}
        #: goes up whenever an entry comes or goes
        self.revision = 0
        #: by seed, the decks that were dealt last, and at which revision (deck.py)
        self.decks: dict[str, tuple[int, Deck]] = {}

    def close(self) -> None:
        """Let go of the memory."""
        with self.lock:
            self.entries.clear()
            self._index.close()

    def refresh(self) -> None:
        """Bring the pool up to date with the ledger. The first time reads all that counts; later only what has moved."""
        with self.lock, self._read.connect() as connection:
            # Read before the states are: what moves in between is read once more the next time.
            last = int(fetch_value(connection, _LAST_EVENT))
            self._hide(gold_columns(connection, self._project_seq))
            if self._seen is not None and fetch_value(connection, _RENAMED, p=self._project_seq, after=self._seen):
                self._forget()
            self._bar(connection, last)
            fresh = self._latest(connection) if self._seen is None else self._moved(connection, self._seen, last)
            for entries in fresh:
                self._put(entries)
            self._drop_oldest()
            self._read_vectors(connection, first=self._seen is None)
            if self._seen is None:
                self._index.optimize()
            self._seen = last

    def find(self, item_id: str) -> Entry | None:
        """The item with this id (hexadecimal) if it may be an example, also where it is older than those that are kept."""
        with self.lock:
            found = next((entry for entry in self.entries.values() if entry.example.item_id == item_id), None)
            full = len(self.entries) >= self._most
        if found is not None or not full or not _ID.fullmatch(item_id):
            return found
        with self._read.connect() as connection:
            named = _NAMED.format(allowed=outside("d.item_seq", self._forbidden(connection)))
            row = fetch_one(connection, named, id=bytes.fromhex(item_id), **self._base)
        return None if row is None else self._entry(row)

    def search(self, text: str, most: int) -> Sequence[int]:
        """The items most like `text` by BM25, best first."""
        with self.lock:
            return self._index.search(text, most)

    def nearest(self, vector: Vector | None, most: int) -> Sequence[int]:
        """The items with the greatest cosine to `vector`, best first."""
        with self.lock:
            return [] if vector is None else self._matrix.nearest(vector, most)

    def vector(self, item_seq: int) -> Vector | None:
        """The vector of an item of the pool, or None where there is none yet."""
        return self._matrix.get(item_seq)

    @property
    def _base(self) -> dict[str, int]:
        return {"p": self._project_seq, "longest": MAX_TEXT}

    def _sql(self, sql: str, **more: str) -> str:
        return sql.format(allowed=outside("d.item_seq", self._barred), **more)

    def _forbidden(self, connection: Connection) -> tuple[Span, ...]:
        return tuple(forbidden_spans(connection, self._project_seq, Use.EXAMPLES, now_us()))

    def _bar(self, connection: Connection, last: int) -> None:
        """The terms of sources as they hold now: where they are others than before, all is read anew. What they keep out is counted."""
        spans = self._forbidden(connection)
        if spans != self._barred and self._seen is not None:
            self._forget()
        if spans != self._barred or (spans and last != self._seen):
            kept_out = Counter[str]()
            for low, high, why in spans:
                kept_out[why] += int(fetch_value(connection, _BARRED, p=self._project_seq, low=low, high=high))
            self.barred = {why: count for why, count in kept_out.items() if count}
        self._barred = spans

    def _latest(self, connection: Connection) -> Iterator[list[Entry]]:
        before, left = 1 << 62, self._most
        while left and (rows := fetch(connection, self._sql(_LATEST), before=before, n=min(_PAGE, left), **self._base)):
            yield [self._entry(row) for row in rows]
            before, left = int(rows[-1].decision_seq), left - len(rows)

    def _moved(self, connection: Connection, after: int, last: int) -> Iterator[list[Entry]]:
        rows = fetch(connection, _MOVED, after=after, upto=last, p=self._project_seq)
        for part in _parts([int(row[0]) for row in rows]):
            for item_seq in part:
                self._take_out(item_seq)
            these = fetch(connection, self._sql(_THESE, marks=_marks(part)), **self._base)
            yield [self._entry(row) for row in these]

    def _entry(self, row: Any) -> Entry:
        metadata = from_json(row.metadata_json)
        kept = {name: value for name, value in metadata.items() if name not in self._hidden} if isinstance(metadata, dict) else {}
        answer: Answer = from_json(row.label)
        kept = entries(Content.of(row.text, from_json(row.parts), {}), kept)
        example = Example(bytes(row.id).hex(), row.item_seq, row.text, kept, answer, row.rationale or "")
        return Entry(example, row.decision_seq, row.label, normal(row.text))

    def _put(self, entries: Sequence[Entry]) -> None:
        self._index.add((entry.example.item_seq, entry.example.input_text) for entry in entries)
        self.entries.update((entry.example.item_seq, entry) for entry in entries)
        self._without_vector.update(entry.example.item_seq for entry in entries)
        self.revision += bool(entries)

    def _hide(self, columns: frozenset[str]) -> None:
        """A column may turn out to hold gold by a later import."""
        if columns <= self._hidden:
            return
        self._hidden |= columns
        for seq, entry in self.entries.items():
            kept = {name: value for name, value in entry.example.metadata.items() if name not in self._hidden}
            self.entries[seq] = replace(entry, example=replace(entry.example, metadata=kept))
        self.revision += 1

    def _forget(self) -> None:
        """Labels are called otherwise now: all is read anew."""
        for item_seq in list(self.entries):
            self._take_out(item_seq)
        self._seen = None

    def _take_out(self, item_seq: int) -> None:
        if self.entries.pop(item_seq, None) is not None:
            self._index.remove(item_seq)
            self._matrix.remove(item_seq)
            self._without_vector.discard(item_seq)
            self.revision += 1

    def _drop_oldest(self) -> None:
        surplus = len(self.entries) - self._most
        if surplus > 0:
            oldest = sorted(self.entries.values(), key=lambda entry: entry.decision_seq)[:surplus]
            for entry in oldest:
                self._take_out(entry.example.item_seq)

    def _read_vectors(self, connection: Connection, *, first: bool) -> None:
        """Read the vectors that are missing: they may be made long after the decision."""
        encoder = fetch_value(connection, "SELECT encoder FROM project WHERE seq = :p", p=self._project_seq)
        if encoder != self._encoder:
            self._encoder, self._matrix, self._without_vector = encoder, Matrix(), set(self.entries)
        missing = sorted(self._without_vector) if encoder else []
        found = [
            (int(row.item_seq), from_bytes(row.vector))
            for part in _parts(missing if first else missing[-_PAGE:])
            for row in fetch(connection, _VECTORS.format(marks=_marks(part)), e=encoder)
        ]
        self._matrix.add(found)
        self._without_vector.difference_update(number for number, _ in found)


def _parts(item_seqs: Sequence[int]) -> Iterator[Sequence[int]]:
    return (item_seqs[start : start + _PART] for start in range(0, len(item_seqs), _PART))


def _marks(item_seqs: Sequence[int]) -> str:
    # Whole numbers of our own, so that no parameter is needed.
    return ",".join(str(seq) for seq in item_seqs)
