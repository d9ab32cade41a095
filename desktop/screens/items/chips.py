"""Chips: what the filter asks for, each with a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.filters import Filter
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.screens.items.criteria import Criterion, criteria
from desktop.screens.items.flow import Flow
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable

_HEIGHT = 28
_WIDEST = 300


class CriterionChip(Pressable):
    """One criterion; pressing it takes it away."""

    dropped = Signal(object)

    def __init__(self, theme: Theme, one: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.criterion = one
        self.setText(one.words)
        self.setAccessibleName(tr("Without {criterion}", criterion=one.words))
        self.setToolTip(self.accessibleName())
        self.clicked.connect(self._tell)

    @override
    def sizeHint(self) -> QSize:
        return QSize(min(_WIDEST, paint.text_width(self.theme.font("small"), self.text()) + 46), _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        edge = theme.colour("accent" if self.hovered else "border")
        paint.box(painter, rect, _HEIGHT // 2, theme.colour("accent_soft"), edge)
        words = QRect(12, 0, rect.width() - 42, rect.height())
        paint.line(painter, theme.font("small"), theme.colour("text"), words, self.text())
        paint_icon(painter, QRect(rect.right() - 23, rect.center().y() - 6, 13, 13), "cross", theme.colour("muted"))
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, _HEIGHT // 2)

    def _tell(self) -> None:
        self.dropped.emit(self.criterion)


class CriterionChips(Flow):
    """`dropped` gives the criterion whose chip was pressed."""

    dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Criteria"))

    def show_filter(self, wanted: Filter) -> None:
        """A chip for each criterion."""
        made: list[QWidget] = []
        for one in criteria(wanted):
            chip = CriterionChip(self._theme, one)
            chip.dropped.connect(self.dropped)
            made.append(chip)
        self.show_parts(made)
