"""What people type as the value of an option: a prompt version, a parameter, an amount, one word out of several."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from core.errors import UserError

if TYPE_CHECKING:
    from core.domain.json import JsonValue

#: what stands for the built-in suggester where a prompt version could stand
BUILTIN = "builtin"
#: what the database can hold
_LARGEST = 2**63 - 1

Choice = TypeVar("Choice", bound=StrEnum)


def version_number(text: str) -> int:
    """The number of a prompt version: `3` and `v3` are 3. Raises `UserError`."""
    digits = text.strip().lower().removeprefix("v")
    if not (digits.isascii() and digits.isdecimal() and 0 < int(digits) <= _LARGEST):
        raise _bad(f"{text!r} is no prompt version", "Write it as 3 or v3; countersign prompt list shows them.")
    return int(digits)


def version_or_builtin(text: str) -> int | None:
    """The number of a prompt version, None for `builtin`. Raises `UserError`."""
    return None if text.strip().lower() == BUILTIN else version_number(text)


def amount(value: float | None, option: str) -> float | None:
    """A number of dollars, at least 0; None stays None. Raises `UserError`, also for `nan` and `inf`."""
    if value is not None and not (math.isfinite(value) and value >= 0):
        raise _bad(f"{option} takes an amount of 0 or more", "Write it in US dollars, as 2.50.")
    return value


def one_of(choices: type[Choice], text: str, option: str) -> Choice:
    """The one of `choices` that `text` names. Raises `UserError`."""
    known = {choice.value: choice for choice in choices}
    if text.strip().lower() not in known:
        raise _bad(f"{option} knows no {text!r}", f"Known: {', '.join(known)}.")
    return known[text.strip().lower()]


def parameters(pairs: Iterable[str], before: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """`before` with the parameters of `NAME=JSON` pairs; `NAME=null` takes one away. Raises `UserError`."""
    values = dict(before)
    for pair in pairs:
        name, sign, written = pair.partition("=")
        if not sign or not name.strip():
            raise _bad("A parameter is written as NAME=JSON", "As in --param temperature=0.2.")
        values[name.strip()] = _json(name.strip(), written)
    return {name: value for name, value in values.items() if value is not None}


def _json(name: str, written: str) -> JsonValue:
    try:
        # NaN and Infinity are no JSON.
        return json.loads(written, parse_constant=_refuse)
    except ValueError:
        raise _bad(f"The value of the parameter {name!r} is no JSON", 'A text needs quotes: NAME="text".') from None


def _refuse(word: str) -> JsonValue:
    raise ValueError(word)


def _bad(what: str, todo: str) -> UserError:
    return UserError("option.value", f"{what}.", kept="Nothing was changed.", todo=todo)
