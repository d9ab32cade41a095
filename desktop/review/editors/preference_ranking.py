"""A ranking in the making: picks one after another, ties, and the last that is left in its place by itself."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.json import Answer
from core.domain.kinds.preference import Ranking, answer_of, is_all_bad, ranking_of


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate that was picked; `equal`: it stands beside the one before."""

    name: str
    equal: bool = False


class RankDraft:
    """The picks for one item. Candidates are called as in answers, in the order of the screen."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._picks: list[Pick] = []

    @property
    def begun(self) -> bool:
        """Whether anything was picked."""
        return bool(self._picks)

    @property
    def left(self) -> list[str]:
        """The candidates that were not picked."""
        taken = {pick.name for pick in self._picks}
        return [name for name in self.names if name not in taken]

    @property
    def complete(self) -> bool:
        """Whether every candidate has its place; the last one that is left goes last."""
        return self.begun and len(self.left) <= 1

    @property
    def groups(self) -> Ranking:
        """The ranking so far, best first, with the last one left where only one is."""
        groups: Ranking = []
        for pick in self._picks:
            if pick.equal and groups:
                groups[-1].append(pick.name)
            else:
                groups.append([pick.name])
        return [*groups, self.left] if self.complete and self.left else groups

    @property
    def can_equal(self) -> bool:
        """Whether the last pick can be put beside the one before."""
        return len(self._picks) > 1 and not self._picks[-1].equal

    def clear(self, names: tuple[str, ...]) -> None:
        """Another item with these candidates."""
        self.names, self._picks = names, []

    def pick(self, at: int) -> None:
        """The candidate with this number (from 0) comes next; one that was picked already stays where it is."""
        if at < len(self.names) and self.names[at] in self.left:
            self._picks.append(Pick(self.names[at]))

    def equal(self) -> None:
        """The last pick is as good as the one before."""
        if self.can_equal:
            self._picks[-1] = Pick(self._picks[-1].name, equal=True)

    def back(self) -> None:
        """Take the last step back: its tie first, then the pick."""
        if self._picks:
            last = self._picks.pop()
            self._picks += [Pick(last.name)] if last.equal else []

    def answer(self) -> Answer:
        """The ranking as an answer."""
        return answer_of(self.groups)

    def tied(self) -> Answer:
        """The answer in which those that are left are equal."""
        groups = self.groups
        return answer_of(groups if self.complete else [*groups, self.left])


def places_of(answer: Answer) -> dict[str, int]:
    """The place of each candidate, from 1; those that tie share one. Nothing where all are bad."""
    groups = None if is_all_bad(answer) else ranking_of(answer)
    return {name: place for place, group in enumerate(groups or [], start=1) for name in group}
