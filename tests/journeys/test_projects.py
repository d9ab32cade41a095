"""Making projects, adding to them, putting them away: by keys, on a real workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from core.storage.backup import backups_of
from core.workspace import Workspace
from desktop.screens.new_project.page import NewProjectPage
from desktop.screens.projects.page import ProjectsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab
HEADS = ("project", "items", "decided")


def names(workspace: Path) -> list[tuple[str, bool]]:
    with Workspace(workspace) as opened:
        return [(project.name, project.archived) for project in opened.projects()]


def new_project_page(person: Person) -> NewProjectPage:
    person.press(Qt.Key.Key_N, held=CONTROL)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), NewProjectPage))
    return person.window.pages.new_project()


def projects_page(person: Person) -> ProjectsPage:
    person.press(Qt.Key.Key_O, held=CONTROL)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), ProjectsPage))
    page = person.window.pages.get("projects")
    assert isinstance(page, ProjectsPage)
    person.until(lambda: page.table.texts.rowCount() > 0 and page.table.hasFocus())
    return page


def test_a_project_is_made_from_a_file_by_keys_alone(sit_down: Callable[..., Person], few: Path, few_csv: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = new_project_page(person)
    person.press(str(few_csv), ENTER)
    person.until(lambda: page.columns.text.hasFocus() and len(page.task.labels.toPlainText().splitlines()) == 5)
    mapping = page.columns.mapping()
    assert (mapping.text, mapping.external_id, mapping.gold, mapping.label) == ("text", "id", "gold", None)
    assert page.task.name.text() == "five labels"
    person.tab_to("Start")
    person.press(ENTER)
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.name == "five labels")
    assert person.until_item().item_id
    assert person.session.screen().progress.total == 200
    assert person.window.windowTitle().startswith("five labels")


def test_the_letters_of_a_new_project_lead_to_one_field_each_and_into_sight(
    sit_down: Callable[..., Person], few: Path, few_csv: Path
) -> None:
    person = sit_down(few)
    person.until_item()
    page = new_project_page(person)
    person.press(str(few_csv), ENTER)
    person.until(lambda: page.columns.text.hasFocus() and len(page.task.labels.toPlainText().splitlines()) == 5)
    columns, task = page.columns, page.task
    fields = (task.suggester, columns.label, task.name, columns.external_id, task.order)
    letters = (Qt.Key.Key_U, Qt.Key.Key_B, Qt.Key.Key_N, Qt.Key.Key_I, Qt.Key.Key_O)
    for letter, field in zip(letters, fields, strict=True):
        person.press(letter, held=ALT)
        person.until(field.hasFocus)
        assert field.visibleRegion().boundingRect() == field.rect()


def test_rejected_rows_are_told_before_the_review_begins(sit_down: Callable[..., Person], few: Path, tmp_path: Path) -> None:
    bad = tmp_path / "with gaps.csv"
    bad.write_text("id,text,label\n1,Where is my card?,card\n2,,card\n3,My pin is blocked,pin\n", "utf-8")
    person = sit_down(few)
    person.until_item()
    page = new_project_page(person)
    person.press(str(bad), ENTER)
    person.until(lambda: page.task.labels.toPlainText() == "card\npin")
    person.tab_to("Start")
    person.press(ENTER)
    person.until(lambda: "Rejected 1 rows" in page.notice.text and page.go_on.hasFocus())
    assert not page.notice.visibleRegion().isEmpty()  # in sight, though the keyboard is at the foot of the page
    assert not page.go_on.visibleRegion().isEmpty()
    assert "line 3" in page.notice.text
    assert str(bad) + ".rejects.csv" in page.notice.text
    person.press(ENTER)
    person.until_item()
    assert person.session.screen().progress.total == 2


def test_what_is_wrong_with_a_file_or_its_labels_is_told_on_the_page(
    sit_down: Callable[..., Person], few: Path, tmp_path: Path
) -> None:
    person = sit_down(few)
    person.until_item()
    page = new_project_page(person)
    person.press(str(tmp_path / "nowhere.csv"), ENTER)
    person.until(lambda: bool(page.notice.text))
    plain = tmp_path / "plain.csv"
    plain.write_text("text\nWhere is my card?\n", "utf-8")
    person.press(Qt.Key.Key_A, held=CONTROL)
    person.press(str(plain), ENTER)
    person.until(lambda: page.start.isVisible() and page.notice.text == "")
    person.tab_to("Start")
    person.press(ENTER)
    person.until(lambda: "at least two labels" in page.notice.text)
    assert [name for name, _ in names(few)] == ["Five labels"]
    person.tab_to("Labels")
    person.press("card: asks for it", ENTER, "pin")
    person.tab_to("Start")
    person.press(ENTER)
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.name == "plain")
    assert person.window.desk.project is not None
    assert person.window.desk.project.task.labels[0].description == "asks for it"


def test_more_items_come_into_the_project_under_review(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "new-1", "text": "A new question"}\n', "utf-8")
    person = sit_down(small)
    person.until_item()
    page = projects_page(person)
    person.press(Qt.Key.Key_I, held=ALT)
    person.until(lambda: isinstance(person.window.stack.currentWidget(), NewProjectPage))
    person.press(str(more), ENTER)
    new = person.window.pages.new_project()
    person.until(new.start.isVisible)
    assert not new.task.labels.isVisible()
    person.tab_to("Import")
    person.press(ENTER)
    person.until(lambda: person.window.stack.currentWidget() is person.view)
    person.until_item()
    assert person.session.screen().progress.total == 4
    assert not page.isVisible()


def test_a_dropped_file_begins_a_project(sit_down: Callable[..., Person], small: Path, few_csv: Path) -> None:
    person = sit_down(small)
    person.until_item()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(few_csv))])
    actions, buttons, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), actions, data, buttons, none)
    QApplication.sendEvent(person.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(person.window, QDropEvent(QPointF(200, 200), actions, data, buttons, none))
    page = person.window.pages.new_project()
    person.until(lambda: page.columns.text.currentText() == "text")


def test_projects_are_renamed_archived_and_deleted(sit_down: Callable[..., Person], small: Path) -> None:
    person = sit_down(small)
    person.until_item()
    page = projects_page(person)
    person.press(Qt.Key.Key_R, held=ALT)
    person.press("Other name", ENTER)
    person.until(lambda: person.window.windowTitle().startswith("Other name"))
    person.until(page.table.hasFocus)
    person.press(Qt.Key.Key_A, held=ALT)
    person.until(lambda: "out" in page.archive_button.text())
    assert names(small) == [("Other name", True)]
    person.press(Qt.Key.Key_D, held=ALT)
    person.until(page.confirm.no.hasFocus)
    person.press(Qt.Key.Key_Escape)
    assert page.confirm.isHidden()
    person.press(Qt.Key.Key_D, held=ALT)
    person.press(TAB, ENTER)
    person.until(lambda: "kept in" in page.notice.text)
    assert names(small) == []
    assert str(backups_of(small)[0]) in page.notice.text
    person.press(Qt.Key.Key_1, held=CONTROL)
    assert person.window.stack.currentWidget() is page  # there is nothing to review


def test_an_import_can_be_cancelled_and_goes_on_from_there(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_text("id,text\n" + "".join(f"{n},question number {n}\n" for n in range(60_000)), "utf-8")
    person = sit_down(small)
    person.until_item()
    page = new_project_page(person)
    person.press(str(large), ENTER)
    person.until(page.start.isVisible)
    page.task.labels.setPlainText("a\nb")
    person.tab_to("Start")
    person.press(ENTER)
    person.until(lambda: page.work.isVisible() and page.work.bar.value() > 0)
    page.work.stop.click()
    person.until(lambda: "cancelled" in page.notice.text)
    assert not page.work.isVisible()
    assert page.start.isVisible()
    page.start.click()
    person.until(lambda: person.window.desk.project is not None and person.window.desk.project.name == "large")
    person.until_item()
    assert person.session.screen().progress.total == 60_000
