"""Who made the latest suggestion."""

from __future__ import annotations

import re

from core.domain.filters import ANY, Filter
from core.errors import UserError
from core.queues.criteria.clause import Clause, Scene, among
from core.storage.sql import fetch, fetch_value

_NAMED = "SELECT seq FROM suggester WHERE project_seq = :p AND name = :n"
_NUMBERED = "SELECT seq FROM suggester WHERE project_seq = :p AND seq = :n"
_VERSION = "SELECT suggester_seq FROM prompt_version WHERE project_seq = :p AND number = :n"


def suggesters(wanted: Filter, scene: Scene) -> Clause:
    """Items whose latest suggestion was made by one of these."""
    if ANY in wanted.suggesters:
        return Clause("g.item_seq IS NOT NULL", joins=("g",), model=True)
    seqs = [seq for name in wanted.suggesters for seq in suggester_seqs(scene, name)]
    names, params = among("suggester", seqs)
    return Clause(f"g.suggester_seq IN {names}", params, ("g",), model=True)


def suggester_seqs(scene: Scene, name: str) -> list[int]:
    """The numbers of the suggesters that a person calls `name`: by name, as a prompt version (`v3`), by number. Raises `UserError`."""
    found = [int(row[0]) for row in fetch(scene.connection, _NAMED, p=scene.project_seq, n=name)]
    if not found and re.fullmatch(r"v?[0-9]{1,15}", name):
        sql = _VERSION if name.startswith("v") else _NUMBERED
        seq = fetch_value(scene.connection, sql, p=scene.project_seq, n=int(name.removeprefix("v")))
        found = [] if seq is None else [int(seq)]
    if not found:
        known = [str(row[0]) for row in fetch(scene.connection, _NAMES, p=scene.project_seq)]
        told = f"Known: {', '.join(known)}." if known else "Nothing was suggested yet."
        raise UserError("filter.suggester", f"There is no suggester called {name!r} in this project.", todo=told)
    return found


_NAMES = "SELECT DISTINCT name FROM suggester WHERE project_seq = :p ORDER BY name LIMIT 20"
