"""The settings, section by section, by keys alone: what is set holds at once, and is there again at the next start."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.domain.vocabulary import EventKind
from core.insight.timeline import item_timeline
from core.storage.backup import backups_of
from core.workspace import Workspace
from desktop.screens.settings.page import SettingsPage
from desktop.screens.settings.section import Section
from desktop.theme import ReadingWidth

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, UP, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Escape
SECTIONS = ("You", "Look", "Language", "Models", "Budget", "Privacy", "Keys", "Backups", "Folders", "About")


def settings(person: Person, section: str = "") -> SettingsPage:
    """Go to the settings, and into a section."""
    person.press(Qt.Key.Key_Comma, held=CONTROL)
    page = person.window.pages.get("settings")
    assert isinstance(page, SettingsPage)
    person.until(page.sections.hasFocus)
    if section:
        person.press(Qt.Key.Key_Home, *[DOWN] * SECTIONS.index(section))
        assert page.current.title == section
        person.press(ENTER)
        person.until(lambda: not page.sections.hasFocus() and person.window.bridge.idle)
    return page


def stored(home: Path) -> dict[str, object]:
    return tomllib.loads((home / "settings.toml").read_text("utf-8"))


def seated(sit_down: Callable[..., Person], path: Path) -> Person:
    person = sit_down(path)
    person.until_item()
    return person


def test_the_sections_are_gone_through_and_into_and_out_of_by_keys(sit_down: Callable[..., Person], few: Path) -> None:
    person = seated(sit_down, few)
    page = settings(person)
    seen = [page.current.title]
    for _ in SECTIONS[1:]:
        person.press(DOWN)
        assert page.sections.hasFocus()
        assert [one.title for one in page.findChildren(Section) if one.isVisible()] == [page.current.title]
        seen.append(page.current.title)
    assert tuple(seen) == SECTIONS
    person.press(ENTER)
    person.until(page.about.copy.hasFocus)
    person.press(ESC)
    person.until(page.sections.hasFocus)
    person.press("?")
    person.until(lambda: page.findChild(QWidget) is not None and QApplication.focusWidget() is not page.sections)
    person.press("q")
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()


def test_every_control_says_what_it_is_and_what_it_does(sit_down: Callable[..., Person], few: Path) -> None:
    person = seated(sit_down, few)
    page = settings(person)
    for at, title in enumerate(SECTIONS):
        page.sections.setCurrentRow(at)
        person.until(lambda: person.window.bridge.idle)
        controls = [one for one in page.current.findChildren(QWidget) if _stops(one)]
        assert controls, title
        for one in controls:
            assert one.accessibleName() or getattr(one, "text", str)(), (title, one)
        described = [one for one in controls if one.accessibleDescription()]
        assert described or title == "Models", title
    whole = " ".join(label.text() for label in page.findChildren(QLabel))
    for words in ("this computer", "the workspace", "one project"):
        assert words in whole


def _stops(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isVisible() and not widget.objectName().startswith("qt_")


# --- you ---


def test_the_reviewers_name_stands_with_the_decisions(sit_down: Callable[..., Person], few: Path, home: Path) -> None:
    person = seated(sit_down, few)
    settings(person, "You")
    person.press("  Ada   Lovelace ", TAB)
    assert stored(home)["reviewer"] == "Ada Lovelace"
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()
    card = person.decide("s")
    person.window.close()
    with Workspace(few) as workspace, workspace.read.connect() as connection:
        lines = item_timeline(connection, card.item_seq).lines
    assert [line.reviewer for line in lines if line.kind is EventKind.DECIDED] == ["Ada Lovelace"]


# --- look ---


def test_dark_text_size_and_reading_width_hold_at_once_and_at_the_next_start(
    sit_down: Callable[..., Person], few: Path, home: Path
) -> None:
    person = seated(sit_down, few)
    theme, before = person.window.desk.theme, person.window.desk.theme.font("body").pixelSize()
    page = settings(person, "Look")
    person.press("d")
    assert theme.tokens.dark
    person.tab_to("Text size")
    person.press(DOWN, DOWN, DOWN)
    assert (theme.text_size, theme.font("body").pixelSize()) == (150, round(13 * 1.5))
    assert before == 13
    heading = next(label for label in page.look.findChildren(QLabel) if label.text() == "Look")
    assert heading.font().pixelSize() == theme.font("label").pixelSize()
    person.tab_to("Reading width")
    person.press(DOWN)
    assert stored(home) | {"look": "dark", "text_size": 150, "reading_width": "wide"} == stored(home)
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()
    pane = person.view.item
    assert pane.text.font().pixelSize() == theme.font("item").pixelSize() == 33
    person.window.close()
    again = seated(sit_down, few)
    assert again.window.desk.theme.text_size == 150
    assert again.window.desk.theme.tokens.dark
    page = settings(again, "Look")
    assert page.look.text_size.currentText() == "150 %"
    assert "Wide" in page.look.reading_width.currentText()


def test_the_lines_of_an_item_are_as_long_as_is_wanted(sit_down: Callable[..., Person], few: Path) -> None:
    person = seated(sit_down, few)
    person.window.resize(2400, 900)
    theme, text = person.window.desk.theme, person.view.item.text
    widths: list[int] = []
    for width in ReadingWidth:
        theme.set_reading_width(width)
        person.until(lambda: text.viewport().width() not in widths)
        widths.append(text.viewport().width())
    assert widths == sorted(widths)
    assert widths[0] <= 700
    assert widths[1] <= 980
    assert widths[2] > 1_300


# --- language ---


def test_a_language_is_asked_for_once_it_is_saved(sit_down: Callable[..., Person], few: Path, home: Path) -> None:
    person = seated(sit_down, few)
    asked: list[tuple[str, object]] = []

    def hear(language: str) -> None:
        asked.append((language, stored(home)["language"]))

    person.window.language_changed.connect(hear)
    page = settings(person, "Language")
    assert page.languages.language.accessibleName() == "Language"
    person.press(DOWN, DOWN)
    assert asked == [("en", "en"), ("zh_CN", "zh_CN")]
    assert person.window.desk.preferences.section == "language"


# --- budget and privacy ---


def test_a_budget_is_set_for_the_project_that_is_chosen(sit_down: Callable[..., Person], few: Path) -> None:
    with Workspace(few) as workspace:
        workspace.create_project("Second", workspace.project("Five labels").task)
    person = sit_down(few)
    person.until(lambda: person.window.desk.project is not None)
    page = settings(person, "Budget")
    person.until(lambda: page.budget.project.count() == 2)
    assert page.budget.project.currentText() == "Second"
    person.press(UP)
    assert page.budget.project.currentText() == "Five labels"
    person.until(lambda: person.window.bridge.idle)
    person.tab_to("US dollars a day")
    person.press("2.5")
    person.tab_to("Save the limits")
    person.press(ENTER)
    person.until(lambda: "Saved" in page.budget.form.notice.text)
    models, desk = person.window.desk.workspace.models, person.window.desk
    assert models.limits(desk.workspace.project("Five labels")).money_per_day == 2.5
    assert models.limits(desk.workspace.project("Second")).money_per_day is None


def test_privacy_is_set_without_touching_the_budget_and_what_is_not_saved_stays(
    sit_down: Callable[..., Person], few: Path
) -> None:
    person = seated(sit_down, few)
    page = settings(person, "Budget")
    person.tab_to("Calls a day")
    person.press("7")
    person.press(ESC, DOWN, ENTER)
    person.until(lambda: page.current is page.privacy and person.window.bridge.idle)
    person.tab_to("Local only: calls go to this computer and to the hosts below, nowhere else")
    person.press(Qt.Key.Key_Space)
    person.tab_to("E-mail addresses")
    person.press(Qt.Key.Key_Space)
    person.tab_to("Save the limits")
    person.press(ENTER)
    person.until(lambda: "Saved" in page.privacy.form.notice.text)
    person.press(ESC, UP, ENTER)
    person.until(lambda: person.window.bridge.idle)
    assert page.budget.form.calls.text() == "7"
    person.tab_to("Save the limits")
    person.press(ENTER)
    person.until(lambda: "Saved" in page.budget.form.notice.text)
    desk = person.window.desk
    assert desk.project is not None
    limits = desk.workspace.models.limits(desk.project)
    assert (limits.local_only, limits.redact, limits.calls_per_day) == (True, ("email",), 7)


# --- keys ---


def _row(page: SettingsPage, title: str) -> int:
    return next(at for at in range(page.keys.table.texts.rowCount()) if page.keys.table.texts.index(at, 0).data() == title)


def test_a_key_is_found_changed_and_reset_and_a_clash_is_refused_with_both_names(
    sit_down: Callable[..., Person], few: Path
) -> None:
    person = seated(sit_down, few)
    page = settings(person, "Keys")
    cells = page.keys.table.texts
    person.press("skip for", DOWN)
    person.until(page.keys.table.hasFocus)
    assert (cells.rowCount(), cells.index(0, 0).data(), cells.index(0, 2).data()) == (1, "Skip for now", "")
    person.press(ENTER, "x")
    person.until(lambda: "Skip for now" in page.notice.text and "Reject" in page.notice.text)
    person.until(page.keys.table.hasFocus)
    person.press(ENTER, "l")
    person.until(lambda: cells.index(0, 1).data() == "L")
    assert cells.index(0, 2).data() == "usually S"
    assert page.notice.text == ""
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()
    person.decide("l")
    assert person.session.screen().progress.skipped == 1
    person.window.close()
    again = seated(sit_down, few)
    again.decide("l")
    page = settings(again, "Keys")
    again.press("l")
    titles = {page.keys.table.texts.index(at, 0).data() for at in range(page.keys.table.texts.rowCount())}
    assert "Skip for now" in titles
    page.keys.table.selectRow(_row(page, "Skip for now"))
    again.press(Qt.Key.Key_T, held=ALT)
    assert again.window.desk.preferences.keys == {}
    again.press(Qt.Key.Key_1, held=CONTROL)
    again.until_item()
    again.decide("s")


def test_all_keys_are_reset_after_a_question(sit_down: Callable[..., Person], few: Path, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text('[keys]\nskip = ["W"]\nflag = ["Y"]\n', "utf-8")
    person = seated(sit_down, few)
    page = settings(person, "Keys")
    person.press(Qt.Key.Key_L, held=ALT)
    person.until(page.keys.confirm.no.hasFocus)
    assert "2" in page.keys.confirm.words.text()
    person.press(TAB, ENTER)
    person.until(page.keys.table.hasFocus)
    assert stored(home)["keys"] == {}
    assert not page.keys.reset_all.isEnabled()
    assert page.keys.table.texts.index(_row(page, "Skip for now"), 1).data() == "S"


def test_what_is_not_found_is_said(sit_down: Callable[..., Person], few: Path) -> None:
    person = seated(sit_down, few)
    page = settings(person, "Keys")
    person.press("no such thing")
    assert page.keys.none.isVisible()
    assert not page.keys.change.isEnabled()
    person.press(*[Qt.Key.Key_Backspace] * 20)
    assert page.keys.table.texts.rowCount() > 30


# --- backups ---


def test_a_backup_is_restored(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until(lambda: len(backups_of(few)) == 1)
    person.decide("s")
    page = settings(person, "Backups")
    person.until(page.backups.restore.isEnabled)
    person.press(Qt.Key.Key_R, held=ALT)
    person.until(page.backups.confirm.no.hasFocus)
    person.press(TAB, ENTER)
    person.until(lambda: person.window.desk.open_workspace is None)
    person.until(lambda: person.window.desk.open_workspace is not None)
    person.until_item()
    assert person.session.screen().progress.skipped == 0
    assert list(few.parent.glob("*before-restore*"))


def test_backups_go_to_the_folder_that_is_written_and_no_more_are_kept(
    sit_down: Callable[..., Person], few: Path, home: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person = sit_down(few)
    person.until(lambda: len(backups_of(few)) == 1)
    page = settings(person, "Backups")
    assert page.backups.folder.placeholderText() == str(home / "default-backups")
    person.press(str(stick), ENTER)
    person.until(lambda: "The next backup goes there" in page.notice.text)
    person.tab_to("Backups that are kept")
    person.press(Qt.Key.Key_A, held=CONTROL)
    person.press("2")
    assert stored(home)["backups"] == {"folder": str(stick), "kept": 2, "earlier": []}
    for number in range(3):
        person.press(Qt.Key.Key_B, held=ALT)
        person.until(lambda: page.backups.now.isEnabled() and person.window.bridge.idle)
        assert str(stick) in page.notice.text, number
    assert len(backups_of(few)) == 2
    assert all(path.is_relative_to(stick) for path in backups_of(few))
    assert page.backups.table.texts.rowCount() == 2


def test_a_folder_that_is_not_there_is_refused_and_the_old_one_stays(
    sit_down: Callable[..., Person], few: Path, home: Path, tmp_path: Path
) -> None:
    person = seated(sit_down, few)
    page = settings(person, "Backups")
    person.press(str(tmp_path / "nowhere"), ENTER)
    person.until(lambda: "not a folder that is there" in page.notice.text)
    assert person.window.desk.preferences.backups.folder == ""
    person.press(*[Qt.Key.Key_Backspace] * 300)
    person.press(TAB)
    person.until(lambda: person.window.bridge.idle)
    assert not (home / "settings.toml").exists() or "nowhere" not in (home / "settings.toml").read_text("utf-8")


# --- folders and about ---


def test_paths_are_copied_and_folders_opened(sit_down: Callable[..., Person], few: Path, home: Path) -> None:
    person = seated(sit_down, few)
    page = settings(person, "Folders")
    person.until(lambda: page.folders.settings.text() == str(home / "settings.toml"))
    assert page.folders.workspace.text() == str(few)
    opened: list[QUrl] = []
    page.folders.open_with(lambda url: not opened.append(url))
    person.tab_to("Copy the path: The workspace")
    person.press(ENTER)
    assert QGuiApplication.clipboard().text() == str(few)
    person.tab_to("Open the folder: The log")
    person.press(ENTER)
    person.until(lambda: len(opened) == 1)
    assert Path(opened[0].toLocalFile()) in (home / "log", home)
    page.folders.open_with(lambda _: False)
    person.press(ENTER)
    person.until(lambda: "nothing here can open it" in page.notice.text)


def test_the_details_are_copied_and_the_licences_are_read(sit_down: Callable[..., Person], few: Path) -> None:
    person = seated(sit_down, few)
    page = settings(person, "About")
    person.until(lambda: "Qt 6" in page.about.details.text())
    person.press(ENTER)
    copied = QGuiApplication.clipboard().text()
    assert "Version" in copied
    assert "Python 3" in copied
    person.press(TAB, ENTER)
    sheet = page.about.sheet
    person.until(lambda: sheet.isVisible() and sheet.filled)
    assert "PySide6" in sheet.text.toPlainText() or "pyside6" in sheet.text.toPlainText().casefold()
    person.press(Qt.Key.Key_End, held=CONTROL)
    assert sheet.text.verticalScrollBar().value() > 0
    person.press(TAB)
    assert sheet.close_button.hasFocus()
    person.press(ESC)
    person.until(sheet.isHidden)
    assert page.about.licences.hasFocus()


# --- the file ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("look = dark", "settings.toml.unreadable"),
        ("look = 'pink'", "look"),
        ("[keys]\nskip = ['X']", "Your own keys are not in force"),
    ],
)
def test_what_is_wrong_with_the_settings_file_is_said_at_the_start(
    sit_down: Callable[..., Person], few: Path, home: Path, text: str, said: str
) -> None:
    (home / "settings.toml").write_text(text, "utf-8")
    person = sit_down(few)
    person.until(lambda: person.window.desk.open_workspace is not None)
    person.until_item()
    assert said in person.view.message.message
    assert person.window.desk.preferences.look == "system"


def test_it_is_said_on_the_projects_too_when_there_is_none_to_review(
    sit_down: Callable[..., Person], few: Path, home: Path
) -> None:
    with Workspace(few) as workspace:
        workspace.archive_project(workspace.project("Five labels"))
    (home / "settings.toml").write_text("look = [", "utf-8")
    person = sit_down(few)
    person.until(lambda: person.window.stack.currentWidget() is person.window.pages.get("projects"))
    page = person.window.pages.get("projects")
    person.until(lambda: "settings.toml.unreadable" in page.notice.text)
