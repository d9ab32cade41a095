"""A filter as SQL: which tables, which conditions, in which order they are joined."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from core import clock
from core.domain.filters import DECIDED, Filter
from core.queues.criteria import CRITERIA, Clause, Scene
from core.queues.criteria.clause import HIDDEN
from core.storage import search
from core.storage.search import Piece

_JOINS = {
    "s": "LEFT JOIN item_state s ON s.item_seq = i.seq",
    "c": "LEFT JOIN item_content c ON c.item_seq = i.seq",
    "g": "LEFT JOIN item_suggestion g ON g.item_seq = i.seq",
    "u": "LEFT JOIN suggestion u ON u.seq = g.suggestion_seq",
    "d": "LEFT JOIN decision d ON d.seq = s.decision_seq",
    "r": "LEFT JOIN reviewer r ON r.seq = d.reviewer_seq",
}
_NEEDS = {"u": ("g",), "d": ("s",), "r": ("s", "d")}
#: beyond the conditions: items of the project whose block of the import is finished
_OURS = "i.project_seq = :project AND i.seq BETWEEN :from_seq AND :to_seq"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter selects. `pieces`: where a search finds its matches, None without one.

    The conditions of a search, and of a window of numbers (`by_number`), are kept from steering the order of the tables (`IS TRUE`):
    what was found comes first, or the planner would go through all items of a state (measured: 300 ms for 0.1 ms).
    """

    conditions: tuple[str, ...]
    params: dict[str, Any]
    joins: frozenset[str]
    low: int
    high: int
    pieces: tuple[Piece, ...] | None = None
    daily: int = 0
    mixing: tuple[int, int, int] = (1, 1, 0)
    by_number: bool = False

    @property
    def complete(self) -> bool:
        """Whether a search is answered by the index alone."""
        return all(piece.indexed for piece in self.pieces or ())

    def sql(self, columns: str, joins: Sequence[str] = (), tail: str = "", where: str = "") -> str:
        """`SELECT columns` over all that is selected; `joins`: the names that `columns`, `where` and `tail` use; `m` is the search."""
        if not self.daily:
            return f"SELECT {columns} {self._body(joins, where)} {tail}"
        inner = f"SELECT i.seq {self._body((), '')} ORDER BY {self._mixed()}, i.seq LIMIT {self.daily}"
        chosen = replace(self, conditions=(f"i.seq IN ({inner})",), daily=0)
        return chosen.sql(columns, joins, tail, where)

    def windowed(self, low: int, high: int) -> Selection:
        """The same among the items with `low <= seq <= high`, which are gone through by number: a window is small."""
        return replace(self, params={**self.params, "from_seq": low, "to_seq": high}, by_number=True)

    def of_piece(self, piece: Piece) -> Selection:
        """The same among the matches of one piece of the search."""
        return replace(self, pieces=(piece,))

    def from_queue(self, status: str, where: str, most: int) -> str:
        """The numbers of at most so many items in the order of their draw keys, by the index of the queue (`q`); of neither sample."""
        tables, conditions = self._tables(("s",)), " AND ".join([*self.conditions, where])
        place = f"q.project_seq = :project AND q.status = '{status}' AND q.sample = 'none'"
        source = f"FROM queue q CROSS JOIN item i ON i.seq = q.item_seq {tables}"
        return f"SELECT i.seq {source} WHERE {place} AND {_OURS} AND (({conditions}) IS TRUE) ORDER BY q.draw_key LIMIT {most}"

    def _tables(self, joins: Sequence[str]) -> str:
        wanted = {*self.joins, *joins}
        wanted |= {more for name in wanted for more in _NEEDS.get(name, ())}
        return " ".join(_JOINS[name] for name in _JOINS if name in wanted)

    def _body(self, joins: Sequence[str], where: str) -> str:
        tables = self._tables(joins)
        conditions = " AND ".join([*self.conditions, where] if where else self.conditions) or "1"
        if self.pieces is None:
            held = f"(({conditions}) IS TRUE)" if self.by_number else conditions
            return f"FROM item i {tables} WHERE {_OURS} AND {held}"
        found = " UNION ALL ".join(f"SELECT seq, rank FROM ({piece.sql})" for piece in self.pieces) or _NOTHING  # noqa: S608
        return f"FROM ({found}) m CROSS JOIN item i ON i.seq = m.seq {tables} WHERE {_OURS} AND (({conditions}) IS TRUE)"

    def _mixed(self) -> str:
        """Random numbers of a day, one an item: the two halves of its draw key, mixed; all of it fits into 63 bits.

        (Carter and Wegman, Universal classes of hash functions, 1979, section 1.)
        """
        one, other, add = self.mixing
        return f"((((i.draw_key >> 32) * {one}) + ((i.draw_key & 4294967295) * {other}) + {add}) % 2147483647)"


_NOTHING = "SELECT 0 AS seq, 0.0 AS rank WHERE 0"


def select(wanted: Filter, scene: Scene, *, ranked: bool = False, all_told: bool = False) -> Selection:
    """What a filter selects in a project now. `ranked`: a search with bm25. Raises `UserError`, as for a suggester that is not there.

    `all_told`: also by what is hidden of a blind item until it is answered: for exports, which no reviewer looks at while reviewing.
    """
    clauses = [criterion(wanted, scene) for name, criterion in CRITERIA.items() if name in wanted.set_names]
    if wanted.daily and wanted.daily_of == DECIDED:
        clauses.append(Clause("(s.project_seq = :project AND s.status = 'decided')", joins=("s",)))
    if any(clause.model for clause in clauses) and not all_told:
        clauses.append(Clause(f"NOT {HIDDEN}", joins=("s",)))
    found = (
        tuple(search.pieces(scene.connection, wanted.text, scene.low, scene.high, ranked=ranked)) if searches(wanted) else None
    )
    params = {name: value for clause in clauses for name, value in clause.params.items()}
    params.update({name: value for piece in found or () for name, value in piece.params.items()})
    return Selection(
        tuple(clause.sql for clause in clauses),
        {**params, "project": scene.project_seq, "from_seq": scene.low, "to_seq": scene.high},
        frozenset(name for clause in clauses for name in clause.joins),
        scene.low,
        scene.high,
        found,
        wanted.daily,
        _mixing(scene.project_seq),
    )


def searches(wanted: Filter) -> bool:
    """Whether anything is searched for: a quote that was just begun asks for nothing yet."""
    return bool(wanted.text.strip()) and bool(search.asked(wanted.text).terms)


def _mixing(project_seq: int) -> tuple[int, int, int]:
    """The three numbers of this UTC day, from 1 to 2^30."""
    day = f"{clock.day_of(clock.now_us())} {project_seq}".encode()
    digest = hashlib.blake2b(day, digest_size=12, person=b"daily sample").digest()
    one, other, add = (1 + (int.from_bytes(digest[at : at + 4], "big") >> 2) for at in (0, 4, 8))
    return one | 1, other | 1, add


def windows(low: int, high: int, first: int) -> list[tuple[int, int]]:
    """A few windows of item numbers to look for a first page in, each ten times as large as the one before."""
    found: list[tuple[int, int]] = []
    for power in range(max(1, math.ceil(math.log10(max(high - low + 1, 1) / first)) + 1)):
        upto = min(low + first * 10**power - 1, high)
        found.append((low, upto))
        low = upto + 1
    return [window for window in found if window[0] <= window[1]]
