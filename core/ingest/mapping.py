"""Which column of a table is what: the text, the id, answers, parts beside the text, suggestions of models, metadata.

A column is named as the table has it. What lies inside a JSON cell is named by a path: `prompt_output.reason`, `llm.gpt4o`,
`human[0].spans` (`core.ingest.paths`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from core.domain.content import Form
from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.paths import finds


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A column that stands beside the text. `name`: what the part is called; empty: as the column. An empty cell gives no part.

    `candidate`: one of those that a preference ranks, in the order of the mapping; such a cell may be empty (a model gave nothing).
    """

    column: str
    form: Form = Form.TEXT
    candidate: bool = False
    name: str = ""

    @property
    def shown(self) -> str:
        """What the part is called."""
        return self.name or self.column

    def to_json(self) -> JsonValue:
        """The part's column as the mapping keeps it."""
        return {"column": self.column, "form": self.form.value, "candidate": self.candidate, "name": self.name}


@dataclass(frozen=True, slots=True)
class SuggestionColumn:
    """A column with what a model proposed. An empty cell is no suggestion; one that is no answer is a failed suggestion.

    `suggester`: the model's name, or `suggester_column` says it row by row; with neither it is the column's name. `score` (0 to 1) and
    `reason` are columns. `many`: the cell holds several, as a list of `{"suggester", "answer", "score", "reason"}` or as an object of
    answers by the suggester's name.
    """

    column: str
    suggester: str = ""
    score: str | None = None
    reason: str | None = None
    suggester_column: str | None = None
    many: bool = False

    @property
    def shown(self) -> str:
        """What the suggester is called where no row says otherwise."""
        return self.suggester or self.column

    def columns(self) -> list[str]:
        """Every column that is named."""
        return [name for name in (self.column, self.score, self.reason, self.suggester_column) if name is not None]

    def to_json(self) -> JsonValue:
        """The suggestion's column as the mapping keeps it."""
        return {
            "column": self.column,
            "suggester": self.suggester,
            "score": self.score,
            "reason": self.reason,
            "suggester_column": self.suggester_column,
            "many": self.many,
        }


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds the text, the external id, an existing label, the gold answer, metadata, parts, suggestions.

    `form` says how the text is to be read, `name` what it is called beside other parts; `join` are columns that follow the text, a blank
    line between them. `annotations` and `signals`: columns with what people said elsewhere, as lists (`core.ingest.said`).
    `parts_column` and `metadata_column`: where our own exports have the parts (`Content.parts_json`) and the metadata, as objects.
    """

    text: str
    external_id: str | None = None
    label: str | None = None
    gold: str | None = None
    metadata: tuple[str, ...] = ()
    form: Form = Form.TEXT
    name: str = ""
    join: tuple[str, ...] = ()
    parts: tuple[PartColumn, ...] = ()
    suggestions: tuple[SuggestionColumn, ...] = ()
    annotations: str | None = None
    signals: str | None = None
    parts_column: str | None = None
    metadata_column: str | None = None
    #: where paths of images begin; set by the import: the folder of the file
    folder: str = field(default="", compare=False)

    @property
    def plain(self) -> bool:
        """Whether an item is nothing but a text with answers and metadata."""
        more = self.name or self.join or self.parts or self.suggestions or self.parts_column or self.metadata_column
        return self.form is Form.TEXT and not (more or self.said_elsewhere)

    @property
    def said_elsewhere(self) -> bool:
        """Whether rows bring annotations or signals."""
        return self.annotations is not None or self.signals is not None

    def to_json(self) -> JsonValue:
        """The mapping as the import run and a project's file keep it: what says nothing is left out, but for the first five."""
        value: dict[str, JsonValue] = {
            "text": self.text,
            "external_id": self.external_id,
            "label": self.label,
            "gold": self.gold,
            "metadata": list(self.metadata),
        }
        more: dict[str, JsonValue] = {
            "form": "" if self.form is Form.TEXT else self.form.value,
            "name": self.name,
            "join": list(self.join),
            "parts": [part.to_json() for part in self.parts],
            "suggestions": [one.to_json() for one in self.suggestions],
            "annotations": self.annotations or "",
            "signals": self.signals or "",
            "parts_column": self.parts_column or "",
            "metadata_column": self.metadata_column or "",
        }
        return value | {name: held for name, held in more.items() if held}

    @staticmethod
    def from_json(value: JsonValue) -> Mapping:
        """The mapping that `to_json` wrote. Raises `UserError` (`mapping.invalid`) when it is none."""
        held = _object(value, "A mapping")
        _refuse_unknown(held, _KEYS, "a mapping")
        text = _name(held, "text")
        if not text:
            raise _invalid("A mapping names the column of the text.")
        return Mapping(
            text,
            _name(held, "external_id"),
            _name(held, "label"),
            _name(held, "gold"),
            _names(held, "metadata"),
            _form(held),
            _name(held, "name") or "",
            _names(held, "join"),
            tuple(_part(one) for one in _list(held, "parts")),
            tuple(_suggestion(one) for one in _list(held, "suggestions")),
            _name(held, "annotations"),
            _name(held, "signals"),
            _name(held, "parts_column"),
            _name(held, "metadata_column"),
        )

    def columns(self) -> list[str]:
        """Every column that the mapping names."""
        singles = [name for name in (self.text, *self.join, self.external_id, self.label, self.gold) if name is not None]
        of_suggestions = [name for one in self.suggestions for name in one.columns()]
        whole = (self.annotations, self.signals, self.parts_column, self.metadata_column)
        elsewhere = [name for name in whole if name is not None]
        return [*singles, *self.metadata, *(part.column for part in self.parts), *of_suggestions, *elsewhere]

    def check(self, columns: Sequence[str]) -> None:
        """Raise `UserError` when a column is not there, naming those that are."""
        missing = [name for name in self.columns() if not finds(name, columns)]
        if missing:
            there = ", ".join(columns[:30])
            raise UserError("import.no_column", f"There is no column {missing[0]!r}.", todo=f"There are: {there}.")


