"""Which answer a request allows first: the smallest one that its JSON Schema takes, else the first label that its text lists."""

from __future__ import annotations

import json
import re
from typing import Any, cast

_NO_LABELS = frozenset({"unknown", None})
_LISTS = (
    re.compile(r'"enum"\s*:\s*\[\s*"([^"]+)"'),
    re.compile(r"<label(?:\s[^>]*)?>\s*([^<]+?)\s*</label>", re.IGNORECASE),
    re.compile(r"^\s*[-*•]\s+`?\"?([^\n:`\"]+)", re.MULTILINE),
    re.compile(r"labels?\b[^:\n]*:\s*`?\"?([^,;\n`\"]+)", re.IGNORECASE),
)


def first_answer(body: dict[str, Any]) -> str:
    """The reply as JSON; `{"answer": "unknown"}` where neither a schema nor a list of labels is found."""
    wanted: dict[str, Any] = body.get("response_format") or {}
    named: dict[str, Any] = wanted.get("json_schema") or {}
    schema: dict[str, Any] | None = named.get("schema")
    if schema:
        return json.dumps(smallest(schema), ensure_ascii=False)
    return json.dumps({"answer": _first_label("\n".join(texts_of(body))) or "unknown"}, ensure_ascii=False)


def texts_of(body: dict[str, Any]) -> list[str]:
    """The text of each message, parts joined."""
    return [text_of(message) for message in body.get("messages", [])]


def text_of(message: dict[str, Any]) -> str:
    """The text of one message: a string, or the text parts of a list."""
    content: Any = message.get("content")
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in cast("list[dict[str, Any]]", content))
    return content if isinstance(content, str) else ""


def smallest(schema: dict[str, Any]) -> Any:
    """The simplest value that a JSON Schema allows, for the keywords that contracts use: enum, const, anyOf, type."""
    if "enum" in schema:
        return next((value for value in schema["enum"] if value not in _NO_LABELS), schema["enum"][0])
    if "const" in schema:
        return schema["const"]
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return smallest(schema[word][0])
    return _of_type(schema)


def _of_type(schema: dict[str, Any]) -> Any:
    types: Any = schema.get("type", "object")
    kind: str = types if isinstance(types, str) else types[0]
    if kind == "object":
        return {name: smallest(inner) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [smallest(schema["items"])] if schema.get("minItems") and "items" in schema else []
    return {"string": "text", "integer": schema.get("minimum", 0), "number": schema.get("minimum", 0.0), "boolean": True}.get(
        kind
    )


def _first_label(text: str) -> str | None:
    return next((found.group(1).strip() for pattern in _LISTS if (found := pattern.search(text))), None)
