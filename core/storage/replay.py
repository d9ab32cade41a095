"""What stood at an earlier position of the ledger: items are folded anew from the lines up to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy.engine import Connection

from core.domain.kinds import kind_of
from core.storage.apart import answer_sql
from core.storage.fold import Line, Origin, State, fold
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_value, from_json, to_json

_ORIGINS = """SELECT i.seq, i.project_seq, i.sample, i.erased_us, c.label FROM json_each(:seqs) j
CROSS JOIN item i ON i.seq = j.value LEFT JOIN item_content c ON c.item_seq = i.seq"""
_LINES = f"""SELECT e.item_seq, e.kind, e.decision_seq, d.verdict, {answer_sql("d")} AS answer, d.provenance, e.action_seq, e.project_seq
FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value LEFT JOIN decision d ON d.seq = e.decision_seq
WHERE e.seq <= :upto ORDER BY e.item_seq, e.seq"""  # noqa: S608 (our own names)
_MOVED = """SELECT DISTINCT item_seq FROM event WHERE seq > :after AND seq <= :upto AND project_seq + 0 = :p AND item_seq IS NOT NULL
AND kind NOT IN ('shown', 'edited')"""
_LAST_EVENT = "SELECT coalesce(max(seq), 0) FROM event"
_CHANGED = "SELECT old, new, change FROM label_change WHERE project_seq = :p AND seq > :upto ORDER BY seq DESC"


class Moved:
    """Which items of a project something has happened to since a position: their present state is not the one that stood then."""

    def __init__(self, connection: Connection, project_seq: int, after: int) -> None:
        """`after`: the position in the table of events."""
        self._connection, self._project_seq, self._seen = connection, project_seq, after
        self._items: set[int] = set()

    def among(self, low: int, high: int) -> list[int]:
        """The items with `low <= seq <= high` that have moved until now."""
        last = int(fetch_value(self._connection, _LAST_EVENT))
        if last > self._seen:
            rows = fetch(self._connection, _MOVED, after=self._seen, upto=last, p=self._project_seq)
            self._items.update(int(row[0]) for row in rows)
            self._seen = last
        return sorted(seq for seq in self._items if low <= seq <= high) if self._items else []


def lines_at(connection: Connection, item_seqs: Sequence[int], event: int, label_change: int) -> dict[int, list[Line]]:
    """The lines of these items up to an event, with labels as they were called at that change of labels."""
    renames, found = Renames(connection, label_change), defaultdict[int, list[Line]](list)
    for row in fetch(connection, _LINES, seqs=to_json(list(item_seqs)), upto=event):
        answer = renames.decided(row.project_seq, row.decision_seq, row.answer)
        found[row.item_seq].append(Line(row.kind, row.decision_seq, row.verdict, answer, row.provenance, row.action_seq))
    return found


def states_at(
    connection: Connection, item_seqs: Sequence[int], event: int, label_change: int, came: Callable[[str | None], str | None]
) -> dict[int, State]:
    """The states of these items as they were; `came` says what a label that came with the data was called then."""
    lines = lines_at(connection, item_seqs, event, label_change)
    found: dict[int, State] = {}
    for row in fetch(connection, _ORIGINS, seqs=to_json(list(item_seqs))):
        origin = Origin(row.seq, row.project_seq, row.sample, row.erased_us is not None, came(row.label))
        found[row.seq] = fold(origin, lines.get(row.seq, ()))
    return found


class NamesThen:
    """What labels were called at an earlier change of labels, for what came with the data and was renamed in place since.

    A merge cannot be told apart afterwards: `merged` names the labels into which another one went since then.
    """

    def __init__(self, connection: Connection, project_seq: int, kind: str, upto: int) -> None:
        rows = fetch(connection, _CHANGED, p=project_seq, upto=upto)
        self._back = [(str(row.new), str(row.old)) for row in rows if row.change == "renamed"]
        self._kind = kind_of(kind)
        self.merged = frozenset(str(row.new) for row in rows if row.change != "renamed")
        self.changed = bool(rows)

    def then(self, label: str | None) -> str | None:
        """A label that came with the data (JSON text), as it was called then."""
        if label is None or not self._back:
            return label
        answer = from_json(label)
        for new, old in self._back:
            answer = self._kind.renamed(answer, new, old)
        return to_json(answer)
