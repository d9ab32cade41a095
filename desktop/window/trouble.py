"""The full-window message when there is no workspace to show: what happened, what was kept, what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.messages import kept, todo, told, what
from desktop.screens.buttons import Button
from desktop.screens.look import label, repaint_text
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.spoken import announce

_WIDTH = 680
_ICON = 56


class Trouble(QWidget):
    """A calm page: an icon, three sentences, and the ways out. `again` and `quit_asked` follow the buttons."""

    again = Signal()
    quit_asked = Signal()
    other_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = label(theme, "item", "text", wrap=True)
        self.text = label(theme, "label", "muted", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for one in (self.title, self.text):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.retry = Button(tr("&Try again"))
        self.copy = Button(tr("&Copy it to this computer"))
        self.other = Button(tr("Open &another workspace…"))
        self.leave = Button(tr("&Quit"), primary=True)
        self._lay_out()
        self.retry.clicked.connect(self.again)
        self.other.clicked.connect(self.other_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.leave.clicked.connect(self.quit_asked)
        theme.changed.connect(self._dress)

    def show_error(self, error: UserError, path: Path) -> None:
        """Tell of `error`, which keeps the workspace at `path` from being opened; offer a local copy of what lies on a network."""
        self.copy.setVisible(error.code == "workspace.network_drive" and path.is_file())
        self.title.setText(what(error))
        self.text.setText("\n".join(part for part in (kept(error), todo(error)) if part))
        self.setAccessibleName(told(error))

    def take_focus(self) -> None:
        """Give the keyboard to the way out."""
        (self.copy if self.copy.isVisibleTo(self) else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName(), urgent=True)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        top = self.title.mapTo(self, self.title.rect().topLeft()).y() - _ICON - 24
        spot = QRect((self.width() - _ICON) // 2, top, _ICON, _ICON)
        paint.box(painter, spot, _ICON // 2, self.theme.colour("changed_soft"))
        paint_icon(painter, spot.adjusted(14, 14, -14, -14), "warning", self.theme.colour("changed"))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        for button in (self.copy, self.retry, self.other, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(2)
        column.addSpacing(_ICON)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(3)
        middle = QWidget(self)
        middle.setMaximumWidth(_WIDTH)
        middle.setLayout(column)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def _dress(self) -> None:
        labels: tuple[QLabel, ...] = (self.title, self.text)
        for one in labels:
            repaint_text(self.theme, one)
        self.update()
