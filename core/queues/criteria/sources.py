"""How the label came about: its provenance."""

from __future__ import annotations

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance
from core.queues.criteria.clause import SOURCE, Clause, Scene, among


def sources(wanted: Filter, scene: Scene) -> Clause:
    """Items whose label has one of these provenances. Labels that came with the data need a look at what was imported."""
    names, params = among("source", wanted.sources)
    if Provenance.IMPORTED in wanted.sources:
        return Clause(f"{SOURCE} IN {names}", params, ("s", "c"), model=True)
    return Clause(f"s.label_source IN {names}", params, ("s",), model=True)
