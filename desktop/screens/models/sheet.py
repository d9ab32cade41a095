"""The sheet on which a connection is made or changed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.llm.types import Connection
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import models
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import dress, label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.form import ConnectionForm
from desktop.screens.notice import Notice
from desktop.widgets.overlay import Overlay


class ConnectionSheet(Overlay):
    """`saved` gives the connection that has been saved."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, size=QSize(760, 600))
        self._desk = desk
        self.arrivals = Arrivals(desk.bridge)
        self.title = label(desk.theme, "title", "text", bold=True)
        self.notice = Notice(desk.theme)
        self.form = ConnectionForm(desk.theme)
        self._area = QScrollArea()
        self.save_button = Button(tr("Save"), primary=True)
        self.cancel_button = Button(tr("Cancel"))
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.leave)
        self.closed.connect(self.form.forget_key)
        for field in self.form.findChildren(QLineEdit):
            field.returnPressed.connect(self.save)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def ask(self, connection: Connection | None, names: Sequence[str]) -> None:
        """Open on a connection, None for a new one; `names`: all that there are."""
        said = tr("Change “{name}”", name=connection.name) if connection is not None else tr("Connect a model")
        self.title.setText(said)
        self.setAccessibleName(said)
        self.notice.say("")
        self.form.show_connection(connection, [name for name in names if connection is None or name != connection.name])
        self.save_button.setEnabled(True)
        self.open()
        give_focus(self.form.name if connection is None else self.form.model)

    def save(self) -> None:
        """Save what was written; what cannot be is said on the sheet."""
        if not self.save_button.isEnabled():
            return
        try:
            connection, key = self.form.take()
        except UserError as error:
            self.notice.say(told(error))
            return
        self.save_button.setEnabled(False)
        self.arrivals.watch(models.save(self._desk.workspace, connection, key), self._was_saved)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet."""
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        here = QApplication.focusWidget() or self.form.name
        there = _neighbour(here, next)
        while there is not here:
            if self.box.isAncestorOf(there) and there.isVisible() and there.isEnabled() and _takes_tab(there):
                there.setFocus(reason)
                self._area.ensureWidgetVisible(there)
                return True
            there = _neighbour(there, next)
        return False

    def _was_saved(self, future: Future[Connection]) -> None:
        self.save_button.setEnabled(True)
        try:
            connection = future.result()
        except UserError as error:
            self.notice.say(told(error))
            return
        self.leave()
        self.saved.emit(connection)

    def _dress(self) -> None:
        dress(self.theme, self)

    def _scrolled_form(self) -> QScrollArea:
        """In a low window the form scrolls; the buttons stay in sight."""
        area = self._area
        area.setObjectName("panel")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setObjectName("panelPage")
        area.setWidget(self.form)
        return area

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(label(self.theme, "small", "muted", tr("Keys are kept in the keychain, never in the workspace.")))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(self.title)
        down.addWidget(self.notice)
        down.addWidget(self._scrolled_form(), 1)
        down.addLayout(foot)


def _neighbour(widget: QWidget, next: bool) -> QWidget:
    return (widget.nextInFocusChain() if next else widget.previousInFocusChain()) or widget


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
