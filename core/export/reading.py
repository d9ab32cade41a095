"""Reading what stood for each item at a position of the ledger: present states where nothing has happened since, folded anew elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.task import Task
from core.domain.vocabulary import Status, Verdict
from core.export.position import Position
from core.storage.apart import answer_sql
from core.storage.fold import State
from core.storage.renames import Renames
from core.storage.replay import Moved, NamesThen, states_at
from core.storage.sql import fetch, fetch_value, to_json

BATCH = 5_000
_FIRST_BATCH = 50
_CHARACTERS = 16_000_000


class Row(NamedTuple):
    """What stood for one item. `why`: the code of what keeps it from having a label; empty when it has one. JSON stands as text.

    `sampled_blind`: it belongs to the blind sample, by its draw or still; `was_blind`: the label is the blind answer.
    """

    seq: int
    why: str
    id: bytes
    external_id: str | None
    import_seq: int
    sampled_blind: int
    text: str
    parts: str | None
    metadata: str | None
    label: str | None
    source: str
    decision_seq: int | None
    reviewer: str
    selection_prob: float | None
    suggester: str
    suggestion_seq: int | None
    decided_us: int | None
    guideline: int | None

    @property
    def shown_id(self) -> str:
        """What a person knows the item by."""
        return self.id.hex() if self.external_id is None else self.external_id


_DECIDED = """coalesce(r.name, '') AS reviewer, d.selection_prob, coalesce(g.name || '@' || g.version, '') AS suggester,
  d.suggestion_seq, d.created_us, v.number"""
_JOIN_DECISION = "LEFT JOIN decision d ON d.seq = s.decision_seq AND s.status = 'decided' "
_JOINS = """LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
LEFT JOIN suggestion x ON x.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = x.suggester_seq
LEFT JOIN guideline_version v ON v.seq = d.guideline_seq"""

# Who decided, and how, is told of decided items only. {metadata} is null where no format asks for it: it is long.
_ROWS = """SELECT i.seq,
  CASE WHEN i.erased_us IS NOT NULL OR c.text IS NULL THEN 'erased' WHEN s.status = 'retired' THEN 'retired'
    WHEN s.verdict = 'rejected' THEN 'rejected' WHEN s.label IS NULL AND c.label IS NULL THEN coalesce(s.status, 'open')
    ELSE '' END AS why,
  i.id, c.external_id, i.import_seq, i.sample = 'blind' OR coalesce(s.sample, '') = 'blind' AS sampled_blind,
  c.text, c.parts, {metadata} AS metadata, coalesce(s.label, c.label) AS label, coalesce(s.label_source, 'imported') AS source,
  CASE WHEN s.status = 'decided' THEN s.decision_seq END AS decision_seq, {decided}
