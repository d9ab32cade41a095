"""The parts of the Items screen in their places: queues, criteria, facets, the table, the marked item, the bar of bulk actions, keys."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import BY_ID, Keymap
from desktop.i18n import tr
from desktop.review.key_bar import Hint, KeyBar
from desktop.review.queue_menu import QueueMenu
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.items.bulk_sheet import BulkSheet
from desktop.screens.items.chips import CriterionChips
from desktop.screens.items.detail import ItemDetail
from desktop.screens.items.done_bar import DoneBar
from desktop.screens.items.facets import FacetList
from desktop.screens.items.past_sheet import PastSheet
from desktop.screens.items.queue_sheet import QueueSheet
from desktop.screens.items.search_field import SearchField
from desktop.screens.items.strip import QueueStrip
from desktop.screens.items.view import ItemsView
from desktop.screens.look import label
from desktop.screens.models.wide_page import WidePage
from desktop.screens.prompts.empty import EmptyState
from desktop.widgets.keys import key_text

_HEAD = 44
_BAR = ("items_open", "items_pick", "items_pick_all", "items_bulk", "items_history", "items_facets", "items_queues")
_HELP = ("palette", "cheat_sheet")
#: narrower than this the marked item, and then the facets, make room for the table (pixels)
_DETAIL_FROM, _FACETS_FROM = 980, 700


class ItemsParts(WidePage):
    """Lays the screen out; `ItemsPage` says what it does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Items"))
        theme, self.keymap = desk.theme, desk.keymap
        self.detail_wanted = True
        keys = self.keymap.keys("items_search")
        self.search = SearchField(theme, key_text(keys[0]) if keys else "", self)
        self.strip = QueueStrip(theme)
        self.chips = CriterionChips(theme)
        self.count = label(theme, "body", "muted")
        self.bulk_button = Button(tr("Bul&k action…"))
        self.past_button = Button(tr("&Past actions"))
        self.facets = FacetList(theme)
        self.side = QWidget()  # what the facets stand on
        self.view = ItemsView(theme)
        self.empty = EmptyState(theme, "items")
        self.stack = QStackedWidget()
        self.item = ItemDetail(theme)
        self.done = DoneBar(theme)
        self.keys = KeyBar(theme)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.bulk_sheet, self.past_sheet = BulkSheet(desk, self), PastSheet(desk, self)
        self.queue_sheet, self.queue_menu = QueueSheet(desk, self), QueueMenu(theme, self)
        self.dress()
        self.keys.show_hints(_hints(self.keymap, _BAR), _hints(self.keymap, _HELP))

    def show_parts(self) -> None:
        """Show as much beside the table as there is room for."""
        self.item.setVisible(self.detail_wanted and self.width() >= _DETAIL_FROM)
        self.side.setVisible(self.width() >= _FACETS_FROM)

    def order_tabs(self) -> None:
        """From the search through queues, criteria and facets to the table and the marked item: the order of reading.

        To be called when there are other chips.
        """
        strip, item = self.strip, self.item
        stops: list[QWidget] = [self.search, *strip.chips.parts(), strip.manage, strip.save, strip.review]
        stops += [*self.chips.parts(), self.past_button, self.bulk_button, self.facets, self.view]
        stops += [item.review, item.page, item.whole, item.history, self.done.work.stop, self.done.undo, self.done.dismiss]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        tall = self.search.sizeHint().height()
        width = min(340, max(160, self.width() // 3))
        self.search.setFixedWidth(width)
        self.search.setGeometry(QRect(self.width() - width - 16, (_HEAD - tall) // 2, width, tall))
        self.show_parts()

    def _lay_out(self) -> None:
        self.column.addWidget(self.strip)
        self.column.addWidget(self._filter_row())
        self._fill_middle()
        self.column.addWidget(self.splitter, 1)
        self.column.addWidget(self.done)
        self.column.addWidget(self.keys)
        self.search.raise_()

    def _filter_row(self) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(20, 8, 12, 8)
        across.setSpacing(12)
        self.count.setMinimumWidth(60)
        across.addWidget(self.count)
        across.addWidget(self.chips, 1)
        across.addWidget(self.past_button)
        across.addWidget(self.bulk_button)
        return row

    def _fill_middle(self) -> None:
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        left, middle = self.side, QWidget()
        for part, inside, side in ((left, self.facets, 8), (middle, self.stack, 4)):
            down = QVBoxLayout(part)
            down.setContentsMargins(side, 0, side, 4)
            down.addWidget(inside)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for part in (left, middle, self.item):
            self.splitter.addWidget(part)
        left.setMinimumWidth(130)
        middle.setMinimumWidth(320)
        self.item.setMinimumWidth(240)
        self.splitter.setSizes([200, 716, 300])
        for place, share in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(place, share)


def _hints(keymap: Keymap, names: tuple[str, ...]) -> list[Hint]:
    """What the bar shows: actions that have a key."""
    return [Hint(name, key_text(keymap.keys(name)[0]), tr(BY_ID[name].hint)) for name in names if keymap.keys(name)]