_KEYS = frozenset(Mapping.__dataclass_fields__) - {"folder"}
_PART_KEYS = frozenset(PartColumn.__dataclass_fields__)
_SUGGESTION_KEYS = frozenset(SuggestionColumn.__dataclass_fields__)


def _part(value: JsonValue) -> PartColumn:
    """A part's column; a text alone is its name."""
    held: dict[str, JsonValue] = {"column": value} if isinstance(value, str) else _object(value, "A part")
    _refuse_unknown(held, _PART_KEYS, "a part")
    column = _name(held, "column")
    if not column:
        raise _invalid("A part of a mapping names its column.")
    return PartColumn(column, _form(held), bool(held.get("candidate")), _name(held, "name") or "")


def _suggestion(value: JsonValue) -> SuggestionColumn:
    """A suggestion's column; a text alone is its name."""
    held: dict[str, JsonValue] = {"column": value} if isinstance(value, str) else _object(value, "A suggestion")
    _refuse_unknown(held, _SUGGESTION_KEYS, "a suggestion")
    column = _name(held, "column")
    if not column:
        raise _invalid("A suggestion of a mapping names its column.")
    score, reason, by = (_name(held, name) for name in ("score", "reason", "suggester_column"))
    return SuggestionColumn(column, _name(held, "suggester") or "", score, reason, by, many=bool(held.get("many")))


def _object(value: JsonValue, what: str) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise _invalid(f"{what} is a list of settings with names.")
    return value


def _refuse_unknown(held: dict[str, JsonValue], known: frozenset[str], what: str) -> None:
    unknown = sorted(held.keys() - known)
    if unknown:
        raise _invalid(f"There is no setting {unknown[0][:40]!r} in {what}.", f"Known: {', '.join(sorted(known))}.")


def _name(held: dict[str, JsonValue], key: str) -> str | None:
    value = held.get(key)
    return None if value is None or value == "" else str(value)


def _names(held: dict[str, JsonValue], key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(held, key))


def _list(held: dict[str, JsonValue], key: str) -> list[JsonValue]:
    value = held.get(key)
    if value is None:
        return []
    return cast("list[JsonValue]", value) if isinstance(value, list) else [value]


def _form(held: dict[str, JsonValue]) -> Form:
    value = held.get("form") or Form.TEXT.value
    if value not in set(Form):
        raise _invalid(f"There is no form {str(value)[:40]!r}.", f"Known: {', '.join(Form)}.")
    return Form(cast("str", value))


def _invalid(what: str, todo: str = "") -> UserError:
    return UserError("mapping.invalid", what, kept="Nothing was imported.", todo=todo)
