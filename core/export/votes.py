"""One label an item where several people judged it: the majority, an adjudicator, or every annotation for itself.

Those who judged are the reviewers whose decision on the item counts, each with the last one, and the annotators of other tools.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind
from core.domain.vocabulary import Provenance
from core.export.position import Position
from core.export.recipe import Disagreement
from core.export.row import Row
from core.storage.apart import answer_sql
from core.storage.fold import opinions
from core.storage.renames import Renames
from core.storage.replay import lines_at
from core.storage.sql import fetch, from_json, to_json

_SEVERAL = """SELECT d.item_seq FROM json_each(:seqs) j CROSS JOIN decision d ON d.item_seq = j.value WHERE d.seq <= :upto
GROUP BY d.item_seq HAVING count(DISTINCT d.reviewer_seq) > 1"""
_REVIEWERS = """SELECT d.seq, r.name, d.created_us FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value
JOIN reviewer r ON r.seq = d.reviewer_seq"""
_ANNOTATIONS = f"""SELECT a.item_seq, a.annotator, {answer_sql("a")} AS answer, a.given_us FROM json_each(:seqs) j
CROSS JOIN annotation a ON a.item_seq = j.value
WHERE a.seq <= :upto AND a.status = 'submitted' AND a.answer IS NOT NULL ORDER BY a.seq"""  # noqa: S608 (our own names)


class Vote(NamedTuple):
    """What one person said of one item. `label`: JSON text; `at_us`: when, or None."""

    who: str
    label: str
    source: str
    at_us: int | None
    decision_seq: int | None = None


def votes_of(connection: Connection, project_seq: int, item_seqs: Sequence[int], position: Position) -> dict[int, list[Vote]]:
    """What people said of these items up to a position, where more than one person judged or another tool's annotators did."""
    found: dict[int, list[Vote]] = defaultdict(list)
    renames = Renames(connection, position.label_change)
    for row in fetch(connection, _ANNOTATIONS, seqs=to_json(list(item_seqs)), upto=position.annotation):
        answer = renames.said_elsewhere(project_seq, row.answer)
        vote = Vote(row.annotator, answer or "null", Provenance.IMPORTED.value, row.given_us)
        found[row.item_seq] = [*(one for one in found[row.item_seq] if one.who != vote.who), vote]
    several = {int(row[0]) for row in fetch(connection, _SEVERAL, seqs=to_json(list(item_seqs)), upto=position.decision)}
    for item_seq, votes in _decided(connection, sorted(several | found.keys()), position).items():
        found[item_seq] += votes
    return found


def _decided(connection: Connection, item_seqs: Sequence[int], position: Position) -> dict[int, list[Vote]]:
    """Of each reviewer the last decision that counts."""
    lines = {seq: opinions(own) for seq, own in lines_at(connection, item_seqs, position.event, position.label_change).items()}
    numbers: list[JsonValue] = [line.decision_seq for own in lines.values() for line in own]
    who = {int(row.seq): row for row in fetch(connection, _REVIEWERS, seqs=to_json(numbers))}
    found: dict[int, list[Vote]] = {}
    for item_seq, own in lines.items():
        votes: dict[str, Vote] = {}
        for line in own:
            if line.answer is not None and line.decision_seq is not None:
                person = who[line.decision_seq]
                vote = Vote(person.name, line.answer, line.provenance or "", person.created_us, line.decision_seq)
                votes[person.name] = vote
        found[item_seq] = list(votes.values())
    return found


def settled(row: Row, votes: Sequence[Vote], how: Disagreement, kind: Kind, adjudicator: str) -> list[Row] | None:
    """The rows that an item with these votes gives; None when they disagree and nobody has settled it."""
    if len(votes) < 2 and how is not Disagreement.ALL:
        return [row]
    return _WAYS[how](row, votes or [_standing(row)], kind, adjudicator)


def _standing(row: Row) -> Vote:
    return Vote(row.reviewer, row.label or "null", row.source, row.decided_us, row.decision_seq)


def _all(row: Row, votes: Sequence[Vote], kind: Kind, adjudicator: str) -> list[Row] | None:
    return [_said(row, vote) for vote in votes]


def _latest(row: Row, votes: Sequence[Vote], kind: Kind, adjudicator: str) -> list[Row] | None:
    return [row]


def _majority(row: Row, votes: Sequence[Vote], kind: Kind, adjudicator: str) -> list[Row] | None:
    """More votes than any other answer has: a plurality."""
    camps = sorted(_camps(votes, kind), key=len, reverse=True)
    if len(camps) > 1 and len(camps[0]) == len(camps[1]):
        return None
    return [_said(row, camps[0][-1])]


def _adjudicated(row: Row, votes: Sequence[Vote], kind: Kind, adjudicator: str) -> list[Row] | None:
    if len(_camps(votes, kind)) == 1:
        return [_said(row, votes[-1])]
    judged = [vote for vote in votes if vote.who == adjudicator]
    return [_said(row, judged[-1])] if judged else None


_Way = Callable[[Row, Sequence[Vote], Kind, str], "list[Row] | None"]
_WAYS: dict[Disagreement, _Way] = {
    Disagreement.ALL: _all,
    Disagreement.LATEST: _latest,
    Disagreement.MAJORITY: _majority,
    Disagreement.ADJUDICATED: _adjudicated,
}


def _camps(votes: Iterable[Vote], kind: Kind) -> list[list[Vote]]:
    """The votes by what they say, as the kind compares answers."""
    camps: list[tuple[Answer, list[Vote]]] = []
    for vote in votes:
        answer = from_json(vote.label)
        camp = next((members for said, members in camps if kind.equal(said, answer)), None)
        if camp is None:
            camps.append((answer, [vote]))
        else:
            camp.append(vote)
    return [members for _, members in camps]


def _said(row: Row, vote: Vote) -> Row:
    """The row with what one person said. Only of the label that stands is it known how the item was drawn."""
    if vote.decision_seq == row.decision_seq and vote.label == row.label:
        return row._replace(reviewer=vote.who)
    return row._replace(
        label=vote.label,
        source=vote.source,
        reviewer=vote.who,
        decided_us=vote.at_us,
        decision_seq=vote.decision_seq,
        selection_prob=None,
        suggester="",
        suggestion_seq=None,
    )
