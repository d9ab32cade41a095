"""Two suggesters disagree: their latest answers are not the same."""

from __future__ import annotations

from typing import Any

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene, among
from core.queues.criteria.suggesters import suggester_seqs
from core.storage.apart import answer_sql

#: the latest of a suggester for an item: nothing by the same comes after it
_LATEST = """{one}.answer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM suggestion x
WHERE x.item_seq = {one}.item_seq AND x.suggester_seq = {one}.suggester_seq AND x.seq > {one}.seq AND x.answer IS NOT NULL)"""
_DIFFER = f"""EXISTS (SELECT 1 FROM suggestion a CROSS JOIN suggestion b
WHERE a.item_seq = i.seq AND b.item_seq = i.seq AND b.suggester_seq <> a.suggester_seq AND <pair>
AND {_LATEST.format(one="a")} AND {_LATEST.format(one="b")}
AND same_answer(:disagree_kind, {answer_sql("a")}, {answer_sql("b")}) = 0)"""  # noqa: S608 (our own names)


def disagree(wanted: Filter, scene: Scene) -> Clause:
    """Items for which the latest answers of any two suggesters, or of the two named, are not the same."""
    params: dict[str, Any] = {"disagree_kind": scene.kind.name}
    if not wanted.disagree:
        # The latest suggestion is by one of them in nearly every case, but not always: each pair is looked at once.
        return Clause(_DIFFER.replace("<pair>", "a.suggester_seq < b.suggester_seq"), params, model=True)
    ones, first = among("one", suggester_seqs(scene, wanted.disagree[0]))
    others, second = among("other", suggester_seqs(scene, wanted.disagree[1]))
    pair = f"a.suggester_seq IN {ones} AND b.suggester_seq IN {others}"
    return Clause(_DIFFER.replace("<pair>", pair), {**params, **first, **second}, model=True)
