"""Widgets in a line that breaks where the room ends, as words do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override


class Flow(QWidget):
    """As tall as its lines, up to `lines`; what finds no room there is hidden."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, lines: int = 2) -> None:
        super().__init__(parent)
        self._gap = gap
        self._lines = lines
        self._parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these and let go of those before; the keyboard stays at the same place."""
        focused = next((at for at, old in enumerate(self._parts) if old.hasFocus()), -1)
        for old in self._parts:
            if old not in parts:
                old.hide()
                old.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
        self.arrange()
        if focused >= 0 and self._parts:
            self._parts[min(focused, len(self._parts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> list[QWidget]:
        """What is shown, in order."""
        return list(self._parts)

    def arrange(self) -> None:
        """Put each in its place; to be called when one has another width."""
        x = y = tall = 0
        line = 1 if self._parts else 0
        for part in self._parts:
            size = part.sizeHint()
            width = min(size.width(), max(60, self.width()))
            if x and x + width > self.width():
                x, y, line = 0, y + tall + self._gap, line + 1
            part.setGeometry(QRect(x, y, width, size.height()))
            part.setVisible(line <= self._lines)
            x, tall = x + width + self._gap, size.height()
        shown = min(line, self._lines)
        self.setFixedHeight(shown * tall + max(0, shown - 1) * self._gap)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        if event.oldSize().width() != event.size().width():
            self.arrange()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())
