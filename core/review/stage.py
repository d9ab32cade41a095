"""What is on screen in a session, what waits behind it and what comes next."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from core.domain.vocabulary import Sample, Status
from core.review.cards import Phase, SuggestionView
from core.review.given import LATE, Given, Giver
from core.review.planner import Drawn, Planner
from core.review.undo import PastDecision
from core.suggest.builtin import BuiltinSuggester


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The item before the reviewer.

    `revealed`: the ids of all suggestions that the reviewer has seen of this item, now and before. `own`: the blind answer just
    given, while the second opinion is shown. `stands`: the decision that the item keeps unless it is decided anew, when it was
    opened again. `arrived`: the suggestion came, or was asked for anew, while the item was on screen. `grouped`: its near-duplicates are
    to be decided with it.
    """

    drawn: Drawn
    given: Given
    why: str
    revealed: tuple[bytes, ...] = ()
    own: PastDecision | None = None
    stands: PastDecision | None = None
    arrived: bool = False
    grouped: bool = False

    @property
    def blind(self) -> bool:
        """Whether the item is to be answered before anything is revealed."""
        return self.drawn.draw.sample is Sample.BLIND and not self.drawn.marks.answered_blind

    @property
    def view(self) -> SuggestionView | None:
        """The suggestion that the reviewer may see."""
        return None if self.blind else self.given.view

    @property
    def phase(self) -> Phase:
        """The state of the screen that this item calls for."""
        if self.own is not None:
            return Phase.SECOND_OPINION
        if self.blind:
            return Phase.BLIND
        if self.given.view is not None:
            return Phase.REVIEW
        return {"no_idea": Phase.NO_IDEA, LATE: Phase.ASKING}.get(self.given.row.failure or "", Phase.FAILED)


class Stage:
    """See the module. `phase` says what to paint; while it is LOADING, `waiting` is what is waited for."""

    def __init__(self, planner: Planner, giver: Giver, suggester: BuiltinSuggester) -> None:
        self._planner = planner
        self._giver = giver
        self._suggester = suggester
        self._window: deque[Drawn] = deque()
        self._plan: Future[list[Drawn]] | None = None
        self._aside: list[OnScreen] = []
        self._pass_start = 0
        self._due = self._early = False
        self._gone: set[int] = set()  # items that a plan under way may still hold
        self.on: OnScreen | None = None
        self.phase = Phase.LOADING
        self.waiting: Future[Any] | None = None
        self.start(0)

    def start(self, pass_start: int) -> None:
        """Begin at the queue's head: with open items, or (`pass_start` > 0) with what was skipped before that decision."""
        self._pass_start = pass_start
        self._due = self._early = False
        self._planner.restart()
        self._plan_next()
        self.advance()

    def advance(self) -> None:
        """Put the next item on screen: one that was pushed aside, else the next draw; or say what is waited for."""
        self.on, self.waiting = None, None
        if self._aside:
            self.put_on(self._aside.pop())
        elif (drawn := self._next_drawn()) is not None:
            self._give(drawn)

    def put_on(self, on: OnScreen) -> None:
        """Put this on screen; a suggestion that is late is waited for, but nobody else needs to."""
        self.on, self.phase = on, on.phase
        self.waiting = on.given.late if on.own is None else None

    def put_before(self, on: OnScreen) -> None:
        """Put this on screen; what was there waits behind it."""
        if self.on is not None and self.on.own is None and self.on.drawn.item.seq != on.drawn.item.seq:
            self._aside.append(self.on)
        self.put_on(on)

    def forget(self, item_seq: int) -> bool:
        """An item needs no decision any more; returns whether it was the one on screen."""
        self._aside = [one for one in self._aside if one.drawn.item.seq != item_seq]
        self._window = deque(drawn for drawn in self._window if drawn.item.seq != item_seq)
        self._gone.add(item_seq)
        return self.on is not None and self.on.drawn.item.seq == item_seq

    def given(self, drawn: Drawn, why: str, stands: PastDecision | None = None) -> OnScreen:
        """The item with the suggestion that is made for it now."""
        on = OnScreen(drawn, self._giver.give(drawn), why, drawn.marks.revealed, stands=stands)
        if on.view is None or on.given.row.id in on.revealed:
            return on
        return replace(on, revealed=(*on.revealed, on.given.row.id))

    def another(self) -> Given | None:
        """The suggester's next best for the item on screen, or None when there is none."""
        return self._giver.another(self.on.drawn, self.on.given) if self.on is not None else None

    def arrive(self, *, told: bool) -> None:
        """The late suggestion of the item on screen is there: show it, unless the item is to be answered first.

        `told`: the ledger knows already that the item was shown.
        """
        assert self.on is not None
        changed = replace(self.on, given=self._giver.arrived(self.on.drawn, self.on.given), arrived=told or self.on.arrived)
        if changed.view is not None:
            changed = replace(changed, revealed=(*changed.revealed, changed.given.row.id))
        self.put_on(changed)

    def plan_ahead(self, wanted: int = 0) -> None:
        """Start on the window after the one that has begun; called once its first item is painted, so that no key waits for it.

        `wanted`: as many items are to be known; for a model that takes long more windows are taken before their time.
        """
        if not self._due and wanted > len(self._window) and self._plan is not None and self._plan.done():
            if self._plan.exception() is not None:
                return  # told when the window is empty
            self._early = True
            self._take_window()
        if self._due:
            self._due = False
            self._plan_next()

    def coming(self) -> list[int]:
        """The items that are known to come, the one on screen first."""
        planned = self._plan.result() if self._plan is not None and self._plan.done() and not self._plan.exception() else []
        drawn = [*([self.on.drawn] if self.on else []), *(one.drawn for one in reversed(self._aside)), *self._window, *planned]
        return [one.item.seq for one in drawn]

    def _give(self, drawn: Drawn) -> None:
        awaited = self._giver.awaited
        if awaited is not None:
            self._window.appendleft(drawn)
            self.phase, self.waiting = Phase.LOADING, awaited
        else:
            self.put_on(self.given(drawn, drawn.draw.order_name))

    def _next_drawn(self) -> Drawn | None:
        while not self._window:
            self.plan_ahead()
            if self._plan is None and self._early:
                self._early = False  # items may have come since the last plan, which was made before its time
                self._plan_next()
            if self._plan is None:
                self.phase = Phase.FINISHED
                return None
            if not self._plan.done():
                self.phase, self.waiting = Phase.LOADING, self._plan
                return None
            self._take_window()
        return self._window.popleft()

    def _take_window(self) -> bool:
        """Queue the items of the plan, which is done; says whether there are any."""
        assert self._plan is not None
        found = self._plan.result()
        self._window.extend(drawn for drawn in found if drawn.item.seq not in self._gone)
        self._plan, self._due = None, bool(found)
        return bool(found)

    def _plan_next(self) -> None:
        self._gone.clear()
        away = [*self._window, *(one.drawn for one in self._aside), *([self.on.drawn] if self.on else [])]
        exclude = frozenset(drawn.item.seq for drawn in away)
        status = Status.SKIPPED if self._pass_start else Status.OPEN
        self._plan = self._planner.plan(status, self._pass_start, exclude, self._suggester.learner.sureness())
