"""What labels of older answers are called now: the recorded mapping, applied where what stands is folded from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.domain.kinds import Kind, kind_of
from core.storage.sql import fetch, fetch_one, from_json, to_json

_CHANGES = """SELECT project_seq, old, new, before_decision, before_suggestion FROM label_change
WHERE project_seq = :p AND seq <= :upto ORDER BY seq"""
_NO_END = 2**62
_KIND = "SELECT task FROM project WHERE seq = :p"


@dataclass(frozen=True, slots=True)
class Rename:
    """`old` is called `new` in decisions and suggestions with numbers up to these."""

    old: str
    new: str
    before_decision: int
    before_suggestion: int


class Renames:
    """The mappings of the projects that are met, read once for each; `upto`: as they were at this number of `label_change`."""

    def __init__(self, connection: Connection, upto: int = _NO_END) -> None:
        self._connection = connection
        self._upto = upto
        self._known: dict[int, tuple[Kind, Sequence[Rename]] | None] = {}

    def decided(self, project_seq: int, decision_seq: int | None, answer: str | None) -> str | None:
        """The answer (JSON text) of a decision as its labels are called now."""
        if answer is None or decision_seq is None or self._of(project_seq) is None:
            return answer
        return to_json(self._renamed(project_seq, from_json(answer), lambda rename: decision_seq <= rename.before_decision))

    def suggested(self, project_seq: int, suggestion_seq: int, answer: Answer) -> Answer:
        """The answer of a suggestion as its labels are called now."""
        return self._renamed(project_seq, answer, lambda rename: suggestion_seq <= rename.before_suggestion)

    def said_elsewhere(self, project_seq: int, answer: str | None) -> str | None:
        """The answer (JSON text) of another tool's annotator as its labels are called now: it knew none of our names."""
        if answer is None or self._of(project_seq) is None:
            return answer
        return to_json(self._renamed(project_seq, from_json(answer), lambda rename: True))

    def _renamed(self, project_seq: int, answer: Answer, meant: Callable[[Rename], bool]) -> Answer:
        held = self._of(project_seq)
        kind, renames = held if held is not None else (None, ())
        for rename in renames:
            if kind is not None and meant(rename):
                answer = kind.renamed(answer, rename.old, rename.new)
        return answer

    def _of(self, project_seq: int) -> tuple[Kind, Sequence[Rename]] | None:
        if project_seq not in self._known:
            rows = fetch(self._connection, _CHANGES, p=project_seq, upto=self._upto)
            self._known[project_seq] = None if not rows else (self._kind(project_seq), [Rename(*row[1:]) for row in rows])
        return self._known[project_seq]

    def _kind(self, project_seq: int) -> Kind:
        task = from_json(fetch_one(self._connection, _KIND, p=project_seq)[0])
        return kind_of(str(task.get("kind")) if isinstance(task, dict) else "")
