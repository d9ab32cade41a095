"""The kind `choice`: one label out of many, flat or a path (`Electronics > Audio > Headphones`). The answer is the label's name."""

from __future__ import annotations

from typing_extensions import override

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase
from core.domain.kinds.kind import Change, PartChange
from core.domain.task import Preset, Task, checked_labels
from core.errors import UserError


class Choice(KindBase):
    """One label out of the task's labels."""

    name: str = "choice"

    @override
    def check(self, task: Task) -> Task:
        """Two labels or more; exactly two for yes or no."""
        labels = checked_labels(list(task.labels))
        if task.options.preset is Preset.YES_NO and len(labels) != 2:
            raise UserError("labels.not_two", "A yes/no task has two labels: the first is yes, the second no.")
        return task.with_labels(labels)

    @override
    def classes(self, task: Task) -> tuple[str, ...]:
        return task.names

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if not isinstance(answer, str):
            return "An answer to a choice is the name of a label."
        return "" if answer in task.names else "The answer is not a label of this task."

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`."""
        return {"type": "string", "enum": list(task.names)}

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        if suggested == answer:
            return (PartChange(self.text(answer), Change.KEPT),)
        return (PartChange(self.text(suggested), Change.REMOVED), PartChange(self.text(answer), Change.ADDED))

    @override
    def cell(self, answer: Answer) -> str:
        return self.text(answer)

    @override
    def parse(self, text: str, task: Task) -> Answer | None:
        """Surrounding white space does not count."""
        name = text.strip()
        return name if name in task.names else None

    @override
    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        return (answer,) if isinstance(answer, str) else ()

    @override
    def renamed(self, answer: Answer, old: str, new: str) -> Answer:
        return new if answer == old else answer


def steps(name: str, separator: str) -> tuple[str, ...]:
    """The steps of a path; a flat label is one step. White space around a step does not count."""
    if not separator:
        return (name,)
    return tuple(step.strip() for step in name.split(separator.strip() or separator))
