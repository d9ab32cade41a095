"""Carrying out bulk actions: looking ahead, doing, undoing, listing."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from core.domain.filters import Filter
from core.domain.json import JsonValue
from core.errors import UserError
from core.queues.bulk import Action, Facts, action_of
from core.queues.criteria import Scene
from core.queues.criteria.clause import CONFIDENCE, HIDDEN, LABEL, STATUS
from core.queues.indexing import all_numbers
from core.queues.rows import rows
from core.queues.running import Desk
from core.queues.selecting import select
from core.queues.views import ActionInfo, BulkRequest, FacetValue, LeftOut, Preview, Sort
from core.storage import actions
from core.storage.actions import NewAction, StoredAction
from core.storage.apart import answer_sql
from core.storage.projects import ProjectInfo, reviewer_seq
from core.storage.renames import Renames
from core.storage.sql import fetch, from_json, to_json
from core.storage.writer import BulkPace, Writer

if TYPE_CHECKING:
    from core.queues.indexing import ItemSeqs

#: the error of an action that changes nothing
NOTHING = "bulk.nothing"
Report = Callable[[int, int], None]
#: a slice of a bulk action: it takes some tenths of a millisecond an item
_pace = partial(BulkPace, rows=100, target_s=0.012, most=1_000)
#: labels listed in a preview; items that a preview looks at together
_LABELS, _LOOK = 50, 2_000
#: slices between two checkpoints
_CHECKPOINT = 64

_FACTS = f"""SELECT i.seq, {STATUS} AS status, coalesce(s.sample, i.sample) AS sample, {HIDDEN} AS waiting, {LABEL} AS label,
  CASE WHEN g.answered = 1 THEN {answer_sql("u")} END AS suggestion, g.suggestion_seq, {CONFIDENCE} AS confidence
