"""Drawing from a queue that is a filter: which of its items come next.

Both samples are left alone (product.md, Two samples), and so is what was decided or skipped since this pass began.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sqlalchemy.engine import Connection

from core.domain.filters import Filter
from core.domain.vocabulary import Status
from core.errors import UserError
from core.queues.criteria import Scene
from core.queues.selecting import Selection, select, windows
from core.storage.projects import list_projects
from core.storage.sources import Span, within
from core.storage.sql import fetch

IMPORTED = "imported"
#: what can be drawn at all
DRAWN = (Status.OPEN, Status.SKIPPED, Status.DECIDED)
#: the first window in which the next items are looked for, in item numbers
_WINDOW = 2_000
_CIRCLE = 1 << 63

_FREE = """coalesce(s.sample, i.sample) = 'none' AND (s.decision_seq IS NULL OR s.decision_seq <= :started)
AND coalesce(s.status, 'open') IN ('open', 'skipped', 'decided') AND i.erased_us IS NULL"""


def candidates(
    connection: Connection,
    project_seq: int,
    wanted: Filter,
    order: str,
    exclude: Set[int],
    started_decision: int,
    n: int,
    *,
    after: int = 0,
    seed_start: int = 0,
    barred: Sequence[Span] = (),
) -> list[int]:
    """The next `n` items of a queue, fewer at its end.

    `order`: `imported` by number, anything else around the circle of draw keys from `seed_start` (core/review/orders/random.py), which is
    a random order and the pool of `uncertain`. `exclude`: numbers that are drawn already. `started_decision`: the last decision
    before this pass began; what has a later one is not drawn again. `after`: in import order only numbers behind this one, so that a pass
    costs one walk through the project in all. `barred`: items that may not be reviewed. Raises `UserError`.
    """
    scene, drawable = _scene(connection, project_seq), _drawable(wanted)
    if wanted.statuses and not drawable.statuses:
        return []
    selection = select(drawable, scene)
    selection = replace(selection, params={**selection.params, "started": started_decision})
    if barred:
        selection = replace(selection, conditions=(*selection.conditions, f"NOT {within('i.seq', barred)}"))
    walk = _by_number if order == IMPORTED else _by_key
    found: list[int] = []
    for seq in walk(scene, selection, drawable, n + len(exclude), after if order == IMPORTED else seed_start):
        if seq not in exclude:
            found.append(seq)
        if len(found) >= n:
            break
    return found


def _scene(connection: Connection, project_seq: int) -> Scene:
    for project in list_projects(connection):
        if project.seq == project_seq:
            return Scene.of(connection, project)
    raise UserError("project.unknown", "This project is not there any more.")


def _drawable(wanted: Filter) -> Filter:
    """The filter, over such states only as can be drawn; one that names none is over all of these."""
    return wanted.also(statuses=tuple(status for status in wanted.statuses if status in DRAWN)) if wanted.statuses else wanted


def _by_number(scene: Scene, selection: Selection, wanted: Filter, most: int, after: int) -> Iterator[int]:
    """In import order, window by window, each ten times as large as the one before."""
    for part in _parts(selection, max(selection.low, after + 1)):
        sql = part.sql("i.seq", ("s",), f"ORDER BY i.seq LIMIT {most}", where=f"{_FREE} AND i.seq > {after}")
        rows = fetch(scene.connection, sql, **part.params)
        most -= len(rows)
        yield from (int(row[0]) for row in rows)
        if most <= 0:
            return


def _parts(selection: Selection, low: int) -> Iterator[Selection]:
    """The selection in parts that follow one another in import order; a sample cannot be taken apart."""
    if selection.daily:
        yield selection
    elif selection.pieces is not None:
        yield from map(selection.of_piece, selection.pieces)
    else:
        yield from (selection.windowed(*window) for window in windows(low, selection.high, _WINDOW))


def _by_key(scene: Scene, selection: Selection, wanted: Filter, most: int, start: int) -> Iterator[int]:
    """Around the circle of draw keys: by the index of what can be drawn where that is enough, else by a look at all that matches."""
    simple = selection.pieces is None and not selection.daily and bool(wanted.statuses) and Status.DECIDED not in wanted.statuses
    for low, high in ((start, _CIRCLE - 1), (0, start)):
        query = _queued(selection, wanted, low, high, most) if simple else _looked_for(selection, low, high, most)
        rows = fetch(scene.connection, query, **selection.params)
        most -= len(rows)
        yield from (int(row[0]) for row in rows)
        if most <= 0:
            return


def _queued(selection: Selection, wanted: Filter, low: int, high: int, most: int) -> str:
    """The open, or else the skipped ones: a queue of both is drawn from the open ones first, as reviewing does."""
    parts = [
        selection.from_queue(status, f"{_FREE} AND q.draw_key >= {low} AND q.draw_key < {high}", most)
        for status in DRAWN
        if status in wanted.statuses
    ]
    return " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts)  # noqa: S608 (our own names)


def _looked_for(selection: Selection, low: int, high: int, most: int) -> str:
    where = f"{_FREE} AND i.draw_key >= {low} AND i.draw_key < {high}"
    return selection.sql("i.seq", ("s",), f"ORDER BY i.draw_key LIMIT {most}", where=where)
