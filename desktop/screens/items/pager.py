"""Reads the pages that are looked at, in the background; what has been scrolled past meanwhile is not read at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial

from PySide6.QtCore import QObject

from core.queues.views import ItemRow
from desktop.screens.items.model import PAGE, ItemTable
from desktop.screens.models.arrivals import Arrivals

#: reads under way at a time: one that arrives and one that is on its way
_AT_ONCE = 2

Ask = Callable[[list[int]], Future[list[ItemRow]]]


class Pager(QObject):
    """`look` says which rows are in sight."""

    def __init__(self, table: ItemTable, arrivals: Arrivals, ask: Ask, parent: QObject | None = None) -> None:
        """`ask` reads items by their numbers, in the background."""
        super().__init__(parent)
        self._table = table
        self._arrivals = arrivals
        self._ask = ask
        self._under_way: dict[int, int] = {}  # page: what waits for it
        self._wanted: list[int] = []

    def look(self, first: int, last: int) -> None:
        """These rows are in sight: read their pages first, then the one before and the one after."""
        low, high = first // PAGE, last // PAGE
        self._wanted = [*range(low, high + 1), high + 1, low - 1]
        self._go_on()

    def forget(self) -> None:
        """Other items stand in the rows: what is on its way is of no use."""
        for number in self._under_way.values():
            self._arrivals.forget(number)
        self._under_way.clear()
        self._wanted = []

    def _go_on(self) -> None:
        for page in self._wanted:
            if len(self._under_way) >= _AT_ONCE:
                return
            if page not in self._under_way and self._table.missing(page):
                future = self._ask(self._table.seqs(page * PAGE, (page + 1) * PAGE))
                self._under_way[page] = self._arrivals.watch(future, partial(self._read, page))

    def _read(self, page: int, future: Future[list[ItemRow]]) -> None:
        self._under_way.pop(page, None)
        try:
            self._table.put(page, future.result())
        except CancelledError:
            return
        self._go_on()
