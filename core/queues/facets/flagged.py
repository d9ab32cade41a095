"""The facet of flags that a person put: `yes`."""

from core.queues.facets.column import Column

FLAGGED = Column("flagged", "CASE WHEN s.flagged = 1 THEN 'yes' END", ("s",))
