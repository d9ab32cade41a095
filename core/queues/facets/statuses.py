"""The facet of states."""

from core.queues.criteria.clause import STATUS
from core.queues.facets.column import Column

STATUSES = Column("statuses", STATUS, ("s",))
