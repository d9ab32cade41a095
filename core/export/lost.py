"""What of an earlier position cannot be had any more, since it stood outside of the ledger and was replaced there."""

from __future__ import annotations

from core.export.cut import Cut
from core.storage.replay import NamesThen
from core.storage.sql import fetch

_REPLACED = """SELECT DISTINCT item_seq FROM event
WHERE seq > :after AND project_seq + 0 = :p AND kind = 'updated' AND item_seq IS NOT NULL"""


def lost_since(cut: Cut) -> list[str]:
    """A sentence for each loss: contents that a later import replaced, labels of the data that were merged."""
    told: list[str] = []
    rows = fetch(cut.connection, _REPLACED, after=cut.position.event, p=cut.project.seq)
    replaced = {int(row[0]) for row in rows} & set(cut.members)
    if replaced:
        told.append(f"{len(replaced):,} items were replaced by a later import; they stand here as they read now.")
    names = NamesThen(cut.connection, cut.project.seq, cut.task.kind, cut.position.label_change)
    if names.merged:
        shown = ", ".join(repr(name) for name in sorted(names.merged)[:5])
        told.append(f"Labels were merged since, into {shown}; labels that came with the data stand here under their new name.")
    return told
