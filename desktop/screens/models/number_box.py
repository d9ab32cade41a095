"""A whole number between two bounds: typed, or moved by the arrow keys; the wheel belongs to the screen."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

_FRAME = (9, 4)


class NumberBox(QSpinBox):
    """Without buttons. Under a stylesheet Qt gives the field of such a box no width, so that it is placed here."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        # The field inside would take the frame and the padding of a field of its own.
        self.lineEdit().setStyleSheet("border: none; padding: 0; min-height: 0; background: transparent;")

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._place()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.text() == "\r":  # Qt takes it to select all; the screen may mean it
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        across, down = _FRAME
        self.lineEdit().setGeometry(self.rect().adjusted(across, down, -across, -down))
