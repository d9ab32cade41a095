"""The settings of a project that is under review: by keys, on a real workspace, with what the reviewer sees of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.storage.check import check
from core.workspace import Workspace
from desktop.screens.project.page import ProjectPage
from desktop.screens.projects.page import ProjectsPage

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def settings_of(person: Person) -> ProjectPage:
    """Go to the settings of the project under review."""
    person.press(Qt.Key.Key_P, held=CONTROL | SHIFT)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), ProjectPage))
    page = person.window.pages.project()
    person.until(lambda: page.labels.table.texts.rowCount() > 0)
    return page


def names(page: ProjectPage) -> list[str]:
    table = page.labels.table.texts
    return [str(table.data(table.index(row, 1))) for row in range(table.rowCount())]


def clear(person: Person) -> None:
    person.press(Qt.Key.Key_A, held=CONTROL)


def test_a_label_is_renamed_and_older_decisions_follow(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    person.decide("1")
    person.decide("2")
    page = settings_of(person)
    assert names(page)[:2] == ["card_arrival", "pin_blocked"]
    person.tab_to("Labels")
    person.press(ENTER)
    person.until(page.labels.form.name.hasFocus)
    clear(person)
    person.press("card_delivery", TAB, "asks where the card is", ENTER)
    person.until(lambda: names(page)[0] == "card_delivery")
    assert "saved" in page.notice.text
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.task.names[0] == "card_delivery")
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()
    person.press("z")
    person.press("z")
    person.until_item()
    person.window.close()
    with Workspace(few) as workspace:
        project = workspace.project("Five labels")
        first = project.task.label("card_delivery")
        assert first is not None
        assert first.description == "asks where the card is"
        assert workspace.writer.submit(check).result().clean


def test_labels_are_added_moved_retired_and_merged_by_keys(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    person.decide("1")
    page = settings_of(person)
    person.tab_to("New label")
    person.press("refund", ENTER)
    person.until(lambda: names(page)[-1] == "refund")
    person.until(lambda: page.labels.form.name.text() == "refund")
    person.tab_to("Move up")
    person.press(ENTER)
    person.until(lambda: names(page)[-2] == "refund")
    person.tab_to("Retire")
    person.press(ENTER)
    person.until(lambda: "retired" in page.notice.text)
    assert page.labels.retire.text().replace("&", "") == "Restore"
    page.labels.table.selectRow(0)
    person.tab_to("Merge into")
    person.press("pin")
    person.press(Qt.Key.Key_M, held=ALT)
    person.until(page.labels.confirm.isVisible)
    assert "1 decided items" in page.labels.confirm.words.text()
    person.press(TAB, ENTER)
    person.until(lambda: names(page)[0] == "pin_blocked")
    decided = page.labels.table.texts
    assert decided.data(decided.index(0, 5)) == "1"


def test_what_cannot_be_is_said_and_nothing_is_lost(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    person.tab_to("New label")
    person.press("pin_blocked", ENTER)
    person.until(lambda: "already a label" in page.notice.text)
    assert len(names(page)) == 5


def test_a_key_that_is_taken_is_refused_with_the_name_of_what_it_does(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    person.tab_to("Labels")
    person.press(ENTER)
    person.tab_to("Shortcut")
    person.press("s", ENTER)
    person.until(lambda: "Skip" in page.notice.text)
    clear(person)
    person.press("~", ENTER)
    person.until(lambda: "saved" in page.notice.text)
    assert person.window.desk.workspace.project("Five labels").task.labels[0].shortcut == "~"


def test_guidelines_become_a_version_that_reviewers_see(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    assert page.guidelines.text.toPlainText() == "# Guide"
    person.tab_to("Guidelines")
    clear(person)
    person.press("Look twice")
    person.tab_to("Save as a new version")
    person.press(ENTER)
    person.until(lambda: "in force" in page.notice.text)
    assert page.guidelines.versions.count() == 2
    assert "+Look twice" in page.guidelines.diff.toPlainText()
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.guidelines == "Look twice")


def test_name_order_instruction_and_the_switch_are_changed(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    person.until(page.facts.name.hasFocus)
    clear(person)
    person.press("Cards", ENTER)
    person.until(lambda: person.window.windowTitle().startswith("Cards"))
    person.tab_to("Order")
    person.press("At")
    person.until(lambda: "order is changed" in page.notice.text)
    person.tab_to("Instruction")
    person.press("What does the customer want?", TAB)
    person.tab_to("Save what is asked")
    person.press(ENTER)
    person.until(lambda: "Saved" in page.notice.text)
    person.tab_to("Reviewers may add labels while they review")
    person.press(Qt.Key.Key_Space)
    person.until(lambda: not page.labels.reviewers.isChecked())
    project = person.window.desk.workspace.project("Cards")
    assert (project.order_name, project.task.options.instruction) == ("random", "What does the customer want?")
    person.until(lambda: not person.window.desk.workspace.tasks(project).settings().reviewers_add_labels)


def test_what_is_being_written_stays_while_something_else_is_saved(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    person.tab_to("Instruction")
    person.press("What is it?")
    person.tab_to("Description")
    person.press("half a sentence")
    person.tab_to("New label")
    person.press("refund", ENTER)
    person.until(lambda: "added" in page.notice.text)
    assert page.facts.options.instruction.text() == "What is it?"
    page.labels.table.selectRow(0)
    assert page.labels.form.told.text() == ""
    person.tab_to("Description")
    person.press("asks where it is")
    person.tab_to("Reviewers may add labels while they review")
    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.window.bridge.idle)
    assert page.labels.form.told.text() == "asks where it is"


def test_settings_go_to_a_file_and_come_back(sit_down: Callable[..., Person], few: Path, tmp_path: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings_of(person)
    out = tmp_path / "cards.yaml"
    person.tab_to("File of settings")
    clear(person)
    person.press(str(out))
    person.tab_to("Save as YAML")
    person.press(ENTER)
    person.until(lambda: str(out) in page.notice.text)
    text = out.read_text("utf-8")
    assert "pin_blocked" in text
    out.write_text(text.replace("- pin_blocked", "- name: pin_blocked\n  description: cannot pay\n- refund"), "utf-8")
    person.tab_to("Apply a YAML file")
    person.press(ENTER)
    person.until(lambda: "applied" in page.notice.text)
    task = person.window.desk.workspace.project("Five labels").task
    assert task.names[-1] == "refund"
    pin = task.label("pin_blocked")
    assert pin is not None
    assert pin.description == "cannot pay"
    out.write_text("name: X\nkind: text\n", "utf-8")
    person.press(ENTER)
    person.until(lambda: "another kind" in page.notice.text)


def test_settings_are_reached_from_the_projects(sit_down: Callable[..., Person], small: Path) -> None:
    person = sit_down(small)
    person.until_item()
    person.press(Qt.Key.Key_O, held=CONTROL)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), ProjectsPage))
    page = person.window.pages.get("projects")
    assert isinstance(page, ProjectsPage)
    person.until(lambda: page.table.texts.rowCount() > 0 and page.table.hasFocus())
    person.press(Qt.Key.Key_S, held=ALT)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), ProjectPage))
    settings = person.window.pages.project()
    person.until(lambda: settings.facts.name.text() == "Five labels")
