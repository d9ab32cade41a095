"""Sessions over a live prompt on the fake model, and the preference data that comes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.domain.json import Answer
from core.export import CutReport
from core.review.session import ReviewSession
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, settle
from tests.fake_model.server import FakeModel
from tests.kinds import project_of, put_items
from tests.unit.core.review.test_live_prompt import connect

#: what the fake model drafts, and what reviewers make of it
DRAFT = "Dear Ada, your card is on its way to you, and it will be there before the end of the week."
SMALL = DRAFT.replace("Dear Ada", "Hello Ada")
OTHER = "Dear Ada, we posted your card on Monday to Berlin."

Row = dict[str, Any]
_TEXT = """my card was lost on the way and nobody could say where it went yesterday please send another one to Berlin because money came
back twice this month without any reason while your shop still asks for payment of things that were never delivered"""


def drafting(workspace: Workspace, fake: FakeModel, n: int = 12, **options: Any) -> tuple[ProjectInfo, ReviewSession]:
    """A project of drafts, none of its items blind or like another, with a live prompt, and a session over it."""
    project = project_of(workspace, "text", 0)
    dice = random.Random(7)
    said = [" ".join(dice.sample(_TEXT.split(), 9)) for _ in range(n)]
    put_items(workspace, project, [NewItem(f"{text} ({place})", f"n{place}") for place, text in enumerate(said)])
    connect(workspace, project, fake, **options)
    return project, ready(workspace.session(project, "ann"))


def ready(session: ReviewSession) -> ReviewSession:
    """Wait until the suggestion of the next item is there, and have it painted."""
    settle(session)
    session.painted()
    return session


def number(session: ReviewSession) -> str:
    """The external id of the item on screen."""
    assert session.on is not None
    assert session.on.drawn.item.external_id is not None
    return session.on.drawn.item.external_id


def answered(session: ReviewSession, act: Callable[[ReviewSession], Any]) -> str:
    """Do this with the item on screen, go on, and tell which item it was."""
    item = number(session)
    act(session).finish()
    ready(session)
    return item


def accept(session: ReviewSession) -> str:
    return answered(session, ReviewSession.accept)


def choose(session: ReviewSession, answer: Answer) -> str:
    return answered(session, lambda one: one.choose(answer))


def reject(session: ReviewSession, reason: str = "other") -> str:
    return answered(session, lambda one: one.reject(reason))


def skip(session: ReviewSession) -> str:
    return answered(session, ReviewSession.skip)


def again(session: ReviewSession) -> None:
    """Ask for another suggestion, and wait for it."""
    session.another().finish()
    ready(session)


def rows_at(path: Path) -> list[Row]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(workspace: Workspace, project: ProjectInfo, name: str, folder: Path, **choices: Any) -> tuple[CutReport, list[Row]]:
    """A dataset in this format, and its records."""
    workspace.writer.submit(lambda _: None).result()
    report = exported(workspace, project, name, folder / f"{name}.jsonl", **choices)
    return report, rows_at(report.path)


def of_item(rows: list[Row], item: str) -> list[Row]:
    """The records of one item."""
    return [row for row in rows if row["item_id"] == item]


def replies(row: Row, *sides: str) -> list[str]:
    """What the assistant says in these columns: the answer in the JSON that the prompt asks for."""
    return [json.loads(row[side][0]["content"])["answer"] for side in sides]
