"""Run by itself with QT_SCALE_FACTOR=2: prints what is wrong at 200 %, and nothing when nothing is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, QRect, Qt  # noqa: E402 - the path comes first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402

from desktop.app import Start, application, make_window  # noqa: E402
from desktop.window.main_window import MainWindow  # noqa: E402
from desktop.window.preferences import load_preferences  # noqa: E402
from tests.journeys.accessibility import fit  # noqa: E402
from tests.journeys.accessibility.poses import prepare  # noqa: E402
from tests.journeys.accessibility.touring import UNITED_STATES, tour  # noqa: E402

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

_POSES = ("review choice", "review fields", "items", "project", "export", "trouble")
_WAIT_S = 60  # what is imported in the background may take the executors, on a machine that does much else


class Hand:
    """What a tour needs of a person, without pytest."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def view(self) -> QWidget:
        return self.window.reviewing.view

    @property
    def card(self) -> object:
        session = self.window.reviewing.controller.session
        assert session is not None
        return session.screen().card

    def press(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget() or self.window
            QTest.keyClicks(target, key, held) if isinstance(key, str) else QTest.keyClick(target, key, held)

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + _WAIT_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            QTest.qWait(10)


def main() -> int:
    """Print what is wrong."""
    app = application()
    assert app.devicePixelRatio() == 2.0
    path = Path(os.environ["COUNTERSIGN_HOME"]) / "default.countersign"
    path.parent.mkdir(parents=True)
    prepare(path)
    window = make_window(app, Start(path), load_preferences())
    window.show()
    hand = Hand(window)
    hand.until(lambda: window.desk.open_workspace is not None)
    for problem in [*_on_a_small_screen(hand), *_on_a_large_one(hand)]:
        sys.stdout.write(f"{problem}\n")
    window.close()
    return 0


def _on_a_small_screen(hand: Hand) -> list[str]:
    """The screen has fewer points than the app needs: the window fits it, and scrolls to what has the keyboard."""
    window, room = hand.window, hand.window.screen().availableGeometry()
    found = [] if room.contains(QRect(QPoint(0, 0), window.size())) else [f"a window of {window.size()} on a screen of {room}"]
    hand.until(lambda: bool(hand.window.reviewing.controller.card.item_id))
    ground = cast("QScrollArea", window.centralWidget())
    if ground.horizontalScrollBar().maximum() == 0:
        found.append("nothing scrolls")
    for _ in range(20):
        hand.press(Qt.Key.Key_Tab)
        QTest.qWait(20)  # what has come into sight is painted
        here = QApplication.focusWidget()
        if here is not None and here is not hand.view and _out_of_sight(here, ground):
            found.append(f"{here.accessibleName()} has the keyboard and is out of sight")
    hand.until(lambda: hand.window.reviewing.view.awake)  # the answer was come by, and seen
    return found


def _out_of_sight(one: QWidget, ground: QScrollArea) -> bool:
    place = QRect(one.mapTo(ground.viewport(), QPoint(0, 0)), one.size())
    return not ground.viewport().rect().intersects(place)


def _on_a_large_one(hand: Hand) -> list[str]:
    hand.window.resize(1280, 800)
    found: list[str] = []
    for name, top in tour(cast("Person", cast("object", hand)), only=_POSES):
        found += [f"{name}: {problem}" for problem in fit.clipped(top)]
        picture = top.window().grab()
        if (picture.width(), picture.height()) != (2560, 1600):
            found.append(f"{name} is {picture.size()}")
    return found


if __name__ == "__main__":
    UNITED_STATES.setDefault(UNITED_STATES)
    raise SystemExit(main())
