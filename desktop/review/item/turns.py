"""The turns of a chat as they are shown: who speaks, what is said, which tools are called with what. Pure.

A turn is a message of OpenAI's Chat Completions (`role`, `content`, `tool_calls`, `name`); what else models write is shown as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import orjson

from core.domain.content import turns
from core.domain.json import JsonValue
from desktop.review.item.portions import text_portions

#: a longer turn comes in pieces
LONGEST = 8_000


class Side(StrEnum):
    """Where a turn stands."""

    ASKING = "asking"  # a person
    ANSWERING = "answering"  # the assistant
    BETWEEN = "between"  # the system, a tool


_SIDES = {
    "assistant": Side.ANSWERING,
    "model": Side.ANSWERING,
    "ai": Side.ANSWERING,
    "gpt": Side.ANSWERING,
    "bot": Side.ANSWERING,
    "system": Side.BETWEEN,
    "developer": Side.BETWEEN,
    "tool": Side.BETWEEN,
    "function": Side.BETWEEN,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A turn, or a piece of a long one. `who`: empty on a later piece; `calls`: (tool, its arguments as lines)."""

    who: str
    side: Side
    said: str
    calls: tuple[tuple[str, str], ...] = ()


def pieces(value: JsonValue) -> Iterator[Piece]:
    """The pieces of a chat in order."""
    held = [turn for turn in value if isinstance(turn, dict)] if isinstance(value, list) else []
    for turn, (role, said) in zip(held, turns(value), strict=True):
        side = _SIDES.get(role.lower(), Side.ASKING)
        calls = tuple(_calls(turn))
        name = turn.get("name")
        who = f"{role} · {name}" if isinstance(name, str) and name else role
        for at, text in enumerate(text_portions(said, LONGEST)):
            yield Piece(who if not at else "", side, text, calls if not at else ())


def _calls(turn: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """The tools that a turn calls; `function_call` is how it was written before there could be several."""
    listed = turn.get("tool_calls")
    for call in listed if isinstance(listed, list) else [turn.get("function_call")]:
        if isinstance(call, dict):
            asked = call.get("function", call)
            held = asked if isinstance(asked, dict) else {}
            yield str(held.get("name") or ""), _arguments(held.get("arguments"))


def _arguments(value: JsonValue) -> str:
    """Arguments as lines `name: value`; what is no JSON as it was written."""
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return str(value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {one if isinstance(one, str) else orjson.dumps(one).decode()}" for name, one in value.items())
    return "" if value is None else orjson.dumps(value).decode()
