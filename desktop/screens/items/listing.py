"""What the table shows: the filter and the sort, and the answers to them as they come. Answers to an older question are dropped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.filters import Filter
from core.errors import UserError
from core.queues.views import Facet, Progress, Sort, SortBy
from desktop.messages import told
from desktop.operations import items as operations
from desktop.screens.desk import Desk
from desktop.screens.items.model import PAGE, ItemTable
from desktop.screens.items.pager import Pager
from desktop.screens.models.arrivals import Arrivals

if TYPE_CHECKING:
    from core.queues.indexing import ItemIndex, ItemSeqs
    from core.queues.items import Items
    from core.queues.running import Running
    from core.queues.views import ItemRow

T = TypeVar("T")
_POLL_MS = 700


class Listing(QObject):
    """`came` follows the first page of an answer, `ended` all of it, `counted` how many match.

    `faceted` brings the facets, `failed` why a search cannot be made, `progressed` how far the search index has come.
    """

    came = Signal()
    ended = Signal()
    counted = Signal(int)
    faceted = Signal(object)
    failed = Signal(str)
    progressed = Signal(object)

    def __init__(self, desk: Desk, table: ItemTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._arrivals = Arrivals(desk.bridge)
        self._of: Items | None = None
        self._index: ItemIndex | None = None
        self._facets: Running[tuple[Facet, ...]] | None = None
        self._catching_up: Running[None] | None = None
        self._question = 0
        self._keep = False  # what is in sight stays until all of the answer is there
        self.anew = False  # the question was asked before
        self.wanted = Filter()
        self.sort: Sort | None = None
        self.total: int | None = None
        self.complete = True
        self.pager = Pager(table, self._arrivals, self._rows, self)
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.look_at_search)

    @property
    def items(self) -> Items:
        """The service of the open project."""
        assert self._of is not None
        return self._of

    def begin(self, items: Items) -> None:
        """From now on these items are listed; what was asked of others is dropped."""
        self.leave()
        self._of = items

    def show(self, wanted: Filter, sort: Sort | None) -> None:
        """List what matches `wanted`, sorted by `sort` (None: as imported, of a search the best first)."""
        self.wanted, self.sort, self.total, self._keep = wanted, sort, None, False
        self.anew = False
        self._ask()

    def refresh(self) -> None:
        """Ask once more: something has changed. What is in sight stays until the answer is there."""
        self._table.forget_rows()
        self._keep, self.anew = self._table.rowCount() > PAGE, True
        self._ask()

    def leave(self) -> None:
        """Nothing is wanted any more."""
        self._drop()
        self._poll.stop()
        self._arrivals.leave()
        if self._catching_up is not None:
            self._catching_up.cancel()
            self._catching_up = None
        self._of = None

    def look_at_search(self) -> None:
        """Ask how far the search index has come; while it is not complete, see that it goes on, and ask again."""
        if self._of is not None:
            self._arrivals.watch(operations.searching(self._desk.workspace, self._of), self._searching)

    # --- asking ---

    def _ask(self) -> None:
        self._drop()
        if self._of is None:
            return
        self._question += 1
        workspace, items, wanted = self._desk.workspace, self._of, self.wanted
        sort = self.sort or (Sort(SortBy.RELEVANCE) if wanted.text else None)
        self._watch(operations.index(workspace, items, wanted, sort, PAGE), self._came)
        self._watch(operations.count(workspace, items, wanted), self._counted)
        self._facets = items.facets(wanted)
        self._watch(self._facets.future, self._faceted)

    def _drop(self) -> None:
        """Nobody waits for what was asked."""
        self._question += 1
        self.pager.forget()
        for work in (self._index, self._facets):
            if work is not None:
                work.cancel()
        self._index = self._facets = None

    def _watch(self, future: Future[T], then: Callable[[T], None]) -> None:
        self._arrivals.watch(future, partial(self._arrived, self._question, then))

    def _arrived(self, question: int, then: Callable[[T], None], future: Future[T]) -> None:
        if question != self._question:
            _let_go(future)
            return
        try:
            then(future.result())
        except CancelledError:
            return
        except UserError as error:
            self.failed.emit(told(error))

    def _rows(self, item_seqs: list[int]) -> Future[list[ItemRow]]:
        return operations.rows(self._desk.workspace, self.items, item_seqs)

    # --- answers ---

    def _came(self, index: ItemIndex) -> None:
        self._index, self.complete = index, index.complete
        if not self._keep:
            self._table.show_seqs(index.first)
        self._watch(index.all.future, self._ended)
        self.came.emit()

    def _ended(self, item_seqs: ItemSeqs) -> None:
        self._table.show_seqs(item_seqs)
        self._counted(len(item_seqs))
        self.ended.emit()

    def _counted(self, count: int) -> None:
        self.total = count
        self.counted.emit(count)

    def _faceted(self, facets: tuple[Facet, ...]) -> None:
        self.faceted.emit(facets)

    def _searching(self, future: Future[Progress]) -> None:
        progress = future.result()
        self.progressed.emit(progress)
        if progress.complete or self._of is None:
            return
        if self._catching_up is None or self._catching_up.done:
            self._catching_up = self._of.keep_up()
        self._poll.start()


def _let_go(future: Future[T]) -> None:
    """An answer that came too late: what goes on behind it is stopped."""
    if future.cancelled() or future.exception() is not None:
        return
    cancel = getattr(future.result(), "cancel", None)
    if callable(cancel):
        cancel()
