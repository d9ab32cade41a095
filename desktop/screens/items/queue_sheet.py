"""The sheet of queues: save the present filter under a name, rename, move, delete."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.filters import Filter
from core.errors import UserError
from core.queues.views import QueueInfo
from desktop.i18n import QT_TR_NOOP, number, tr
from desktop.messages import told
from desktop.operations import items as operations
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.items import words
from desktop.screens.items.criteria import filter_words
from desktop.screens.items.tab_ring import keep_tab
from desktop.screens.look import dress, label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.notice import Notice, Tone
from desktop.screens.tables import TableView, stretch
from desktop.widgets.overlay import Overlay

if TYPE_CHECKING:
    from core.queues.items import Items

T = TypeVar("T")
#: the orders of a queue, in words
ORDERS = (
    ("imported", QT_TR_NOOP("In the order of the import")),
    ("uncertain", QT_TR_NOOP("Least certain first")),
    ("random", QT_TR_NOOP("At random")),
)


class QueueSheet(Overlay):
    """`changed` follows when there are other queues than before."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, size=QSize(780, 560))
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._items: Items | None = None
        self._wanted = Filter()
        self._queues: list[QueueInfo] = []
        self.setAccessibleName(tr("Queues"))
        self.present = label(desk.theme, "body", "muted", wrap=True)
        self.notice = Notice(desk.theme)
        self.table = TableView(tr("Queues"))
        self.confirm = Confirm(desk.theme)
        self.name, self.order = QLineEdit(), Combo()
        self.save, self.rename = Button(tr("&Save the filter"), primary=True), Button(tr("&Rename"))
        self.up, self.down, self.delete = Button(tr("&Up")), Button(tr("&Down")), Button(tr("De&lete…"))
        self.close_button = Button(tr("&Close"))
        self._fill()
        self._lay_out()
        self._connect()
        self._dress()

    def ask(self, items: Items, wanted: Filter, *, saving: bool) -> None:
        """Open on the queues of a project. `saving`: the keyboard goes to the name under which `wanted` is saved."""
        self._items, self._wanted = items, wanted
        self.present.setText(tr("The present filter: {filter}.", filter=filter_words(wanted)))
        self.notice.say("")
        self.name.clear()
        self.confirm.hide()
        self.open()
        give_focus(self.name if saving else self.table)
        self._read()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet."""
        stops: list[QWidget] = [self.name, self.order, self.save, self.table, self.rename, self.up, self.down, self.delete]
        return keep_tab(self, [*stops, self.confirm.no, self.confirm.yes, self.close_button], forward=next)

    # --- what is asked ---

    def _save(self) -> None:
        if self._items is not None and self.save.isEnabled():
            order = str(self.order.currentData())
            self._do(operations.save_queue(self._desk.workspace, self._items, self.name.text(), self._wanted, order))

    def _rename(self) -> None:
        one = self._saved()
        if one is not None and self._items is not None:
            self._do(operations.rename_queue(self._desk.workspace, self._items, one.name, self.name.text()))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        """Among the saved ones; the mark goes along."""
        one = self._saved()
        saved = [queue.name for queue in self._queues if queue.seq is not None]
        if one is None or self._items is None or not 0 <= saved.index(one.name) + step < len(saved):
            return
        self._do(operations.move_queue(self._desk.workspace, self._items, one.name, saved.index(one.name) + step))
        self.table.selectRow(self.table.row() + step)

    def _ask_delete(self) -> None:
        one = self._saved()
        if one is not None:
            self.confirm.ask(tr("Delete the queue “{name}”? Its items stay as they are.", name=one.name), tr("Delete the queue"))

    def _delete(self) -> None:
        one = self._saved()
        if one is not None and self._items is not None:
            self._do(operations.delete_queue(self._desk.workspace, self._items, one.name))
        self._calm()

    def _do(self, future: Future[T]) -> None:
        self._arrivals.watch(future, self._done)

    # --- what comes ---

    def _done(self, future: Future[T]) -> None:
        try:
            made = future.result()
        except UserError as error:
            self.notice.say(told(error))
            return
        self.notice.say(tr("Saved as “{name}”.", name=made.name) if isinstance(made, QueueInfo) else "", Tone.DONE)
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        if self._items is not None:
            self._arrivals.watch(operations.queues(self._desk.workspace, self._items), self._came)

    def _came(self, future: Future[list[QueueInfo]]) -> None:
        self._queues = future.result()
        self.table.show_rows([tr("Queue"), tr("Filter"), tr("Order"), tr("Items")], [_cells(one) for one in self._queues], {3})
        stretch(self.table, 1)
        self._marked()

    def _marked(self) -> None:
        one = self._saved()
        for button in (self.rename, self.up, self.down, self.delete):
            button.setEnabled(one is not None)
        if one is not None and not self.name.hasFocus():
            self.name.setText(one.name)
            self.order.setCurrentIndex(max(0, self.order.findData(one.order)))

    def _saved(self) -> QueueInfo | None:
        """The marked queue, if it is a saved one."""
        at = self.table.row()
        one = self._queues[at] if 0 <= at < len(self._queues) else None
        return one if one is not None and one.seq is not None else None

    def _calm(self) -> None:
        self.confirm.hide()
        give_focus(self.table)

    def _closed(self) -> None:
        self._arrivals.leave()

    def _fill(self) -> None:
        self.name.setPlaceholderText(tr("Name of the queue"))
        self.name.setAccessibleName(tr("Name of the queue"))
        self.order.setAccessibleName(tr("Order"))
        for name, said in ORDERS:
            self.order.addItem(tr(said), name)

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self.rename.clicked.connect(self._rename)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.delete.clicked.connect(self._ask_delete)
        self.confirm.agreed.connect(self._delete)
        self.confirm.declined.connect(self._calm)
        self.close_button.clicked.connect(self.leave)
        self.closed.connect(self._closed)
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self.theme.changed.connect(self._dress)

    def _dress(self) -> None:
        dress(self.theme, self)

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.name, self.order, self.save):
            top.addWidget(widget, 1 if widget is self.name else 0)
        for widget in (self.rename, self.up, self.down, self.delete):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("Queues"), bold=True))
        down.addWidget(self.present)
        down.addWidget(self.notice)
        down.addLayout(top)
        down.addWidget(self.table, 1)
        down.addWidget(self.confirm)
        down.addLayout(foot)


def _cells(queue: QueueInfo) -> list[str]:
    order = next((tr(said) for name, said in ORDERS if name == queue.order), queue.order)
    return [words.queue(queue), filter_words(queue.filter), order, "" if queue.count is None else number(queue.count)]
