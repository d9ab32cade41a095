"""The kind `choice`: one label out of many. The answer is the label's name."""

from __future__ import annotations

from core.domain.json import Answer, JsonValue
from core.domain.task import Task


class Choice:
    """One label out of the task's labels."""

    name: str = "choice"

    def problem(self, answer: Answer, task: Task) -> str:
        """See `Kind.problem`."""
        if not isinstance(answer, str):
            return "An answer to a choice is the name of a label."
        return "" if answer in task.names else "The answer is not a label of this task."

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`."""
        return {"type": "string", "enum": list(task.names)}

    def equal(self, one: Answer, other: Answer) -> bool:
        """See `Kind.equal`."""
        return one == other

    def distance(self, one: Answer, other: Answer) -> float:
        """See `Kind.distance`: the discrete metric."""
        return 0.0 if one == other else 1.0

    def text(self, answer: Answer) -> str:
        """See `Kind.text`."""
        return answer if isinstance(answer, str) else ""

    def parse(self, text: str, task: Task) -> Answer | None:
        """See `Kind.parse`: surrounding white space does not count."""
        name = text.strip()
        return name if name in task.names else None

    def free_text(self) -> bool:
        """See `Kind.free_text`."""
        return False
