"""The output contract, as a JSON Schema for providers that hold replies to one, and in words for those that do not.

The schema keeps to what strict modes have in common (OpenAI, "Structured Outputs: supported schemas"; Anthropic, "Structured outputs:
JSON Schema limitations"): every object is closed and lists all its properties as required, and there are no bounds, lengths,
patterns or formats, which one or the other refuses. What is left out is checked when the reply is read.
"""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from core.domain.json import JsonValue
from core.prompts.content import Contract

UNKNOWN = "unknown"
#: how the contract in words begins, where no schema is sent
OPENING = "Reply with one JSON object and nothing else."
MAX_ENUM = 500  # names; above it strict modes refuse the schema, and the prompt's own list has to do
KEPT = frozenset({"type", "enum", "const", "properties", "items", "anyOf", "$ref", "$defs", "description"})
LANGUAGES = {
    "en": "English", "zh": "Chinese", "es": "Spanish", "ja": "Japanese", "ar": "Arabic", "de": "German", "fr": "French",
    "pt": "Portuguese", "ru": "Russian", "ko": "Korean", "it": "Italian", "hi": "Hindi",
}  # fmt: skip

Schema = dict[str, JsonValue]


def unknown_word(names: Iterable[str]) -> str:
    """The word for "I cannot tell", which is always allowed. A label that is called so wins; the word then gets underscores."""
    taken = {name.strip().casefold() for name in names}
    word = UNKNOWN
    while word in taken:
        word = f"__{word}__"
    return word


def enum_names(schema: JsonValue) -> tuple[str, ...]:
    """The strings that an answer, or a part of it, is chosen from: all `enum` in the schema, each once."""
    if isinstance(schema, list):
        return tuple(dict.fromkeys(name for part in schema for name in enum_names(part)))
    if not isinstance(schema, dict):
        return ()
    own = schema.get("enum")
    names = [name for name in own if isinstance(name, str)] if isinstance(own, list) else []
    inner = (name for word, part in schema.items() if word != "enum" for name in enum_names(part))
    return tuple(dict.fromkeys((*names, *inner)))


def reply_schema(answer_schema: JsonValue, contract: Contract) -> JsonValue:
    """The JSON Schema of a reply: rationale (if wanted, and first, so that it comes before the answer), answer, confidence."""
    properties: Schema = {}
    if contract.rationale:
        properties["rationale"] = {"type": "string"}
    properties["answer"] = _or_unknown(strict(answer_schema), unknown_word(enum_names(answer_schema)))
    properties["confidence"] = {"type": "number", "description": "from 0 to 1"}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _or_unknown(schema: JsonValue, word: str) -> JsonValue:
    if schema == {"type": "string"}:
        return schema
    names = schema.get("enum") if isinstance(schema, dict) else None
    if isinstance(schema, dict) and isinstance(names, list) and schema.get("type") == "string":
        return {**schema, "enum": [*names, word]}
    return {"anyOf": [schema, {"type": "string", "enum": [word]}]}


def strict(schema: JsonValue) -> JsonValue:
    """`schema` as strict modes take it; see the module. A property that may be left out may be null instead."""
    if not isinstance(schema, dict):
        return schema
    kept: Schema = {word: _part(word, part) for word, part in schema.items() if word in KEPT}
    if isinstance(kept.get("enum"), list) and len(enum_names({"enum": kept["enum"]})) > MAX_ENUM:
        del kept["enum"]
    if schema.get("type") == "object" or "properties" in schema:
        kept |= _closed(kept.get("properties"), schema.get("required"))
    return kept


def _part(word: str, part: JsonValue) -> JsonValue:
    if word in ("properties", "$defs") and isinstance(part, dict):
        return {name: strict(inner) for name, inner in part.items()}
    if word == "anyOf" and isinstance(part, list):
        return [strict(inner) for inner in part]
    return strict(part) if word == "items" else part


def _closed(properties: JsonValue, required: JsonValue) -> Schema:
    inner = properties if isinstance(properties, dict) else {}
    needed = required if isinstance(required, list) else []
    whole: Schema = {name: part if name in needed else _nullable(part) for name, part in inner.items()}
    return {"properties": whole, "required": list(whole), "additionalProperties": False}


def _nullable(schema: JsonValue) -> JsonValue:
    return {"anyOf": [schema, {"type": "null"}]}


def contract_words(answer_schema: JsonValue, contract: Contract, schema_sent: bool, *, labels_listed: bool = True) -> str:
    """The contract in words, a line each, with one example line.

    `schema_sent`: the provider knows the shape, which is then left out; `labels_listed`: the prompt lists the labels already, so they
    are not repeated.
    """
    names = enum_names(answer_schema)
    lines = [] if schema_sent else [OPENING]
    lines += _rationale_lines(contract)
    lines += _answer_lines(answer_schema, names, schema_sent=schema_sent, labels_listed=labels_listed)
    lines.append(f'If the item does not allow an answer, "answer" is "{unknown_word(names)}". Never make one up.')
    if contract.language:
        lines.append(f'Write "answer" in {LANGUAGES.get(contract.language, f"the language with the code {contract.language}")}.')
    lines.append('"confidence": how sure you are that the answer is right, a number from 0 to 1.')
    return "\n".join(lines if schema_sent else [*lines, "Example: " + example_line(answer_schema, contract)])


def _rationale_lines(contract: Contract) -> list[str]:
    if not contract.rationale:
        return []
    steps = [f"  {number}. {step}" for number, step in enumerate(contract.steps, 1)]
    return ['"rationale": your reasons, in short sentences' + (", along these steps:" if steps else "."), *steps]


def _answer_lines(schema: JsonValue, names: tuple[str, ...], *, schema_sent: bool, labels_listed: bool) -> list[str]:
    lines: list[str] = []
    if isinstance(schema, dict) and "enum" in schema:
        lines.append('"answer": the name of exactly one label, written as it is listed.')
    elif schema_sent:
        lines.append('"answer": the answer.')
    elif schema == {"type": "string"}:
        lines.append('"answer": the answer, as a string.')
    else:
        lines.append(f'"answer": JSON that is valid for this schema: {_json(_bare_enums(schema) if labels_listed else schema)}')
    if names and not labels_listed and isinstance(schema, dict) and "enum" in schema:
        lines.append("The labels: " + _json(list(names)))
    return lines


def _bare_enums(schema: JsonValue) -> JsonValue:
    """The schema without the names of labels, which stand in the prompt."""
    if isinstance(schema, list):
        return [_bare_enums(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    bare: Schema = {word: _bare_enums(part) for word, part in schema.items() if word != "enum"}
    return {**bare, "description": "the name of a label"} if "enum" in schema else bare


def example_line(answer_schema: JsonValue, contract: Contract) -> str:
    """A reply in the right shape. It names no real label: a model would lean towards it."""
    reply: Schema = {"rationale": "..."} if contract.rationale else {}
    return _json({**reply, "answer": _example(answer_schema), "confidence": 0.8})


def _example(schema: JsonValue) -> JsonValue:
    if not isinstance(schema, dict):
        return "..."
    if "enum" in schema:
        return "<name of a label>"
    properties, items = schema.get("properties"), schema.get("items")
    if isinstance(properties, dict):
        return {name: _example(part) for name, part in properties.items()}
    if schema.get("type") == "array" or items is not None:
        return [_example(items)]
    return {"number": 1.5, "integer": 1, "boolean": True, "null": None}.get(str(schema.get("type")), "...")


def _json(value: JsonValue) -> str:
    return orjson.dumps(value).decode()
