"""The facets, one file each, found through `COLUMNS` in the order in which they are shown; those of metadata come last."""

from __future__ import annotations

from core.queues.facets.column import Column
from core.queues.facets.confidence import CONFIDENCES
from core.queues.facets.flagged import FLAGGED
from core.queues.facets.flags import FLAGS
from core.queues.facets.labels import LABELS
from core.queues.facets.metadata import metadata_facets
from core.queues.facets.reviewers import REVIEWERS
from core.queues.facets.sources import SOURCES
from core.queues.facets.statuses import STATUSES
from core.queues.facets.suggesters import SUGGESTERS

COLUMNS: tuple[Column, ...] = (STATUSES, LABELS, SUGGESTERS, CONFIDENCES, SOURCES, REVIEWERS, FLAGS, FLAGGED)

__all__ = ["COLUMNS", "Column", "metadata_facets"]
