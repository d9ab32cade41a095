"""The window itself: histories, what happens when a workspace cannot be opened, and what is remembered."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.insight.timeline import item_timeline
from core.review.cards import Phase
from core.storage.backup import backups_of
from core.workspace import Workspace
from desktop.screens.settings.page import SettingsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab


def test_a_second_window_on_the_same_workspace_says_who_has_it(sit_down: Callable[..., Person], small: Path) -> None:
    first = sit_down(small)
    first.until_item()
    second = sit_down(small)
    second.until(lambda: second.window.stack.currentWidget() is second.window.trouble)
    assert "already open" in second.window.trouble.title.text()
    assert second.window.trouble.leave.hasFocus()
    first.window.close()
    second.window.trouble.retry.click()
    second.until_item()


def test_a_damaged_workspace_is_told_calmly_and_left_alone(sit_down: Callable[..., Person], home: Path) -> None:
    home.mkdir(parents=True)
    path = home / "default.countersign"
    path.write_bytes(b"this is no workspace" * 400)
    person = sit_down(path)
    person.until(lambda: person.window.stack.currentWidget() is person.window.trouble)
    assert "damaged" in person.window.trouble.title.text() or "not a workspace" in person.window.trouble.title.text()
    person.press(ENTER)
    person.until(lambda: not person.window.isVisible())
    assert path.read_bytes() == b"this is no workspace" * 400


def test_the_last_project_and_the_window_come_back(sit_down: Callable[..., Person], few: Path, home: Path) -> None:
    with Workspace(few) as workspace:
        workspace.create_project("Later", workspace.project("Five labels").task)
    person = sit_down(few)
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.name == "Later")
    person.window.review(person.window.desk.workspace.project("Five labels"))
    person.until_item()
    person.window.resize(780, 600)
    person.window.close()
    again = sit_down()
    assert again.until_item().item_id
    assert again.window.desk.project is not None
    assert again.window.desk.project.name == "Five labels"
    assert (again.window.width(), again.window.height()) == (780, 600)
    assert tomllib.loads((home / "settings.toml").read_text())["window"]["project"] == "Five labels"


def test_todays_backup_is_made_once_the_workspace_is_open(sit_down: Callable[..., Person], small: Path) -> None:
    person = sit_down(small)
    person.until(lambda: len(backups_of(small)) == 1)
    assert person.until_item().item_id


def test_an_erased_item_is_gone_and_its_decisions_stay(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    while person.until_item().phase is not Phase.REVIEW:
        person.decide("s")
    card = person.card
    person.press("h")
    person.until(
        lambda: person.window.reviewing.sheets.timeline is not None and person.window.reviewing.sheets.timeline.isVisible()
    )
    sheet = person.window.reviewing.sheets.timeline
    assert sheet is not None
    person.until(lambda: sheet.table.texts.rowCount() > 0)
    person.press(Qt.Key.Key_E, held=ALT)
    person.press("asked for by the customer", ENTER)
    person.until(sheet.confirm.no.hasFocus)
    person.press(TAB, ENTER)
    person.until(lambda: "Erased here" in sheet.notice.text)
    person.press(Qt.Key.Key_Escape)
    assert person.until_item().item_id != card.item_id
    person.window.close()
    with Workspace(few) as workspace, workspace.read.connect() as connection:
        timeline = item_timeline(connection, card.item_seq)
    assert timeline.erased
    assert any(line.reason == "asked for by the customer" for line in timeline.lines)


def test_the_history_of_a_blind_item_hides_what_a_model_said(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    while person.until_item().phase is not Phase.BLIND:
        person.decide("s")
    seq = person.card.item_seq
    person.window.reviewing.sheets.show_timeline(seq)
    sheet = person.window.reviewing.sheets.timeline
    assert sheet is not None
    person.until(lambda: sheet.table.texts.rowCount() > 0)
    assert sheet.hint.isVisible()
    labels = set(person.card.slots)
    cells = {sheet.table.texts.index(row, 2).data() for row in range(sheet.table.texts.rowCount())}
    assert not any(label in str(cell) for label in labels for cell in cells)


def test_the_palette_and_the_keys_work_on_every_screen(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    person.press(Qt.Key.Key_2, held=CONTROL)
    person.press(Qt.Key.Key_K, held=CONTROL)
    person.press("sett", ENTER)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), SettingsPage))
    person.press(Qt.Key.Key_O, held=CONTROL)
    assert person.window.stack.currentWidget() is person.window.pages.get("projects")


def test_a_key_quits_from_every_screen(sit_down: Callable[..., Person], few: Path) -> None:
    for somewhere in (Qt.Key.Key_1, Qt.Key.Key_2):
        person = sit_down(few)
        person.until_item()
        person.press(somewhere, held=CONTROL)
        person.press(Qt.Key.Key_Q, held=CONTROL)
        person.until(lambda person=person: not person.window.isVisible())
        assert not few.with_name(few.name + "-owner").exists()
