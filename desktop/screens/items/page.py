"""The Items screen: filter, look, pick, act on many, go on with one. What happens when; `parts.py` has what stands where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from core.domain.filters import Filter
from core.queues.views import Sort
from core.storage.projects import ProjectInfo
from desktop.actions import Scope
from desktop.i18n import tr
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.items.bulk import Bulk
from desktop.screens.items.columns import COLUMNS
from desktop.screens.items.criteria import Criterion, toggled, without
from desktop.screens.items.job import Job, reach_of
from desktop.screens.items.queued import ItemsQueued
from desktop.widgets.keys import strokes

if TYPE_CHECKING:
    from desktop.screens.timeline.sheet import TimelineSheet

_SORTED = [column.sort for column in COLUMNS if column.sort is not None]


class ItemsPage(ItemsQueued):
    """Lists the open project's items.

    `review_wanted` gives the number of an item that is to be reviewed, `queue_wanted` the `QueueInfo` of a queue that is to be
    gone on with, `items_changed` the project whose items have changed in bulk, or lost one by erasure.
    """

    review_wanted = Signal(int)
    items_changed = Signal(object)
    action_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sheet: TimelineSheet | None = None
        self.bulk = Bulk(desk, self.done, self)
        self._connect()
        self._does = self._table()

    # --- coming and going ---

    def enter(self) -> None:
        """See `Page.enter`."""
        project = self._desk.project
        self.say("")
        if project is None:
            self._of = None
            self.listing.leave()
            self._show_empty(tr("No project is open"), tr("Open a project, then look at its items."))
            return
        if self._of is None or self._of.seq != project.seq or self._of.task != project.task:
            self._begin(project)
        else:
            self._of = project
            self.refresh()
        give_focus(self.view if self.stack.currentWidget() is self.view else self.search)

    def leave(self) -> None:
        """See `Page.leave`."""
        self._settle.stop()
        self.listing.leave()
        self.bulk.leave()
        self._arrivals.leave()
        self._of = None

    def refresh(self) -> None:
        """Read anew what is shown: the items, the facets, the queues."""
        if self._of is not None:
            self.listing.refresh()
            self.listing.look_at_search()
            self._read_queues()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        found = self._desk.keymap.find(Scope.ITEMS, strokes(event))
        if found is None or found[0].id not in self._does or self._of is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._does[found[0].id](found[1])

    def run_action(self, action_id: str) -> None:
        """Do what a key of the bar does."""
        if action_id in self._does:
            self._does[action_id](0)
        else:
            self.action_asked.emit(action_id)  # a key that works everywhere

    def _begin(self, project: ProjectInfo) -> None:
        self._of = project
        items = self._desk.workspace.items(project)
        self.listing.begin(items)
        self.bulk.begin(items)
        self.view.items.show_seqs(())
        self.item.clear()
        self.strip.show_queues(())
        self.facets.show_facets((), Filter())
        self.show_filter(Filter())
        self.listing.look_at_search()
        self._read_queues()

    # --- what is asked ---

    def _toggle(self, one: Criterion) -> None:
        self.show_filter(toggled(self.listing.wanted, one), self.listing.sort)

    def _drop(self, one: Criterion) -> None:
        self.show_filter(without(self.listing.wanted, one), self.listing.sort)
        give_focus(self.view)

    def _search(self, text: str) -> None:
        self.show_filter(self.listing.wanted.also(text=text), self.listing.sort)

    def _sort_by(self, place: int) -> None:
        """Once more on the same heading turns the sort round, and then takes it away."""
        by, now = COLUMNS[place].sort, self.listing.sort
        assert by is not None
        again = now if now is not None and now.by is by else None
        self._show_sort(None if again is not None and again.descending else Sort(by, descending=again is not None))

    def _next_sort(self, _place: int = 0) -> None:
        now = self.listing.sort
        at = _SORTED.index(now.by) + 1 if now is not None and now.by in _SORTED else 0
        self._show_sort(Sort(_SORTED[at]) if at < len(_SORTED) else None)

    def _turn_sort(self, _place: int = 0) -> None:
        now = self.listing.sort
        if now is not None:
            self._show_sort(Sort(now.by, descending=not now.descending))

    def _pick(self, _place: int = 0) -> None:
        self.view.toggle_pick()

    def _pick_all(self, _place: int = 0) -> None:
        self.view.items.picks.take_all()
        self.view.tell_picks()

    def _to_search(self, _place: int = 0) -> None:
        give_focus(self.search)
        self.search.selectAll()

    def _to_facets(self, _place: int = 0) -> None:
        give_focus(self.view if self.facets.hasFocus() else self.facets)

    def _toggle_detail(self, _place: int = 0) -> None:
        self.detail_wanted = not self.detail_wanted
        self.show_parts()

    def _back(self, _place: int = 0) -> None:
        """One step back: to the table, from what is picked, from the search."""
        if not self.view.hasFocus():
            give_focus(self.view)
        elif not self.view.items.picks.nothing:
            self.view.items.picks.clear()
            self.view.tell_picks()
        elif self.listing.wanted.text:
            self._search("")

    def _open_item(self, _place: int = 0) -> None:
        if self.view.at >= 0:
            self.review_wanted.emit(self.view.items.seq(self.view.at))

    def _open_history(self, _place: int = 0) -> None:
        if self.view.at < 0:
            return
        if self._sheet is None:
            from desktop.screens.timeline.sheet import TimelineSheet  # noqa: PLC0415 - made when first asked for

            self._sheet = TimelineSheet(self._desk, self)
            self._sheet.erased.connect(self._changed_many)
        self._sheet.show_item(self.view.items.seq(self.view.at))

    def _open_bulk(self, _place: int = 0) -> None:
        if self._of is not None and self.view.items.rowCount():
            reach = reach_of(self.listing.wanted, self.view.items, self.listing.total)
            self.bulk_sheet.ask(self.listing.items, self._of.task, reach)

    def _undo(self, _place: int = 0) -> None:
        self.bulk.undo_last()

    def _open_past(self, _place: int = 0) -> None:
        self.past_sheet.show_actions(self.listing.items)

    def _read_anew(self, _place: int = 0) -> None:
        self.refresh()

    def _run(self, job: Job) -> None:
        self.bulk.run(job)

    # --- what comes ---

    def _changed_many(self, _item_seq: int = 0) -> None:
        if self._of is not None:
            self.refresh()
            self._settle.start()
            self.items_changed.emit(self._of)

    # --- wiring ---

    def _table(self) -> dict[str, Callable[[int], None]]:
        """What each action does; the number is the key's place among the action's keys."""
        return {
            "items_open": self._open_item,
            "items_pick": self._pick,
            "items_pick_all": self._pick_all,
            "items_search": self._to_search,
            "items_bulk": self._open_bulk,
            "items_undo": self._undo,
            "items_past": self._open_past,
            "items_history": self._open_history,
            "items_facets": self._to_facets,
            "items_details": self._toggle_detail,
            "items_sort": self._next_sort,
            "items_turn": self._turn_sort,
            "items_queue": self._queue_at,
            "items_queue_next": self._next_queue,
            "items_queue_prev": self._queue_before,
            "items_queues": self._find_queue,
            "items_manage": self._manage_queues,
            "items_save": self._save_queue,
            "items_review": self._review_queue,
            "items_read": self._read_anew,
            "items_back": self._back,
        }

    def _connect(self) -> None:
        view = self.view
        view.sorted_by.connect(self._sort_by)
        view.opened.connect(self._open_item)
        self.facets.toggled.connect(self._toggle)
        self.chips.dropped.connect(self._drop)
        self.search.searched.connect(self._search)
        self.search.left.connect(self._back)
        self.item.review_asked.connect(self._open_item)
        self.item.history_asked.connect(self._open_history)
        self.bulk_button.clicked.connect(self._open_bulk)
        self.past_button.clicked.connect(self._open_past)
        self.bulk_sheet.confirmed.connect(self._run)
        self.past_sheet.undo_asked.connect(self.bulk.undo)
        self.bulk.changed.connect(self._changed_many)
        self.bulk.failed.connect(self._failed)
        self.keys.picked.connect(self.run_action)
