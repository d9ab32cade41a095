"""The parts of the review screen in their places: what stands where, and in which order Tab goes through it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.history_strip import HistoryStrip
from desktop.review.item_pane import ItemPane
from desktop.review.key_bar import KeyBar
from desktop.review.state_view import StateView
from desktop.review.status_line import HEIGHT as MESSAGE_HEIGHT
from desktop.review.status_line import StatusLine
from desktop.review.suggestion_panel import SuggestionPanel
from desktop.review.top_bar import TopBar
from desktop.theme import Theme
from desktop.widgets.cheat_sheet import CheatSheet
from desktop.widgets.command_palette import CommandPalette
from desktop.widgets.keys import key_text

_PANEL_LEAST = 300


class ReviewParts(QWidget):
    """Top bar; item and panel, or a state in their stead; key bar; history. Over them the palette and the cheat sheet."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.keymap = keymap
        self.top = TopBar(self.theme, self)
        self.item = ItemPane(self.theme)
        self.panel = SuggestionPanel(self.theme, self.keymap)
        self.state = StateView(self.theme)
        self.keys = KeyBar(self.theme, self)
        self.history = HistoryStrip(self.theme, self)
        self.body = QWidget()
        self.middle = QStackedWidget(self)
        self._lay_out()
        self.message = StatusLine(self.theme, self)
        self.message.hide()
        self.palette_sheet = CommandPalette(self.theme, self)
        self.cheat_sheet = CheatSheet(self.theme, self, self.keymap)
        self._order_tabs()
        guidelines = self.keymap.keys("guidelines")
        if guidelines:
            self.item.status.set_hints(((key_text(guidelines[0]), tr("guidelines")),))

    def _lay_out(self) -> None:
        across = QHBoxLayout(self.body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.item, 1)
        across.addWidget(self.panel)
        self.middle.addWidget(self.body)
        self.middle.addWidget(self.state)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        for part in (self.top, self.middle, self.keys, self.history):
            down.addWidget(part, 1 if part is self.middle else 0)

    def _order_tabs(self) -> None:
        """From the top bar to the commands, and on through the item and what may be decided to the history: the order of reading."""
        panel = self.panel
        stops: list[QWidget] = [self.top.queue, self, *self.item.stops(), self.item.guidelines.browser, *panel.editor.stops()]
        stops += [panel.finder.field, *panel.reasons.rows, panel.opinion.mine, panel.opinion.models]
        stops += [panel.comment.field, *self.state.buttons, *self.history.chips]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """The panel gets what its editor wants: a draft needs more room than a label."""
        share, most = self.panel.editor.room
        self.panel.setFixedWidth(max(_PANEL_LEAST, min(most, round(self.width() * share))))
        self._place_message()

    def _place_message(self) -> None:
        """Over the foot of the middle, whatever it shows: a message is never covered and moves nothing."""
        side = 48 if self.width() > 960 else 24
        width = max(0, self.width() - self.panel.width() - 2 * side)
        self.message.setGeometry(QRect(side, self.middle.geometry().bottom() - MESSAGE_HEIGHT, width, MESSAGE_HEIGHT))
