"""How many items match a filter: from maintained counters where that can be, else by counting."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria import Scene
from core.queues.selecting import select
from core.storage.projection import counters
from core.storage.sql import fetch_value


def count(scene: Scene, wanted: Filter) -> int:
    """The number of items that match. Raises `UserError`."""
    known = _known(scene, wanted)
    if known is not None:
        return known
    selection = select(wanted, scene)
    if selection.pieces is None or selection.daily:
        return int(fetch_value(scene.connection, selection.sql("count(*)"), **selection.params))
    parts = [selection.of_piece(piece) for piece in selection.pieces]
    return sum(int(fetch_value(scene.connection, part.sql("count(*)"), **part.params)) for part in parts)


def _known(scene: Scene, wanted: Filter) -> int | None:
    """The count as maintained counters have it; None where they do not tell."""
    names = wanted.set_names
    if names not in {(), ("statuses",), ("flagged",), ("verdicts",)} or wanted.flagged is False:
        return None
    have = counters(scene.connection, scene.project_seq)
    asked: dict[tuple[str, ...], list[str]] = {
        (): ["items"],
        ("statuses",): [f"status:{status}" for status in dict.fromkeys(wanted.statuses)],
        ("flagged",): ["flagged"],
        ("verdicts",): [f"verdict:{verdict}" for verdict in dict.fromkeys(wanted.verdicts)],
    }
    return sum(have.get(name, 0) for name in asked[names])
