"""Labels that are renamed or merged while decisions refer to them.

The ledger keeps what was said then. A change is one row of `label_change`, which `core.storage.renames` applies wherever what stands is
folded from the ledger. What is derived or came with the data follows in slices: the state of items, labels and gold that were imported.
How far that has come stands in `background_work` as `relabel:N` (N: the change); its `done_seq` counts down: the items up to it are
still to be done. So each change meets each item once, whatever is killed in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.domain.vocabulary import EventKind, Verdict
from core.ids import uuid7_bytes
from core.storage.apart import answer_sql
from core.storage.ledger import NewEvent, add
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, insert_one, insert_rows, run, to_json

RENAMED, MERGED = "renamed", "merged"
_WORK = "relabel:"

_TASK = "SELECT task FROM project WHERE seq = :p AND deleted_us IS NULL"
_LAST = """SELECT (SELECT coalesce(max(seq), 0) FROM decision) AS decision, (SELECT coalesce(max(seq), 0) FROM suggestion) AS suggestion,
(SELECT coalesce(max(seq), 0) FROM item) AS item"""
_PENDING = """SELECT w.project_seq, w.name, w.done_seq FROM background_work w
JOIN project p ON p.seq = w.project_seq AND p.deleted_us IS NULL WHERE w.name LIKE 'relabel:%' ORDER BY w.project_seq"""
_LEFT = "SELECT done_seq FROM background_work WHERE project_seq = :p AND name = :n"
_GO_ON = "UPDATE background_work SET done_seq = :d WHERE project_seq = :p AND name = :n"
_DONE = "DELETE FROM background_work WHERE project_seq = :p AND name = :n"
_TOUCHED = """SELECT i.seq FROM item i LEFT JOIN item_content c ON c.item_seq = i.seq LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq <= :top
AND (c.label LIKE :n ESCAPE '!' OR c.gold LIKE :n ESCAPE '!' OR s.label LIKE :n ESCAPE '!') ORDER BY i.seq DESC LIMIT :most"""
_CAME = "SELECT label, gold FROM item_content WHERE item_seq = :s"
_FOLLOW = "UPDATE item_content SET label = :label, gold = :gold WHERE item_seq = :s"
_STANDS = f"""SELECT s.project_seq, s.verdict, s.decision_seq, s.label, {answer_sql("d")} AS answer
FROM item_state s LEFT JOIN decision d ON d.seq = s.decision_seq WHERE s.item_seq = :s"""  # noqa: S608 (our own names)
_BY_LABEL = """SELECT label, count(*) FROM item_state WHERE project_seq = :p AND status = 'decided' AND label IS NOT NULL
GROUP BY label"""


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A change whose items are not all done: those with a number up to `left` wait. `change_seq`: the row of `label_change`."""

    project_seq: int
    change_seq: int
    left: int
    old: str
    new: str

    @property
    def name(self) -> str:
        """What the work is called in `background_work`."""
        return f"{_WORK}{self.change_seq}"


def read_task(connection: Connection, project_seq: int) -> Task:
    """The task as it is now."""
    return Task.from_json(from_json(fetch_value(connection, _TASK, p=project_seq)))


def write_task(connection: Connection, project_seq: int, task: Task) -> None:
    """Put `task` in the place of the project's task. What changed is noted by `note_labels` or an event of the caller."""
    run(connection, "UPDATE project SET task = :t WHERE seq = :p", t=to_json(task.to_json()), p=project_seq)


def note_labels(connection: Connection, project_seq: int, data: dict[str, JsonValue], reviewer_seq: int | None) -> None:
    """The ledger's line about a change of labels: names of labels only."""
    add(connection, NewEvent(EventKind.LABELS_CHANGED, project_seq, reviewer_seq=reviewer_seq, data=data))


def record_change(
    connection: Connection, project_seq: int, change: str, old: str, new: str, reviewer_seq: int | None = None
) -> Relabelling:
    """From here on older answers say `new` where they said `old`; returns what is left to follow. `change`: `RENAMED` or `MERGED`."""
    last = fetch_one(connection, _LAST)
    values = {"id": uuid7_bytes(), "project_seq": project_seq, "change": change, "old": old, "new": new}
    until = {"before_decision": last.decision, "before_suggestion": last.suggestion}
    seq = insert_one(connection, "label_change", {**values, **until, "reviewer_seq": reviewer_seq, "created_us": clock.now_us()})
    work = Relabelling(project_seq, seq, last.item, old, new)
    insert_rows(connection, "background_work", ("project_seq", "name", "done_seq"), [(project_seq, work.name, work.left)])
    _queues_follow(connection, work)
    return work


