"""The words of `countersign export` as a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from core.domain.filters import Filter
from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import Disagreement, Recipe, SplitPlan, format_of, splits_of
from core.export.formats import Option
from core.export.formats.format import option_of

E = TypeVar("E", bound=StrEnum)


class RecipeWords(NamedTuple):
    """What was given on the command line; empty: not given."""

    format: str
    purpose: str = ""
    model: str = ""
    split: str = ""
    by_time: bool = False
    time_column: str = ""
    group: str = ""
    resplit: bool = False
    seed: int = 0
    provenance: str = ""
    disagreement: str = "latest"
    adjudicator: str = ""
    safe: bool | None = None
    settings: Sequence[str] = ()


def recipe_of(words: RecipeWords, wanted: Filter) -> Recipe:
    """The recipe that the words ask for. Without a purpose it is the first that the format serves. Raises `UserError`."""
    found = format_of(words.format)
    purpose = _word(Purpose, words.purpose, "purpose") if words.purpose else found.purposes[0]
    shares = splits_of(words.split) if words.split else ()
    plan = SplitPlan(shares, words.by_time or bool(words.time_column), words.time_column, words.group, words.resplit)
    named = [part.strip() for part in words.provenance.split(",") if part.strip()]
    return Recipe(
        found.name,
        purpose,
        wanted,
        tuple(_word(Provenance, one, "provenance") for one in named),
        words.model,
        _word(Disagreement, words.disagreement, "way to settle disagreement"),
        words.adjudicator,
        plan,
        words.seed,
        _options(words, found.options),
    )


def _word(of: type[E], word: str, what: str) -> E:
    if word not in set(of):
        raise UserError("export.word", f"There is no {what} called {word!r}.", todo=f"Known: {', '.join(of)}.")
    return of(word)


def _options(words: RecipeWords, known: Sequence[Option]) -> dict[str, JsonValue]:
    """The settings of the format, each read as its default is."""
    given: dict[str, str] = {}
    for part in words.settings:
        name, _, value = part.partition("=")
        given[name.strip()] = value
    if words.safe is not None:
        given["safe"] = "yes" if words.safe else "no"
    found: dict[str, JsonValue] = {}
    for name, value in given.items():
        option = option_of(known, name)
        if option is None:
            todo = f"Known: {', '.join(one.name for one in known)}." if known else "It has none."
            raise UserError("export.option", f"The format {words.format} has no setting {name!r}.", todo=todo)
        found[option.name] = _read(option, value.strip())
    return found


def _read(option: Option, value: str) -> JsonValue:
    if isinstance(option.default, bool):
        words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if value.casefold() not in words:
            raise UserError("export.option", f"{option.name} is yes or no, not {value!r}.")
        return words[value.casefold()]
    if isinstance(option.default, int):
        if not value.isdecimal():
            raise UserError("export.option", f"{option.name} is a number, not {value!r}.")
        return int(value)
    return value
