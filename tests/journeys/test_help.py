"""The help by its keys, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop.screens.help.page import HelpScreen
from desktop.screens.help.trail import Place
from desktop.screens.new_project.page import NewProjectPage
from tests.journeys.conftest import Person

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def person(sit_down: Callable[..., Person]) -> Person:
    found = sit_down(sample=True)
    found.until_item()
    return found


def help_of(person: Person) -> HelpScreen:
    page = person.window.pages.get("help")
    assert isinstance(page, HelpScreen)
    assert person.window.stack.currentWidget() is page
    return page


def where(page: HelpScreen) -> tuple[str, str]:
    """The page that is read, and the heading of the section."""
    here = page.trail.here
    assert here is not None
    return here.page, page.library.pages[here.page].sections[here.section].heading


def test_f1_opens_the_page_of_the_screen_that_is_shown_and_esc_leads_back(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    page = help_of(person)
    assert where(page) == ("review-screen", "The review screen and its keys")
    assert page.browser.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert person.window.stack.currentWidget() is person.view
    person.window.go("settings")
    person.press(Qt.Key.Key_F1)
    assert where(page) == ("settings-screen", "The Settings screen")
    person.press(Qt.Key.Key_F1)
    assert where(page) == ("settings-screen", "The Settings screen")
    person.press(Qt.Key.Key_Escape)
    assert person.window.stack.currentWidget() is person.window.pages.get("settings")


def test_f1_works_from_inside_a_text_field_of_the_review_screen(person: Person) -> None:
    person.press("c", "a remark")
    assert person.view.panel.comment.field.hasFocus()
    person.press(Qt.Key.Key_F1)
    assert where(help_of(person))[0] == "review-screen"
    person.press(Qt.Key.Key_Escape)
    assert person.view.panel.comment.field.toPlainText() == "a remark"


def test_a_form_that_is_half_filled_in_is_still_there_after_a_look_into_the_help(person: Person) -> None:
    person.window.go("new_project")
    form = person.window.pages.new_project()
    assert isinstance(form, NewProjectPage)
    form.source.path.setFocus()
    person.press("/tmp/questions.csv", Qt.Key.Key_F1)
    assert where(help_of(person)) == ("projects-screen", "New project")
    person.press(Qt.Key.Key_Escape)
    assert person.window.stack.currentWidget() is form
    assert form.source.path.text() == "/tmp/questions.csv"
    assert form.source.path.hasFocus()


def test_a_word_is_searched_for_as_it_is_typed_and_enter_opens_what_was_found(person: Person) -> None:
    person.press(Qt.Key.Key_F1, "/")
    page = help_of(person)
    assert page.search.hasFocus()
    person.press("redaction")
    first = page.contents.line_at(0)
    assert first.title == "Redaction"
    assert first.under == "What is sent where"
    assert "Redaction is a help and no promise" in first.snippet
    person.press(Qt.Key.Key_Return)
    assert where(page) == ("what-is-sent", "Redaction")
    assert page.browser.hasFocus()
    assert {one.cursor.selectedText().lower() for one in page.browser.extraSelections()} == {"redaction"}
    person.press(Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert help_of(person) is page


def test_arrows_choose_among_what_was_found(person: Person) -> None:
    person.press(Qt.Key.Key_F1, "/", "keychain", Qt.Key.Key_Down)
    page = help_of(person)
    second = page.contents.line_at(1).place
    person.press(Qt.Key.Key_Return)
    assert page.trail.here == second


def test_nothing_found_says_so_and_enter_goes_nowhere(person: Person) -> None:
    person.press(Qt.Key.Key_F1, "/", "xylophone")
    page = help_of(person)
    assert page.contents.line_at(0).title == "Nothing found"
    person.press(Qt.Key.Key_Return)
    assert where(page)[0] == "review-screen"


def test_a_link_is_followed_by_the_keyboard_and_back_leads_to_where_the_page_was_left(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    page = help_of(person)
    person.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    left_at = page.browser.scrolled
    assert left_at > 0
    page.open_link("README.md")
    person.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert where(page)[0] == "reviewer"
    person.press(Qt.Key.Key_Left, held=ALT)
    assert where(page)[0] == "README"
    person.press(Qt.Key.Key_Left, held=ALT)
    assert where(page)[0] == "review-screen"
    person.until(lambda: page.browser.scrolled == left_at)
    person.press(Qt.Key.Key_Right, held=ALT)
    assert where(page)[0] == "README"
    page.open_link("export.md#the-ledger")
    assert where(page) == ("export", "The ledger")


def test_back_works_from_inside_the_search(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    page = help_of(person)
    page.go(Place("labels"))
    person.press("/", "x")
    person.press(Qt.Key.Key_Left, held=ALT)
    assert where(page)[0] == "review-screen"


def test_the_list_of_pages_is_walked_by_arrows_past_the_titles_of_groups(person: Person) -> None:
    person.press(Qt.Key.Key_F1, "p")
    page = help_of(person)
    assert page.contents.hasFocus()
    assert page.contents.line_at(page.contents.currentRow()).title == "The review screen and its keys"
    person.press(Qt.Key.Key_Up)
    assert page.contents.line_at(page.contents.currentRow()).title == "The first ten minutes, as a lead"
    person.press(Qt.Key.Key_Return)
    assert where(page)[0] == "lead"


def test_help_is_there_when_no_workspace_can_be_opened(person: Person) -> None:
    window = person.window
    window.desk.open_workspace, held = None, window.desk.open_workspace
    window.stack.setCurrentWidget(window.trouble)
    window.trouble.take_focus()
    person.press(Qt.Key.Key_F1)
    assert where(help_of(person))[0] == "troubleshooting"
    person.press(Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.trouble
    window.desk.open_workspace = held


def test_other_keys_make_another_page_of_keys(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    page = help_of(person)
    assert "| `S` | Skip for now" in page.library.pages["keys"].markdown
    person.press(Qt.Key.Key_Escape)
    person.window.desk.keymap = type(person.window.desk.keymap)({"skip": ["L"]})
    person.window.go("help")
    assert "| `L` | Skip for now" in page.library.pages["keys"].markdown


class Browser(QObject):
    """Stands for the system's web browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    found = Browser()
    for scheme in ("https", "file", "ftp"):
        QDesktopServices.setUrlHandler(scheme, found, cast("bytes", "open"))  # a string, whatever the stub says
    yield found
    for scheme in ("https", "file", "ftp"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_only_http_links_lead_out_of_the_app_and_only_when_followed(person: Person, browser: Browser) -> None:
    person.press(Qt.Key.Key_F1)
    page = help_of(person)
    before = where(page)
    assert browser.opened == []
    page.open_link("file:///etc/hostname")
    page.open_link("ftp://example.invalid/x")
    page.open_link("nowhere.md")
    assert browser.opened == []
    page.open_link("https://example.invalid/page")
    assert browser.opened == ["https://example.invalid/page"]
    assert where(page) == before
