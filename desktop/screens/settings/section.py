"""A section of the settings: cards of settings, each with its name, one line that explains it, and what it holds for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label

#: what a setting holds for, in words
COMPUTER = QT_TR_NOOP("Set for this computer, whatever workspace is open.")
WORKSPACE = QT_TR_NOOP("Kept in the workspace: whoever opens it finds the same.")
PROJECT = QT_TR_NOOP("Kept with one project of this workspace.")
WIDEST = 420


class Section(QWidget):
    """`said` gives a message with its tone, `saved` follows a change of what is set for this computer."""

    said = Signal(str, object)
    saved = Signal()
    #: under what name the list knows it
    name = ""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.title = desk, title
        self.first: QWidget = self
        self._widest: list[tuple[QWidget, int]] = []
        desk.theme.changed.connect(self._fit)
        self.setAccessibleName(title)
        self.setObjectName("column")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    def enter(self) -> None:
        """It is gone to: show what is true now."""

    def leave(self) -> None:
        """The window closes: nothing is told any more."""

    def take_focus(self) -> None:
        """Give the keyboard to its first control."""
        give_focus(self.first)

    def _fit(self) -> None:
        for control, widest in self._widest:
            control.setMaximumWidth(self.desk.theme.scaled(widest))

    def card(self, title: str, hint: str = "") -> QVBoxLayout:
        """A new card, with a heading and a quiet line."""
        frame = QFrame()
        frame.setObjectName("card")
        frame.setAccessibleName(title)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(20, 16, 20, 18)
        inside.setSpacing(10)
        inside.addWidget(label(self.desk.theme, "label", "text", title, bold=True))
        if hint:
            inside.addWidget(label(self.desk.theme, "body", "muted", hint, wrap=True))
        self.column.addWidget(frame)
        return inside

    def setting(self, card: QVBoxLayout, name: str, control: QWidget, why: str, *beside: QWidget, most: int = WIDEST) -> None:
        """A setting: its name (with a mnemonic) over the control, one line that explains it beneath.

        `beside`: what stands at the right of it; `most`: how wide it is at most, 0 for all the room.
        """
        caption = label(self.desk.theme, "body", "text", name)
        caption.setBuddy(control)
        control.setAccessibleName(name.replace("&", ""))
        control.setAccessibleDescription(why)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(control, 1)
        for one in beside:
            row.addWidget(one)
        if most:
            self._widest.append((control, most))
            row.addStretch()
        down = QVBoxLayout()
        down.setContentsMargins(0, 6, 0, 2)
        down.setSpacing(4)
        for widget in (caption, row, label(self.desk.theme, "small", "muted", why, wrap=True)):
            down.addLayout(widget) if isinstance(widget, QHBoxLayout) else down.addWidget(widget)
        card.addLayout(down)
        self._fit()


def scope(words: str) -> str:
    """What a setting holds for, in the reader's language."""
    return tr(words)
