"""The Items screen as far as it only looks: what is listed under which filter, how many, and the marked item."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.domain.filters import Filter
from core.queues.views import Facet, Progress, Sort, SortBy
from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.operations import items as operations
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.items import words
from desktop.screens.items.listing import Listing
from desktop.screens.items.parts import ItemsParts
from desktop.screens.models.arrivals import Arrivals
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from desktop.operations.items import ItemWhole

_SETTLE_MS = 60


class ItemsListed(ItemsParts):
    """Shows what `listing` finds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._of: ProjectInfo | None = None
        self._arrivals = Arrivals(desk.bridge)
        self._looking: int | None = None
        self.search_words = ""
        self._was = (0, 0)  # the row and the number of the item that was marked
        self.listing = Listing(desk, self.view.items, self)
        self._settle = QTimer(self)  # a mark that runs over the table asks for the last item alone
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._connect_listing()

    def show_filter(self, wanted: Filter, sort: Sort | None = None) -> None:
        """List what matches; what was picked is left."""
        if self._of is None:
            return
        self.say("")
        self.view.items.picks.clear()
        self.view.tell_picks()
        self.search.show_text(wanted.text)
        self.chips.show_filter(wanted)
        self.strip.show_filter(wanted)
        self.order_tabs()
        self.view.items.show_sort(sort)
        self.listing.show(wanted, sort)

    def _show_sort(self, sort: Sort | None) -> None:
        self.view.items.show_sort(sort)
        self.listing.show(self.listing.wanted, sort)

    def _came(self) -> None:
        if self.view.items.rowCount():
            self.stack.setCurrentWidget(self.view)
            self._mark_again()
        else:
            self._nothing()
        self.view.tell_sight()
        self._tell_count()

    def _ended(self) -> None:
        self._came()

    def _remember_mark(self) -> None:
        """The rows are about to be others."""
        at = self.view.at
        self._was = (at, self.view.items.seq(at)) if at >= 0 else (0, 0)

    def _mark_again(self) -> None:
        """The first row of another answer; of the same one read anew the item that was marked, or what stands in its place."""
        if self.view.at >= 0:
            return
        at, item_seq = self._was if self.listing.anew else (0, 0)
        place = self.view.items.place(item_seq) if item_seq else -1
        self.view.mark(place if place >= 0 else min(at, self.view.items.rowCount() - 1))

    def _nothing(self) -> None:
        here = QApplication.focusWidget()
        if self.listing.wanted.empty:
            self._show_empty(tr("No items yet"), tr("Import a file into the project, and its items are here."))
        elif not self.listing.complete:
            self._show_empty(tr("Nothing found so far"), tr("The search index is still being made: look again in a moment."))
        else:
            self._show_empty(
                tr("Nothing matches"), tr("No item is like that. Take a criterion away, or search for something else.")
            )
        if here is self.view:
            give_focus(self.search)

    def _show_empty(self, title: str, said: str) -> None:
        self.item.clear()
        self.empty.say(title, said, "")
        self.stack.setCurrentWidget(self.empty)
        self._tell_count()

    def _counted(self, _count: int) -> None:
        self._tell_count()

    def _faceted(self, facets: tuple[Facet, ...]) -> None:
        self.facets.show_facets(facets, self.listing.wanted)

    def _not_listed(self, why: str) -> None:
        self.listing.total = 0
        self.view.items.show_seqs(())
        self._show_empty(tr("This cannot be searched for"), why)

    def _failed(self, why: str) -> None:
        self.say(why)

    def _progressed(self, progress: Progress) -> None:
        share = 100 * progress.done // max(1, progress.total)
        self.search_words = "" if progress.complete else tr("search index: {share} %", share=share)
        self._tell_count()

    def _tell_count(self) -> None:
        """How many match, how many are picked, how they are sorted, and whether the search knows them all yet."""
        self.bulk_button.setEnabled(self.view.items.rowCount() > 0)
        total, picks, sort = self.listing.total, self.view.items.picks, self.listing.sort
        parts = [tr("counting…") if total is None else tr("{n} items", n=total)]
        parts += [] if picks.nothing else [tr("{n} picked", n=picks.count(total or self.view.items.rowCount()))]
        by = sort.by if sort is not None else SortBy.RELEVANCE if self.listing.wanted.text else None
        parts += [tr(words.SORTS[by])] if by is not None else []
        parts += [self.search_words] if self.search_words else []
        text = " · ".join(parts)
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text if total is not None else "")
        self.set_detail(self._of.name if self._of is not None else "")

    def _marked(self, _at: int) -> None:
        self._settle.start()

    def _look(self) -> None:
        """Read the marked item whole."""
        if self._of is not None and self.view.at >= 0:
            self._arrivals.forget(self._looking)
            future = operations.whole(self._desk.workspace, self.view.items.seq(self.view.at))
            self._looking = self._arrivals.watch(future, self._looked)

    def _looked(self, future: Future[ItemWhole]) -> None:
        self._looking = None
        found = future.result()
        at = self.view.at
        row = self.view.items.row(at) if at >= 0 else None
        if row is not None and row.item_seq == found.item_seq and self._of is not None:
            self.item.show_item(row, found, self._of.task)
        elif at >= 0 and row is None:
            self._settle.start()  # its row is on its way

    def _connect_listing(self) -> None:
        listing, view = self.listing, self.view
        listing.came.connect(self._came)
        listing.ended.connect(self._ended)
        listing.counted.connect(self._counted)
        listing.faceted.connect(self._faceted)
        listing.failed.connect(self._not_listed)
        listing.progressed.connect(self._progressed)
        view.items.modelAboutToBeReset.connect(self._remember_mark)
        view.items.modelAboutToBeReset.connect(listing.pager.forget)
        view.items.rowsAboutToBeInserted.connect(listing.pager.forget)
        view.in_sight.connect(listing.pager.look)
        view.marked.connect(self._marked)
        view.picked.connect(self._tell_count)
        self._settle.timeout.connect(self._look)
