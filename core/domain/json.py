"""JSON values as a type."""

from __future__ import annotations

from typing import Any, cast

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Answer = JsonValue


def without_surrogates(value: Any) -> Any:
    """A JSON value whose texts hold no lone surrogate: each becomes U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        held = cast("dict[str, Any]", value)
        return {without_surrogates(name): without_surrogates(part) for name, part in held.items()}
    if isinstance(value, list):
        return [without_surrogates(part) for part in cast("list[Any]", value)]
    return value
