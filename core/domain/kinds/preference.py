"""The kind `preference`: a ranking of 2 to 9 candidates, called `"1"` to `"9"` by their place in the item.

The answer is `{"ranking": [["2"], ["1", "3"]]}`, best first, ties together; or `{"all_bad": true}` when none will do.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import cast

from typing_extensions import override

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase
from core.domain.kinds.kind import Change, PartChange
from core.domain.kinds.neutral import Neutral
from core.domain.task import Task

MOST = 9
ALL_BAD: Answer = {"all_bad": True}
_TIE = frozenset({"tie", "0", "equal", "same", "draw", "=", "both"})
_BAD = frozenset({"all bad", "all_bad", "both bad", "none", "neither", "bad"})
_ORDER = re.compile(r"[1-9](?:\s*[>=~]\s*[1-9])+")
Ranking = list[list[str]]


class Preference(KindBase):
    """A ranking with ties, or the judgement that all candidates are bad."""

    name: str = "preference"
    bound: bool = True

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if is_all_bad(answer):
            return ""
        groups = ranking_of(answer)
        if groups is None:
            return "An answer ranks the candidates, or says that all are bad."
        named = [name for group in groups for name in group]
        if len(set(named)) < len(named) or not named:
            return "A ranking names each candidate once."
        if content is not None and set(named) != set(content.candidate_names):
            return "A ranking names all candidates of the item, and no others."
        return ""

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`: an order in signs, which `settle` reads; how many candidates there are is the item's."""
        told = 'The candidates by number, best first: "2 > 1"; ties as "1 = 2"; "all bad" when none will do.'
        return {"type": "string", "description": told}

    @override
    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """`"2"` of two candidates is `2 > 1`; `tie`; `2 > 1 = 3`; `all bad`. Ties are sorted; who is not named comes last."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            value = _from_text(value, content)
        groups = ranking_of(value)
        if groups is None:
            return ALL_BAD if is_all_bad(value) else value
        return answer_of(groups)

    @override
    def told(self, answer: Answer, task: Task, content: Content | None = None) -> JsonValue:
        return self.text(answer)

    @override
    def distance(self, one: Answer, other: Answer) -> float:
        """The share of pairs on which two rankings disagree; a tie against an order counts half (Kendall 1945, ties).

        All bad is at distance 1 from every ranking.
        """
        if is_all_bad(one) or is_all_bad(other):
            return 0.0 if one == other else 1.0
        first, second = _ranks(one), _ranks(other)
        pairs = list(combinations(sorted(first.keys() & second.keys()), 2))
        signs = [(_sign(first, pair), _sign(second, pair)) for pair in pairs]
        return sum(abs(a - b) for a, b in signs) / (2 * len(pairs)) if pairs else self.equal(one, other) ^ 1

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        """By candidate: kept where its rank is the same."""
        first, second = _ranks(suggested), _ranks(answer)
        names = sorted(first.keys() | second.keys()) or ["all bad"]
        return tuple(PartChange(name, Change.KEPT if first.get(name) == second.get(name) else Change.CHANGED) for name in names)

    @override
    def text(self, answer: Answer) -> str:
        """`2 > 1 = 3`."""
        if is_all_bad(answer):
            return "all bad"
        return " > ".join(" = ".join(group) for group in ranking_of(answer) or [])

    @override
    def cell(self, answer: Answer) -> str:
        return self.text(answer)

    @override
    def parse(self, text: str, task: Task) -> Answer | None:
        """`2` (of two), `tie` or `0`, `2 > 1 = 3`, `all bad`, or JSON."""
        if text.strip()[:1] == "{":
            return super().parse(text, task)
        answer = self.settle(text, task)
        return None if self.problem(answer, task) else answer

    @override
    def neutral(self, answer: Answer) -> Neutral:
        return Neutral(ranking=tuple(map(tuple, ranking_of(answer) or ())))

    @override
    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        """Who was preferred: the best group, `tie`, or `all bad`."""
        if is_all_bad(answer):
            return ("all bad",)
        groups = ranking_of(answer) or [[]]
        return ("tie",) if len(groups) == 1 else tuple(groups[0])


def is_all_bad(answer: Answer) -> bool:
    """Whether the answer says that no candidate will do."""
    return isinstance(answer, dict) and answer.get("all_bad") is True


def ranking_of(answer: Answer) -> Ranking | None:
    """The groups of a ranking, best first; None when the answer holds none."""
    groups = answer.get("ranking") if isinstance(answer, dict) else None
    if not isinstance(groups, list) or not groups:
        return None
    if not all(isinstance(group, list) and group and all(isinstance(one, str) for one in group) for group in groups):
        return None
    return cast("Ranking", groups)


def answer_of(groups: Ranking) -> Answer:
    """The answer that a ranking is; ties in order of their numbers."""
    held: list[JsonValue] = [cast("JsonValue", sorted(group)) for group in groups if group]
    return {"ranking": held}


def _from_text(text: str, content: Content | None) -> JsonValue:
    said = " ".join(text.casefold().strip(" .\"'").split())
    names = list(content.candidate_names) if content is not None else ["1", "2"]
    if said in _BAD:
        return ALL_BAD
    if said in _TIE:
        return answer_of([names])
    if said in names:
        rest = [name for name in names if name != said]
        return answer_of([[said], rest])
    if _ORDER.fullmatch(said):
        groups = [re.split(r"\s*[=~]\s*", group) for group in re.split(r"\s*>\s*", said)]
        named = {name for group in groups for name in group}
        return answer_of([*groups, [name for name in names if name not in named] if content is not None else []])
    return text


def _ranks(answer: Answer) -> dict[str, int]:
    return {name: place for place, group in enumerate(ranking_of(answer) or []) for name in group}


def _sign(ranks: dict[str, int], pair: tuple[str, str]) -> int:
    first, second = ranks[pair[0]], ranks[pair[1]]
    return (first > second) - (first < second)
