"""What else than quality may sway a preference: the length of a candidate, and the side on which it stood.

Judges, people and models alike, tend to prefer longer answers (Dubois et al. 2024, Length-Controlled AlpacaEval) and the first that
they read (Zheng et al. 2023, Judging LLM-as-a-Judge, section 3.3). Sides are mixed, so half of the first ones should win; a share of
longer winners far from a half is worth a look, though longer answers may also be better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.content import Content
from core.domain.json import Answer
from core.domain.kinds.preference import is_all_bad, ranking_of
from core.storage.sql import fetch, from_json

_BATCH = 2_000
_STANDING = """SELECT s.item_seq, s.label, d.detail, d.provenance, c.text, c.parts, g.answer AS suggested
FROM item_state s JOIN decision d ON d.seq = s.decision_seq JOIN item_content c ON c.item_seq = s.item_seq
LEFT JOIN suggestion g ON g.seq = d.suggestion_seq
WHERE s.project_seq = :p AND s.status = 'decided' AND s.item_seq > :after AND s.label IS NOT NULL AND d.detail LIKE '%"presented"%'
ORDER BY s.item_seq LIMIT :n"""


@dataclass(slots=True)
class Sides:
    """Counts over preferences that stand.

    `strict`: with one best candidate; of these `longer_won`: the longest one was best, `first_won`: the one that stood first was;
    `model_strict`, `model_longer`: the same of the suggestions in view.
    """

    decided: int = 0
    ties: int = 0
    all_bad: int = 0
    strict: int = 0
    longer_won: int = 0
    first_won: int = 0
    model_strict: int = 0
    model_longer: int = 0

    @property
    def longer_share(self) -> float | None:
        """How often the longest candidate won, 0 to 1; None before there is a winner."""
        return self.longer_won / self.strict if self.strict else None

    @property
    def first_share(self) -> float | None:
        """How often the candidate that stood first won, 0 to 1."""
        return self.first_won / self.strict if self.strict else None

    @property
    def model_longer_share(self) -> float | None:
        """How often the longest candidate won by the suggestions in view, 0 to 1."""
        return self.model_longer / self.model_strict if self.model_strict else None


def sides(connection: Connection, project_seq: int) -> Sides | None:
    """The figures of a project; None where nothing was preferred to anything."""
    found = Sides()
    for answer, suggested, presented, content in _preferences(connection, project_seq):
        _count(found, answer, presented, content)
        best = _best(suggested)
        if best is not None:
            found.model_strict += 1
            found.model_longer += best == _longest(content)
    return found if found.decided else None


def _count(found: Sides, answer: Answer, presented: list[str], content: Content) -> None:
    found.decided += 1
    found.all_bad += is_all_bad(answer)
    best = _best(answer)
    if best is None:
        found.ties += not is_all_bad(answer)
        return
    found.strict += 1
    found.longer_won += best == _longest(content)
    found.first_won += presented[:1] == [best]


def _best(answer: Answer) -> str | None:
    """The one best candidate; None for a tie at the top, or where there is no ranking."""
    groups = ranking_of(answer)
    return groups[0][0] if groups is not None and len(groups[0]) == 1 else None


def _longest(content: Content) -> str | None:
    """The longest candidate in characters; None where two are the longest."""
    lengths = {name: len(part.text) for name, part in zip(content.candidate_names, content.candidates, strict=True)}
    most = max(lengths.values(), default=0)
    longest = [name for name, length in lengths.items() if length == most]
    return longest[0] if len(longest) == 1 else None


def _preferences(connection: Connection, project_seq: int) -> Iterator[tuple[Answer, Answer, list[str], Content]]:
    after = 0
    while rows := fetch(connection, _STANDING, p=project_seq, after=after, n=_BATCH):
        for row in rows:
            detail = from_json(row.detail)
            shown = detail.get("presented") if isinstance(detail, dict) else None
            presented = [str(one) for one in shown] if isinstance(shown, list) else []
            yield from_json(row.label), from_json(row.suggested), presented, Content.of(row.text, from_json(row.parts), {})
        after = int(rows[-1].item_seq)