FROM json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value
LEFT JOIN item_state s ON s.item_seq = i.seq LEFT JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN item_suggestion g ON g.item_seq = i.seq LEFT JOIN suggestion u ON u.seq = g.suggestion_seq
WHERE i.project_seq = :p"""  # noqa: S608 (our own names)


def _facts(scene: Scene, item_seqs: Sequence[int], renames: Renames) -> Iterator[Facts]:
    for row in fetch(scene.connection, _FACTS, seqs=to_json(list(item_seqs)), p=scene.project_seq):
        suggestion = row.suggestion
        if suggestion is not None:
            suggestion = to_json(renames.suggested(scene.project_seq, row.suggestion_seq, from_json(suggestion)))
        held = (row.seq, row.status, row.sample, bool(row.waiting), row.label, suggestion, row.suggestion_seq, row.confidence)
        yield Facts(*held)


def preview(scene: Scene, wanted: Filter, request: BulkRequest, sample: int, desk: Desk) -> Preview:
    """What an action would do now. Raises `UserError`, `Stopped`."""
    action = action_of(request.kind)
    action.check(request, scene)
    numbers, renames = all_numbers(select(wanted, scene), Sort())(scene.connection, desk), Renames(scene.connection)
    changed, labels, left = list[int](), Tally[str](), Tally[str]()
    for start in range(0, len(numbers), _LOOK):
        desk.require()
        for facts in _facts(scene, numbers[start : start + _LOOK].tolist(), renames):
            reason = action.left_alone(facts, request, scene)
            if reason:
                left[reason] += 1
            else:
                changed.append(facts.item_seq)
                labels[_label(action, facts, request, scene)] += 1
    chosen = sorted(random.SystemRandom().sample(changed, min(sample, len(changed))))
    by_label = tuple(FacetValue(name, n) for name, n in labels.most_common(_LABELS) if name)
    return Preview(len(changed), by_label, tuple(LeftOut(*pair) for pair in left.most_common()), tuple(rows(scene, chosen)))


def _label(action: Action, facts: Facts, request: BulkRequest, scene: Scene) -> str:
    """The label that an item would get, or has where it would get none."""
    mark = action.mark(facts, request, scene)
    answer = mark.answer if mark.answer is not None else from_json(facts.label)
    return "" if answer is None else scene.kind.text(answer)


@dataclass(slots=True)
class _Doing:
    """An action under way; its row is written with the first item that it changes."""

    project: ProjectInfo
    request: BulkRequest
    action: Action
    new: NewAction
    pace: BulkPace
    known: dict[str, bool] = field(default_factory=dict[str, bool])
    seq: int = 0
    changed: int = 0

    def step(self, item_seqs: Sequence[int], connection: Connection) -> None:
        """Change what can be changed among these items, in the transaction of `connection`: they are looked at again in it."""
        with self.pace:
            scene = Scene.of(connection, self.project, self.known)
            facts = [
                one
                for one in _facts(scene, item_seqs, Renames(connection))
                if not self.action.left_alone(one, self.request, scene)
            ]
            if facts:
                self.seq = self.seq or actions.begin_action(connection, self.new)
                actions.write_marks(connection, self.new, self.seq, [self.action.mark(one, self.request, scene) for one in facts])
                self.changed += len(facts)


def run(
    writer: Writer,
    scene: Scene,
    wanted: Filter,
    request: BulkRequest,
    reviewer: str,
    *,
    progress: Report | None,
    cancel: Event | None,
) -> ActionInfo:
    """Carry out an action in short transactions. Raises `UserError` when it cannot be, or changes nothing."""
    action = action_of(request.kind)
    action.check(request, scene)
    numbers = all_numbers(select(wanted, scene), Sort())(scene.connection, Desk())
    who = writer.submit(lambda c: reviewer_seq(c, reviewer)).result()
    new = NewAction(scene.project_seq, who, action.name, wanted.for_ledger(), _detail(request, scene))
    doing = _Doing(scene.project, request, action, new, _pace())
    whole = _go_over(writer, doing, numbers, progress or _nobody, cancel or Event())
    if not doing.seq:
        raise UserError(NOTHING, "None of these items can be changed this way.", kept="Nothing was changed.")
    writer.submit(lambda c: actions.end_action(c, new, doing.seq, doing.changed, whole=whole)).result()
    return info(scene.connection, scene.project_seq, doing.seq)


def _go_over(writer: Writer, doing: _Doing, numbers: ItemSeqs, progress: Report, cancel: Event) -> bool:
    """Slice by slice; returns False when it was cancelled before the end."""
    start, slices = 0, 0
    while start < len(numbers):
        if cancel.is_set():
            return False
        part = numbers[start : start + doing.pace.rows].tolist()
        writer.submit_bulk(partial(doing.step, part)).result()
        start, slices = start + len(part), slices + 1
        _checkpoint(writer, slices)
        progress(start, len(numbers))
    return True


def _checkpoint(writer: Writer, slices: int) -> None:
    """Copy the log into the file now and then: reading and writing become slower as it grows."""
    if slices % _CHECKPOINT == 0:
        writer.checkpoint()


def _detail(request: BulkRequest, scene: Scene) -> dict[str, JsonValue]:
    """What stands with the action besides the filter: no text of an item or a person."""
    held: dict[str, JsonValue] = {"confidence": request.confidence} if request.confidence else {}
    if request.answer is not None and not scene.kind.apart(scene.task):
        held["answer"] = request.answer
    return {**held, "note": request.note} if request.note else held


def undo(writer: Writer, scene: Scene, action_seq: int, reviewer: str, progress: Report | None) -> ActionInfo:
    """Take an action back as a whole. Raises `UserError` when there is none, or it was undone before."""
    found = info(scene.connection, scene.project_seq, action_seq)
    if found.undone:
        raise UserError("bulk.undone", "This action was undone before.", kept="Nothing was changed.")
    who, pace = writer.submit(lambda c: reviewer_seq(c, reviewer)).result(), _pace()
    done, after, n, slices = 0, 0, 1, 0
    while n:
        slices += 1
        _checkpoint(writer, slices)
        n, after = writer.submit_bulk(partial(_undo_slice, pace, scene.project_seq, who, action_seq, after)).result()
        done += n
        (progress or _nobody)(done, found.items)
    writer.submit(lambda c: actions.end_undo(c, scene.project_seq, who, action_seq)).result()
    return info(scene.connection, scene.project_seq, action_seq)


def _undo_slice(
    pace: BulkPace, project_seq: int, who: int, action_seq: int, after: int, connection: Connection
) -> tuple[int, int]:
    with pace as n:
        return actions.undo_slice(connection, project_seq, who, action_seq, after, n)


def info(connection: Connection, project_seq: int, action_seq: int) -> ActionInfo:
    """The action with this number. Raises `UserError` when there is none in this project."""
    found = actions.list_actions(connection, project_seq, action_seq=action_seq) if action_seq > 0 else []
    if not found:
        raise UserError("bulk.unknown_action", f"There is no action {action_seq} in this project.", kept="Nothing was changed.")
    return _info(found[0])


def listed(connection: Connection, project_seq: int, limit: int) -> list[ActionInfo]:
    """The actions of a project, the latest first."""
    return [_info(one) for one in actions.list_actions(connection, project_seq, limit=limit)]


def _info(one: StoredAction) -> ActionInfo:
    wanted: Any = one.wanted or {}
    detail: Any = one.detail or {}
    return ActionInfo(
        one.seq, one.kind, one.items, one.created_us, one.reviewer, wanted, detail, undone=one.undone, partial=not one.whole
    )


def _nobody(done: int, total: int) -> None:
    """Nobody is looking."""
