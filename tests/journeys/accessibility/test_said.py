"""What is said while the keyboard stays where it is: the next item, a suggestion that came late, undo, messages, counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from core.review.cards import Candidate, Card, Phase, SuggestionView
from desktop.review.telling import Telling
from desktop.screens.items.page import ItemsPage
from desktop.widgets import spoken
from tests.journeys.accessibility.poses import LEAD, POSES, items, review
from tests.journeys.accessibility.touring import seated

if TYPE_CHECKING:
    from tests.journeys.conftest import Person


class _Heard(QAccessibleAnnouncementEvent):
    """An announcement as Qt has it, of which a note is taken."""

    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []  # noqa: RUF012 - one list for one test; the fixture empties it

    def __init__(self, one: QObject, text: str) -> None:
        super().__init__(one, text)
        self._text = text

    def setPoliteness(self, politeness: QAccessible.AnnouncementPoliteness) -> None:  # noqa: N802 - Qt's name
        super().setPoliteness(politeness)
        self.said.append((self._text, politeness))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """What was said since the last time one asked."""
    _Heard.said.clear()
    monkeypatch.setattr(spoken, "QAccessibleAnnouncementEvent", _Heard)

    def since() -> list[str]:
        texts = [text for text, _ in _Heard.said]
        _Heard.said.clear()
        return texts

    yield since
    _Heard.said.clear()


def test_each_item_and_each_undo_is_said(sit_down: Callable[..., Person], home: Path, said: Callable[[], list[str]]) -> None:
    person = seated(sit_down, home)
    review(LEAD)(person)
    assert any(text.startswith("Ada met Bob") and text.endswith("Suggestion: joy") for text in said())
    before = person.card.item_id
    person.press("2")
    person.until(lambda: person.card.item_id != before and person.view.awake)
    assert [text.startswith("Ada met Bob") for text in said()] == [True]
    person.press("z")
    person.until(lambda: person.card.item_id == before and person.view.awake)
    (text,) = said()
    assert text.startswith("Undone. Ada met Bob")
    person.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ShiftModifier)
    person.until(lambda: person.card.item_id != before)
    assert said()[0].startswith("Redone. Ada met Bob")


def test_what_stands_where_no_item_is_left_is_said(
    sit_down: Callable[..., Person], home: Path, said: Callable[[], list[str]]
) -> None:
    person = seated(sit_down, home)
    POSES["review finished"](person)
    assert person.view.state.accessibleName() in said()


def test_messages_counts_and_what_went_wrong_are_said(
    sit_down: Callable[..., Person], home: Path, said: Callable[[], list[str]]
) -> None:
    person = seated(sit_down, home)
    review(LEAD)(person)
    said()
    person.view.show_message("The disk is full.")
    assert said() == ["The disk is full."]
    items()(person)
    page = person.window.pages.get("items")
    assert isinstance(page, ItemsPage)
    assert page.count.text() in said()
    page.say("It did not work.")
    assert _Heard.said == [("It did not work.", QAccessible.AnnouncementPoliteness.Assertive)]
    POSES["trouble"](person)
    assert any("It is open elsewhere." in text for text in said())


def _card(phase: Phase, *, item: str = "i", label: str = "", place: int = 0) -> Card:
    view = SuggestionView("s", "model", (Candidate(label, label, None),), None, place=place) if label else None
    return Card(phase, item, 1, text="The text.", suggestion=view)


def test_a_suggestion_that_comes_late_is_said_without_the_item() -> None:
    telling = Telling()
    assert telling.told(_card(Phase.ASKING), "") == "The text."
    assert telling.told(_card(Phase.ASKING), "") == ""
    assert telling.told(_card(Phase.REVIEW, label="joy"), "") == "Suggestion: joy"
    assert telling.told(_card(Phase.REVIEW, label="joy"), "") == ""
    assert telling.told(_card(Phase.NO_IDEA, item="j"), "") == "The text. No suggestion."
    assert telling.told(_card(Phase.BLIND, item="k"), "") == "The text. Your answer first."
    assert telling.told(Card(Phase.FINISHED), "All done.") == "All done."
