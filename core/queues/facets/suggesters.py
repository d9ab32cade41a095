"""The facet of suggesters: who made the latest suggestion."""

from core.queues.facets.column import Column

SUGGESTERS = Column("suggesters", "(SELECT w.name FROM suggester w WHERE w.seq = g.suggester_seq)", ("g",), model=True)
