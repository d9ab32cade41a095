"""The criteria of a filter, one file each, found through `CRITERIA` by the name of their field.

`text` is where the items come from rather than a condition, and `daily` is drawn from what all others leave: core/queues/selecting.py.
"""

from __future__ import annotations

from core.queues.criteria.clause import Clause, Criterion, Scene
from core.queues.criteria.commented import commented
from core.queues.criteria.confidence import confidence
from core.queues.criteria.disagree import disagree
from core.queues.criteria.disputed import disputed
from core.queues.criteria.feedback import feedback
from core.queues.criteria.flagged import flagged
from core.queues.criteria.flags import flags
from core.queues.criteria.group import group
from core.queues.criteria.items import items
from core.queues.criteria.labels import labels
from core.queues.criteria.metadata import metadata
from core.queues.criteria.not_samples import not_samples
from core.queues.criteria.older_guidelines import older_guidelines
from core.queues.criteria.reviewers import reviewers
from core.queues.criteria.sources import sources
from core.queues.criteria.statuses import statuses
from core.queues.criteria.suggesters import suggesters
from core.queues.criteria.verdicts import verdicts

CRITERIA: dict[str, Criterion] = {
    "statuses": statuses,
    "labels": labels,
    "verdicts": verdicts,
    "sources": sources,
    "suggesters": suggesters,
    "confidence": confidence,
    "flags": flags,
    "flagged": flagged,
    "commented": commented,
    "disagree": disagree,
    "disputed": disputed,
    "feedback": feedback,
    "older_guidelines": older_guidelines,
    "reviewers": reviewers,
    "metadata": metadata,
    "group": group,
    "items": items,
    "not_samples": not_samples,
}

__all__ = ["CRITERIA", "Clause", "Criterion", "Scene"]
