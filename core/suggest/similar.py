"""Decided items that are like one that is to be decided, each with its label and who decided.

Found by meaning (cosine of stored sentence embeddings) and by words (rare words that both hold, by the search index as far as it has
come); both rankings are fused by reciprocal rank. Nothing is shown for an item of the blind sample before it is answered, and items of
that sample are never shown for another one (product.md, Two samples).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import log
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.kinds import kind_of
from core.domain.vocabulary import Sample, Status
from core.encode import Vector
from core.prompts.examples.nearest import fused
from core.storage.apart import APART_TEXT, answer_sql
from core.storage.projects import ProjectInfo
from core.storage.search import pieces
from core.storage.segment import segment, words
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, to_json
from core.suggest.vectors import Vectors

#: so many decided items are compared, the latest; 384 numbers of two bytes each
MOST = 100_000
SNIPPET = 240
#: less alike than this is not alike: cosine; share of the item's rare words, weighed by how rare they are
LEAST_COSINE, LEAST_SHARED = 0.25, 0.15
_DEEP = 50
_BLOCK = 8_192
_READ = 2_000  # characters of the item whose words are looked for
_WORDS = 24
#: a word that more items of a shard hold than this says little
_COMMON = 400
#: when more items than this have moved, all are read anew
_MOVED_MOST = 2_000


class Found(StrEnum):
    """How a similar item was found."""

    MEANING = "meaning"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SimilarItem:
    """One decided item. `text`: its beginning; `label`: the answer as text, empty for a rejection, which has a `reason` instead.

    `provenance`: how the label came about; `decided_us`: when, UTC microseconds; `similarity`: 0 to 1, the cosine, or the share of the
    item's rare words that it holds.
    """

    item_seq: int
    shown_id: str
    text: str
    label: str
    verdict: str
    reason: str
    provenance: str
    decided_by: str
    decided_us: int
    similarity: float
    found: Found


def similar(read: Engine, project: ProjectInfo, item_seq: int, vectors: Vectors, n: int = 8) -> list[SimilarItem]:
    """The `n` decided items most like this one, best first; none for an item that is to be answered blind, or that is erased.

    The vectors of decided items are kept in memory from call to call, for as long as `vectors` lives. May be called from any thread but
    the main one.
    """
    with read.connect() as connection:
        text = _text_of(connection, item_seq)
        if text is None:
            return []
        decided = _decided_of(vectors)
        decided.refresh(connection, project.seq, vectors.encoder.name)
        own = vectors.of([item_seq]).get(item_seq)
        meant = decided.nearest(own, _DEEP, item_seq)
        said = _sharing(connection, project.seq, text, item_seq, decided)
        order = fused([list(meant), list(said)])
        return _items(connection, project, order[:n], meant, said)


# --- the item ---

_ITEM = """SELECT c.text, i.sample, s.blind_decision_seq, coalesce(s.exposed, 0) AS exposed
FROM item i JOIN item_content c ON c.item_seq = i.seq LEFT JOIN item_state s ON s.item_seq = i.seq WHERE i.seq = :s"""


def _text_of(connection: Connection, item_seq: int) -> str | None:
    """The text of the item; None when nothing may be shown for it."""
    row = fetch_one(connection, _ITEM, s=item_seq)
    if row is None:
        return None
    hidden = row.sample == Sample.BLIND and row.blind_decision_seq is None and not row.exposed
    return None if hidden else str(row.text)


# --- by meaning ---

_ALLOWED = f"""s.project_seq = :p AND s.status = '{Status.DECIDED}' AND s.sample <> '{Sample.BLIND}' AND i.sample <> '{Sample.BLIND}'
AND s.blind_decision_seq IS NULL AND i.erased_us IS NULL"""
_ALL = f"""SELECT s.item_seq, CASE WHEN e.encoder = :e THEN e.vector END AS vector FROM item_state s JOIN item i ON i.seq = s.item_seq
LEFT JOIN embedding e ON e.item_seq = s.item_seq WHERE {_ALLOWED} ORDER BY s.decision_seq DESC LIMIT {MOST}"""  # noqa: S608
_THESE = f"""SELECT s.item_seq, CASE WHEN e.encoder = :e THEN e.vector END AS vector
FROM json_each(:seqs) j JOIN item_state s ON s.item_seq = j.value JOIN item i ON i.seq = s.item_seq
LEFT JOIN embedding e ON e.item_seq = s.item_seq WHERE {_ALLOWED}"""  # noqa: S608
_LAST = "SELECT coalesce(max(seq), 0) FROM event"
_MOVED = """SELECT DISTINCT item_seq FROM event WHERE seq > :after AND seq <= :upto AND project_seq + 0 = :p
AND item_seq IS NOT NULL LIMIT :n"""


class Decided:
    """The vectors of the decided items of one project, brought up to date from the ledger.

    Kept as the upper halves of float32 numbers, uint16[n, dim]: half the memory, and made whole again five times as fast as float16.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: tuple[int, str] | None = None
        self._seen = 0
        self._bare: set[int] = set()  # decided, without a vector by now
        self._seqs: NDArray[np.int64] = np.zeros(0, np.int64)
        self._values: NDArray[np.uint16] = np.zeros((0, 0), np.uint16)
        self._known: set[int] = set()

    def __contains__(self, item_seq: int) -> bool:
        return item_seq in self._known

    def __len__(self) -> int:
        return len(self._known)

    def refresh(self, connection: Connection, project_seq: int, encoder: str) -> None:
        """Read what has moved in the ledger since the last time, or everything at the first."""
        with self._lock:
            last = int(fetch_value(connection, _LAST))
            moved = self._moved(connection, project_seq, encoder, last)
            if moved is None:
                self.take(fetch(connection, _ALL, p=project_seq, e=encoder))
            elif moved:
                self.take(fetch(connection, _THESE, p=project_seq, e=encoder, seqs=_listed(sorted(moved))), moved)
            self._state, self._seen = (project_seq, encoder), last

    def nearest(self, vector: Vector | None, most: int, but: int) -> dict[int, float]:
        """The items with the greatest cosine to `vector` (of length one), best first, each with it; never the item `but`."""
        with self._lock:
            seqs, values = self._seqs, self._values
        if vector is None or not len(seqs) or values.shape[1] != len(vector):
            return {}
        blocks = range(0, len(seqs), _BLOCK)
        cosines = np.concatenate([_whole(values[at : at + _BLOCK]) @ vector for at in blocks])
        cosines[seqs == but] = -1.0
        best = np.argpartition(-cosines, min(most, len(seqs)) - 1)[:most]
        order = best[np.lexsort((seqs[best], -cosines[best]))]
        return {int(seqs[at]): float(cosines[at]) for at in order if cosines[at] >= LEAST_COSINE}

    def _moved(self, connection: Connection, project_seq: int, encoder: str, last: int) -> frozenset[int] | None:
        """The items to be read again; None for all of them."""
        if self._state != (project_seq, encoder):
            return None
        rows = fetch(connection, _MOVED, after=self._seen, upto=last, p=project_seq, n=_MOVED_MOST)
        late = list(islice(self._bare, _MOVED_MOST))  # vectors may be made long after the decision
        return None if len(rows) == _MOVED_MOST else frozenset([*(int(row[0]) for row in rows), *late])

    def take(self, rows: Sequence[Any], instead: frozenset[int] = frozenset()) -> None:
        """Rows (`item_seq`, `vector` or None) take the place of the items `instead`; of everything when it is empty."""
        whole = not instead
        keep = np.zeros(0, bool) if whole else ~np.isin(self._seqs, list(instead))
        with_vector = [row for row in rows if row.vector is not None]
        fresh = np.array([row.item_seq for row in with_vector], np.int64)
        made = _halves(b"".join(row.vector for row in with_vector))
        values = made.reshape(len(fresh), -1) if len(fresh) else np.zeros((0, self._values.shape[1]), np.uint16)
        if whole or not keep.any():
            self._seqs, self._values = fresh, values
        else:
            self._seqs, self._values = np.append(self._seqs[keep], fresh), np.vstack([self._values[keep], values])
        self._known = {row.item_seq for row in rows} | (set() if whole else self._known - instead)
        self._bare = {row.item_seq for row in rows if row.vector is None} | (set() if whole else self._bare - instead)


