"""The numbers of all items that match a filter, in order: what a virtual table scrolls over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.queues.criteria.clause import CONFIDENCE, HIDDEN, LABEL, STATUS
from core.queues.reading import walk
from core.queues.running import Desk, Running
from core.queues.selecting import Selection, windows
from core.queues.views import Sort, SortBy
from core.storage.sql import fetch

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from sqlalchemy.engine import Connection

    ItemSeqs = npt.NDArray[np.int64]

#: the first window in which a first page is looked for, in item numbers
_WINDOW = 2_000
_STATUSES = "CASE {status} WHEN 'open' THEN 0 WHEN 'skipped' THEN 1 WHEN 'decided' THEN 2 WHEN 'retired' THEN 3 ELSE 4 END"
_UNLESS_HIDDEN = "CASE WHEN {hidden} THEN NULL ELSE {key} END"

#: what to sort by -> (SQL, the names that it uses)
_KEYS: dict[SortBy, tuple[str, tuple[str, ...]]] = {
    SortBy.ID: ("coalesce(c.external_id, lower(hex(i.id)))", ("c",)),
    SortBy.STATUS: (_STATUSES.format(status=STATUS), ("s",)),
    SortBy.LABEL: (_UNLESS_HIDDEN.format(hidden=HIDDEN, key=LABEL), ("s", "c")),
    SortBy.CONFIDENCE: (_UNLESS_HIDDEN.format(hidden=HIDDEN, key=CONFIDENCE), ("s", "g", "u")),
    SortBy.DECIDED_AT: ("d.created_us", ("s", "d")),
    SortBy.RELEVANCE: ("m.rank", ()),
}


@dataclass(frozen=True, slots=True)
class ItemIndex:
    """`first`: the first page, there at once; `all`: every number in order (int64), made in the background, cancellable.

    `complete`: the search index knew every item when a search was asked; without a search it is True.
    """

    first: tuple[int, ...]
    all: Running[ItemSeqs]
    complete: bool = True

    def cancel(self) -> None:
        """Nobody wants the rest any more."""
        self.all.cancel()


def first_page(connection: Connection, selection: Selection, sort: Sort, page: int) -> tuple[int, ...]:
    """The first `page` numbers. In import order they are looked for where they are likely to be, not among all that match."""
    found: list[int] = []
    for part in _parts(selection, sort):
        sql = part.sql("i.seq", *_ordered(part, sort, f" LIMIT {page - len(found)}"))
        found += [int(row[0]) for row in fetch(connection, sql, **part.params)]
        if len(found) >= page:
            break
    return tuple(found)


def _parts(selection: Selection, sort: Sort) -> Iterator[Selection]:
    """The selection in parts that follow one another in import order, where that is the order and it can be had in parts."""
    if selection.daily or sort != Sort():
        yield selection
    elif selection.pieces is not None:
        yield from map(selection.of_piece, selection.pieces)
    else:
        yield from (selection.windowed(*window) for window in windows(selection.low, selection.high, _WINDOW))


def all_numbers(selection: Selection, sort: Sort) -> Callable[[Connection, Desk], ItemSeqs]:
    """The work that makes the whole array: 8 bytes an item; the database is read in blocks, so that other threads come to their turn."""

    def work(connection: Connection, desk: Desk) -> ItemSeqs:
        import numpy as np  # noqa: PLC0415

        blocks: list[Any] = []
        for part in [selection] if selection.pieces is None else _parts(selection, sort):
            for block in walk(connection, part.sql("i.seq", *_ordered(part, sort, "")), part.params, desk):
                blocks.append(np.fromiter((row[0] for row in block), dtype=np.int64, count=len(block)))
        return np.concatenate(blocks) if blocks else np.empty(0, dtype=np.int64)

    return work


def _ordered(selection: Selection, sort: Sort, limit: str) -> tuple[tuple[str, ...], str]:
    """(names used, ORDER BY): what has no value comes last, equals stand in import order."""
    way = " DESC" if sort.descending else ""
    if sort.by is SortBy.RELEVANCE and selection.pieces is None:
        sort = Sort()
    if sort.by not in _KEYS:
        # What a search finds comes in order of its numbers, piece by piece: sorting it would wait for the last match.
        natural = selection.pieces is not None and len(selection.pieces) == 1 and not way and not selection.daily
        return (), f"{'' if natural else f'ORDER BY i.seq{way}'}{limit}"
    key, joins = _KEYS[sort.by]
    return joins, f"ORDER BY ({key}) IS NULL, {key}{way}, i.seq{limit}"
