"""What the ledger says of the suggestions of some items, up to a position: decisions that count, other judgements, what outsiders said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.domain.signals import Action, action_of_event
from core.domain.vocabulary import EventKind
from core.export.cut import Cut
from core.learn.signals import Signals
from core.storage.apart import answer_sql, candidates_sql
from core.storage.fold import opinions
from core.storage.renames import Renames
from core.storage.replay import lines_at
from core.storage.sql import fetch, from_json, to_json

_DECISIONS = """SELECT d.seq, d.id, d.item_seq, r.name AS reviewer, d.verdict, d.provenance, d.suggestion_seq, d.detail, d.reason,
v.number AS guideline, d.created_us, d.reviewer_seq FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value
JOIN reviewer r ON r.seq = d.reviewer_seq LEFT JOIN guideline_version v ON v.seq = d.guideline_seq"""
_MARKS = """SELECT e.item_seq, e.kind, e.suggestion_seq, coalesce(r.name, '') AS reviewer, e.created_us, e.reviewer_seq
FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value LEFT JOIN reviewer r ON r.seq = e.reviewer_seq
WHERE e.seq <= :upto AND e.kind IN ('regenerated', 'thumb_up', 'thumb_down', 'thumb_cleared', 'commented', 'updated') ORDER BY e.seq"""
_OUTSIDE = """SELECT o.item_seq, o.suggestion_seq, o.origin, o.value, o.created_us
FROM json_each(:seqs) j CROSS JOIN outside_signal o ON o.item_seq = j.value WHERE o.seq <= :upto ORDER BY o.seq"""
_SUGGESTIONS = f"""SELECT s.seq, s.item_seq, {answer_sql("s")} AS answer, {candidates_sql("s")} AS candidates, s.call_seq, s.signals,
g.kind, g.name, g.version, s.created_us FROM json_each(:seqs) j CROSS JOIN suggestion s ON s.seq = j.value
JOIN suggester g ON g.seq = s.suggester_seq"""  # noqa: S608 (our own names)


class Suggested(NamedTuple):
    """A suggestion. `answer` and `candidates` (best first) with labels as they are called at the position.

    `said`: the confidence that the model stated; `kind`, `name`: of its suggester, `suggester`: name and version.
    """

    seq: int
    answer: Answer
    candidates: tuple[Answer, ...]
    call_seq: int | None
    said: float | None
    kind: str
    name: str
    suggester: str
    created_us: int


class Decided(NamedTuple):
    """A decision that counts, the last of its reviewer. `answer` with labels as they are called at the position; `id`: hexadecimal."""

    seq: int
    id: str
    reviewer: str
    verdict: str
    provenance: str
    answer: Answer
    suggestion_seq: int | None
    small_edit: bool
    reason: str
    guideline: int | None
    at_us: int


class Marked(NamedTuple):
    """A suggestion that somebody judged without deciding the item: asked for another one, or gave a thumb that stands."""

    action: Action
    suggestion_seq: int
    reviewer: str
    at_us: int


class Outside(NamedTuple):
    """What an application's users or judges said of a reply; `value`: -1 to 1."""

    suggestion_seq: int | None
    origin: str
    value: float
    at_us: int


@dataclass(slots=True)
class Facts:
    """Of one item. `commented`: the reviewers who commented on it; `updated_us`: when its content was replaced last, or 0.

    `superseded`: decisions of a reviewer who decided the item anew.
    """

    decided: list[Decided] = field(default_factory=list[Decided])
    marks: list[Marked] = field(default_factory=list[Marked])
    outside: list[Outside] = field(default_factory=list[Outside])
    commented: set[str] = field(default_factory=set[str])
    updated_us: int = 0
    superseded: int = 0


