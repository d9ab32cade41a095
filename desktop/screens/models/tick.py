"""A box to tick, painted by token: the style's own does not follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from desktop.i18n import plain
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

_BOX = 16
_TALL = 26


class Tick(QCheckBox):
    """Space, Enter or a click ticks it."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # Qt's own keeps it from shrinking
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BOX + 14 + paint.text_width(self._theme.font("body"), self._words()), self._theme.scaled(_TALL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_BOX + 80, self._theme.scaled(_TALL))

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            e.ignore()  # a command of the screen
        elif e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not e.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(e)

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, live = self._theme, self.isEnabled()
        box = QRect(4, (self.height() - _BOX) // 2, _BOX, _BOX)
        edge = theme.colour(("accent" if self.isChecked() else "border_strong") if live else "border")
        fill = edge if self.isChecked() else theme.colour("surface")
        paint.box(painter, box, theme.radius("small"), fill, edge)
        if self.isChecked():
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent" if live else "muted"))
        words = QRect(_BOX + 12, 0, self.width() - _BOX - 14, self.height())
        whole = paint.line(painter, theme.font("body"), theme.colour("text" if live else "muted"), words, self._words())
        self._tell(whole=whole)
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect(), theme.radius("small"))

    def _tell(self, *, whole: bool) -> None:
        """Words that are cut stand in the tip."""
        tip = "" if whole else plain_tip(self._words())
        if tip != self.toolTip():
            self.setToolTip(tip)
            self.setAccessibleDescription(self.accessibleDescription() or self._words())

    def _words(self) -> str:
        return plain(self.text())
