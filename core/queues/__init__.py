"""Queues over the items of a project: filters, searching, facets, saved queues, bulk actions, near-duplicates."""
