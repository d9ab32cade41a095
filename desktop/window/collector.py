"""Python's garbage collector, kept on the main thread.

It runs on whichever thread makes one object too many, and a widget in a forgotten cycle would be destroyed there: Qt's own objects
must go on the thread that they live in. So the automatic collection is off while a window is open, and a timer does it here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class MainThreadCollector(QObject):
    """Collects on the thread it lives in, as often as the thresholds of `gc` say, from now until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave the collecting to Python again."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> int | None:
        """Collect the oldest generation that is due; returns which, or None when none is."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if not due[0]:
            return None
        generation = 2 if due[2] else 1 if due[1] else 0
        gc.collect(generation)
        return generation
