"""Settings, keys: a table of actions that can be searched, and a sheet that takes the new key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from desktop.actions import ACTIONS, Action, Keymap, title_of
from desktop.i18n import tr
from desktop.messages import told
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.notice import Tone
from desktop.screens.settings.key_sheet import KeySheet
from desktop.screens.settings.section import COMPUTER, Section, scope
from desktop.screens.tables import TableView, stretch
from desktop.widgets.cheat_sheet import shown_keys

#: an action with more keys than this has a row of digits, each with a place of its own
_MOST_KEYS = 4
_ROWS = 11
_WHERE = 3
_NARROW = 640
#: how much of the room the columns of keys take at most
_SHARES = ((1, 0.34), (2, 0.28))


def changeable() -> list[Action]:
    """The actions whose first key can be changed here."""
    return [action for action in ACTIONS if not action.fixed and len(action.keys) <= _MOST_KEYS]


class KeyFilter(QLineEdit):
    """Down goes to the table."""

    def __init__(self, table: TableView) -> None:
        super().__init__()
        self._table = table
        self.setClearButtonEnabled(False)
        self.setPlaceholderText(tr("a part of a name, or a key"))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        if arg__1.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._table.texts.rowCount():
            give_focus(self._table)
        else:
            super().keyPressEvent(arg__1)


class KeysSection(Section):
    """`changed` gives a `Keymap` that is in force from now on."""

    changed = Signal(object)
    name = "keys"

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(desk, tr("Keys"))
        self._all = changeable()
        self._shown = self._all
        self.table = TableView(tr("Keys"))
        self.filter = KeyFilter(self.table)
        self.none = label(desk.theme, "body", "muted", tr("No action is called so, and none has such a key."))
        self.change, self.reset = Button(tr("Chan&ge…")), Button(tr("Rese&t"))
        self.reset_all = Button(tr("Reset a&ll…"))
        self.confirm = Confirm(desk.theme)
        self.sheet = KeySheet(desk.theme, page)
        self.first = self.filter
        self._lay_out(self.card(self.title, scope(COMPUTER)))
        self._connect()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def enter(self) -> None:
        """See `Section.enter`."""
        self.refresh()

    def refresh(self) -> None:
        """Show the keys in force, of the actions that were looked for; the marked action stays marked."""
        marked = self._marked()
        self._shown = [one for one in self._all if self._is_meant(one)]
        self.table.show_rows([tr("Action"), tr("Keys"), tr("Changed"), tr("Where")], [self._cells(one) for one in self._shown])
        stretch(self.table, 0)
        self.table.fit_height(_ROWS)
        self._fit_columns()
        if marked in self._shown:
            self.table.selectRow(self._shown.index(marked))
        self.table.setVisible(bool(self._shown))
        self.none.setVisible(not self._shown)
        self._mark()

    def _fit_columns(self) -> None:
        """The names of the actions get the room; where there is little of it, also that of their groups."""
        self.table.setColumnHidden(_WHERE, self.width() < self.desk.theme.scaled(_NARROW))
        room, head = self.table.viewport().width(), self.table.horizontalHeader()
        for column, share in _SHARES:
            wanted = max(self.table.sizeHintForColumn(column), head.sectionSizeHint(column))
            self.table.setColumnWidth(column, min(wanted, round(room * share)))

    def take(self, stroke: str) -> None:
        """Make `stroke` the first key of the marked action; its other keys stay."""
        action = self._marked()
        if action is not None:
            rest = [key for key in self.desk.keymap.keys(action.id)[1:] if key != stroke]
            self._apply({**self.desk.preferences.keys, action.id: [stroke, *rest]})

    def _cells(self, one: Action) -> list[str]:
        keys = self.desk.keymap.keys(one.id)
        usual = tr("usually {keys}", keys=_or(one.keys) or tr("none")) if keys != one.keys else ""
        return [title_of(one), _or(keys), usual, tr(one.group.value)]

    def _is_meant(self, one: Action) -> bool:
        """Whether the action has all the words that were looked for in its name, or the whole of it as a key."""
        wanted = self.filter.text().strip().casefold()
        keys = {key.casefold() for key in shown_keys(self.desk.keymap.keys(one.id))}
        words = f"{title_of(one)} {tr(one.group.value)}".casefold()
        return wanted in keys or all(word in words for word in wanted.split())

    def _marked(self) -> Action | None:
        row = self.table.row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _mark(self) -> None:
        """What can be done with the marked action."""
        action, own = self._marked(), self.desk.preferences.keys
        self.change.setEnabled(action is not None)
        self.reset.setEnabled(action is not None and action.id in own)
        self.reset_all.setEnabled(bool(own))

    def _ask(self) -> None:
        action = self._marked()
        if action is not None:
            self.sheet.ask(title_of(action))

    def _reset_one(self) -> None:
        action = self._marked()
        if action is not None:
            self._apply({name: keys for name, keys in self.desk.preferences.keys.items() if name != action.id})
            give_focus(self.table)

    def _ask_reset(self) -> None:
        changed = len(self.desk.preferences.keys)
        self.confirm.ask(tr("Give every action its usual keys again? Changed now: {n}.", n=changed), tr("Reset all keys"))

    def _reset_all(self) -> None:
        self._apply({})
        give_focus(self.table)

    def _apply(self, keys: dict[str, list[str]]) -> None:
        """Take the keys as a whole, or refuse them with the names of what clashes."""
        try:
            keymap = Keymap(keys)
        except UserError as error:
            self.said.emit(told(error), Tone.WRONG)
            return
        self.desk.preferences.keys = keys
        self.desk.keymap = keymap
        self.refresh()
        self.said.emit("", Tone.DONE)
        self.saved.emit()
        self.changed.emit(keymap)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.refresh)
        self.table.opened.connect(self._ask)
        self.table.selectionModel().currentRowChanged.connect(self._mark)
        self.change.clicked.connect(self._ask)
        self.reset.clicked.connect(self._reset_one)
        self.reset_all.clicked.connect(self._ask_reset)
        self.confirm.agreed.connect(self._reset_all)
        self.confirm.declined.connect(self.table.setFocus)
        self.sheet.taken.connect(self.take)

    def _lay_out(self, card: QVBoxLayout) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.change)
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        buttons.addWidget(self.reset_all)
        why = tr("Enter on a row takes a new key. A key that is taken is refused, with the name of the action that has it.")
        self.setting(card, tr("&Find"), self.filter, why)
        for widget in (self.none, self.table):
            card.addWidget(widget)
        card.addLayout(buttons)
        card.addWidget(self.confirm)


def _or(keys: tuple[str, ...]) -> str:
    return tr(" or ").join(shown_keys(keys))
