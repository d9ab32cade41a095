"""The cheat sheet: every action with its keys, by group."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import ACTIONS, Action, Group, Keymap, title_of
from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text
from desktop.widgets.overlay import Overlay
from desktop.widgets.spoken import Role

_ROW = 26
_HEADING = 36
_GAP = 12
_KEYS_AT = 0.7  # of a column's width, at most: where the keycaps begin
_TWO = 700  # wide enough for two columns
_SCROLLS = {
    Qt.Key.Key_Down: 56,
    Qt.Key.Key_Up: -56,
    Qt.Key.Key_PageDown: 300,
    Qt.Key.Key_PageUp: -300,
    Qt.Key.Key_J: 56,
    Qt.Key.Key_K: -56,
}


class CheatSheet(Overlay):
    """All keys at a glance; any other key closes it."""

    def __init__(self, theme: Theme, parent: QWidget, keymap: Keymap) -> None:
        super().__init__(theme, parent, size=QSize(940, 740))
        self.setAccessibleName(tr("All keys"))
        self._area = QScrollArea(self.box)
        self._area.setObjectName("panel")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(_Sheet(theme, keymap))
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(16, 12, 4, 12)
        layout.addWidget(self._area)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = _SCROLLS.get(Qt.Key(event.key()))
        if step is not None:
            scroll = self._area.verticalScrollBar()
            scroll.setValue(scroll.value() + step)
        elif event.text() or event.key() == Qt.Key.Key_F1:
            self.leave()
        event.accept()


class _Sheet(QWidget):
    """Two columns of groups, painted; one where there is no room for two."""

    spoken_as = Role.StaticText

    def __init__(self, theme: Theme, keymap: Keymap) -> None:
        super().__init__()
        self.setObjectName("panelPage")
        self._theme = theme
        self._keymap = keymap
        self._columns = [[*Group]]
        self.setAccessibleName(self._spoken())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._columns = _columns() if self.width() >= self._theme.scaled(_TWO) else [[*Group]]
        self.setMinimumHeight(self._theme.scaled(max(_height(column) for column in self._columns) + 16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        width = self.width() // len(self._columns)
        for at, column in enumerate(self._columns):
            self._column(painter, column, QRect(at * width + 8, 0, width - 24, self.height()))

    def _column(self, painter: QPainter, groups: list[Group], room: QRect) -> None:
        y, px = room.top(), self._theme.scaled
        font = self._theme.font("body")
        widest = max(paint.text_width(font, title_of(action)) for group in groups for action in _of(group))
        split = room.left() + min(widest + 16, round(room.width() * _KEYS_AT))
        for group in groups:
            heading = QRect(room.left(), y, room.width(), px(_HEADING))
            paint.line(painter, self._theme.font("label", bold=True), self._theme.colour("text"), heading, tr(group.value))
            y += px(_HEADING)
            for action in _of(group):
                self._action(painter, action, QRect(room.left(), y, room.width(), px(_ROW)), split)
                y += px(_ROW)
            y += px(_GAP)

    def _action(self, painter: QPainter, action: Action, room: QRect, split: int) -> None:
        title = QRect(room.left(), room.top(), split - room.left() - 8, room.height())
        paint.line(painter, self._theme.font("body"), self._theme.colour("text"), title, title_of(action))
        x = split
        for text in shown_keys(self._keymap.keys(action.id)):
            if x + paint.keycap_width(self._theme, text) <= room.right():
                x = paint.keycap(painter, self._theme, x, room.center().y(), text) + 6

    def _spoken(self) -> str:
        return "; ".join(f"{title_of(a)}: {', '.join(shown_keys(self._keymap.keys(a.id)))}" for a in ACTIONS)


def shown_keys(keys: tuple[str, ...]) -> list[str]:
    """The keys as printed; a run of digits as `1-9`."""
    if len(keys) > 4:
        return [f"{key_text(keys[0])}-{key_text(keys[-1])}"]
    return [key_text(key) for key in keys]


def _of(group: Group) -> list[Action]:
    return [action for action in ACTIONS if action.group is group]


def _height(groups: list[Group]) -> int:
    return sum(_HEADING + _GAP + _ROW * len(_of(group)) for group in groups)


def _columns() -> list[list[Group]]:
    """The groups in two columns of about equal height, in their order."""
    groups = list(Group)
    cut = min(range(1, len(groups)), key=lambda at: max(_height(groups[:at]), _height(groups[at:])))
    return [groups[:cut], groups[cut:]]
