"""The kind `text`: a draft (a reply, a summary, a translation) that a person edits. The answer is the text."""

from __future__ import annotations

from typing_extensions import override

from core.domain.content import Content
from core.domain.edits import edit_share, is_small_edit
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase
from core.domain.kinds.kind import Change, PartChange
from core.domain.kinds.neutral import Neutral
from core.domain.task import Task

MAX_LENGTH = 100_000


class Text(KindBase):
    """Free text."""

    name: str = "text"
    drafted: bool = True

    @override
    def apart(self, task: Task) -> bool:
        return True

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if not isinstance(answer, str) or not answer.strip():
            return "An answer is a text, and not an empty one."
        most = task.options.max_length or MAX_LENGTH
        return "" if len(answer) <= most else f"The text has {len(answer):,} characters; at most {most:,} are allowed."

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`."""
        return {"type": "string", "maxLength": task.options.max_length} if task.options.max_length else {"type": "string"}

    @override
    def equal(self, one: Answer, other: Answer) -> bool:
        """White space at the ends of lines and of the text does not count."""
        return _plain(one) == _plain(other)

    @override
    def distance(self, one: Answer, other: Answer) -> float:
        """Levenshtein distance in characters over the length of the longer text."""
        return edit_share(_plain(one), _plain(other))

    @override
    def small_edit(self, suggested: Answer, answer: Answer) -> bool:
        return is_small_edit(_plain(suggested), _plain(answer))

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        return (PartChange("text", Change.KEPT if self.equal(suggested, answer) else Change.CHANGED),)

    @override
    def text(self, answer: Answer) -> str:
        return " ".join(answer.split()) if isinstance(answer, str) else ""

    @override
    def cell(self, answer: Answer) -> str:
        return answer if isinstance(answer, str) else ""

    @override
    def neutral(self, answer: Answer) -> Neutral:
        return Neutral(text=answer if isinstance(answer, str) else "")

    @override
    def parse(self, text: str, task: Task) -> Answer | None:
        return None if self.problem(text, task) else text


def _plain(answer: Answer) -> str:
    text = answer if isinstance(answer, str) else ""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
