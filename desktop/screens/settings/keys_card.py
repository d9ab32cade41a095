"""Keys: a table of actions, and a sheet that takes the new key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from desktop.actions import ACTIONS, Action, Keymap, title_of
from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.notice import Tone
from desktop.screens.tables import TableView, stretch
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.cheat_sheet import shown_keys
from desktop.widgets.keys import strokes
from desktop.widgets.overlay import Overlay

#: an action with more keys than this has a row of digits, each with a place of its own
_MOST_KEYS = 4
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)


def changeable() -> list[Action]:
    """The actions whose first key can be changed here."""
    return [action for action in ACTIONS if not action.fixed and len(action.keys) <= _MOST_KEYS]


class KeySheet(Overlay):
    """Asks for a key. `taken` gives its stroke; Esc leaves."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=QSize(460, 150))
        self._title = ""

    def ask(self, title: str) -> None:
        """Ask for the new key of the action called `title`."""
        self._title = title
        self.setAccessibleName(tr("Press the new key for “{title}”", title=title))
        self.open()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in _MODIFIERS and not event.isAutoRepeat() and strokes(event):
            self.leave()
            self.taken.emit(strokes(event)[0])

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = self.box.geometry().adjusted(28, 28, -28, -28)
        said = tr("Press the new key for “{title}”", title=self._title)
        head = QRect(box.left(), box.top(), box.width(), 48)
        paint.paragraph(painter, self.theme.font("label", bold=True), self.theme.colour("text"), head, said)
        foot = QRect(box.left(), box.bottom() - 24, box.width(), 24)
        paint.line(painter, self.theme.font("body"), self.theme.colour("muted"), foot, tr("Esc leaves it as it is."))


class KeysCard(QObject):
    """Fills a card. `changed` gives a `Keymap` that has been saved; `said` a message with its tone."""

    changed = Signal(object)
    said = Signal(str, object)

    def __init__(self, desk: Desk, card: QVBoxLayout, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._actions = changeable()
        self.table = TableView(tr("Keys"))
        self.change = Button(tr("Chan&ge…"))
        self.reset = Button(tr("Rese&t"))
        self.reset_all = Button(tr("Reset a&ll"))
        self.sheet = KeySheet(desk.theme, page)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.change)
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        buttons.addWidget(self.reset_all)
        card.addWidget(self.table)
        card.addLayout(buttons)
        self.table.opened.connect(self._ask)
        self.change.clicked.connect(self._ask)
        self.reset.clicked.connect(self._reset_one)
        self.reset_all.clicked.connect(self._reset_all)
        self.sheet.taken.connect(self.take)

    def refresh(self) -> None:
        """Show the keys in force."""
        keymap = self._desk.keymap
        rows = [[title_of(one), _or(keymap.keys(one.id)), tr(one.group.value)] for one in self._actions]
        self.table.show_rows([tr("Action"), tr("Keys"), ""], rows)
        stretch(self.table, 0)
        self.table.fit_height(8)

    def take(self, stroke: str) -> None:
        """Make `stroke` the first key of the marked action; its other keys stay."""
        action = self._marked()
        if action is not None:
            rest = [key for key in self._desk.keymap.keys(action.id)[1:] if key != stroke]
            self._apply({**self._desk.preferences.keys, action.id: [stroke, *rest]})

    def _marked(self) -> Action | None:
        row = self.table.row()
        return self._actions[row] if 0 <= row < len(self._actions) else None

    def _ask(self) -> None:
        action = self._marked()
        if action is not None:
            self.sheet.ask(title_of(action))

    def _reset_one(self) -> None:
        action = self._marked()
        if action is not None:
            self._apply({name: keys for name, keys in self._desk.preferences.keys.items() if name != action.id})

    def _reset_all(self) -> None:
        self._apply({})

    def _apply(self, keys: dict[str, list[str]]) -> None:
        """Take the keys as a whole, or refuse them with the names of what clashes."""
        try:
            keymap = Keymap(keys)
        except UserError as error:
            self.said.emit(str(error), Tone.WRONG)
            return
        self._desk.preferences.keys = keys
        self._desk.keymap = keymap
        self.refresh()
        self.said.emit("", Tone.DONE)
        self.changed.emit(keymap)


def _or(keys: tuple[str, ...]) -> str:
    return tr(" or ").join(shown_keys(keys))
