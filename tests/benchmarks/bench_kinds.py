"""Presses and milliseconds to accept, correct and reject, for each kind of answer, in the real window: the table of `kinds.md`.

The time runs from the first press to the next item painted, as fast as a program presses: what the app takes, not the person. Beside it
a raw durable commit of the same run. By hand: `QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/bench_kinds.py`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_review import Reviewer
from material import Workspace, raw_commits
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.review.cards import Phase
from core.runtime.collector import calm_collector
from desktop.app import Start, application, make_window
from desktop.window.preferences import Preferences
from tests.kinds import project_of
from tests.ways import WAYS, Presses, counted

TIMES = 12
_HELD = {"Ctrl+": Qt.KeyboardModifier.ControlModifier, "Shift+": Qt.KeyboardModifier.ShiftModifier}


class Quick(Reviewer):
    """Goes one way after the other."""

    def way(self, presses: Presses) -> float:
        """Milliseconds from the first press until the next item was painted."""
        view = self.window.reviewing.view
        self.wait_until(lambda: view.awake and self.card().phase is Phase.REVIEW)
        before = self.card()
        started = time.perf_counter()
        for press in presses:
            self._press(press)
        self.wait_until(lambda: self.card().item_id != before.item_id and view.is_painted)
        return 1_000 * (time.perf_counter() - started)

    def _press(self, press: str) -> None:
        target = QApplication.focusWidget() or self.window
        held = next((prefix for prefix in _HELD if press.startswith(prefix)), "")
        name = press.removeprefix(held)
        if press.startswith("["):
            QTest.keyClicks(target, press[1:-1])
        elif press == "1 or 2":
            QTest.keyClicks(target, str(self.card().presented.index("2") + 1))
        else:
            code = Qt.Key.Key_Return if name == "Enter" else Qt.Key(ord(name.upper()))
            text_key = len(name) == 1 and not held
            if text_key:
                QTest.keyClicks(target, name)
            else:
                QTest.keyClick(target, code, _HELD.get(held, Qt.KeyboardModifier.NoModifier))
        QCoreApplication.processEvents()


def measure(name: str, folder: Path) -> tuple[float, float, float]:
    """Medians of accept, correct, reject in milliseconds."""
    path = folder / f"{name}.countersign"
    with Workspace(path) as workspace:
        project_of(workspace, name, 4 + 3 * TIMES)
    preferences = Preferences(path=folder / f"{name}.toml", workspace=str(path), project=name)
    window = make_window(application(), Start(path), preferences)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    quick, ways = Quick(window), WAYS[name]
    quick.way(ways.accept)  # the first one also waits for what is imported late
    found = [median(quick.way(way) for _ in range(TIMES)) for way in (ways.accept, ways.correct, ways.reject)]
    window.close()
    window.deleteLater()
    QCoreApplication.processEvents()
    return found[0], found[1], found[2]


def main() -> None:
    """Print the table."""
    application()
    calm_collector()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        raw = 1_000 * median(raw_commits(folder / "raw.sqlite", 200))
        print(f"a raw durable commit: {raw:.2f} ms")
        for name, ways in WAYS.items():
            accept, correct, reject = measure(name, folder)
            presses = (counted(ways.accept), counted(ways.correct), counted(ways.reject))
            print(f"| {ways.title} | {presses[0]} | {presses[1]} | {presses[2]} | {accept:.0f} | {correct:.0f} | {reject:.0f} |")


if __name__ == "__main__":
    main()
