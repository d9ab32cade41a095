"""The facet of people: who made the standing decision."""

from core.queues.facets.column import Column

REVIEWERS = Column("reviewers", "r.name", ("s", "d", "r"))
