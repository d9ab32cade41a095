"""The parts of the Export screen in their places: choices at the left, the preview at the right, the place and the keys below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import BY_ID, Keymap
from desktop.i18n import tr
from desktop.review.key_bar import Hint, KeyBar
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.export.choices import Choices
from desktop.screens.export.history import History
from desktop.screens.export.outcome import Outcome
from desktop.screens.export.place import Place
from desktop.screens.export.preview import Preview
from desktop.screens.models.wide_page import WidePage
from desktop.screens.prompts.empty import EmptyState
from desktop.theme import Theme
from desktop.widgets.keys import key_text

_HEAD, _LEAST = 44, 120
_SIDE, _PREVIEW = 460, 760
_NEW = ("export_write", "export_purpose", "export_format", "export_more", "export_view", "export_place", "export_history")
_PAST = ("dataset_compare", "dataset_again", "dataset_folder", "dataset_hash", "dataset_back")
_HELP = ("palette", "cheat_sheet")


class Strip(QWidget):
    """A ground with an edge above it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))


class Steady(QStackedWidget):
    """Takes the height that there is: what stands in it scrolls, and must not make the screen taller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    @override
    def hasHeightForWidth(self) -> bool:
        return False


class ExportParts(WidePage):
    """Lays the screen out; `ExportPage` says what it does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Export"))
        self.keymap = desk.keymap
        self.choices = Choices(desk.theme, desk.keymap)
        self.preview = Preview(desk.theme)
        self.place = Place(desk, tr("&Export"))
        self.outcome = Outcome(desk.theme)
        self.history = History(desk)
        self.empty = EmptyState(desk.theme, "export")
        self.turn = Button(parent=self)
        self.keys = KeyBar(desk.theme)
        self.side = QScrollArea()
        self.stack, self.making = Steady(), QWidget()
        self._lay_out()
        self.dress()

    def show_keys(self) -> None:
        """The keys of the part that is shown, as far as they are live."""
        shown = self.stack.currentWidget()
        names: tuple[str, ...] = _NEW if shown is self.making else _PAST if shown is self.history else ()
        if shown is self.making and self.outcome.busy:
            names = ("export_stop", *names[1:])
        self.keys.show_hints(_hints(self.keymap, names), _hints(self.keymap, _HELP))
        self.turn.setVisible(shown is not self.empty)
        self.turn.setText(tr("Histor&y") if shown is self.making else tr("&New export"))
        self._place_turn()

    def order_tabs(self) -> None:
        """From the purpose to the button: the order of reading. To be called when there are other formats or settings."""
        preview, place = self.preview, self.place
        stops = [self.turn, *self.choices.stops(), preview.turn, preview.records, preview.sample, preview.risk.safe]
        for before, after in pairwise([*stops, place.path, place.choose, place.go]):
            QWidget.setTabOrder(before, after)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_turn()

    def _place_turn(self) -> None:
        size = self.turn.sizeHint()
        self.turn.setGeometry(QRect(self.width() - size.width() - 16, (_HEAD - size.height()) // 2, size.width(), size.height()))

    def _lay_out(self) -> None:
        self.side.setObjectName("page")
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setFrameShape(QScrollArea.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.setObjectName("column")
        self.side.setWidget(self.choices)
        self.side.setMinimumWidth(280)
        self.preview.setMinimumWidth(300)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        for at, part in enumerate((self.side, self.preview)):
            splitter.addWidget(part)
            splitter.setStretchFactor(at, at)
        splitter.setSizes([_SIDE, _PREVIEW])
        down = QVBoxLayout(self.making)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(splitter, 1)
        down.addWidget(self._strip())
        for part in (self.making, self.history, self.empty):
            self.stack.addWidget(part)
        for part in (self.side, self.preview, self.history, self.empty, self.stack):
            part.setMinimumHeight(_LEAST)  # what stands in them scrolls, or can be cut; the bars below never are
        for part, share in ((self.stack, 1), (self.outcome, 0), (self.keys, 0)):
            self.column.addWidget(part, share)

    def _strip(self) -> QWidget:
        strip = Strip(self.theme)
        across = QHBoxLayout(strip)
        across.setContentsMargins(20, 10, 16, 10)
        across.addWidget(self.place)
        return strip


def _hints(keymap: Keymap, names: tuple[str, ...]) -> list[Hint]:
    """What the bar shows: actions that have a key; a run of digits as one."""
    held = [(name, keymap.keys(name)) for name in names if keymap.keys(name)]
    return [Hint(name, _printed(keys), tr(BY_ID[name].hint)) for name, keys in held]


def _printed(keys: tuple[str, ...]) -> str:
    first = key_text(keys[0])
    return f"{first}-{key_text(keys[-1])}" if len(keys) > 4 else first
