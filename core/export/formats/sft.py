"""Chat examples for supervised fine-tuning, as OpenAI takes them: `{"messages": [...]}` with the assistant's reply last.

https://developers.openai.com/api/docs/guides/supervised-fine-tuning. What the assistant had said before its last reply nobody has approved:
such messages get `"weight": 0`, so that they are not trained on.
"""

from __future__ import annotations

from core.domain.json import JsonValue
from core.export.cut import Cut
from core.export.formats.tuning import LessonFormat, Row, said
from core.export.pairs.lessons import Lesson
from core.export.pairs.prompt import Turn


class Sft(LessonFormat):
    """One conversation a line."""

    name: str = "sft"
    title: str = "Chat examples (OpenAI fine-tuning)"
    told: str = "for supervised fine-tuning: the prompt that was sent, the label as the reply"

    def row(self, cut: Cut, lesson: Lesson) -> Row:
        """See `LessonFormat.row`."""
        return {"messages": [*(_before(turn) for turn in lesson.prompt.turns), *said(lesson.reply)]}


def _before(turn: Turn) -> JsonValue:
    return {**turn, "weight": 0} if turn["role"] == "assistant" else {**turn}
