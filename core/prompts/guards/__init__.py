"""Guard rails after an answer, one file each. They flag and never change an answer."""

from __future__ import annotations

from core.prompts.guards import grounding, language, length, refusal
from core.prompts.guards.guard import Flag, Given, Guard, strings

GUARDS: dict[str, Guard] = {
    refusal.CODE: refusal.flag,
    length.CODE: length.flag,
    grounding.CODE: grounding.flag,
    language.CODE: language.flag,
}


def flags(given: Given) -> tuple[Flag, ...]:
    """What the guard rails notice about an answer, in the order of the table."""
    return tuple(flag for guard in GUARDS.values() if (flag := guard(given)) is not None)


__all__ = ["GUARDS", "Flag", "Given", "Guard", "flags", "strings"]
