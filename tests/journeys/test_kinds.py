"""Every kind of answer in the real window, by keys alone: accept, correct, reject, undo; how many presses each takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest
from PySide6.QtCore import Qt

from core.domain.kinds import kind_of
from core.workspace import Workspace
from tests.conftest import checked, rows_of
from tests.kinds import ANSWERS, TASKS, project_of
from tests.ways import WAYS, Presses, counted

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

HELP = Path(__file__).resolve().parents[2] / "resources" / "help" / "kinds.md"
NAMES = sorted(WAYS)
_HELD = {"Ctrl+": Qt.KeyboardModifier.ControlModifier, "Shift+": Qt.KeyboardModifier.ShiftModifier}


@pytest.fixture
def at_work(sit_down: Callable[..., Person], home: Path) -> Callable[[str], Person]:
    """Opens a window on six items of one kind."""

    def open_on(name: str) -> Person:
        path = home / "default.countersign"
        home.mkdir(parents=True, exist_ok=True)
        with Workspace(path) as workspace:
            project_of(workspace, name)
        return sit_down(path)

    return open_on


def press(person: Person, presses: Presses) -> None:
    """Press one way through; the last press decides."""
    for one in presses:
        if one.startswith("["):
            person.press(one[1:-1])
        elif one == "1 or 2":  # the side that the model did not choose
            person.press(str(person.card.presented.index("2") + 1))
        else:
            _press_key(person, one)


def _press_key(person: Person, key: str) -> None:
    held = next((prefix for prefix in _HELD if key.startswith(prefix)), "")
    name = key.removeprefix(held)
    code = Qt.Key.Key_Return if name == "Enter" else Qt.Key.Key_X if held else name
    person.press(code, held=_HELD.get(held, Qt.KeyboardModifier.NoModifier))


def decide(person: Person, presses: Presses) -> None:
    before = person.until_item()
    press(person, presses)
    person.until(lambda: person.card.item_id != before.item_id)


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_is_accepted_corrected_rejected_and_undone_by_keys(
    at_work: Callable[[str], Person], home: Path, name: str
) -> None:
    person, ways = at_work(name), WAYS[name]
    for way in (ways.accept, ways.correct, ways.reject):
        decide(person, way)
    person.until_item()
    fourth = person.card.item_id
    decide(person, ways.accept)
    person.until_item()
    person.press("z")
    person.until(lambda: person.card.item_id == fourth)
    person.window.close()
    with Workspace(home / "default.countersign") as workspace:
        verdicts = rows_of(workspace, "SELECT verdict, provenance FROM decision ORDER BY seq")
        assert verdicts == [(verdict, "assisted") for verdict in ("accepted", "corrected", "rejected", "accepted")]
        first = rows_of(workspace, "SELECT label FROM item_state WHERE status = 'decided' ORDER BY item_seq")[0][0]
        assert kind_of(TASKS[name].kind).equal(orjson.loads(first), ANSWERS[name][0])
        assert len(rows_of(workspace, "SELECT 1 FROM item_state WHERE status = 'decided'")) == 3
        assert checked(workspace).clean


def test_the_help_page_counts_the_same_presses() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (\d) \| (\d)[^|]*\| (\d) \|", HELP.read_text(encoding="utf-8"), re.MULTILINE)
    told = {title.strip(): (int(accept), int(correct), int(reject)) for title, accept, correct, reject in rows}
    assert told == {ways.title: (counted(ways.accept), counted(ways.correct), counted(ways.reject)) for ways in WAYS.values()}


def test_correcting_costs_at_most_one_press_more_than_accepting() -> None:
    assert all(counted(ways.correct) <= counted(ways.accept) + 1 for ways in WAYS.values())
