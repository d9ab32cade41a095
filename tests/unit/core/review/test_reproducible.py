"""The same actions on the same workspace leave the same ledger, however fast the machine is and wherever it was stopped."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from core.review.cards import Phase
from core.review.operation import Operation
from core.review.session import House, ReviewSession
from core.workspace import Workspace
from tests.conftest import COLOURS, Maker, fill, rows_of, settle

ACTIONS = 190


class Slow(Executor):
    """Does its work late and out of turn: what was submitted last goes first, and only when somebody waits for something."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []
        self._gate = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        with self._gate:
            self._waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def work_on(self, awaited: Future[Any]) -> None:
        """Work until this one is done."""
        while not awaited.done():
            with self._gate:
                future, work = self._waiting.pop()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)


def begin(workspace: Workspace, executor: Executor) -> ReviewSession:
    house = House(workspace.read, workspace.writer, executor)
    return ready(ReviewSession(house, workspace.project("Colours"), "ann"), executor)


def ready(session: ReviewSession, executor: Executor) -> ReviewSession:
    if not isinstance(executor, Slow):
        return settle(session)
    while session.waiting is not None:
        executor.work_on(session.waiting)
        session.resume()
    return session


def act(session: ReviewSession, dice: random.Random) -> Operation | None:
    """One action, chosen by what the item says and by the dice, not by what is suggested."""
    assert session.on is not None
    session.painted()
    if session.screen().card.phase is Phase.SECOND_OPINION:
        return session.take_models() if dice.random() < 0.3 else session.keep_mine()
    screen, said = session.screen(), session.on.drawn.item.text.split()
    said_colour, any_colour = next(colour for colour in COLOURS if colour in said), dice.choice(COLOURS)
    actions: dict[str, tuple[int, Callable[[], Operation | None]]] = {
        "said": (24, lambda: session.choose(said_colour)),
        "any": (1, lambda: session.choose(any_colour)),
        "skip": (2, session.skip),
        "reject": (1, lambda: session.reject("other")),
        "undo": (2, lambda: session.undo() if screen.can_undo else None),
        "redo": (1, lambda: session.redo() if screen.can_redo else None),
        "flag": (1, session.flag),
    }
    return dice.choices([do for _, do in actions.values()], [weight for weight, _ in actions.values()])[0]()


def review(path: Path, executor: Executor, restarts: tuple[int, ...] = ()) -> list[list[tuple[Any, ...]]]:
    dice, due, calm = random.Random(5), list(restarts), 0
    workspace = Workspace(path)
    session = begin(workspace, executor)
    for number in range(ACTIONS):
        # Not shortly after an undo: what was put aside for it would get a new suggestion at the next start.
        if due and number >= due[0] and calm > 8 and session.screen().card.phase is not Phase.SECOND_OPINION:
            due.pop(0)
            workspace.close()
            workspace = Workspace(path)
            session = begin(workspace, executor)
        operation = act(session, dice)
        before = session.screen().progress.decided
        if operation is not None:
            operation.finish()
            ready(session, executor)
        calm = 0 if session.screen().progress.decided < before else calm + 1
    assert not due
    found = ledger(workspace)
    workspace.close()
    return found


def ledger(workspace: Workspace) -> list[list[tuple[Any, ...]]]:
    """The ledger without what differs by nature: ids, instants, and how long somebody looked."""
    return [
        rows_of(
            workspace,
            "SELECT s.item_seq, s.answer, s.candidates, s.raw, s.chance, s.rationale, s.step, s.fit_step, s.failure"
            " FROM suggestion s JOIN decision d ON d.suggestion_seq = s.seq ORDER BY d.seq",
        ),
        rows_of(
            workspace,
            "SELECT item_seq, verdict, answer, provenance, sample, order_name, selection_prob, draw_no, reason"
            " FROM decision ORDER BY seq",
        ),
        rows_of(
            workspace,
            "SELECT item_seq, kind, decision_seq FROM event WHERE kind IN ('decided', 'undone', 'redone', 'regenerated') ORDER BY seq",
        ),
    ]


@pytest.fixture
def original(make_workspace: Maker) -> Path:
    workspace = make_workspace("original")
    fill(workspace, 500)
    workspace.close()
    return workspace.path


def copy_of(original: Path, name: str, order: str) -> Path:
    path = original.with_name(f"{name}.countersign")
    shutil.copy(original, path)
    with Workspace(path) as workspace:
        workspace.set_order(workspace.project("Colours"), order, 11)
    return path


@pytest.mark.parametrize("order", ["imported", "random", "uncertain"])
def test_a_slow_machine_writes_the_same_ledger_as_a_fast_one(original: Path, order: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        fast = review(copy_of(original, "fast", order), pool)
    slow = review(copy_of(original, "slow", order), Slow())
    assert len(fast[1]) > 120
    assert slow == fast


@pytest.mark.parametrize("order", ["imported", "random"])
def test_stopping_and_starting_again_changes_nothing(original: Path, order: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        through = review(copy_of(original, "through", order), pool)
        stopped = review(copy_of(original, "stopped", order), pool, restarts=(3, 40, 60, 97, 150))
    assert stopped == through


@pytest.mark.parametrize("undone", [0, 1, 4])
@pytest.mark.parametrize("order", ["imported", "random", "uncertain"])
def test_the_item_that_was_on_screen_is_there_at_the_next_start(original: Path, order: str, undone: int) -> None:
    path, left = copy_of(original, "left", order), 0
    with ThreadPoolExecutor(3) as pool:
        for decisions in (5, 9, 20, 33):
            with Workspace(path) as workspace:
                session = begin(workspace, pool)
                assert left in (0, on_screen(session))
                for _ in range(decisions):
                    do(session, lambda now=session: now.choose("red"))
                for _ in range(undone):
                    do(session, session.undo)
                session.painted()
                left = on_screen(session)


def on_screen(session: ReviewSession) -> int:
    assert session.on is not None
    return session.on.drawn.item.seq


def do(session: ReviewSession, act: Callable[[], Operation]) -> None:
    """Do it with what was painted; a blind answer that differs is kept."""
    session.painted()
    act().finish()
    settle(session)
    if session.screen().card.phase is Phase.SECOND_OPINION:
        session.keep_mine().finish()
        settle(session)
