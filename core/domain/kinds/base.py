"""What most kinds have in common; each overrides what is its own. See `core.domain.kinds.kind.Kind` for what each method promises."""

from __future__ import annotations

import orjson

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.kind import Change, PartChange
from core.domain.kinds.neutral import Neutral
from core.domain.task import Task


class KindBase:
    """A kind whose answers need no settling, are no prose and hold no text of their own."""

    name: str = ""
    drafted: bool = False
    bound: bool = False

    def apart(self, task: Task) -> bool:
        """See `Kind.apart`."""
        return False

    def check(self, task: Task) -> Task:
        """See `Kind.check`."""
        return task

    def classes(self, task: Task) -> tuple[str, ...]:
        """See `Kind.classes`."""
        return ()

    def several(self, task: Task) -> tuple[str, ...]:
        """See `Kind.several`."""
        return ()

    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        """See `Kind.problem`."""
        raise NotImplementedError

    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """See `Kind.settle`."""
        return value

    def told(self, answer: Answer, task: Task, content: Content | None = None) -> JsonValue:
        """See `Kind.told`."""
        return answer

    def quoted(self, answer: Answer, task: Task) -> Answer:
        """See `Kind.quoted`."""
        return None

    def equal(self, one: Answer, other: Answer) -> bool:
        """See `Kind.equal`."""
        return one == other

    def distance(self, one: Answer, other: Answer) -> float:
        """See `Kind.distance`: the discrete metric."""
        return 0.0 if self.equal(one, other) else 1.0

    def small_edit(self, suggested: Answer, answer: Answer) -> bool:
        """See `Kind.small_edit`."""
        return False

    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        """See `Kind.changes`: the answer as one part."""
        return (PartChange("answer", Change.KEPT if self.equal(suggested, answer) else Change.CHANGED),)

    def text(self, answer: Answer) -> str:
        """See `Kind.text`."""
        return answer if isinstance(answer, str) else ""

    def cell(self, answer: Answer) -> str:
        """See `Kind.cell`: JSON."""
        return "" if answer is None else orjson.dumps(answer).decode()

    def columns(self, task: Task) -> tuple[str, ...]:
        """See `Kind.columns`."""
        return ()

    def values(self, answer: Answer, task: Task) -> tuple[JsonValue, ...]:
        """See `Kind.values`."""
        return ()

    def neutral(self, answer: Answer) -> Neutral:
        """See `Kind.neutral`: labels."""
        return Neutral(labels=self.labels_in(answer))

    def parse(self, text: str, task: Task) -> Answer | None:
        """See `Kind.parse`: JSON of a value that can be settled."""
        try:
            value: JsonValue = orjson.loads(text)
        except orjson.JSONDecodeError:
            return None
        answer = self.settle(value, task)
        return None if self.problem(answer, task) else answer

    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        """See `Kind.labels_in`."""
        return ()

    def renamed(self, answer: Answer, old: str, new: str) -> Answer:
        """See `Kind.renamed`."""
        return answer


def set_changes(before: list[str], after: list[str]) -> tuple[PartChange, ...]:
    """What became of the members of a set: kept and removed in the order of `before`, then what was added."""
    kept = [PartChange(one, Change.KEPT if one in after else Change.REMOVED) for one in before]
    return (*kept, *(PartChange(one, Change.ADDED) for one in after if one not in before))
