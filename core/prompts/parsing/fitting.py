"""A value as a model gave it, fitted to the JSON Schema of the task's answers: names mapped, lists wrapped, empty options left out.

Nothing is made up: what does not fit comes back as it was, and the kind says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.json import JsonValue
from core.prompts.parsing.names import Names, names_of
from core.prompts.wording import enum_names

Schema = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Fitted:
    """`value`, and the first name in it that was mapped, as the model wrote it."""

    value: JsonValue
    mapped_from: str | None = None


def fit(value: JsonValue, schema: JsonValue) -> Fitted:
    """`value` with the names that `schema` allows; see the module."""
    if not isinstance(schema, dict):
        return Fitted(value)
    if isinstance(schema.get("enum"), list):
        return _named(value, names_of(enum_names({"enum": schema["enum"]})))
    items, properties = schema.get("items"), schema.get("properties")
    if isinstance(items, dict):
        return _listed(value, items)
    if isinstance(value, dict) and isinstance(properties, dict):
        return _filled(value, properties, schema.get("required"))
    return Fitted(value)


def _named(value: JsonValue, names: Names) -> Fitted:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    name = names.find(value.strip()) if isinstance(value, str) else None
    if name is None:
        return Fitted(value)
    return Fitted(name, None if isinstance(value, str) and value.strip() == name else str(value))


def _listed(value: JsonValue, items: Schema) -> Fitted:
    if isinstance(value, str) and "enum" in items:
        value = [value]
    if not isinstance(value, list):
        return Fitted(value)
    parts = [fit(part, items) for part in value]
    return Fitted([part.value for part in parts], _first(parts))


def _filled(value: Schema, properties: Schema, required: JsonValue) -> Fitted:
    needed = required if isinstance(required, list) else []
    given = {name: part for name, part in value.items() if part is not None or name in needed or _nullable(properties.get(name))}
    parts = {name: fit(part, properties.get(name)) for name, part in given.items()}
    return Fitted({name: part.value for name, part in parts.items()}, _first(list(parts.values())))


def _nullable(schema: JsonValue) -> bool:
    if not isinstance(schema, dict):
        return False
    kinds, options = schema.get("type"), schema.get("anyOf")
    return (
        kinds == "null"
        or (isinstance(kinds, list) and "null" in kinds)
        or (isinstance(options, list) and any(map(_nullable, options)))
    )


def _first(parts: list[Fitted]) -> str | None:
    return next((part.mapped_from for part in parts if part.mapped_from is not None), None)
