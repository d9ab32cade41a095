"""The bulk actions of the past, each of which can be taken back as a whole."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.queues.views import ActionInfo
from desktop.i18n import number, tr
from desktop.operations import items as operations
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.items.bulk_kinds import plain_title
from desktop.screens.items.columns import moment
from desktop.screens.items.tab_ring import keep_tab
from desktop.screens.look import dress, label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.tables import TableView, stretch
from desktop.widgets.overlay import Overlay

if TYPE_CHECKING:
    from core.queues.items import Items


class PastSheet(Overlay):
    """`undo_asked` gives the action that is to be taken back, after the sheet has closed."""

    undo_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, size=QSize(720, 460))
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._actions: list[ActionInfo] = []
        self.setAccessibleName(tr("Bulk actions so far"))
        self.hint = label(desk.theme, "body", "muted", wrap=True)
        self.table = TableView(tr("Bulk actions so far"))
        self.undo = Button(tr("&Undo this action"))
        self.close_button = Button(tr("&Close"), primary=True)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self.table.opened.connect(self._undo)
        self.undo.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.leave)
        self.closed.connect(self._arrivals.leave)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def show_actions(self, items: Items) -> None:
        """Open on the actions of a project."""
        self.open()
        give_focus(self.table)
        self._arrivals.watch(operations.actions(self._desk.workspace, items), self._came)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet."""
        return keep_tab(self, [self.table, self.undo, self.close_button], forward=next)

    def _came(self, future: Future[list[ActionInfo]]) -> None:
        self._actions = future.result()
        names = [tr("When"), tr("What"), tr("Items"), tr("Who"), tr("Now")]
        self.table.show_rows(names, [_cells(one) for one in self._actions], numbers={2})
        stretch(self.table, 1)
        none = tr("None yet. What is done to many items at once is listed here, and can be taken back as a whole.")
        self.hint.setText("" if self._actions else none)
        self.hint.setVisible(not self._actions)
        self.table.setVisible(bool(self._actions))
        give_focus(self.table if self._actions else self.close_button)
        self._marked()

    def _marked(self) -> None:
        at = self.table.row()
        self.undo.setEnabled(0 <= at < len(self._actions) and not self._actions[at].undone)

    def _undo(self) -> None:
        at = self.table.row()
        if 0 <= at < len(self._actions) and not self._actions[at].undone:
            self.leave()
            self.undo_asked.emit(self._actions[at])

    def _dress(self) -> None:
        dress(self.theme, self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("Bulk actions so far"), bold=True))
        down.addWidget(self.hint)
        down.addWidget(self.table, 1)
        down.addLayout(foot)


def _cells(action: ActionInfo) -> list[str]:
    now = tr("taken back") if action.undone else tr("stopped midway") if action.partial else tr("in force")
    return [moment(action.created_us), plain_title(action.kind), number(action.items), action.reviewer, now]
