"""Settings, the part about models: the connections, adding, changing, removing and testing one."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.llm.types import Connection
from desktop.i18n import tr
from desktop.messages import said, told
from desktop.operations import models
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.row_list import Row, RowLine, RowList
from desktop.screens.models.sheet import ConnectionSheet
from desktop.screens.models.words import key_words, price_words, where_words
from desktop.screens.notice import Tone

if TYPE_CHECKING:
    from core.llm.trial import Trial

_TALLEST = 320


class ModelsCard(QObject):
    """Fills a card. `said` gives a message with its tone, `changed` follows every change of the connections."""

    said = Signal(str, object)
    changed = Signal()

    def __init__(self, desk: Desk, card: QVBoxLayout, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._connections: list[Connection] = []
        self._warnings: dict[str, str] = {}
        self._trials: dict[str, Trial | None] = {}  # None: under way
        self._leaving = ""
        self._arriving = ""  # to be marked once the list is read
        self.none = label(desk.theme, "body", "muted", wrap=True)
        self.list = RowList(desk.theme, tr("Models"))
        self.add = Button(tr("&Connect a model…"))
        self.change = Button(tr("C&hange…"))
        self.test = Button(tr("T&est"))
        self.remove = Button(tr("Re&move…"))
        self.confirm = Confirm(desk.theme)
        self.sheet = ConnectionSheet(desk, page)
        self._lay_out(card)
        self._connect()

    def refresh(self) -> None:
        """Read the connections anew."""
        self._arrivals.watch(models.connections(self._desk.workspace), self._read)

    def leave(self) -> None:
        """Nothing is told any more."""
        self._arrivals.leave()
        self.sheet.arrivals.leave()

    def marked(self) -> Connection | None:
        """The connection that is marked, or None."""
        row = self.list.currentRow()
        return self._connections[row] if 0 <= row < len(self._connections) else None

    def begin_add(self) -> None:
        """Open the sheet for a new connection."""
        self.sheet.ask(None, self._names())

    def _names(self) -> list[str]:
        return [one.name for one in self._connections]

    def _read(self, future: Future[list[Connection]]) -> None:
        self._connections = future.result()
        for one in self._connections:
            self._arrivals.watch(models.alias_warning(self._desk.workspace, one), partial(self._warned, one.name))
        self._show()
        arriving, self._arriving = self._arriving, ""
        if arriving in self._names():
            self.list.mark(self._names().index(arriving))
            give_focus(self.list)

    def _warned(self, name: str, future: Future[str]) -> None:
        warning = future.result()
        if self._warnings.get(name, "") != warning:
            self._warnings[name] = warning
            self._show()

    def _show(self) -> None:
        self.list.show_rows([self._row(one) for one in self._connections])
        self.list.fit_height(_TALLEST)
        there = bool(self._connections)
        self.list.setVisible(there)
        self.none.setVisible(not there)
        for button in (self.change, self.test, self.remove):
            button.setEnabled(there)

    def _row(self, one: Connection) -> Row:
        lines = [RowLine(tr("{where}, {key}, {price}", where=where_words(one), key=key_words(one), price=price_words(one)))]
        if one.fallback:
            lines.append(RowLine(tr("Falls back to “{name}”.", name=one.fallback)))
        if self._warnings.get(one.name):
            lines.append(RowLine(said(self._warnings[one.name]), "changed", "warning", wraps=True))
        if one.name in self._trials:
            lines.append(_trial_line(self._trials[one.name]))
        return Row(one.name, tuple(lines), aside=one.model)

    def _change(self) -> None:
        connection = self.marked()
        if connection is not None:
            self.sheet.ask(connection, self._names())

    def _was_saved(self, connection: Connection) -> None:
        self._trials.pop(connection.name, None)
        self._arriving = connection.name
        self.said.emit("", Tone.DONE)
        self.refresh()
        self.changed.emit()

    def _test(self) -> None:
        connection = self.marked()
        if connection is None or self._trials.get(connection.name, False) is None:
            return
        self._trials[connection.name] = None
        self._show()
        future = models.test(self._desk.workspace, connection.name)
        self._arrivals.watch(future, partial(self._tested, connection.name))

    def _tested(self, name: str, future: Future[Trial]) -> None:
        try:
            self._trials[name] = future.result()
        except (UserError, CancelledError) as error:
            self._trials.pop(name, None)
            self.said.emit(told(error), Tone.WRONG)
        self._show()

    def _ask_remove(self) -> None:
        connection = self.marked()
        if connection is not None:
            self._leaving = connection.name
            words = tr("Remove “{name}”, and its key from the keychain? Calls on record keep its name.", name=connection.name)
            self.confirm.ask(words, tr("Remove the model"))

    def _remove(self) -> None:
        self._arrivals.watch(models.remove(self._desk.workspace, self._leaving), self._was_removed)

    def _was_removed(self, future: Future[None]) -> None:
        try:
            future.result()
            self.said.emit("", Tone.DONE)
        except UserError as error:
            self.said.emit(told(error), Tone.WRONG)
        self._back()
        self.refresh()
        self.changed.emit()

    def _back(self) -> None:
        give_focus(self.list if self.list.count() else self.add)

    def _connect(self) -> None:
        self.list.opened.connect(self._change)
        self.add.clicked.connect(self.begin_add)
        self.change.clicked.connect(self._change)
        self.test.clicked.connect(self._test)
        self.remove.clicked.connect(self._ask_remove)
        self.confirm.agreed.connect(self._remove)
        self.confirm.declined.connect(self._back)
        self.sheet.saved.connect(self._was_saved)

    def _lay_out(self, card: QVBoxLayout) -> None:
        self.none.setText(
            tr("No model is connected. Without one the built-in suggester proposes answers, on this computer alone.")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.add, self.change, self.test, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.addWidget(self.none)
        card.addWidget(self.list)
        card.addLayout(buttons)
        card.addWidget(self.confirm)


def _trial_line(trial: Trial | None) -> RowLine:
    """How a test went; sign and words say it, the colour only helps."""
    if trial is None:
        return RowLine(tr("Testing: one tiny request is under way."), "muted", "clock")
    if trial.ok:
        return RowLine(tr("Works: {sentence}", sentence=said(trial.sentence)), "good", "check", wraps=True)
    return RowLine(tr("Does not work: {sentence}", sentence=said(trial.sentence)), "bad", "cross", wraps=True)
