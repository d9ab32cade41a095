"""A reviewer's session over one project: what each action does, and what is on screen after it.

To be used from one thread. An action returns an `Operation`: its write is on the way to the disk, and nothing on screen moves
until `finish` is called after it is saved. When the card says LOADING, `waiting` is what it waits for; call `resume` then.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import Answer, without_surrogates
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.domain.vocabulary import EventKind, Reason, Sample, Status, Verdict
from core.errors import UserError
from core.queues.items import Items
from core.queues.views import QueueInfo
from core.review.cards import Phase, Screen
from core.review.details import Seen
from core.review.draws import Draw
from core.review.dwell import Dwell
from core.review.given import Giver, Sources
from core.review.grouping import Grouping
from core.review.noting import Noting, suggested_rows
from core.review.operation import Operation, nothing_to_save
from core.review.orders import Order
from core.review.orders.queued import Queued
from core.review.pace import Pace
from core.review.planner import Marks, Planner
from core.review.presenting import presented
from core.review.records import Desk, Ruling, Saved, decision_rows, ruling_on, write_comment
from core.review.screens import card_of, entry_of, progress_of
from core.review.stage import OnScreen, Stage
from core.review.undo import PastDecision, UndoLog, past_of, standing_decision
from core.storage import projects
from core.storage.ledger import LedgerRow, NewDecision
from core.storage.projection import counters
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sql import fetch_one, fetch_value
from core.storage.writer import Writer
from core.suggest.builtin import BuiltinSuggester
from core.suggest.live import LivePrompt
from core.suggest.recall import Recall
from core.suggest.teaching import Taught
from core.suggest.vectors import Vectors

HISTORY = 10
_PLACE = """SELECT coalesce(s.sample, i.sample) AS sample, coalesce(s.status, 'open') AS status
FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq WHERE i.seq = :s AND i.project_seq = :p AND i.erased_us IS NULL"""


@dataclass(frozen=True, slots=True)
class House:
    """What a session needs of the workspace.

    `live`: the prompt that suggests, None when the built-in suggester does; `items`: near-duplicates and bulk actions, None in tests.
    """

    read: Engine
    writer: Writer
    executor: Executor
    live: LivePrompt | None = None
    items: Items | None = None


class ReviewSession:
    """See the module."""

    def __init__(
        self,
        house: House,
        project: ProjectInfo,
        reviewer: str,
        monotonic: Callable[[], float] = time.monotonic,
        queue: QueueInfo | None = None,
    ) -> None:
        """`queue`: the saved queue that is reviewed; None: all that is to review, in the project's order."""
        self._queue, self._shares, self._reviewer = queue, Shares(), reviewer
        self._house, self._project = house, project
        self._kind = kind_of(project.task.kind)
        reviewer_seq, import_seq, memory_seq = house.writer.submit(lambda c: _seqs(c, project.seq, reviewer)).result()
        guideline_seq = house.writer.submit(lambda c: _guidelines(c, project.seq)).result()
        self._desk = Desk(project.seq, reviewer_seq, self._kind.apart(project.task), guideline_seq)
        self._suggester = BuiltinSuggester(house.read, house.writer, project, house.executor)
        vectors, order = self._suggester.vectors, self._order(house)
        self._planner = Planner(house.read, project, reviewer_seq, self._shares, vectors, house.executor, order)
        self._undo = UndoLog(house.read, project.seq, reviewer_seq)
        self._dwell, self._pace = Dwell(monotonic), Pace(monotonic)
        self._history = deque((entry_of(self._kind, past) for past in self._undo.latest(HISTORY)), maxlen=HISTORY)
        self._noting = Noting(house.writer, self._desk, project)
        self._counters = self._read_counters()
        sources = Sources(import_seq, memory_seq, Recall(house.read, project), house.live)
        items = house.items
        self._groups = None if items is None else Grouping(items, house.executor, reviewer, self._read_counters)
        self._stage = Stage(self._planner, Giver(project, self._suggester, sources), self._suggester)

    def _order(self, house: House) -> Order | None:
        if self._queue is None:
            return None
        with house.read.connect() as connection:
            return Queued(self._queue, connection)

    # --- what is on screen ---

    def screen(self) -> Screen:
        """Everything to be painted now."""
        undo, redo = self._undo.next_undo(), self._undo.next_redo()
        card = card_of(self._project, self._stage, self._counters)
        progress, history = progress_of(self._counters, self._pace, self._planner.withheld_open), tuple(self._history)
        queue = "" if self._queue is None else self._queue.name
        return Screen(card, progress, history, undo is not None, redo is not None, queue)

    @property
    def task(self) -> Task:
        """The task as it was when the session began."""
        return self._project.task

    @property
    def on(self) -> OnScreen | None:
        """The item on screen, with more than the reviewer may see: for rehearsals and timelines."""
        return self._stage.on

    @property
    def vectors(self) -> Vectors:
        """The vectors of the project's items, for embedding them ahead."""
        return self._suggester.vectors

    @property
    def waiting(self) -> Future[Any] | None:
        """What is waited for while the card says LOADING."""
        return self._stage.waiting

    def painted(self) -> None:
        """The card is on screen: from now on its dwell counts, and the ledger notes what was shown and revealed."""
        on = self._stage.on
        if on is not None and not self._noting.noted:
            if not on.arrived:
                self._dwell.restart()
            self._noting.note(on)
        self._look_ahead()

    def _look_ahead(self) -> None:
        live = self._house.live
        self._stage.plan_ahead(0 if live is None else live.depth)
        if live is not None and self._stage.on is not None:
            live.want(self._stage.coming())

    def close(self) -> None:
        """The session is left: what the live prompt is asked for is cancelled."""
        if self._house.live is not None:
            self._house.live.close()

    def touch(self) -> None:
        """The reviewer did something that decides nothing."""
        self._dwell.touch()

    def resume(self) -> None:
        """What was waited for is there. Raises what went wrong with it."""
        waiting, on = self._stage.waiting, self._stage.on
        if waiting is None or not waiting.done():
            return
        if on is not None and on.given.late is waiting:
            self._stage.arrive(told=self._noting.noted)
            self._noting.begin()
        else:
            self._advance()

    def refresh(self) -> None:
        """Items were added or changed by others: count anew, and go on if nothing was left."""
        self._counters = self._read_counters()
        if self._stage.phase is Phase.FINISHED:
            self._stage.start(0)

    # --- deciding ---

    def accept(self) -> Operation:
        """Take the suggestion as it is. Raises `UserError` when none is in view."""
        view = self._require().view
        if view is None:
            raise UserError("review.nothing_to_accept", "There is no suggestion to accept.", todo="Choose a label.")
        return self.choose(view.top.answer)

    def choose(self, answer: Answer) -> Operation:
        """Answer the item. Raises `UserError` when the answer is not valid for the task."""
        on = self._require()
        task, content = self._project.task, on.drawn.item.content
        answer = self._kind.settle(without_surrogates(answer), task, content)
        problem = self._kind.problem(answer, task, content)
        if problem:
            raise UserError("review.not_valid", problem, kept="Nothing was decided.")
        seen = Seen(on.given.row.answer, presented(on.drawn.item))
        return self._decide(ruling_on(self._kind, answer, seen, in_view=on.view is not None))

    def walk(self, step: int) -> Operation:
        """Look at the next candidate (+1) or the one before (-1) as if it were the suggestion; nothing is decided."""
        on = self._require()
        view = on.view
        if view is None or on.own is not None or len(view.candidates) < 2:
            raise UserError("review.not_now", "This key does nothing now.")
        walked = replace(view, place=(view.place + step) % len(view.candidates))
        return nothing_to_save(lambda _: self._stage.put_on(replace(on, given=replace(on.given, view=walked))))

    def reject(self, reason: str) -> Operation:
        """No answer is right, or the item is bad. Raises `UserError` when `reason` is none of `Reason`."""
        if reason not in set(Reason):
            raise UserError("review.no_reason", "There is no such reason to reject an item.", kept="Nothing was decided.")
        return self._decide(Ruling(Verdict.REJECTED, None, reason))

    def skip(self) -> Operation:
        """Leave the item for a later pass; an item that was opened again, or has its blind answer, stays as it was decided."""
        on = self._require()
        if on.stands is not None or on.own is not None:
            return nothing_to_save(lambda _: self._advance())
        return self._decide(Ruling(Verdict.SKIPPED))

    def keep_mine(self) -> Operation:
        """After a second opinion: the blind answer stands."""
        self._require_second_opinion()
        return nothing_to_save(lambda _: self._advance())

    def take_models(self) -> Operation:
        """After a second opinion: the blind answer stays the blind answer, and an assisted decision takes the model's."""
        view = self._require_second_opinion().view
        assert view is not None
        on = self._require_second_opinion()
        seen = Seen(view.top.answer, presented(on.drawn.item))
        return self._decide(ruling_on(self._kind, view.top.answer, seen, in_view=True))

    def another(self) -> Operation:
        """Ask for another suggestion: a strong negative signal for the one in view. Raises `UserError` when there is none."""
        on = self._require()
        given = self._stage.another() if on.view is not None and on.own is None else None
        if given is None:
            raise UserError("review.no_other", "There is no other suggestion for this item.", todo="Choose a label.")
        refused = self._desk.event(EventKind.REGENERATED, on.drawn.item.seq, suggestion_id=on.given.row.id)
        if given.view is None:  # the model is asked once more; what it says is revealed when it comes
            return self._change(replace(on, given=given, arrived=True), [refused, given.row])
        changed = replace(on, given=given, revealed=(*on.revealed, given.row.id))
        return self._change(changed, [refused, *suggested_rows(given), self._noting.revealed(given, on.drawn.item.seq)])

    def _decide(self, ruling: Ruling) -> Operation:
        on = self._require()
        rows = decision_rows(
            self._desk,
            on.drawn.draw,
            ruling,
            suggestion_id=on.given.row.id if on.view is not None else None,
            revealed=on.revealed,
            blind=on.blind,
            dwell_ms=self._dwell.milliseconds(),
        )
        decision = next(row for row in rows if isinstance(row, NewDecision))
        if on.blind and on.given.view is not None and ruling.verdict != Verdict.SKIPPED:
            rows.append(self._desk.event(EventKind.REVEALED, on.drawn.item.seq, suggestion_id=on.given.row.id))
        saved = self._noting.write_on(on, rows)
        if on.grouped and ruling.answer is not None and self._groups is not None:
            saved = self._groups.decide(decision.id, on.drawn.item.seq, ruling.answer, saved)
        return Operation(saved, lambda done: self._decided(on, decision, done))

    def _decided(self, on: OnScreen, decision: NewDecision, saved: Saved) -> None:
        self._counters = saved.counters
        past = past_of(
            decision, saved.decision_seq, on.given if decision.suggestion_id is not None else None, self._suggester.seq
        )
        past = replace(past, item_id=on.drawn.item.id)
        self._undo.decided(past)
        self._history.appendleft(entry_of(self._kind, past))
        self._pace.decided()
        self._learn(EventKind.DECIDED, past)
        for seq in (self._groups.take_met() if self._groups is not None else frozenset[int]()) - {past.item_seq}:
            self._stage.forget(seq)
        view = on.given.view
        if on.blind and view is not None and past.verdict != Verdict.SKIPPED and not self._agrees(past.answer, view.top.answer):
            self._dwell.restart()  # the look at the second opinion is another one
            self._stage.put_on(_second_opinion(on, past))
        else:
            self._advance()

    def _agrees(self, own: Answer, suggested: Answer) -> bool:
        return own is not None and self._kind.equal(own, suggested)

    def _learn(self, kind: EventKind, past: PastDecision) -> None:
        taught = Taught(past.id, past.item_seq, past.verdict, past.answer, past.provenance, past.sample, past.raw)
        self._suggester.take(kind, taught)
        if self._house.live is not None:
            self._house.live.take(kind, past.suggester_seq, past.signals, past.verdict, past.provenance, past.sample)

    def group(self) -> Operation:
        """Decide the near-duplicates of the item together with it, or not after all. Raises `UserError` when there are none."""
        on = self._require()
        if on.blind or on.own is not None or on.drawn.group_size < 2:
            raise UserError("review.no_group", "This item has no near-duplicates that are still to be decided.")
        if on.grouped or self._groups is None:
            return nothing_to_save(lambda _: self._stage.put_on(replace(on, grouped=False)))
        return Operation(self._groups.members(on.drawn.item.seq), lambda members: self._grouped(on, members))

    def _grouped(self, on: OnScreen, members: Sequence[int]) -> None:
        """Now it is known which of its group are like the item itself."""
        self._stage.put_on(replace(on, grouped=len(members) > 1, drawn=replace(on.drawn, group_size=len(members))))

    # --- noting ---

    def flag(self) -> Operation:
        """Set or clear the flag."""
        marks = self._require().drawn.marks
        kind = EventKind.UNFLAGGED if marks.flagged else EventKind.FLAGGED
        return self._mark(kind, replace(marks, flagged=not marks.flagged))

    def thumb(self, direction: int) -> Operation:
        """Thumbs up (+1) or down (-1) for the suggestion; the same once more clears it."""
        marks = self._require().drawn.marks
        thumb = 0 if marks.thumb == direction else direction
        kinds = {1: EventKind.THUMB_UP, -1: EventKind.THUMB_DOWN, 0: EventKind.THUMB_CLEARED}
        return self._mark(kinds[thumb], replace(marks, thumb=thumb))

    def comment(self, body: str) -> Operation:
        """Write a comment on the item. Raises `UserError` when it is empty."""
        on = self._require()
        if not body.strip():
            raise UserError("review.empty_comment", "An empty comment is not kept.")
        saved = self._house.writer.submit(
            lambda c: write_comment(c, self._desk, on.drawn.item.seq, without_surrogates(body.strip()))
        )
        marks = replace(on.drawn.marks, comments=on.drawn.marks.comments + 1)
        return Operation(saved, lambda done: self._changed(replace(on, drawn=replace(on.drawn, marks=marks)), done))

    def _mark(self, kind: EventKind, marks: Marks) -> Operation:
        on = self._require()
        event = self._desk.event(kind, on.drawn.item.seq, suggestion_id=on.given.row.id if on.view is not None else None)
        return self._change(replace(on, drawn=replace(on.drawn, marks=marks)), [event])

    def _change(self, changed: OnScreen, rows: Sequence[LedgerRow]) -> Operation:
        """Write rows about the item on screen that do not decide it, and show it changed."""
        return Operation(self._noting.write_on(self._require(), rows), lambda done: self._changed(changed, done))

    def _changed(self, changed: OnScreen, saved: Saved) -> None:
        self._counters = saved.counters
        self._stage.put_on(changed)

    # --- going back ---

    def undo(self) -> Operation:
        """Take the last standing decision back and show its item again. Raises `UserError` when there is none."""
        past = self._undo.next_undo()
        if past is None:
            raise UserError("review.nothing_to_undo", "There is nothing to undo.")
        rows = [self._desk.event(EventKind.UNDONE, past.item_seq, decision_id=past.id)]
        saved = self._noting.write(rows, past.item_seq)
        saved = saved if self._groups is None else self._groups.undo(past.id, saved)
        return Operation(saved, lambda done: self._undone(past, done))

    def _undone(self, past: PastDecision, saved: Saved) -> None:
        self._counters = saved.counters
        self._undo.undone()
        self._pace.undone()
        self._learn(EventKind.UNDONE, past)
        self._history = deque((one for one in self._history if one.decision_id != past.id.hex()), maxlen=HISTORY)
        self._show_past(past, still_stands=False)

    def redo(self) -> Operation:
        """Bring back the decision that was undone last. Raises `UserError` when there is none."""
        past = self._undo.next_redo()
        if past is None:
            raise UserError("review.nothing_to_redo", "There is nothing to redo.")
        if self._undo.overtaken(past):
            self._undo.forget_redo()
            raise UserError(
                "review.not_standing", "This item was decided anew, or put back, meanwhile.", kept="It stays as it is."
            )
        rows = [self._desk.event(EventKind.REDONE, past.item_seq, decision_id=past.id)]
        return Operation(self._noting.write(rows, past.item_seq), lambda saved: self._redone(past, saved))

    def _redone(self, past: PastDecision, saved: Saved) -> None:
        self._counters = saved.counters
        self._undo.redone()
        self._pace.redone()
        self._learn(EventKind.REDONE, past)
        self._history.appendleft(entry_of(self._kind, past))
        if self._stage.forget(past.item_seq):
            self._advance()

    def reopen(self, decision_id: bytes) -> Operation:
        """Show a decided item again; it stays as it was decided unless it is decided anew."""
        past = self._undo.find(decision_id)
        if past is None:
            raise UserError("review.not_standing", "This decision does not stand any more.")
        return nothing_to_save(lambda _: self._show_past(past, still_stands=True))

    def open_item(self, item_seq: int) -> Operation:
        """Show this item next, wherever it stands in the queue; one that was decided stays so unless it is decided anew.

        A blind item is answered blind here too. Raises `UserError` when it was erased or retired.
        """
        with self._house.read.connect() as connection:
            row = fetch_one(connection, _PLACE, s=item_seq, p=self._project.seq)
            past = standing_decision(connection, self._project.seq, item_seq)
        if row is None or row.status in (Status.ERASED, Status.RETIRED):
            raise UserError("review.not_there", "This item was erased or retired.", todo="Restore it on the Items screen first.")
        if past is not None:  # a bulk action drew nothing: the item is in its sample all the same
            past = replace(past, sample=row.sample)
            return nothing_to_save(lambda _: self._show_past(past, still_stands=True))
        share = {Sample.BLIND: self._shares.blind, Sample.CONTROL: self._shares.control}.get(Sample(row.sample))
        draw = Draw(0, item_seq, Sample(row.sample), "chosen", share)
        return nothing_to_save(lambda _: self._show(draw, "chosen", None))

    def next_pass(self) -> Operation:
        """After the end of the queue: go through the skipped items once more."""
        with self._house.read.connect() as connection:
            last = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM decision"))
        return nothing_to_save(lambda _: self._stage.start(last))

    def _show_past(self, past: PastDecision, *, still_stands: bool) -> None:
        draw = Draw(past.draw_no, past.item_seq, Sample(past.sample), past.order_name, past.selection_prob)
        self._show(draw, "reopened", past if still_stands else None)

    def _show(self, draw: Draw, why: str, stands: PastDecision | None) -> None:
        """Put this item on screen; what was there waits behind it."""
        drawn = self._planner.read(draw)
        if drawn is None:
            raise UserError("review.erased", "This item was erased.", kept="Its decision stays on record.")
        self._noting.begin()
        self._stage.forget(draw.item_seq)  # it comes now, and not once more in its turn
        self._stage.put_before(self._stage.given(drawn, why, stands))

    # --- helpers ---

    def _advance(self) -> None:
        self._noting.begin()
        self._stage.advance()

    def _read_counters(self) -> dict[str, int]:
        with self._house.read.connect() as connection:
            return counters(connection, self._project.seq)

    def _require(self) -> OnScreen:
        if self._stage.on is None:
            raise UserError("review.no_item", "There is no item on screen.")
        return self._stage.on

    def _require_second_opinion(self) -> OnScreen:
        on = self._require()
        if on.own is None:
            raise UserError("review.not_now", "This key does nothing now.")
        return on


def _second_opinion(on: OnScreen, past: PastDecision) -> OnScreen:
    """The blind answer was given and differs: now the suggestion is revealed."""
    drawn = replace(on.drawn, marks=replace(on.drawn.marks, answered_blind=True))
    return replace(on, drawn=drawn, revealed=(*on.revealed, on.given.row.id), own=past)


def _seqs(connection: Connection, project_seq: int, reviewer: str) -> tuple[int, int, int]:
    """The numbers of the reviewer and of the suggesters that need no model."""
    made = [projects.suggester_seq(connection, project_seq, name, name, "1") for name in ("import", "memory")]
    return projects.reviewer_seq(connection, reviewer), made[0], made[1]


def _guidelines(connection: Connection, project_seq: int) -> int | None:
    found = fetch_value(connection, "SELECT max(seq) FROM guideline_version WHERE project_seq = :p", p=project_seq)
    return None if found is None else int(found)
