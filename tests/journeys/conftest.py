"""A person at a real window: keys go to whatever has the focus, and answers come from a real workspace on the disk."""

from __future__ import annotations

import csv
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.domain.task import Label, Task
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.review.cards import Card, Phase
from core.review.session import ReviewSession
from core.workspace import Workspace
from desktop.app import Start, make_window
from desktop.review.screen import ReviewScreen
from desktop.window.main_window import MainWindow
from desktop.window.preferences import load_preferences

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "banking77_sample.csv"
FEW = ("card_arrival", "pin_blocked", "exchange_rate", "top_up_failed", "cash_withdrawal_charge")
PROJECT = "Five labels"
_ITEMS = frozenset({Phase.REVIEW, Phase.NO_IDEA, Phase.FAILED, Phase.BLIND, Phase.ASKING, Phase.SECOND_OPINION})
_OURS = ("writer", "loop", "worker", "opener")
WAIT_MS = 20_000

Key = Qt.Key | str


class Person:
    """Someone who works with one window by its keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    @property
    def view(self) -> ReviewScreen:
        return self.window.reviewing.view

    @property
    def session(self) -> ReviewSession:
        session = self.window.reviewing.controller.session
        assert session is not None
        return session

    @property
    def card(self) -> Card:
        return self.session.screen().card

    @property
    def left(self) -> int:
        return self.session.screen().progress.left

    def press(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, or type texts, into whatever has the focus."""
        for key in keys:
            target = QApplication.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(target, key, held)
            else:
                QTest.keyClick(target, key, held)

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called `name` has the focus."""
        for _ in range(60):
            if _name_of(QApplication.focusWidget()) == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {name}")

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=WAIT_MS)

    def until_item(self) -> Card:
        """Wait until there is an item that keys decide on."""
        self.until(lambda: self.window.reviewing.controller.session is not None)
        self.until(lambda: self.card.phase in _ITEMS and self.view.awake)
        return self.card

    def decide(self, *keys: Key) -> Card:
        """Wait for an item, press keys, and wait for the next one; returns the item that was decided on.

        An item of the blind sample, which any may be, shows the suggestion afterwards: what was decided is kept.
        """
        before = self.until_item()
        self.press(*keys)
        self.until(lambda: self.card.item_id != before.item_id or self._second_opinion(before))
        if self.card.item_id == before.item_id:
            self.until_item()
            self.press(Qt.Key.Key_Return)
        self.until(lambda: self.card.item_id != before.item_id)
        return before

    def _second_opinion(self, before: Card) -> bool:
        return self.card.phase is Phase.SECOND_OPINION is not before.phase

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)


def _name_of(widget: QWidget | None) -> str:
    """What a screen reader says of the widget."""
    if isinstance(widget, QAbstractButton):
        return widget.accessibleName() or widget.text().replace("&", "")
    return "" if widget is None else widget.accessibleName()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of the app lies."""
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def no_thread_is_left(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith(_OURS)]
    assert left == []


@pytest.fixture
def sit_down(qapp: QApplication, qtbot: QtBot, no_thread_is_left: None) -> Iterator[Callable[..., Person]]:
    """Opens windows as the app does; closes them at the end."""
    windows: list[MainWindow] = []

    def open_window(workspace: Path | None = None, *, sample: bool = False) -> Person:
        window = make_window(qapp, Start(workspace, sample=sample), load_preferences())
        windows.append(window)
        person = Person(window, qtbot)
        person.show()
        return person

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


@pytest.fixture
def few_csv(tmp_path: Path) -> Path:
    """200 real questions whose labels are five; the sample's questions come again with another number."""
    path = tmp_path / "five labels.csv"
    with SAMPLE.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))[:200]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["id", "text", "gold"])
        writer.writerows([row["id"], row["text"], FEW[at % len(FEW)]] for at, row in enumerate(rows))
    return path


@pytest.fixture
def few(few_csv: Path, home: Path) -> Path:
    """A workspace with one project of 200 items and five labels."""
    path = home / "default.countersign"
    with Workspace(path) as workspace:
        task = Task("choice", tuple(Label(name) for name in FEW))
        project = workspace.create_project(PROJECT, task, "# Guide", order="imported")
        with workspace.importing(project, open_table(few_csv), Mapping("text", "id", gold="gold")) as importing:
            importing.run()
    return path


@pytest.fixture
def small(few_csv: Path, home: Path) -> Path:
    """A workspace with one project of three items."""
    path = home / "default.countersign"
    with few_csv.open(encoding="utf-8") as source:
        lines = [next(source) for _ in range(4)]
    few_csv.write_text("".join(lines), encoding="utf-8")
    with Workspace(path) as workspace:
        project = workspace.create_project(PROJECT, Task("choice", tuple(Label(name) for name in FEW)), order="imported")
        with workspace.importing(project, open_table(few_csv), Mapping("text", "id")) as importing:
            importing.run()
    return path