def _halves(stored: bytes) -> NDArray[np.uint16]:
    """Stored vectors (float16) as the upper halves of float32 numbers, rounded: eight bits of precision."""
    bits = np.frombuffer(stored, "<f2").astype(np.float32).view(np.uint32)
    return ((bits + np.uint32(0x8000)) >> np.uint32(16)).astype(np.uint16)


def _whole(halves: NDArray[np.uint16]) -> NDArray[np.float32]:
    bits = halves.astype(np.uint32)
    bits <<= np.uint32(16)
    return bits.view(np.float32)


def _listed(item_seqs: Iterable[int]) -> str:
    return to_json([int(seq) for seq in item_seqs])


_KEPT: WeakKeyDictionary[Vectors, Decided] = WeakKeyDictionary()
_DOOR = threading.Lock()


def _decided_of(vectors: Vectors) -> Decided:
    with _DOOR:
        return _KEPT.setdefault(vectors, Decided())


# --- by words ---


def _sharing(connection: Connection, project_seq: int, text: str, but: int, decided: Decided) -> dict[int, float]:
    """The decided items that hold the rare words of `text`, best first, each with the share of their weight that it holds.

    The weight of a word is log(n / df), its inverse document frequency among the indexed items (K. Sparck Jones, Journal of
    Documentation 28, 1972).
    """
    bounds = fetch_one(connection, "SELECT min(seq), max(seq), count(*) FROM item WHERE project_seq = :p", p=project_seq)
    if not bounds[2]:
        return {}
    asked = [word for word in words(segment(text[:_READ])) if len(word) > 1][: 4 * _WORDS]
    held = {word: found for word in asked if (found := _holding(connection, word, bounds[0], bounds[1]))}
    rarest = sorted(held, key=lambda word: len(held[word]))[:_WORDS]
    weights = {word: log(1 + bounds[2] / len(held[word])) for word in rarest}
    scores: Counter[int] = Counter()
    for word in rarest:
        for seq in held[word]:
            if seq != but and seq in decided:
                scores[seq] += weights[word]  # pyright: ignore[reportArgumentType] - a tally of weights
    return _shares(scores.most_common(_DEEP), sum(weights.values()))


