"""Folding many items anew at once: what `projection.refold` does for one, in a few statements for all."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from core.storage.apart import answer_sql
from core.storage.fold import Line, Origin, State, fold, tally
from core.storage.memory import content_key
from core.storage.projection import DRAWABLE, QUEUE_COLUMNS, STATE_COLUMNS, UNSEEN, as_row, count
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_value, from_json, insert_rows, run, run_many, to_json

_ORIGINS = """SELECT i.seq, i.project_seq, i.sample, i.erased_us, c.label, i.draw_key FROM json_each(:seqs) j
CROSS JOIN item i ON i.seq = j.value LEFT JOIN item_content c ON c.item_seq = i.seq"""
_LINES = f"""SELECT e.item_seq, e.kind, e.decision_seq, d.verdict, {answer_sql("d")} AS answer, d.provenance, e.action_seq, e.project_seq
FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value LEFT JOIN decision d ON d.seq = e.decision_seq
ORDER BY e.item_seq, e.seq"""  # noqa: S608 (our own names)
_STORED = """SELECT s.item_seq, s.project_seq, s.status, s.sample, s.label, s.label_source, s.verdict, s.decision_seq,
  s.blind_decision_seq, s.exposed, s.flagged, s.thumb, s.comments
FROM json_each(:seqs) j CROSS JOIN item_state s ON s.item_seq = j.value"""
_DELETE = "DELETE FROM item_state WHERE item_seq IN (SELECT value FROM json_each(:seqs))"
_UNQUEUE = (
    """DELETE FROM queue WHERE project_seq = :p AND status = :status AND sample = :sample AND draw_key = :key AND item_seq = :s"""
)
_CONTENT = """SELECT c.item_seq, c.text, c.metadata_json, c.parts
FROM json_each(:seqs) j CROSS JOIN item_content c ON c.item_seq = j.value"""


def refold_many(connection: Connection, item_seqs: Sequence[int]) -> list[State]:
    """Fold these items (each once) anew, save their states, places in the queue and counters. Returns the new states."""
    seqs = to_json(list(item_seqs))
    origins = {row.seq: row for row in fetch(connection, _ORIGINS, seqs=seqs)}
    before = {row[0]: State(*row) for row in fetch(connection, _STORED, seqs=seqs)}
    lines = _lines(connection, seqs)
    moves = [_moved(origins[seq], before.get(seq), lines.get(seq, [])) for seq in item_seqs if seq in origins]
    states = [new for _, new in moves]
    run(connection, _DELETE, seqs=seqs)
    insert_rows(connection, "item_state", STATE_COLUMNS, [as_row(state) for state in states])
    _requeue(connection, moves, origins)
    _count(connection, moves)
    _remember(connection, [new for _, new in moves if _comes_to_mind(before.get(new.item_seq), new)])
    return states


def _lines(connection: Connection, seqs: str) -> dict[int, list[Line]]:
    renames, found = Renames(connection), defaultdict[int, list[Line]](list)
    for row in fetch(connection, _LINES, seqs=seqs):
        answer = renames.decided(row.project_seq, row.decision_seq, row.answer)
        found[row.item_seq].append(Line(row.kind, row.decision_seq, row.verdict, answer, row.provenance, row.action_seq))
    return found


def _moved(row: Any, before: State | None, lines: list[Line]) -> tuple[State, State]:
    """(the state as it was counted, the new state)."""
    new = fold(Origin(row.seq, row.project_seq, row.sample, row.erased_us is not None, row.label), lines)
    return before or fold(Origin(row.seq, row.project_seq, row.sample, imported_label=row.label), ()), new


def _requeue(connection: Connection, moves: Sequence[tuple[State, State]], origins: dict[int, Any]) -> None:
    moved = [(old, new) for old, new in moves if (old.status, old.sample) != (new.status, new.sample)]
    keys = [(old, origins[old.item_seq].draw_key) for old, _ in moved]
    gone = [
        {"p": old.project_seq, "status": old.status, "sample": old.sample, "s": old.item_seq, "key": key} for old, key in keys
    ]
    run_many(connection, _UNQUEUE, gone)
    waiting = [new for _, new in moved if new.status in DRAWABLE]
    rows = [(new.project_seq, new.status, new.sample, origins[new.item_seq].draw_key, new.item_seq) for new in waiting]
    insert_rows(connection, "queue", QUEUE_COLUMNS, rows)


def _count(connection: Connection, moves: Sequence[tuple[State, State]]) -> None:
    """States that count alike are counted together: most of a slice are."""
    alike: Tally[State] = Tally()
    for old, new in moves:
        alike[_counted(new)] += 1
        alike[_counted(old)] -= 1
    totals: defaultdict[int, Tally[str]] = defaultdict(Tally)
    for state, by in alike.items():
        for name, one in tally(state).items():
            totals[state.project_seq][name] += one * by
    for project_seq, moved in totals.items():
        count(connection, project_seq, moved)


def _counted(state: State) -> State:
    """The state without what no counter depends on (`fold.tally`)."""
    blind = None if state.blind_decision_seq is None else 0
    counted = (state.verdict, None, blind, state.exposed, state.flagged)
    return State(0, state.project_seq, state.status, state.sample, None, state.label_source, *counted)


def _comes_to_mind(old: State | None, new: State) -> bool:
    """Whether the memory is to know the item from now on: not for a label that nobody looked at, which it would not speak from."""
    return new.label_source not in UNSEEN and (old is None or old.label_source in UNSEEN)


def _remember(connection: Connection, states: Sequence[State]) -> None:
    """Note the content of items that something was done with for the first time (see `memory.remember`)."""
    projects = {state.item_seq: state.project_seq for state in states}
    if not projects:
        return
    hash_key = fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1")
    rows: list[tuple[Any, ...]] = []
    for row in fetch(connection, _CONTENT, seqs=to_json(list(projects))):
        metadata = from_json(row.metadata_json)
        key = content_key(hash_key, row.text, metadata if isinstance(metadata, dict) else None, from_json(row.parts))
        rows.append((projects[row.item_seq], key, row.item_seq))
    insert_rows(connection, "memory", ("project_seq", "content_key", "item_seq"), rows, tail=" ON CONFLICT DO NOTHING")
