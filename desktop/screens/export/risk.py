"""The sentence about cells that a spreadsheet would run, with the safe mode's switch beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.screens.look import label, set_tone
from desktop.screens.models.tick import Tick
from desktop.theme import Theme
from desktop.widgets import paint

#: narrower than this the switch stands under the sentence (pixels)
_NARROW = 420


class RiskRow(QWidget):
    """Hidden where nothing is risky, or the format is none for spreadsheets. `switched` follows the switch."""

    switched = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = label(theme, "body", "changed", wrap=True)
        self.safe = Tick(theme, tr("Safe mode"))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(40, 8, 12, 8)
        self._parts.addWidget(self.words, 1)
        self._parts.addWidget(self.safe)
        self.safe.clicked.connect(self.switched)
        self.hide()

    def show_risk(self, count: int, *, safe: bool | None) -> None:
        """Tell of `count` risky cells among those that are shown; `safe` None: the format is none for spreadsheets."""
        self.setVisible(count > 0 and safe is not None)
        self.safe.setChecked(bool(safe))
        if safe:
            text = tr(
                "Cells of these records that begin like formulas: {n}. They are written so that no spreadsheet runs them.",
                n=count,
            )
        else:
            text = tr("Cells of these records that a spreadsheet would run as formulas: {n}. There may be more below.", n=count)
        self.words.setText(text)
        set_tone(self._theme, self.words, "good" if safe else "changed")
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._parts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(2 if narrow else 12)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        name = "good" if self.safe.isChecked() else "changed"
        paint.box(painter, self.rect(), self._theme.radius("medium"), self._theme.colour(f"{name}_soft"))
        sign = QRect(14, (self.height() - 16) // 2, 16, 16)
        paint_icon(painter, sign, "check" if self.safe.isChecked() else "warning", self._theme.colour(name))
