"""A sheet over the window: a scrim and a box in the middle that takes the keyboard until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.spoken import Role

_SCRIM = QColor(0, 0, 0, 96)


class Overlay(QWidget):
    """Covers its parent. `open` shows it over everything and takes the focus; closing gives the focus back."""

    spoken_as = Role.Dialog

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, size: QSize) -> None:
        """`size`: of the box, as far as the parent has room."""
        super().__init__(parent)
        self.theme = theme
        self._over = parent
        self._size = size
        self._before: QWidget | None = None
        self.box = QWidget(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        parent.installEventFilter(self)
        theme.changed.connect(self.update)

    def open(self) -> None:
        """Show the sheet and take the keyboard."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close the sheet and give the keyboard back to whoever had it."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        heir = before if before is not None and before.isVisible() else self._over
        heir.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet: what lies beneath it cannot be seen, and is not come to. A sheet without a control keeps the keys."""
        here = QApplication.focusWidget() or self
        there = _neighbour(here, forward=next)
        while there is not here:
            if self._is_stop(there):
                there.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
                return True
            there = _neighbour(there, forward=next)
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()  # nothing beneath the sheet hears a key

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        edge = self.theme.colour("border")
        paint.box(painter, self.box.geometry(), self.theme.radius("large"), self.theme.colour("raised"), edge)

    def _is_stop(self, one: QWidget) -> bool:
        if one is self or not self.isAncestorOf(one):
            return False
        return one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)

    def _place(self) -> None:
        room = self._over.rect()
        self.setGeometry(room)
        width, height = min(self._size.width(), room.width() - 32), min(self._size.height(), room.height() - 32)
        self.box.setGeometry(QRect((room.width() - width) // 2, max(16, (room.height() - height) // 3), width, height))


def _neighbour(widget: QWidget, *, forward: bool) -> QWidget:
    return (widget.nextInFocusChain() if forward else widget.previousInFocusChain()) or widget