class Suggestions:
    """Reads suggestions by number, with labels as they are called at the cut's position."""

    def __init__(self, cut: Cut) -> None:
        self._connection, self._project_seq = cut.connection, cut.project.seq
        self._renames = Renames(cut.connection, cut.position.label_change)

    def read(self, seqs: Iterable[int]) -> dict[int, Suggested]:
        """Those with these numbers."""
        wanted: list[JsonValue] = [*sorted(set(seqs))]
        rows = fetch(self._connection, _SUGGESTIONS, seqs=to_json(wanted)) if wanted else ()
        return {int(row.seq): self._suggested(row) for row in rows}

    def _suggested(self, row: Any) -> Suggested:
        listed = from_json(row.candidates)
        given = [one[0] for one in listed if isinstance(one, list) and one] if isinstance(listed, list) else []
        answer = from_json(row.answer)
        now = [self._renames.suggested(self._project_seq, row.seq, one) for one in (answer, *given)]
        said = Signals.from_json(from_json(row.signals)).said
        by = (row.kind, row.name, f"{row.name}@{row.version}")
        return Suggested(row.seq, now[0], tuple(now[1:]), row.call_seq, said, *by, row.created_us)


def facts_of(cut: Cut, item_seqs: Sequence[int]) -> dict[int, Facts]:
    """What the ledger says of these items at the cut's position; those of which it says nothing are left out."""
    found = defaultdict[int, Facts](Facts)
    seqs = to_json(list[JsonValue](item_seqs))
    _read_decisions(cut, item_seqs, found)
    rows = fetch(cut.connection, _MARKS, seqs=seqs, upto=cut.position.event)
    for item_seq, marks in _by_item(rows).items():
        _read_marks(marks, found[item_seq])
    for row in fetch(cut.connection, _OUTSIDE, seqs=seqs, upto=cut.position.outside_signal):
        found[row.item_seq].outside.append(Outside(row.suggestion_seq, row.origin, row.value, row.created_us))
    return found


def _by_item(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict[int, list[Any]](list)
    for row in rows:
        found[int(row.item_seq)].append(row)
    return found


def _read_decisions(cut: Cut, item_seqs: Sequence[int], found: dict[int, Facts]) -> None:
    """Of each reviewer the last decision that was not undone, put back or a skip."""
    lines = lines_at(cut.connection, item_seqs, cut.position.event, cut.position.label_change)
    counting = {seq: opinions(own) for seq, own in lines.items()}
    rows = _decision_rows(cut.connection, [one.decision_seq for own in counting.values() for one in own if one.decision_seq])
    for item_seq, own in counting.items():
        last: dict[int, Decided] = {}
        for line in own:
            row = rows[line.decision_seq or 0]
            last[row.reviewer_seq] = _decided(row, from_json(line.answer))
        if own:
            found[item_seq].decided = sorted(last.values())
            found[item_seq].superseded = len(own) - len(last)


def _decision_rows(connection: Connection, seqs: Sequence[int]) -> dict[int, Any]:
    rows = fetch(connection, _DECISIONS, seqs=to_json(list[JsonValue](seqs))) if seqs else ()
    return {int(row.seq): row for row in rows}


def _decided(row: Any, answer: Answer) -> Decided:
    detail = from_json(row.detail)
    small = isinstance(detail, dict) and bool(detail.get("small_edit"))
    who = (row.reviewer, row.verdict, row.provenance)
    return Decided(
        row.seq, row.id.hex(), *who, answer, row.suggestion_seq, small, row.reason or "", row.guideline, row.created_us
    )


def _read_marks(rows: Sequence[Any], facts: Facts) -> None:
    thumbs: dict[int, Marked] = {}
    for row in rows:
        action = action_of_event(EventKind(row.kind))
        if row.kind == EventKind.COMMENTED:
            facts.commented.add(row.reviewer)
        elif row.kind == EventKind.UPDATED:
            facts.updated_us = row.created_us
        elif row.kind == EventKind.THUMB_CLEARED:
            thumbs.popitem() if thumbs else None  # an item has one thumb at a time (core/storage/fold.py)
        elif action is not None and row.suggestion_seq is not None:
            mark = Marked(action, row.suggestion_seq, row.reviewer, row.created_us)
            if action is Action.REGENERATED:
                facts.marks.append(mark)
            else:
                thumbs.pop(row.suggestion_seq, None)  # the last one that was touched stands last
                thumbs[row.suggestion_seq] = mark
    facts.marks += thumbs.values()
