"""Windows of coming draws, fetched ahead: the next item is always there.

The items of a window are picked from the indexes at a fixed point, when the window before it begins to be served, and ranked with
what the learner knew at that point; so the order is the same whatever the machine's speed. Reading the items, making their vectors
and ranking the pool happen in the background.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.clock import now_us
from core.domain.json import Answer
from core.domain.uses import Use
from core.domain.vocabulary import Sample, Status
from core.encode import Vector
from core.learn.uncertainty import Sureness
from core.review.draws import Draw, Picks, assign, next_draw, pick
from core.review.orders import Cursor, Eligible, Order, order_of
from core.storage.items import StoredItem, read_item
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sources import Span, forbidden_spans, outside, within
from core.storage.sql import fetch, fetch_one, fetch_value, from_json
from core.storage.suggested import ImportedSuggestion, imported_suggestions
from core.suggest.vectors import Vectors

WINDOW = 8

_MARKS = """SELECT flagged, thumb, comments, blind_decision_seq IS NOT NULL FROM item_state
WHERE item_seq = :s"""

_REVEALED = """SELECT g.id FROM event e JOIN suggestion g ON g.seq = e.suggestion_seq
WHERE e.item_seq = :s AND e.kind = 'revealed' AND e.reviewer_seq = :r ORDER BY e.seq"""

#: the item that this reviewer saw last, while it may still be drawn outside the samples
_LEFT = """SELECT q.item_seq FROM queue q JOIN item i ON i.seq = q.item_seq AND i.draw_key = q.draw_key
WHERE q.project_seq = :p AND q.status = 'open' AND q.sample = 'none' AND i.seq = (SELECT e.item_seq FROM event e
  WHERE e.project_seq = :p AND e.reviewer_seq = :r AND e.kind = 'shown' ORDER BY e.seq DESC LIMIT 1) {allowed}"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What was noted about an item before, whether it has its blind answer, and the suggestions that this reviewer has seen of it."""

    flagged: bool = False
    thumb: int = 0
    comments: int = 0
    answered_blind: bool = False
    revealed: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingSuggestion:
    """A suggestion of the built-in suggester that was made ahead, and what the learner knew then."""

    id: bytes
    step: int
    fit_step: int
    chance: float | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn item with all that its card needs.

    `vector` is None when the suggester failed to make one; `came`: what models said of it in the data; `group_size`: how many of its
    near-duplicates, itself counted, are still to be decided and could be decided with it; 0: none.
    """

    draw: Draw
    item: StoredItem
    marks: Marks
    vector: Vector | None
    waiting: WaitingSuggestion | None = None
    came: tuple[ImportedSuggestion, ...] = ()
    group_size: int = 0


_WAITING = """SELECT s.id, s.step, s.fit_step, s.chance, s.answer FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq
WHERE s.item_seq = :s AND g.kind = 'builtin' ORDER BY s.seq DESC LIMIT 1"""


_WITHHELD = "SELECT status, sample, count(*) FROM queue WHERE project_seq = :p AND {these} GROUP BY status, sample"
#: near-duplicates that are still to be decided; those of the blind sample are answered for themselves
_GROUP = """SELECT count(*) FROM near_duplicate n
JOIN near_duplicate m ON m.project_seq = n.project_seq AND m.group_seq = n.group_seq AND m.item_seq <> n.item_seq
JOIN item i ON i.seq = m.item_seq LEFT JOIN item_state t ON t.item_seq = m.item_seq
WHERE n.item_seq = :s AND coalesce(t.status, 'open') IN ('open', 'skipped') AND coalesce(t.sample, i.sample) <> 'blind'"""


class Planner:
    """Plans the windows of one session."""

    def __init__(
        self,
        read: Engine,
        project: ProjectInfo,
        reviewer_seq: int,
        shares: Shares,
        vectors: Vectors,
        executor: Executor,
        order: Order | None = None,
    ) -> None:
        """`order`: of a saved queue; None: the project's own."""
        self._read = read
        self._project = project
        self._reviewer_seq = reviewer_seq
        self.order: Order = order or order_of(project.order_name)
        self._shares = shares
        self._vectors = vectors
        self._executor = executor
        self._cursor = Cursor()
        self._barred: tuple[Span, ...] = ()
        self._withheld: Counter[tuple[str, str]] = Counter()
        self._next_draw = self._first_draw()

    @property
    def withheld_open(self) -> int:
        """How many open items the terms of their source keep from being reviewed, counted when the pass began."""
        return sum(count for (status, _), count in self._withheld.items() if status == Status.OPEN)

    def plan(self, status: str, before_decision: int, exclude: frozenset[int], sureness: Sureness) -> Future[list[Drawn]]:
        """Pick the next window now; the future has its items when they are read."""
        withheld = self._withheld[status, Sample.NONE.value]
        wanted = (self._project.seq, status, exclude, before_decision, self._project.order_seed)
        eligible = Eligible(*wanted, self._barred, withheld)
        with self._read.connect() as connection:
            first = not self._cursor.windows
            picks = pick(connection, self.order, eligible, self._cursor, self._next_draw, WINDOW)
            left = self._left(connection, eligible) if first and picks.candidates.rank else None
        self._next_draw += min(WINDOW, _available(picks))
        return self._executor.submit(self._load, picks, sureness, left)

    def restart(self) -> None:
        """Count draws anew from the ledger, after a plan was thrown away, and ask anew what may be reviewed: a pass begins."""
        self._cursor = Cursor()
        self._next_draw = self._first_draw()
        with self._read.connect() as connection:
            self._barred = tuple(forbidden_spans(connection, self._project.seq, Use.REVIEW, now_us()))
            rows = (
                fetch(connection, _WITHHELD.format(these=within("item_seq", self._barred)), p=self._project.seq)
                if self._barred
                else ()
            )
        self._withheld = Counter({(str(row[0]), str(row[1])): int(row[2]) for row in rows})

    def read(self, draw: Draw) -> Drawn | None:
        """One item that is to be shown again; None when it was erased meanwhile."""
        with self._read.connect() as connection:
            return self._read_one(connection, draw, self._vectors.of([draw.item_seq]))

    def _first_draw(self) -> int:
        with self._read.connect() as connection:
            return next_draw(connection, self._project.seq)

    def _left(self, connection: Connection, eligible: Eligible) -> int | None:
        """The item that was left on screen, so that an order that ranks anew begins with it: the others lead to it by themselves."""
        sql = _LEFT.format(allowed=outside("q.item_seq", eligible.barred))
        found = fetch_value(connection, sql, p=self._project.seq, r=self._reviewer_seq)
        return None if found is None or eligible.status != Status.OPEN or found in eligible.exclude else int(found)

    def _load(self, picks: Picks, sureness: Sureness, left: int | None) -> list[Drawn]:
        ranked = self._ranked(picks, sureness)
        if left is not None:
            ranked = [left, *(seq for seq in ranked if seq != left)]
        draws = assign(picks, ranked, self.order, self._project.id, self._shares)
        vectors = self._vectors.of([draw.item_seq for draw in draws])
        with self._read.connect() as connection:
            drawn = [self._read_one(connection, draw, vectors) for draw in draws]
        return [one for one in drawn if one is not None]

    def _ranked(self, picks: Picks, sureness: Sureness) -> Sequence[int]:
        seqs = picks.candidates.item_seqs
        if not picks.candidates.rank or not seqs:
            return seqs
        vectors = self._vectors.of(seqs)
        known = [seq for seq in seqs if seq in vectors]
        if not known:
            return seqs
        shares = sureness.of(np.stack([vectors[seq] for seq in known]))
        order: list[int] = np.argsort(shares, kind="stable").tolist()
        return [known[place] for place in order]

    def _read_one(self, connection: Connection, draw: Draw, vectors: dict[int, Vector]) -> Drawn | None:
        item = read_item(connection, draw.item_seq)
        if item is None:
            return None
        row = fetch_one(connection, _MARKS, s=draw.item_seq)
        marks = Marks() if row is None else self._marks(connection, draw.item_seq, row)
        ahead = fetch_one(connection, _WAITING, s=draw.item_seq)
        waiting = None if ahead is None else WaitingSuggestion(*ahead[:4], answer=from_json(ahead.answer))
        came = tuple(imported_suggestions(connection, self._project.seq, draw.item_seq))
        group = int(fetch_value(connection, _GROUP, s=draw.item_seq))
        return Drawn(draw, item, marks, vectors.get(draw.item_seq), waiting, came, 1 + group if group else 0)

    def _marks(self, connection: Connection, item_seq: int, row: Any) -> Marks:
        revealed = fetch(connection, _REVEALED, s=item_seq, r=self._reviewer_seq)
        seen = tuple(dict.fromkeys(bytes(one.id) for one in revealed))
        return Marks(bool(row[0]), row[1], row[2], bool(row[3]), seen)


def _available(picks: Picks) -> int:
    """How many draws the window will have, as `assign` gives them out."""
    return len(picks.candidates.item_seqs) + sum(map(len, picks.sampled.values()))
