"""Prompts and completions for TRL's SFTTrainer: `{"prompt": ..., "completion": ...}`.

https://huggingface.co/docs/trl/dataset_formats (prompt-completion, conversational or standard).
"""

from __future__ import annotations

from core.domain.json import JsonValue
from core.export.cut import Cut
from core.export.formats.format import Option
from core.export.formats.tuning import CONVERSATIONAL, EXTRA, LessonFormat, Row, conversational, plain, said, spoken
from core.export.pairs.lessons import Lesson


class TrlSft(LessonFormat):
    """One prompt with its completion a line."""

    name: str = "trl_sft"
    title: str = "Prompts and completions (TRL)"
    told: str = "for SFTTrainer: the prompt that was sent, the label as the completion"
    options: tuple[Option, ...] = (
        CONVERSATIONAL,
        Option(EXTRA.name, True, "columns that trainers pass over: item, source, weight"),
    )

    def row(self, cut: Cut, lesson: Lesson) -> Row:
        """See `LessonFormat.row`."""
        prompt, reply = lesson.prompt, lesson.reply
        if conversational(cut):
            return {"prompt": spoken(prompt.turns), "completion": said(reply), **_extra(cut, lesson)}
        return {"prompt": plain(prompt.turns), "completion": reply, **_extra(cut, lesson)}


def _extra(cut: Cut, lesson: Lesson) -> Row:
    if not cut.option(EXTRA.name, EXTRA.default):
        return {}
    record, prompt = lesson.record, lesson.prompt
    asked: dict[str, JsonValue] = {"prompt_from": prompt.origin.value, "prompt_version": prompt.version, "model": prompt.model}
    return {
        "weight": record.weight,
        "item_id": record.item_id,
        "label_source": record.source,
        "reviewer": record.reviewer,
        **asked,
    }
