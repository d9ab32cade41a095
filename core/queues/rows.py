"""A page of items as a list shows them, by one query."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from core.domain.json import Answer
from core.queues.criteria import Scene
from core.queues.criteria.clause import CONFIDENCE, HIDDEN, LABEL, SOURCE, STATUS
from core.queues.views import ItemRow
from core.storage.apart import answer_sql
from core.storage.renames import Renames
from core.storage.sql import fetch, from_json, to_json

SNIPPET = 200
#: so much of the metadata is shown, each value cut
_METADATA, _VALUE = 8, 80

_ROWS = f"""SELECT i.seq, i.id, c.external_id, substr(c.text, 1, {SNIPPET}) AS text, c.metadata_json, {STATUS} AS status,
  coalesce(s.sample, i.sample) AS sample, {HIDDEN} AS hidden, {LABEL} AS label, {SOURCE} AS source, s.verdict,
  coalesce(s.flagged, 0) AS flagged, coalesce(s.comments, 0) AS comments,
  g.suggestion_seq, {answer_sql("u")} AS suggestion, {CONFIDENCE} AS chance, g.chance IS NOT NULL AS calibrated, g.failure, g.flags,
  w.name AS suggester, d.created_us AS decided_us, r.name AS reviewer
FROM json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value
LEFT JOIN item_state s ON s.item_seq = i.seq LEFT JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN item_suggestion g ON g.item_seq = i.seq LEFT JOIN suggestion u ON u.seq = g.suggestion_seq
LEFT JOIN suggester w ON w.seq = g.suggester_seq LEFT JOIN decision d ON d.seq = s.decision_seq
LEFT JOIN reviewer r ON r.seq = d.reviewer_seq WHERE i.project_seq = :p"""  # noqa: S608 (our own names)


def rows(scene: Scene, item_seqs: Sequence[int]) -> list[ItemRow]:
    """These items, in this order; a number that is not there, or of another project, is left out."""
    renames = Renames(scene.connection)
    found = fetch(scene.connection, _ROWS, seqs=to_json([int(seq) for seq in item_seqs]), p=scene.project_seq)
    by_seq = {row.seq: _row(scene, row, renames) for row in found}
    return [by_seq[seq] for seq in item_seqs if seq in by_seq]


def _row(scene: Scene, row: Any, renames: Renames) -> ItemRow:
    """What a model says of an item of the blind sample, and the label that came with it, wait for its answer."""
    plain = ItemRow(
        item_seq=row.seq,
        shown_id=row.external_id if row.external_id is not None else row.id.hex(),
        snippet=" ".join((row.text or "").split()),
        status=row.status,
        verdict=row.verdict or "",
        flagged=bool(row.flagged),
        comments=row.comments,
        decided_us=row.decided_us,
        reviewer=row.reviewer or "",
        sample=row.sample,
        hidden=bool(row.hidden),
        metadata=_metadata(row.metadata_json),
    )
    return plain if row.hidden else _with_model(scene, plain, row, renames)


def _with_model(scene: Scene, plain: ItemRow, row: Any, renames: Renames) -> ItemRow:
    answered = row.suggestion is not None
    suggested = renames.suggested(scene.project_seq, row.suggestion_seq, from_json(row.suggestion)) if answered else None
    held = {name: getattr(plain, name) for name in ItemRow.__slots__}
    held.update(
        label=_text(scene, from_json(row.label)),
        source=row.source or "",
        suggester=row.suggester or "",
        suggestion=_text(scene, suggested),
        chance=row.chance if answered else None,
        calibrated=answered and bool(row.calibrated),
        failure=row.failure or "",
        flags=tuple((row.flags or "").split()),
    )
    return ItemRow(**held)


def _text(scene: Scene, answer: Answer) -> str:
    return "" if answer is None else " ".join(scene.kind.text(answer).split())


def _metadata(held: str | None) -> tuple[tuple[str, str], ...]:
    value = from_json(held)
    pairs = value.items() if isinstance(value, dict) else ()
    simple = ((name, one if isinstance(one, str) else to_json(one)) for name, one in pairs)
    return tuple((name, text[:_VALUE]) for name, text in islice(simple, _METADATA))
