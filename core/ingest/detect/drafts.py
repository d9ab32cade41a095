"""Texts that a model drafted, and what people made of them."""

from __future__ import annotations

from core.domain.task import Task
from core.ingest.detect import names
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Facts, Finding
from core.ingest.mapping import SuggestionColumn

#: (what the model wrote, what a person made of it)
_PAIRS = (
    *(("output", "edited_output"), ("prompt_output", "edited_output"), ("draft", "final"), ("draft", "edited_draft")),
    *(("suggestion", "correction"), ("machine_translation", "post_edit"), ("mt", "pe"), ("mt", "post_edited")),
    *(("generated", "edited"), ("response", "edited_response"), ("model_output", "human_output"), ("original", "corrected")),
)
_MODEL = ("model", "model_name", "generator", "model_version", "agent")
_ALONE = ("output", "response", "completion", "generation", "draft", "answer", "reply", "prediction", "model_output")


def find(facts: Facts) -> Finding | None:
    """See `Detector`."""
    return _pair(facts) or _alone(facts)


def _pair(facts: Facts) -> Finding | None:
    """Two columns, or two paths with one end, of which one was made from the other."""
    for draft, final in _PAIRS:
        for one in facts.free():
            other = _counterpart(facts, one.name, draft, final)
            if other is not None and one.scalar and one.length >= 12:
                suggestion = SuggestionColumn(one.name, _called(one.name, draft), suggester_column=_model(facts))
                why = (f"“{other}” is what people made of the draft in “{one.name}”.",)
                # the half that says no text (a verdict beside the reason) is left to other kinds
                return Finding(0.93, Task("text"), other, None, (suggestion,), why=why)
    return None


def _called(name: str, draft: str) -> str:
    """What a draft's maker is called where no column says so: the step that says that it is a draft."""
    return next((step for step in name.split(".") if names.plain(step) == draft), name)


def _counterpart(facts: Facts, name: str, draft: str, final: str) -> str | None:
    steps = name.split(".")
    for place, step in enumerate(steps):
        if names.plain(step) == draft:
            wanted = [names.plain(part) for part in [*steps[:place], final, *steps[place + 1 :]]]
            for other, column in facts.columns.items():
                if [names.plain(part) for part in other.split(".")] == wanted and column.scalar:
                    return other
    return None


def _alone(facts: Facts) -> Finding | None:
    """A reply without anything that judges it; or texts under the name of a label, every one different."""
    top = [one for one in facts.free() if one.depth == 0 and one.prose]
    draft = names.named([one.name for one in top], _ALONE)
    if draft is not None:
        why = (f"“{draft}” is a draft that people may edit.",)
        return Finding(0.5, Task("text"), suggestions=(SuggestionColumn(draft, suggester_column=_model(facts)),), why=why)
    written = [one.name for one in facts.free() if names.is_label_like(one.name) and _all_different(one)]
    if not written:
        return None
    return Finding(0.6, Task("text"), label=written[0], why=(f"“{written[0]}” holds a text of its own in every row.",))


def _all_different(column: Column) -> bool:
    texts = [one for cell in column.cells for one in (cell if isinstance(cell, list) else [cell])]
    if len(texts) != len(column.cells) or len(texts) < 3 or not all(isinstance(one, str) for one in texts):
        return False
    words = [str(one) for one in texts]
    return len(set(words)) == len(words) and (sum(map(len, words)) >= 5 * len(words)) and column.filled == 1


def _model(facts: Facts) -> str | None:
    return names.named([one.name for one in facts.free() if one.scalar], _MODEL)
