"""The facet of provenance: how the label came about."""

from core.queues.criteria.clause import SOURCE
from core.queues.facets.column import Column

SOURCES = Column("sources", SOURCE, ("s", "c"), model=True)
