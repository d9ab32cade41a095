"""Reading what stood for each item at a position of the ledger: present states where nothing has happened since, folded anew elsewhere."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.task import Task
from core.domain.vocabulary import Status, Verdict
from core.export.ahead import Ahead
from core.export.position import Position
from core.export.row import Row, Rows
from core.export.standing import Found, Standing
from core.storage.apart import answer_sql
from core.storage.fold import State
from core.storage.renames import Renames
from core.storage.replay import Moved, NamesThen, states_at
from core.storage.sql import fetch, to_json

BATCH = 5_000
_FIRST_BATCH = 50
_CHARACTERS = 16_000_000

_OF_DECISIONS = f"""SELECT d.seq AS decision_seq, {answer_sql("d")} AS answer, d.verdict, d.provenance,
  coalesce(r.name, '') AS reviewer, d.selection_prob, coalesce(g.name || '@' || g.version, '') AS suggester,
  d.suggestion_seq, d.created_us, v.number
FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value
LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
LEFT JOIN suggestion x ON x.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = x.suggester_seq
LEFT JOIN guideline_version v ON v.seq = d.guideline_seq"""  # noqa: S608 (our own names)
_BLIND = """SELECT s.item_seq, s.blind_decision_seq FROM json_each(:seqs) j CROSS JOIN item_state s ON s.item_seq = j.value
WHERE s.blind_decision_seq IS NOT NULL"""


@dataclass(slots=True)
class Reader:
    """Reads a project's items at a position. `blind_first`: of an item that was answered blind, the blind answer is its label.

    `seqs`: only these items, in ascending order (numbers; any sequence). `metadata`, `sampled`: whether the metadata is wanted, and
    who is in the blind sample.
    """

    connection: Connection
    project_seq: int
    task: Task
    position: Position
    blind_first: bool = False
    metadata: bool = False
    sampled: bool = True
    seqs: Sequence[int] | None = None
    _moved: Moved = field(init=False)
    _names: NamesThen = field(init=False)
    _renames: Renames = field(init=False)
    _standing: Standing = field(init=False)

    def __post_init__(self) -> None:
        self._moved = Moved(self.connection, self.project_seq, self.position.event)
        self._names = NamesThen(self.connection, self.project_seq, self.task.kind, self.position.label_change)
        self._renames = Renames(self.connection, self.position.label_change)
        self._standing = Standing(self.connection, self.project_seq, self.position.item, self.metadata, self.sampled)

    def batches(self, first: int = _FIRST_BATCH) -> Generator[tuple[int, Rows]]:
        """(number of the last item looked at, its batch's rows). A batch holds at most `BATCH` rows, fewer where texts are long."""
        size, after = min(first, BATCH), 0
        with Ahead(self.connection.engine) as ahead:
            found = self._read(self.connection, after, size)
            while found.n:
                after = found.last if self.seqs is None else after + size
                begun, size = size > first, _next_size(found)
                # Who takes a look at the first batch wants no second one.
                coming = ahead.begin(partial(self._read, after=after, size=size)) if begun else None
                yield found.last, self._then(self._standing.rows(found))
                found = self._read(self.connection, after, size) if coming is None else coming.result()

    def _read(self, connection: Connection, after: int, size: int) -> Found:
        """The next rows as they stand now; `after`: the last item, or, for given numbers, how many of them are done."""
        if self.seqs is None:
            return self._standing.after(connection, after, size)
        return self._standing.these(connection, [int(one) for one in self.seqs[after : after + size]])

    def _then(self, now: Rows) -> Rows:
        """The rows as they stood at the position."""
        moved = now.seq if self._names.changed else self._moved.among(now.seq[0], now.seq[-1])
        if not moved and not self.blind_first:
            return now
        rows = self._replayed(now.rows(), moved) if moved else now.rows()
        return Rows.of(self._with_blind_answers(rows) if self.blind_first else rows)

    def _replayed(self, rows: list[Row], moved: Sequence[int]) -> list[Row]:
        states = states_at(self.connection, moved, self.position.event, self.position.label_change, self._names.then)
        decisions = self._decisions([one.decision_seq for one in states.values() if one.decision_seq is not None])
        return [_stood(row, states[row.seq], decisions) if row.seq in states else row for row in rows]

    def _decisions(self, seqs: Sequence[int]) -> dict[int, Any]:
        rows = fetch(self.connection, _OF_DECISIONS, seqs=to_json(list(seqs))) if seqs else ()
        return {int(row[0]): row for row in rows}

    def _with_blind_answers(self, rows: list[Row]) -> list[Row]:
        """A blind answer is never taken back (core/storage/fold.py), so the present states know it, unless it came after the cut."""
        found = fetch(self.connection, _BLIND, seqs=to_json([row.seq for row in rows]))
        blind = {int(row[0]): int(row[1]) for row in found if int(row[1]) <= self.position.decision}
        decisions = self._decisions(list(blind.values()))
        return [self._blind(row, decisions[blind[row.seq]]) if row.seq in blind else row for row in rows]

    def _blind(self, row: Row, decision: Any) -> Row:
        if row.why in (Status.ERASED, Status.RETIRED):
            return row
        if decision.verdict == Verdict.REJECTED:
            return row._replace(why=Verdict.REJECTED.value)
        answer = self._renames.decided(self.project_seq, decision.decision_seq, decision.answer)
        return row._replace(
            why="", label=answer, source=decision.provenance, decision_seq=decision.decision_seq, **_who(decision)
        )


def _who(decision: Any) -> dict[str, Any]:
    return {
        "reviewer": decision.reviewer,
        "selection_prob": decision.selection_prob,
        "suggester": decision.suggester,
        "suggestion_seq": decision.suggestion_seq,
        "decided_us": decision.created_us,
        "guideline": decision.number,
    }


_NOBODY = {
    "reviewer": "", "selection_prob": None, "suggester": "", "suggestion_seq": None, "decided_us": None, "guideline": None,
}  # fmt: skip


def _stood(row: Row, state: State, decisions: dict[int, Any]) -> Row:
    """The row with what stood at the position in place of what stands now."""
    decided = state.status == Status.DECIDED and state.decision_seq is not None
    why = row.why if row.why == Status.ERASED else _why(state)
    return row._replace(
        why=str(why),
        label=state.label,
        source=str(state.label_source or ""),
        decision_seq=state.decision_seq if decided else None,
        **(_who(decisions[state.decision_seq]) if decided and state.decision_seq is not None else _NOBODY),
    )


def _why(state: State) -> str:
    if state.status == Status.RETIRED:
        return Status.RETIRED.value
    if state.verdict == Verdict.REJECTED:
        return Verdict.REJECTED.value
    return "" if state.label is not None else state.status


def _next_size(found: Found) -> int:
    """How many rows to read next, by how long the last texts were."""
    return max(1, min(BATCH, _CHARACTERS // max(found.characters // found.n, 1)))
