"""What is known of how the labels of a project lean: towards what the model proposed, and how far people agree among themselves.

Blind and control sample are both fair random samples of the project (product.md, Two samples), so how much more often people end up with
the model's answer where they saw it first is the effect of seeing it. Each item counts once, with the first decision on it: what came
after, undone or not, was no first look any more.
"""

from __future__ import annotations

from typing import Any

from core.domain.json import JsonValue
from core.domain.vocabulary import Sample, Verdict
from core.export.cut import Cut
from core.export.votes import votes_of
from core.storage.apart import answer_sql
from core.storage.sql import fetch, from_json

FIGURE = "review"
_FIRST = """SELECT d.sample, d.verdict, count(*) AS n FROM decision d WHERE d.seq IN (
  SELECT min(seq) FROM decision WHERE project_seq = :p AND seq <= :last AND provenance = 'assisted' AND verdict <> 'skipped'
  GROUP BY item_seq)
GROUP BY d.sample, d.verdict"""

# What was revealed of a blind item, first of all, after it was answered: with the decision, in one transaction.
_BLIND = f"""SELECT d.item_seq, d.verdict, {answer_sql("d")} AS own, {answer_sql("s")} AS said FROM decision d
JOIN event e ON e.decision_seq = d.seq AND e.item_seq = d.item_seq AND e.kind = 'decided'
JOIN event r ON r.seq = (SELECT min(o.seq) FROM event o
  WHERE o.item_seq = d.item_seq AND o.kind = 'revealed' AND o.seq > e.seq AND o.seq <= :event)
JOIN suggestion s ON s.seq = r.suggestion_seq
WHERE d.seq IN (SELECT min(seq) FROM decision WHERE project_seq = :p AND seq <= :last AND provenance = 'blind' AND verdict <> 'skipped'
  GROUP BY item_seq)
ORDER BY d.item_seq, e.seq"""  # noqa: S608 (our own names)

_SEVERAL = """SELECT item_seq FROM decision WHERE project_seq = :p AND seq <= :last
GROUP BY item_seq HAVING count(DISTINCT reviewer_seq) > 1
UNION SELECT a.item_seq FROM annotation a JOIN item i ON i.seq = a.item_seq WHERE i.project_seq = :p AND a.seq <= :said
ORDER BY 1 LIMIT :n"""
#: items that several people judged: so many are looked at
_MOST = 20_000
_BATCH = 2_000


def note_bias(cut: Cut) -> None:
    """Put the figures among those of the dataset, where there are any. Once more does nothing."""
    if FIGURE not in cut.figures:
        found = {**_lean(cut), **_agreement(cut)}
        if found:
            cut.figures[FIGURE] = found


def _lean(cut: Cut) -> dict[str, JsonValue]:
    """How often the model's answer was taken: of all first assisted decisions, of those of the control sample, and blind."""
    at = {"p": cut.project.seq, "last": cut.position.decision}
    counts = {(str(row.sample), str(row.verdict)): int(row.n) for row in fetch(cut.connection, _FIRST, **at)}
    assisted = {name: n for (sample, name), n in sorted(counts.items()) if sample == Sample.CONTROL}
    every: dict[str, int] = {}
    for (_, verdict), n in sorted(counts.items()):
        every[verdict] = every.get(verdict, 0) + n
    found: dict[str, JsonValue] = {"assisted": _share(every), "control": _share(assisted), "blind": _blind(cut)}
    return {name: value for name, value in found.items() if value is not None}


def _share(verdicts: dict[str, int]) -> JsonValue:
    """Accepted of accepted + corrected + rejected (product.md, Figures); None before there is one."""
    judged = sum(verdicts.get(one, 0) for one in (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED))
    same = verdicts.get(Verdict.ACCEPTED, 0)
    return {"items": judged, "same": same, "share": round(same / judged, 4)} if judged else None


def _blind(cut: Cut) -> JsonValue:
    """Blind answers that were the one the model had, where it had one."""
    at = {"p": cut.project.seq, "last": cut.position.decision, "event": cut.position.event}
    seen: dict[int, bool] = {}
    for row in fetch(cut.connection, _BLIND, **at):
        seen.setdefault(int(row.item_seq), _same(cut, row))
    same = sum(seen.values())
    return {"items": len(seen), "same": same, "share": round(same / len(seen), 4)} if seen else None


def _same(cut: Cut, row: Any) -> bool:
    own, said = from_json(row.own), from_json(row.said)
    return own is not None and said is not None and cut.kind.equal(own, said)


def _agreement(cut: Cut) -> dict[str, JsonValue]:
    """Of items that several people judged: on how many they all say the same, and 1 - the mean distance of two answers."""
    at = {"p": cut.project.seq, "last": cut.position.decision, "said": cut.position.annotation}
    seqs = [int(row[0]) for row in fetch(cut.connection, _SEVERAL, **at, n=_MOST)]
    items = same = pairs = 0
    apart = 0.0
    for start in range(0, len(seqs), _BATCH):
        votes = votes_of(cut.connection, cut.project.seq, seqs[start : start + _BATCH], cut.position)
        for seq in sorted(votes):
            answers = [from_json(vote.label) for vote in votes[seq]]
            distances = [cut.kind.distance(one, other) for at, one in enumerate(answers) for other in answers[at + 1 :]]
            items, same = items + bool(distances), same + (bool(distances) and not any(distances))
            pairs, apart = pairs + len(distances), apart + sum(distances)
    if not pairs:
        return {}
    return {"people": {"items": items, "same": same, "share": round(same / items, 4), "agreement": round(1 - apart / pairs, 4)}}
