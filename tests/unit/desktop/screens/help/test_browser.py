"""What a page looks like in the document, and where it is scrolled to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextFragment, QTextTable
from pytestqt.qtbot import QtBot

from desktop.actions import Keymap
from desktop.i18n import ENGLISH
from desktop.screens.help.browser import HelpBrowser
from desktop.screens.help.keys_page import keys_page
from desktop.screens.help.library import HelpPage, read_library
from desktop.screens.help.rendering import build_document, heading_blocks, image_places
from desktop.theme import Scheme, Theme


@pytest.fixture
def browser(qtbot: QtBot, theme: Theme) -> HelpBrowser:
    made = HelpBrowser(theme)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


def page(text: str) -> HelpPage:
    return HelpPage("page", text, text)


@pytest.mark.parametrize("language", [ENGLISH, "zh_CN"])
def test_the_headings_of_every_page_are_its_sections(theme: Theme, language: str) -> None:
    for name, one in read_library(language, keys_page(Keymap())).pages.items():
        document = build_document(one.markdown, theme, theme)
        told = [document.findBlockByNumber(number).text() for number in heading_blocks(document)]
        assert told == [section.heading for section in one.sections], name
        document.deleteLater()


def test_headings_tables_and_links_wear_the_theme(theme: Theme) -> None:
    document = build_document("# Title\n\nA [link](x.md) and `code`.\n\n| a | b |\n|---|---|\n| c | d |\n", theme, theme)
    first = document.begin()
    assert first.begin().fragment().charFormat().font().pixelSize() == theme.font("item").pixelSize()
    runs = {one.text(): one.charFormat() for one in runs_of(document, 1)}
    assert runs["link"].foreground().color() == theme.colour("accent")
    assert runs["code"].background().color() == theme.colour("keycap")
    table = document.rootFrame().childFrames()[0]
    assert isinstance(table, QTextTable)
    assert table.cellAt(0, 0).format().background().color() == theme.colour("hover")
    document.deleteLater()


def runs_of(document: QTextDocument, block: int) -> list[QTextFragment]:
    found: list[QTextFragment] = []
    at = document.findBlockByNumber(block).begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def test_a_section_is_brought_to_the_top(browser: HelpBrowser, qtbot: QtBot) -> None:
    text = "# One\n\n" + "word\n\n" * 60 + "## Two\n\n" + "word\n\n" * 60
    browser.show_page(page(text), 1)
    block = browser.document().findBlockByNumber(heading_blocks(browser.document())[1])
    top = browser.document().documentLayout().blockBoundingRect(block).top()
    qtbot.waitUntil(lambda: abs(browser.scrolled - top) <= 1)
    browser.show_page(page(text))
    assert browser.scrolled == 0


def test_words_that_were_searched_for_are_marked_and_the_first_is_in_sight(browser: HelpBrowser, qtbot: QtBot) -> None:
    browser.show_page(page("# One\n\n## Two\n\n" + "word\n\n" * 90 + "a rare thing\n\n" + "word\n\n" * 90), 1, ["rare"])
    marks = browser.extraSelections()
    assert [one.cursor.selectedText() for one in marks] == ["rare"]
    qtbot.waitUntil(lambda: 0 < browser.cursorRect(marks[0].cursor).top() < browser.viewport().height())


def test_a_picture_is_never_wider_than_the_room_and_has_a_dark_sister(browser: HelpBrowser, theme: Theme) -> None:
    browser.show_page(page("# One\n\n![picture](pictures/review.png)\n"))
    light = shown_picture(browser)
    assert 0 < light.width() <= browser.viewport().width() * browser.devicePixelRatioF()
    before = width_of(browser)
    browser.resize(500, 400)
    assert width_of(browser) < before
    assert width_of(browser) <= browser.viewport().width()
    theme.set_scheme(Scheme.DARK)
    assert shown_picture(browser).pixelColor(4, 4).lightness() < light.pixelColor(4, 4).lightness()
    theme.set_scheme(Scheme.LIGHT)


def test_a_picture_from_elsewhere_is_not_looked_for(browser: HelpBrowser) -> None:
    browser.show_page(page("# One\n\n![picture](https://example.invalid/x.png)\n"))
    found = browser.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("https://example.invalid/x.png"))
    assert isinstance(found, QImage)
    assert found.width() == 1


def shown_picture(browser: HelpBrowser) -> QImage:
    name = image_places(browser.document())[0][1]
    found = browser.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
    assert isinstance(found, QImage)
    return found


def width_of(browser: HelpBrowser) -> float:
    block = browser.document().findBlockByNumber(1)
    return block.begin().fragment().charFormat().toImageFormat().width()
