"""A reviewer who does a bit of everything, and a recount of the ledger that shares no code with the program."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson

from core.review.cards import Phase
from core.review.operation import Operation
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, settle

REVIEWER = "Ada Lovelace"
COMMENT = "I would ask the customer"


def review(workspace: Workspace, project: ProjectInfo, steps: int, seed: int = 1) -> None:
    """`steps` actions of a reviewer, drawn with a seed; blind items are answered both ways, and both opinions taken."""
    dice = random.Random(seed)
    session = workspace.session(project, REVIEWER)
    for _ in range(steps):
        settle(session)
        if session.on is None:
            return
        session.painted()
        _step(session, project, dice)


def _step(session: ReviewSession, project: ProjectInfo, dice: random.Random) -> None:
    wish = dice.choice(_WISHES)
    if session.screen().card.phase is Phase.SECOND_OPINION:
        (session.keep_mine() if dice.random() < 0.5 else session.take_models()).finish()
    elif wish == "note":
        _note(session, dice)
    elif wish in _possible(session):
        _DO[wish](session).finish()
    else:
        session.choose(dice.choice(project.task.names)).finish()


def _possible(session: ReviewSession) -> set[str]:
    screen = session.screen()
    suggestion = screen.card.suggestion
    return {
        *("reject", "skip"),
        *["undo"] * screen.can_undo,
        *["redo"] * screen.can_redo,
        *["accept"] * (suggestion is not None),
        *["another"] * (suggestion is not None and len(suggestion.candidates) > 2),
    }


_DO: dict[str, Callable[[ReviewSession], Operation]] = {
    "accept": ReviewSession.accept,
    "reject": lambda session: session.reject("several_fit"),
    "skip": ReviewSession.skip,
    "undo": ReviewSession.undo,
    "redo": ReviewSession.redo,
    "another": ReviewSession.another,
}
_WISHES = (*_DO, "choose", "note")


def _note(session: ReviewSession, dice: random.Random) -> None:
    session.flag().finish()
    session.comment(COMMENT).finish()
    session.thumb(dice.choice((1, -1))).finish()


def ledger(workspace: Workspace, project: ProjectInfo, folder: Path) -> list[dict[str, Any]]:
    """The lines of a ledger export."""
    workspace.writer.submit(lambda _: None).result()
    report = exported(workspace, project, "ledger", folder / "all.ledger.jsonl")
    lines = [orjson.loads(line) for line in report.path.read_bytes().splitlines()]
    assert report.records == len(lines) - 1
    return lines


def of_type(lines: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


def standing(lines: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The decision that stands for each item: the last one decided or brought back and not undone; a skip only where nothing else is."""
    lines = list(lines)
    decisions = {line["id"]: line for line in of_type(lines, "decision")}
    active: dict[str, list[str]] = {}
    for event in of_type(lines, "event"):
        mine = active.setdefault(event["item"], [])
        if event["kind"] in ("decided", "redone", "undone") and event["decision"] in mine:
            mine.remove(event["decision"])
        if event["kind"] in ("decided", "redone"):
            mine.append(event["decision"])
    found: dict[str, dict[str, Any]] = {}
    for item, ids in active.items():
        decided = [one for one in ids if decisions[one]["verdict"] != "skipped"]
        if ids:
            found[item] = decisions[(decided or ids)[-1]]
    return found
