"""What guard rails say of the latest suggestion."""

from __future__ import annotations

from core.domain.filters import ANY, Filter
from core.queues.criteria.clause import Clause, Scene


def flags(wanted: Filter, scene: Scene) -> Clause:
    """Items whose latest suggestion carries one of these codes."""
    if ANY in wanted.flags:
        return Clause("g.flags <> ''", joins=("g",), model=True)
    params = {f"flag{place}": f" {code} " for place, code in enumerate(wanted.flags)}
    told = " OR ".join(f"instr(g.flags, :{name})" for name in params)
    return Clause(f"(g.flags <> '' AND ({told}))", params, ("g",), model=True)
