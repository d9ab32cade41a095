"""Writes TOML (toml.io/en/v1.0.0): what `tomllib` reads, and nothing else.

Tables within tables stand inline, so that the order of what is written never puts a value into the wrong table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from math import isinf
from typing import cast

import orjson


def document(values: Mapping[str, object]) -> str:
    """The text of a document: what is no table first, then a table for each mapping. Raises `TypeError` on what TOML has not."""
    plain = {name: value for name, value in values.items() if not isinstance(value, Mapping)}
    tables = {name: cast("Mapping[str, object]", value) for name, value in values.items() if isinstance(value, Mapping)}
    return "\n".join([_lines(plain), *(f"[{_key(name)}]\n{_lines(table)}" for name, table in tables.items())])


def string(text: str) -> str:
    """A basic string. JSON's escapes are TOML's, but for DEL, which TOML does not allow as it is; lone surrogates have no form."""
    whole = text.encode("utf-8", "replace").decode()
    return orjson.dumps(whole).decode().replace("\x7f", "\\u007f")


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in values.items())


def _key(name: str) -> str:
    bare = name and name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else string(name)


def _value(value: object) -> str:
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool | int | float):
        return _number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in cast("list[object]", value)) + "]"
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return "{" + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in table.items()) + "}"
    raise TypeError(f"TOML has no {type(value).__name__}.")


def _number(value: float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isinf(value):
        return "inf" if value > 0 else "-inf"
    return repr(value)  # `nan` is TOML's word too
