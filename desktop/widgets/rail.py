"""The rail at the left: the screens of the app, each an icon over its name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import BY_ID, Keymap
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text
from desktop.widgets.press import Pressable
from desktop.widgets.spoken import Role

WIDTH = 64
_TALL = 46
_TOP = ("review", "items", "prompts", "calls", "export", "projects")
_BOTTOM = ("help", "settings")


def _names() -> dict[str, str]:
    return {
        "review": tr("Review"),
        "items": tr("Items"),
        "prompts": tr("Prompts"),
        "calls": tr("Calls"),
        "export": tr("Export"),
        "projects": tr("Projects"),
        "help": tr("Help"),
        "settings": tr("Settings"),
    }


class Rail(QWidget):
    """Which screen is shown. `chosen` gives the name of the screen that was asked for."""

    spoken_as = Role.PageTabList

    chosen = Signal(str)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(tr("Screens"))
        self._buttons: dict[str, _RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 10, 6, 10)
        layout.setSpacing(4)
        for name in _TOP:
            layout.addWidget(self._button(name, keymap))
        layout.addStretch(1)
        for name in _BOTTOM:
            layout.addWidget(self._button(name, keymap))
        theme.changed.connect(self._fit)
        self._fit()
        self.set_current("review")

    def set_current(self, name: str) -> None:
        """Mark the screen called `name`."""
        for key, button in self._buttons.items():
            button.setChecked(key == name)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self.theme.colour("border"))

    def _fit(self) -> None:
        """As wide as the words need: they follow the size of text."""
        words = max(paint.text_width(self.theme.font("caption"), button.text()) for button in self._buttons.values())
        self.setFixedWidth(max(WIDTH, words + 20))
        for button in self._buttons.values():
            button.setFixedSize(QSize(self.width() - 13, self.theme.scaled(_TALL)))
        self.update()

    def _button(self, name: str, keymap: Keymap) -> _RailButton:
        button = _RailButton(self.theme, name, _names()[name], self)
        keys = keymap.keys(BY_ID[f"go_{name}"].id)
        button.setToolTip(f"{_names()[name]} ({key_text(keys[0])})" if keys else _names()[name])
        button.pressed_name.connect(self.chosen)
        self._buttons[name] = button
        return button


class _RailButton(Pressable):
    """An icon over a word."""

    spoken_as = Role.PageTab

    pressed_name = Signal(str)

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._name = name
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.clicked.connect(self._tell)

    @override
    def nextCheckState(self) -> None:
        """The main window says which screen is current; a press alone changes nothing."""

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        if self.isChecked() or self.hovered:
            fill = theme.colour("accent_soft" if self.isChecked() else "hover")
            paint.box(painter, rect, theme.radius("medium"), fill)
        if self.isChecked():  # a bar as well: the tint alone is too faint to tell by
            paint.box(painter, QRect(0, 12, 3, rect.height() - 24), 1, theme.colour("accent"))
        colour = theme.colour("accent" if self.isChecked() else "muted")
        paint_icon(painter, QRect(rect.center().x() - 9, 6, 20, 20), self._name, colour)
        painter.setFont(theme.font("caption"))
        painter.setPen(colour)
        painter.drawText(rect.adjusted(0, 26, 0, 0), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self.text())
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _tell(self) -> None:
        self.pressed_name.emit(self._name)
