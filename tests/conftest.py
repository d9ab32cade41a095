"""What tests of the core share: small workspaces with made-up items, and what a patient reviewer does."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy.engine import Connection

from core.domain.task import Label, Task
from core.export import CutReport, Recipe, format_of
from core.ingest.importing import ImportReport
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.prompts.content import PromptContent, TemplateMessage
from core.review.session import ReviewSession
from core.storage import calls, projects, prompts
from core.storage.check import Report, check
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch, fetch_value, to_json
from core.workspace import Workspace

# A machine that is busy is no failure: properties are held against what they say, not against the clock.
hypothesis_settings.register_profile("steady", deadline=None)
hypothesis_settings.load_profile("steady")

COLOURS = ("red", "green", "blue", "yellow")
TASK = Task("choice", tuple(Label(name) for name in COLOURS))
_THINGS = ("ball", "door", "hat", "lamp", "boat", "kite", "chair", "bird", "brick", "leaf", "cup", "tile")

Maker = Callable[..., Workspace]


def texts(n: int, salt: str = "") -> list[tuple[str, str]]:
    """`n` different texts, each with the label that is right for it: mostly, but not always, the word that stands in it."""
    dice = random.Random(f"texts {salt}")
    made: list[tuple[str, str]] = []
    for number in range(n):
        colour = dice.choice(COLOURS)
        said = colour if dice.random() < 0.8 else dice.choice(COLOURS)
        made.append((f"{salt}{number} {said} {dice.choice(_THINGS)} {dice.choice(_THINGS)}", colour))
    return made


def add_items(
    workspace: Workspace, project: ProjectInfo, rows: Sequence[tuple[str, str]], *, ids: bool = True, update: bool = False
) -> ImportReport:
    """Import (text, gold) rows through a CSV file; with `ids` the row's place is its external id."""
    path = workspace.path.with_name("items.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text", "gold"), *((f"n{at}", *row) for at, row in enumerate(rows))])
    mapping = Mapping("text", external_id="id" if ids else None, gold="gold")
    with workspace.importing(project, open_table(path), mapping) as work:
        return work.run(update=update)


def fill(workspace: Workspace, n: int, *, order: str = "imported", name: str = "Colours", salt: str = "") -> ProjectInfo:
    """A project with `n` items that needs no encoder's files."""
    project = workspace.create_project(name, TASK, order=order)
    workspace.writer.submit(lambda c: projects.set_encoder(c, project.seq, "characters/1")).result()
    if n:
        add_items(workspace, project, texts(n, salt))
    return workspace.project(name)


def exported(workspace: Workspace, project: ProjectInfo, name: str, out: Path, **choices: Any) -> CutReport:
    """A dataset in this format, with these choices of its recipe; without a purpose the first that the format serves."""
    ways = {one: choices.pop(one) for one in ("progress", "cancel") if one in choices}
    recipe = Recipe(name, format_of(name).purposes[0]).also(**choices)
    return workspace.datasets(project).cut(recipe, out, **ways)


def note_call(workspace: Workspace, project: ProjectInfo, item_seq: int | None = None, *, settled: bool = True) -> int:
    """A prompt version, and a call of it on record as if it had been answered; returns the call's number."""

    def write(connection: Connection) -> int:
        content = PromptContent((TemplateMessage("user", "{{ input }}"),), "openai/fake")
        text = to_json(content.to_json())
        number = prompts.add_version(
            connection,
            project.seq,
            content=text,
            content_hash=content.hash,
            model=content.model,
            via="fake",
            parent=None,
            note="",
        )
        version = prompts.get_version(connection, project.seq, number)
        run_seq = calls.begin_run(connection, project.seq, "batch")
        request = to_json({"messages": [{"role": "user", "content": "what was sent"}], "params": {"max_tokens": 5}})
        call = calls.NewCall(project.seq, item_seq, version.seq, run_seq, "fake", "openai/fake", f"key {run_seq}", request, 1_000)
        call_seq = calls.reserve(connection, call, calls.DayBudget())
        assert call_seq is not None
        if settled:
            calls.settle(
                connection, call_seq, calls.CallEnd(calls.ANSWERED, cost_nano=400, response='"what came"', reusable=True)
            )
        return call_seq

    return workspace.writer.submit(write).result()


def settle(session: ReviewSession) -> ReviewSession:
    """Wait until the next card is there."""
    while session.waiting is not None:
        wait([session.waiting])
        session.resume()
    return session


def rows_of(workspace: Workspace, sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """What a query says now, of all that was written before."""
    workspace.writer.submit(lambda _: None).result()
    with workspace.read.connect() as connection:
        return [tuple(row) for row in fetch(connection, sql, **params)]


def value_of(workspace: Workspace, sql: str, **params: Any) -> Any:
    """The first column of the first row of a query."""
    workspace.writer.submit(lambda _: None).result()
    with workspace.read.connect() as connection:
        return fetch_value(connection, sql, **params)


def checked(workspace: Workspace, *, repair: bool = False) -> Report:
    """What `check` finds."""
    return workspace.writer.submit(lambda connection: check(connection, repair=repair)).result()


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is set on the machine that runs the tests changes nothing for them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERSIGN_HOME", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture
def make_workspace(tmp_path: Path) -> Iterator[Maker]:
    """Opens workspaces in the test's folder and closes them afterwards."""
    opened: list[Workspace] = []

    def make(name: str = "shop", **options: Any) -> Workspace:
        opened.append(Workspace(tmp_path / f"{name}.countersign", **options))
        return opened[-1]

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(make_workspace: Maker) -> Workspace:
    """An empty workspace."""
    return make_workspace()
