"""A review screen on a shown window, driven by keys, with the cards that tests put on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.task import Label, Task
from core.domain.vocabulary import Provenance, Verdict
from core.review.cards import Candidate, Card, HistoryEntry, Phase, Progress, Screen, SuggestionView, Word
from desktop.review.editors.choice import ChoiceEditor
from desktop.review.intents import Intent
from desktop.review.screen import ReviewScreen
from desktop.theme import Theme

FEW = tuple(Label(name, f"About {name}.") for name in ("delivery", "payment", "refund", "fees", "account"))
MANY = tuple(
    Label(f"{first}_{second}") for first in ("card", "pin", "top_up", "fee") for second in ("lost", "new", "failed", "late")
)


class Clock(Protocol):
    """What the hand clock of the outer conftest offers."""

    def __call__(self) -> float: ...

    def pass_ms(self, milliseconds: float) -> None: ...


class Bench:
    """The screen under test, and what it said."""

    def __init__(self, screen: ReviewScreen, clock: Clock) -> None:
        self.screen = screen
        self.clock = clock
        self.said: list[tuple[str, Any]] = []
        self.went: list[str] = []
        self._count = 0
        screen.intent.connect(self._hear)
        screen.navigate.connect(self.went.append)

    @property
    def choice(self) -> ChoiceEditor:
        """The editor on the screen, of a choice."""
        editor = self.screen.panel.editor
        assert isinstance(editor, ChoiceEditor)
        return editor

    def show(self, labels: tuple[Label, ...] = FEW, phase: Phase = Phase.REVIEW, *, seen: bool = True, **changes: object) -> Card:
        """Show a new item; `seen`: it has been painted for long enough."""
        self._count += 1
        few = len(labels) <= 9
        names = [label.name for label in labels]
        card = Card(phase, f"item {self._count}", self._count, text=f"The text of item {self._count}")
        card = replace(card, slots=tuple(names[:9]) if few or phase is Phase.REVIEW else ())
        if phase in (Phase.REVIEW, Phase.SECOND_OPINION):
            candidates = tuple(Candidate(name, name, 50.0) for name in names[:5])
            card = replace(card, suggestion=SuggestionView(f"s{self._count}", "built-in", candidates, Word.LIKELY))
        card = replace(card, **changes)  # pyright: ignore[reportArgumentType] - fields of Card by name
        self.screen.set_project("Project", "To review", Task("choice", labels), "# Guide")
        self.put(card)
        if seen:
            self.see()
        return card

    def put(self, card: Card) -> None:
        """Show `card` with a history that can be undone."""
        past = (HistoryEntry("d1", "i1", Verdict.ACCEPTED, Provenance.ASSISTED, "delivery"),)
        self.screen.show_screen(Screen(card, Progress(total=10, left=9), past, can_undo=True))

    def see(self) -> None:
        """Let it be painted, and time pass."""
        QApplication.processEvents()
        self.clock.pass_ms(200)

    def press(self, *keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys on whatever has the focus."""
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key, modifier)

    def hold(self, key: Qt.Key, text: str) -> None:
        """A held key: the system repeats the press."""
        target = QApplication.focusWidget()
        assert target is not None
        for _ in range(20):
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
            QApplication.sendEvent(target, event)

    def words(self) -> list[str]:
        """The words of the key bar."""
        return [hint.word for hint in self.screen.keys.hints()]

    def _hear(self, intent: Intent) -> None:
        self.said.append((intent.kind.value, intent.value))


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, clock: Clock) -> Iterator[Bench]:
    screen = ReviewScreen(theme, clock=clock)
    qtbot.addWidget(screen)
    screen.resize(1200, 780)
    screen.show()
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitExposed(screen)
    qtbot.waitUntil(screen.hasFocus, timeout=2000)
    yield Bench(screen, clock)


@pytest.fixture
def few() -> tuple[Label, ...]:
    return FEW


@pytest.fixture
def many() -> tuple[Label, ...]:
    return MANY
