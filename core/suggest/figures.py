"""What became of the suggestions of each prompt version."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.storage.sql import fetch
from core.suggest.views import Figures

_SUGGESTED = """SELECT v.number, count(*) FROM prompt_version v JOIN suggestion s ON s.suggester_seq = v.suggester_seq
WHERE v.project_seq = :p AND s.answer IS NOT NULL GROUP BY v.number"""
#: Assisted decisions that stand (product.md, Figures); the blind sample has none.
_JUDGED = """SELECT v.number, count(*), sum(d.verdict = 'accepted') FROM prompt_version v
JOIN suggestion s ON s.suggester_seq = v.suggester_seq JOIN decision d ON d.suggestion_seq = s.seq
JOIN item_state t ON t.item_seq = d.item_seq AND t.decision_seq = d.seq
WHERE v.project_seq = :p AND d.provenance = 'assisted' AND d.verdict IN ('accepted', 'corrected', 'rejected') GROUP BY v.number"""


def figures(connection: Connection, project_seq: int) -> dict[int, Figures]:
    """Suggested, judged and accepted by version number; versions without suggestions are left out."""
    judged = {int(row[0]): (int(row[1]), int(row[2])) for row in fetch(connection, _JUDGED, p=project_seq)}
    suggested = {int(row[0]): int(row[1]) for row in fetch(connection, _SUGGESTED, p=project_seq)}
    return {number: Figures(count, *judged.get(number, (0, 0))) for number, count in suggested.items()}
