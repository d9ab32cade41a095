"""The sheet with an item's history. Erasing asks for a reason and says what goes and what stays."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import UserError
from core.insight.timeline import Timeline
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import items
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import dress, label
from desktop.screens.notice import Notice, Tone
from desktop.screens.timeline.table import TimelineTable
from desktop.widgets.overlay import Overlay


class TimelineSheet(Overlay):
    """Opened on one item. `erased` gives the number of an item whose text is gone."""

    erased = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, size=QSize(820, 620))
        self._desk = desk
        self._item_seq = 0
        self.setAccessibleName(tr("The item's history"))
        self.hint = label(desk.theme, "body", "muted", wrap=True)
        self.notice = Notice(desk.theme)
        self.table = TimelineTable()
        self.why = QLineEdit()
        self.why.setPlaceholderText(tr("Why the item is erased; this stays on record"))
        self.why.setAccessibleName(tr("Reason of the erasure"))
        self.confirm = Confirm(desk.theme)
        self.erase_button = Button(tr("&Erase…"))
        self.close_button = Button(tr("&Close"), primary=True)
        self._lay_out()
        self._dress()
        desk.theme.changed.connect(self._dress)
        self.erase_button.clicked.connect(self._ask)
        self.why.returnPressed.connect(self._confirm)
        self.confirm.agreed.connect(self._erase)
        self.confirm.declined.connect(self._calm)
        self.close_button.clicked.connect(self.leave)

    def show_item(self, item_seq: int) -> None:
        """Open on an item."""
        self._item_seq = item_seq
        self.notice.say("")
        self._calm()
        self.open()
        give_focus(self.table)
        self._read()

    def _read(self) -> None:
        self._desk.bridge.watch(items.timeline(self._desk.workspace, self._item_seq), self._show)

    def _show(self, future: Future[Timeline]) -> None:
        found = future.result()
        self.table.show_lines(found.lines, None if self._desk.project is None else self._desk.project.task)
        self.hint.setText(tr("A blind item: suggestions stay hidden until it is answered.") if found.hidden else "")
        self.hint.setVisible(found.hidden)
        self.erase_button.setEnabled(not found.erased)

    def _ask(self) -> None:
        self.why.show()
        give_focus(self.why)

    def _confirm(self) -> None:
        if not self.why.text().strip():
            return
        words = tr(
            "Erase this item? Its text, its vector and its comments go, here and in the backups, and cannot be brought back. "
            "That something was decided, and your reason, stay on record."
        )
        self.confirm.ask(words, tr("Erase the item"))

    def _erase(self) -> None:
        future = items.erase(self._desk.workspace, self._item_seq, self.why.text(), self._desk.preferences.reviewer_name)
        self.erase_button.setEnabled(False)
        self._desk.bridge.watch(future, self._was_erased)

    def _was_erased(self, future: Future[int]) -> None:
        self._calm()
        try:
            copies = future.result()
        except UserError as error:
            self.notice.say(told(error))
            return
        self.notice.say(tr("Erased here, and in {n} backups.", n=copies), Tone.DONE)
        self._read()
        self.erased.emit(self._item_seq)

    def _calm(self) -> None:
        self.why.clear()
        self.why.hide()
        self.confirm.hide()
        give_focus(self.close_button)

    def _dress(self) -> None:
        dress(self.theme, self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.erase_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("The item's history"), bold=True))
        down.addWidget(self.hint)
        down.addWidget(self.notice)
        down.addWidget(self.table, 1)
        down.addWidget(self.why)
        down.addWidget(self.confirm)
        down.addLayout(foot)
