"""Decided under an older version of the guidelines than the one in force."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene
from core.storage.sql import fetch_one

_VERSIONS = "SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM guideline_version WHERE project_seq = :p"


def older_guidelines(wanted: Filter, scene: Scene) -> Clause:
    """Such items; a decision that knows no version was made under the first."""
    first, newest = fetch_one(scene.connection, _VERSIONS, p=scene.project_seq)
    params = {"first_guidelines": int(first), "newest_guidelines": int(newest)}
    sql = "(s.project_seq = :project AND s.status = 'decided' AND coalesce(d.guideline_seq, :first_guidelines) < :newest_guidelines)"
    return Clause(sql, params, ("s", "d"))