def _shares(scores: Iterable[tuple[int, float]], total: float) -> dict[int, float]:
    return {seq: score / total for seq, score in scores if total and score / total >= LEAST_SHARED}


def _holding(connection: Connection, word: str, low: int, high: int) -> list[int]:
    """The items that hold a word, by the index alone; none for a common word."""
    found: list[int] = []
    for piece in pieces(connection, f'"{word}"', low, high):
        if piece.indexed:
            sql = f"SELECT seq FROM ({piece.sql}) LIMIT {_COMMON + 1}"  # noqa: S608 (the index's own)
            rows = fetch(connection, sql, **piece.params)
            if len(rows) > _COMMON:
                return []
            found += [int(row[0]) for row in rows]
    return found


# --- what is shown ---

_SHOWN = f"""SELECT i.seq, i.id, c.external_id, substr(c.text, 1, {SNIPPET}) AS text, s.verdict, s.label_source, d.reason, d.created_us,
  CASE WHEN s.label = '{APART_TEXT}' THEN {answer_sql("d")} ELSE s.label END AS label, r.name AS reviewer
FROM json_each(:seqs) j JOIN item_state s ON s.item_seq = j.value JOIN item i ON i.seq = s.item_seq
JOIN item_content c ON c.item_seq = i.seq LEFT JOIN decision d ON d.seq = s.decision_seq LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
WHERE {_ALLOWED}"""  # noqa: S608


def _items(
    connection: Connection, project: ProjectInfo, order: Sequence[int], meant: dict[int, float], said: dict[int, float]
) -> list[SimilarItem]:
    rows = {int(row.seq): row for row in fetch(connection, _SHOWN, seqs=_listed(order), p=project.seq)}
    return [_item(project, rows[seq], meant.get(seq), said.get(seq)) for seq in order if seq in rows]


def _item(project: ProjectInfo, row: Any, cosine: float | None, share: float | None) -> SimilarItem:
    answer = from_json(row.label)
    found = Found.WORDS if cosine is None else Found.MEANING if share is None else Found.BOTH
    closeness = cosine if cosine is not None else share or 0.0
    return SimilarItem(
        item_seq=int(row.seq),
        shown_id=row.external_id if row.external_id is not None else bytes(row.id).hex(),
        text=" ".join(row.text.split()),
        label="" if answer is None else " ".join(kind_of(project.task.kind).text(answer).split()),
        verdict=row.verdict or "",
        reason=row.reason or "",
        provenance=row.label_source or "",
        decided_by=row.reviewer or "",
        decided_us=int(row.created_us or 0),
        similarity=max(0.0, min(1.0, closeness)),
        found=found,
    )
