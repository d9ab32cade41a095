"""The derived state in the database: refolded item by item after each write, rebuilt and compared by `check`."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy.engine import Connection

from core.domain.vocabulary import Provenance, Status
from core.storage.apart import answer_sql
from core.storage.fold import Line, Origin, State, fold, tally
from core.storage.memory import remember
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_value, insert_rows, run, run_many

DRAWABLE = frozenset({Status.OPEN, Status.SKIPPED})
QUEUE_COLUMNS = ("project_seq", "status", "sample", "draw_key", "item_seq")
STATE_COLUMNS = tuple(field.name for field in fields(State))

#: labels that were not looked at one by one: the memory does not speak from them, and learns of their items when a person decides
UNSEEN = frozenset({Provenance.BULK, Provenance.GROUPED})

#: a state as a row; dataclasses.astuple copies deeply and takes ten times as long
as_row = cast("Callable[[State], tuple[Any, ...]]", attrgetter(*STATE_COLUMNS))

_ORIGIN = """SELECT i.seq, i.project_seq, i.sample, i.erased_us, c.label
FROM item i JOIN project p ON p.seq = i.project_seq AND p.deleted_us IS NULL
LEFT JOIN item_content c ON c.item_seq = i.seq WHERE i.seq BETWEEN :low AND :high ORDER BY i.seq"""

_LINES = f"""SELECT e.item_seq, e.kind, e.decision_seq, d.verdict, {answer_sql("d")} AS answer, d.provenance, e.action_seq, e.project_seq
FROM event e LEFT JOIN decision d ON d.seq = e.decision_seq
WHERE e.item_seq BETWEEN :low AND :high ORDER BY e.item_seq, e.seq"""  # noqa: S608 (our own names)

_STORED = """SELECT item_seq, project_seq, status, sample, label, label_source, verdict, decision_seq,
  blind_decision_seq, exposed, flagged, thumb, comments
FROM item_state WHERE item_seq BETWEEN :low AND :high
AND project_seq IN (SELECT seq FROM project WHERE deleted_us IS NULL) ORDER BY item_seq"""

_DELETE_STATE = "DELETE FROM item_state WHERE item_seq = :s"

_QUEUE_KEY = "project_seq = :p AND status = :status AND sample = :sample AND draw_key = :key AND item_seq = :s"
_UNQUEUE = f"DELETE FROM queue WHERE {_QUEUE_KEY}"  # noqa: S608 (constant)
_DRAW_KEY = "SELECT draw_key FROM item WHERE seq = :s"

_COUNT = """INSERT INTO counter (project_seq, name, value) VALUES (:project_seq, :name, :by)
ON CONFLICT (project_seq, name) DO UPDATE SET value = counter.value + excluded.value"""


def refold(connection: Connection, item_seq: int) -> State:
    """Fold one item anew from the ledger, save its state, its place in the queue and the counters. Returns the new state."""
    origin = next(_origins(connection, item_seq, item_seq))
    new = fold(origin, _lines(connection, item_seq, item_seq).get(item_seq, ()))
    old = next(stored(connection, item_seq, item_seq), None)
    if new != old:
        run(connection, _DELETE_STATE, s=item_seq)
        insert_rows(connection, "item_state", STATE_COLUMNS, [as_row(new)])
        if old is None or old.label_source in UNSEEN:
            remember(connection, item_seq)
    before = old or fold(replace(origin, erased=False), ())
    _requeue(connection, before, new)
    moved = tally(new)
    moved.subtract(tally(before))
    count(connection, new.project_seq, moved)
    return new


def _requeue(connection: Connection, old: State, new: State) -> None:
    if (old.status, old.sample) == (new.status, new.sample):
        return
    key = fetch_value(connection, _DRAW_KEY, s=new.item_seq)
    run(connection, _UNQUEUE, p=old.project_seq, status=old.status, sample=old.sample, key=key, s=new.item_seq)
    if new.status in DRAWABLE:
        insert_rows(connection, "queue", QUEUE_COLUMNS, [(new.project_seq, new.status, new.sample, key, new.item_seq)])


def count(connection: Connection, project_seq: int, moved: Tally[str]) -> None:
    """Add `moved` to the counters of a project."""
    run_many(connection, _COUNT, [{"project_seq": project_seq, "name": name, "by": by} for name, by in moved.items() if by])


def counters(connection: Connection, project_seq: int) -> dict[str, int]:
    """The maintained counters of a project; a name that is missing counts nothing."""
    rows = fetch(connection, "SELECT name, value FROM counter WHERE project_seq = :p", p=project_seq)
    return {str(row[0]): int(row[1]) for row in rows}


def folded(connection: Connection, low: int, high: int) -> Iterator[tuple[State, bool]]:
    """The states of the items with `low <= seq <= high`, folded from the ledger, and whether anything happened to them."""
    lines = _lines(connection, low, high)
    for origin in _origins(connection, low, high):
        own = lines.get(origin.item_seq, ())
        yield fold(origin, own), bool(own) or origin.erased


def _origins(connection: Connection, low: int, high: int) -> Iterator[Origin]:
    rows = fetch(connection, _ORIGIN, low=low, high=high)
    return (Origin(row.seq, row.project_seq, row.sample, row.erased_us is not None, row.label) for row in rows)


def _lines(connection: Connection, low: int, high: int) -> dict[int, list[Line]]:
    rows = fetch(connection, _LINES, low=low, high=high)
    renames = Renames(connection)
    return {seq: [_line(row, renames) for row in group] for seq, group in groupby(rows, key=_item_seq)}


def _line(row: Any, renames: Renames) -> Line:
    answer = renames.decided(row.project_seq, row.decision_seq, row.answer)
    return Line(row.kind, row.decision_seq, row.verdict, answer, row.provenance, row.action_seq)


def stored(connection: Connection, low: int, high: int) -> Iterator[State]:
    """The states of the items with `low <= seq <= high`, as they stand in the database."""
    return (State(*row) for row in fetch(connection, _STORED, low=low, high=high))


def last_done(connection: Connection) -> int:
    """The number of the last item whose import block was finished."""
    return int(fetch_value(connection, "SELECT coalesce(max(done_seq), 0) FROM import_run"))


def ranges(last: int, size: int = 2_000) -> Iterator[tuple[int, int]]:
    """Ranges of item numbers that cover 1 to `last`, `size` numbers each."""
    return ((low, min(low + size - 1, last)) for low in range(1, last + 1, size))


def replace_states(connection: Connection, states: Sequence[State]) -> None:
    """Put `states` in the place of what is stored for their items. Does not touch the queue and the counters."""
    for state in states:
        run(connection, _DELETE_STATE, s=state.item_seq)
    insert_rows(connection, "item_state", STATE_COLUMNS, [as_row(state) for state in states])


def replace_counters(connection: Connection, totals: Iterable[tuple[int, str, int]]) -> None:
    """Put `totals` (project, name, value) in the place of all counters."""
    run(connection, "DELETE FROM counter")
    insert_rows(connection, "counter", ("project_seq", "name", "value"), list(totals))


def _item_seq(row: Any) -> int:
    return int(row[0])
