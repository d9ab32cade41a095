"""The strip beneath the item, and the sheet with all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.content import Content
from core.domain.json import JsonValue
from core.review.cards import Card, Phase
from desktop.review.meta_sheet import MetaSheet
from desktop.review.meta_strip import MetaStrip
from desktop.theme import Theme
from tests.unit.desktop.review.conftest import Bench

RECORD: dict[str, JsonValue] = {
    "channel": "chat",
    "customer": {"tier": "gold", "since": 2019, "vip": True, "tags": ["a", "b"], "note": None},
    "url": "https://example.com/" + "long/" * 60,
}


def card(metadata: dict[str, JsonValue]) -> Card:
    return Card(Phase.REVIEW, "i", 1, "Q-7", "text", content=Content("text", metadata=metadata))


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> MetaStrip:
    made = MetaStrip(theme)
    qtbot.addWidget(made)
    made.resize(600, 78)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_nested_values_are_told_as_a_person_reads_them(strip: MetaStrip) -> None:
    strip.show_card(card(RECORD))
    told = strip.accessibleName()
    for part in ("channel: chat", "customer / tier: gold", "customer / vip: true", "customer / tags: a, b", "id: Q-7"):
        assert part in told
    assert "{" not in told
    assert "None" not in told


def test_a_card_without_typed_metadata_shows_what_it_has(strip: MetaStrip) -> None:
    strip.show_card(Card(Phase.REVIEW, "i", 1, text="text", metadata=(("colour", "red"),)))
    assert strip.accessibleName() == "colour: red"


def test_nothing_to_show_is_nothing_to_press(strip: MetaStrip) -> None:
    strip.show_card(Card(Phase.REVIEW, "i", 1, text="text"))
    assert not strip.isEnabled()
    strip.show_card(card(RECORD))
    assert strip.isEnabled()


def test_every_value_can_be_copied_whole(strip: MetaStrip) -> None:
    strip.show_card(card({"R&D": "a & b", **RECORD}))
    menu = strip.menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["Copy url"].trigger()
    assert QGuiApplication.clipboard().text() == RECORD["url"]
    actions["Copy R&&D"].trigger()
    assert QGuiApplication.clipboard().text() == "a & b"


def test_many_entries_say_how_many_more_there_are(strip: MetaStrip) -> None:
    strip.show_card(card({f"name {at}": "a value" for at in range(60)}))
    few = strip.grab().toImage()
    strip.show_card(card({f"name {at}": "a value" for at in range(61)}))
    assert strip.grab().toImage() != few  # the count has changed
    strip.set_lines(1)
    assert strip.height() < 40


def test_enter_on_the_strip_shows_all_of_it_and_no_key_decides_meanwhile(bench: Bench) -> None:
    bench.show(text="text", content=Content("text", metadata=RECORD))
    strip = bench.screen.item.meta
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    bench.press(Qt.Key.Key_Return)
    assert bench.said == []
    (sheet,) = bench.screen.findChildren(MetaSheet)
    assert sheet.isVisible()
    text = sheet.record.browser.toPlainText()
    assert str(RECORD["url"]) in text
    assert "gold" in text
    bench.press("1", "x", Qt.Key.Key_Return, Qt.Key.Key_PageDown)
    assert bench.said == []
    bench.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert strip.hasFocus()


def test_a_click_opens_it_and_leaves_the_keys_where_they_were(bench: Bench) -> None:
    bench.show(text="text", content=Content("text", metadata=RECORD))
    QTest.mouseClick(bench.screen.item.meta, Qt.MouseButton.LeftButton)
    bench.press(Qt.Key.Key_Escape)
    assert bench.screen.hasFocus()
    QApplication.processEvents()