FROM {source} LEFT JOIN item_content c ON c.item_seq = i.seq LEFT JOIN item_state s ON s.item_seq = i.seq
{joins}
WHERE {where} ORDER BY i.seq"""
#: of a project in which nobody has decided anything there is nothing to join
_UNDECIDED = "'' AS reviewer, NULL AS selection_prob, '' AS suggester, NULL AS suggestion_seq, NULL AS created_us, NULL AS number"
_ANY_DECISION = "SELECT EXISTS (SELECT 1 FROM decision WHERE project_seq = :p)"
_RANGE = ("item i", "i.project_seq = :p AND i.seq > :after AND i.seq <= :last")
_THESE = ("json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value", "i.project_seq = :p AND i.seq <= :last")

_OF_DECISIONS = f"""SELECT d.seq AS decision_seq, {answer_sql("d")} AS answer, d.verdict, d.provenance, {_DECIDED}
FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value {_JOINS}"""  # noqa: S608 (our own names)
_BLIND = """SELECT s.item_seq, s.blind_decision_seq FROM json_each(:seqs) j CROSS JOIN item_state s ON s.item_seq = j.value
WHERE s.blind_decision_seq IS NOT NULL"""


@dataclass(slots=True)
class Reader:
    """Reads a project's items at a position. `blind_first`: of an item that was answered blind, the blind answer is its label.

    `seqs`: only these items, in ascending order (numbers; any sequence). `metadata`: whether the metadata is wanted.
    """

    connection: Connection
    project_seq: int
    task: Task
    position: Position
    blind_first: bool = False
    metadata: bool = False
    seqs: Sequence[int] | None = None
    _moved: Moved = field(init=False)
    _names: NamesThen = field(init=False)
    _renames: Renames = field(init=False)
    _any_decision: bool = field(init=False)

    def __post_init__(self) -> None:
        self._moved = Moved(self.connection, self.project_seq, self.position.event)
        self._names = NamesThen(self.connection, self.project_seq, self.task.kind, self.position.label_change)
        self._renames = Renames(self.connection, self.position.label_change)
        self._any_decision = bool(fetch_value(self.connection, _ANY_DECISION, p=self.project_seq))

    def batches(self, first: int = _FIRST_BATCH) -> Iterator[tuple[int, list[Row]]]:
        """(number of the last item looked at, its batch's rows). A batch holds at most `BATCH` rows, fewer where texts are long."""
        size, after = min(first, BATCH), 0
        while found := self._read(after, size):
            rows = self._then(found)
            after += len(found) if self.seqs is not None else 0
            after = after if self.seqs is not None else found[-1].seq
            size = _next_size(rows)
            yield found[-1].seq, rows

    def _read(self, after: int, size: int) -> list[Row]:
        """The next rows as they stand now; `after`: the last item, or, for given numbers, how many of them are done."""
        source, where = _RANGE if self.seqs is None else _THESE
        metadata = "c.metadata_json" if self.metadata else "NULL"
        decided, joins = (_DECIDED, _JOIN_DECISION + _JOINS) if self._any_decision else (_UNDECIDED, "")
        sql = _ROWS.format(metadata=metadata, decided=decided, joins=joins, source=source, where=where)
        held = {"p": self.project_seq, "last": self.position.item}
        if self.seqs is None:
            rows = fetch(self.connection, f"{sql} LIMIT :n", **held, after=after, n=size)
        else:
            some: list[JsonValue] = [int(one) for one in self.seqs[after : after + size]]
            rows = fetch(self.connection, sql, **held, seqs=to_json(some)) if some else ()
        return list(map(Row._make, cast("Any", rows)))

    def _then(self, rows: list[Row]) -> list[Row]:
        """The rows as they stood at the position."""
        low, high = rows[0].seq, rows[-1].seq
        moved = [row.seq for row in rows] if self._names.changed else self._moved.among(low, high)
        rows = self._replayed(rows, moved) if moved else rows
        return self._with_blind_answers(rows) if self.blind_first else rows

    def _replayed(self, rows: list[Row], moved: Sequence[int]) -> list[Row]:
        states = states_at(self.connection, moved, self.position.event, self.position.label_change, self._names.then)
        decisions = self._decisions([one.decision_seq for one in states.values() if one.decision_seq is not None])
        return [_stood(row, states[row.seq], decisions) if row.seq in states else row for row in rows]

    def _decisions(self, seqs: Sequence[int]) -> dict[int, Any]:
        rows = fetch(self.connection, _OF_DECISIONS, seqs=to_json(list(seqs))) if seqs else ()
        return {int(row[0]): row for row in rows}

    def _with_blind_answers(self, rows: list[Row]) -> list[Row]:
        """A blind answer is never taken back (core/storage/fold.py), so the present states know it, unless it came after the cut."""
        found = fetch(self.connection, _BLIND, seqs=to_json(list[JsonValue](row.seq for row in rows)))
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


def _next_size(rows: list[Row]) -> int:
    """How many rows to read next, by how long the last texts were."""
    characters = sum(len(row.text) for row in rows if row.text) // max(len(rows), 1)
    return max(1, min(BATCH, _CHARACTERS // max(characters, 1)))
