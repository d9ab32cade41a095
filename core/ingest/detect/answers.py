"""Which columns hold answers of a kind: gold, an existing label, and what models said, with their scores and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.domain.json import JsonValue
from core.ingest.detect import names
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Facts
from core.ingest.mapping import SuggestionColumn

Fits = Callable[[JsonValue], bool]
#: of a model's cells so many have to be answers; the rest is what models say besides
_LEAST = 0.3
_SCORE = re.compile(r"_?(score|confidence|probability|prob)$")
_REASON = re.compile(r"_?(reason|rationale|explanation|comment)$")


@dataclass(frozen=True, slots=True)
class Answers:
    """The columns that hold answers."""

    gold: str | None = None
    label: str | None = None
    suggestions: tuple[SuggestionColumn, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def people(self) -> list[str]:
        """The columns of gold and label, those that are there."""
        return [name for name in (self.gold, self.label) if name is not None]

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.people or self.suggestions)


def answers_in(facts: Facts, fits: Fits, least: float = 0.95) -> Answers:
    """The columns whose cells fit, by their names: `least` of the cells of gold and label, fewer of a model's."""
    fitting = [one for one in facts.free() if one.cells and one.share(fits) >= least]
    people = [one.name for one in fitting if not names.is_model_like(one.name)]
    gold = names.named(people, names.GOLD) or next((name for name in people if names.is_gold_like(name)), None)
    rest = [name for name in people if name != gold]
    label = names.named(rest, names.LABEL) or next((name for name in rest if names.is_label_like(name)), None)
    if gold is not None and label is not None and not _alike(facts.columns[gold], facts.columns[label]):
        label = None
    models = [one for one in facts.free() if names.is_model_like(one.name) and one.cells and one.share(fits) >= _LEAST]
    nested = [one for one in facts.free() if _is_of_many(facts, one, fits)]
    suggestions = tuple(_suggestion(facts, one) for one in dict.fromkeys([*models, *nested]))
    return Answers(gold, label, suggestions, _why(gold, label, suggestions))


def _alike(gold: Column, label: Column) -> bool:
    """Whether a label is of the same task as gold: it says the same things, and lies no deeper."""
    if label.depth > gold.depth or gold.scalar != label.scalar:
        return False
    if not gold.scalar:
        return True
    return sum(one in gold.distinct for one in label.distinct) >= 0.5 * len(label.distinct)


def _is_of_many(facts: Facts, column: Column, fits: Fits) -> bool:
    """Whether this is one model's answer in an object of answers by model (`llm.gpt4o`)."""
    parent = column.name.rpartition(".")[0]
    whole = parent in facts.columns and names.plain(parent) in ("llm", "llms", "models", "predictions", "suggestions", "outputs")
    return whole and bool(column.cells) and column.share(fits) >= _LEAST


def _suggestion(facts: Facts, column: Column) -> SuggestionColumn:
    alone = sum(names.is_model_like(name) for name in facts.columns) == 1
    score = _beside(facts, column, _SCORE, alone=alone)
    return SuggestionColumn(column.name, suggester_name(column.name), score, _beside(facts, column, _REASON, alone=False))


def suggester_name(column: str) -> str:
    """What a model is called after its column: `gpt35` of `gpt35_verdict`, `gpt4o` of `llm.gpt4o`."""
    inner = re.split(r"\.", column)[-1]
    return inner if "." in column else names.stem(column) or column


def _beside(facts: Facts, column: Column, role: re.Pattern[str], *, alone: bool) -> str | None:
    """The column with the same name but for its role; where there is one model alone, also one that says only its role."""
    stem = names.stem(column.name)
    for one in facts.free():
        name = names.plain(one.name)
        own = role.search(name) and one.scalar and role.sub("", name)
        if own is False or own is None:
            continue
        if own == stem or (alone and own in ("", "model", "prediction", "suggestion", "predicted")):
            return one.name
    return None


def _why(gold: str | None, label: str | None, suggestions: tuple[SuggestionColumn, ...]) -> tuple[str, ...]:
    told: list[str] = []
    if gold is not None:
        told.append(f"“{gold}” holds answers that people settled: gold, which reviewers never see.")
    if label is not None:
        told.append(f"“{label}” holds existing labels.")
    if suggestions:
        listed = ", ".join(f"“{one.column}”" for one in suggestions[:10])
        told.append(f"{listed}: what models proposed.")
    return tuple(told)
