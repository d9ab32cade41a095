"""What the sections of an item stand on: it scrolls when they need more room than the pane has."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


class Stage(QScrollArea):
    """Transparent, without a frame, and never holds the keyboard itself. The sections are children of `floor`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.floor = QWidget()
        self.floor.setObjectName("panelPage")
        self.setWidget(self.floor)
        self.floor.setAutoFillBackground(False)

    def fit(self, width: int, height: int, most: int) -> int:
        """Be as tall as what stands on it, up to `most`; returns how tall that is."""
        tall = min(height, most)
        self.resize(QSize(width, tall))
        self.floor.resize(width, height)
        return tall

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        """Arrows and page keys are commands of the screen: Qt would scroll by them."""
        arg__1.ignore()

    def scroll_pages(self, pages: float) -> None:
        """Scroll by so many pages, down when positive."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep()))