def pending(connection: Connection, project_seq: int | None = None) -> list[Relabelling]:
    """The changes that are not followed everywhere yet, in the order in which they were made; of one project, or of all."""
    rows = [row for row in fetch(connection, _PENDING) if project_seq in (None, row.project_seq)]
    return sorted((_relabelling(connection, row) for row in rows), key=lambda work: work.change_seq)


def touched(connection: Connection, work: Relabelling, most: int) -> list[int]:
    """Items that may have to follow, the highest numbers first. Reads much and changes nothing: for a reading connection."""
    told = to_json(work.old).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return [int(row[0]) for row in fetch(connection, _TOUCHED, p=work.project_seq, top=work.left, n=f"%{told}%", most=most)]


def relabel_slice(connection: Connection, work: Relabelling, item_seqs: Sequence[int], left: int) -> None:
    """Let these items follow; then those up to `left` are still to be done. Nothing, when another process has gone on with it."""
    if fetch_value(connection, _LEFT, p=work.project_seq, n=work.name) != work.left:
        return
    kind, renames = kind_of(read_task(connection, work.project_seq).kind), Renames(connection)
    for item_seq in item_seqs:
        came = _came_follows(connection, kind, work, item_seq)
        _state_follows(connection, renames, item_seq, came)
    if left > 0:
        run(connection, _GO_ON, d=left, p=work.project_seq, n=work.name)
    else:
        run(connection, _DONE, p=work.project_seq, n=work.name)


def decided_by_label(connection: Connection, project_seq: int, task: Task) -> dict[str, int]:
    """How many decided items each label stands for; an item with several counts for each of them."""
    kind, found = kind_of(task.kind), dict[str, int]()
    for row in fetch(connection, _BY_LABEL, p=project_seq):
        for name in kind.labels_in(from_json(row[0])):
            found[name] = found.get(name, 0) + int(row[1])
    return found


def _relabelling(connection: Connection, row: Any) -> Relabelling:
    seq = int(row.name.removeprefix(_WORK))
    change = fetch_one(connection, "SELECT old, new FROM label_change WHERE seq = :s", s=seq)
    return Relabelling(row.project_seq, seq, row.done_seq, change.old, change.new)


def _queues_follow(connection: Connection, work: Relabelling) -> None:
    """A saved queue that asks for the label asks for it by its new name."""
    for row in fetch(connection, "SELECT seq, filter FROM saved_queue WHERE project_seq = :p", p=work.project_seq):
        wanted = from_json(row.filter)
        names = wanted.get("labels") if isinstance(wanted, dict) else None
        if isinstance(wanted, dict) and isinstance(names, list) and work.old in names:
            followed: list[JsonValue] = [*dict.fromkeys(work.new if name == work.old else str(name) for name in names)]
            run(
                connection,
                "UPDATE saved_queue SET filter = :f WHERE seq = :s",
                f=to_json({**wanted, "labels": followed}),
                s=row.seq,
            )


def _came_follows(connection: Connection, kind: Kind, work: Relabelling, item_seq: int) -> str | None:
    """What came with the data is renamed; returns the label that did (JSON text)."""
    came = fetch_one(connection, _CAME, s=item_seq)
    if came is None:
        return None
    label, gold = (_renamed(kind, work, value) for value in came)
    if (label, gold) != tuple(came):
        run(connection, _FOLLOW, label=label, gold=gold, s=item_seq)
    return label


def _state_follows(connection: Connection, renames: Renames, item_seq: int, came: str | None) -> None:
    """The label that stands, as `fold` has it; nothing else of a state depends on what labels are called."""
    state = fetch_one(connection, _STANDS, s=item_seq)
    if state is None:
        return
    undecided = state.verdict in (None, Verdict.SKIPPED)
    label = came if undecided else renames.decided(state.project_seq, state.decision_seq, state.answer)
    if label != state.label:
        run(connection, "UPDATE item_state SET label = :l WHERE item_seq = :s", l=label, s=item_seq)


def _renamed(kind: Kind, work: Relabelling, value: str | None) -> str | None:
    if value is None:
        return None
    before = from_json(value)
    after = kind.renamed(before, work.old, work.new)
    return value if after == before else to_json(after)
