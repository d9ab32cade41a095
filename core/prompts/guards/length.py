"""An answer that is longer than the contract allows."""

from __future__ import annotations

from core.prompts.guards.guard import Flag, Given, strings

CODE = "too_long"


def flag(given: Given) -> Flag | None:
    """A flag when the strings of the answer have more characters together than `Contract.max_answer`."""
    length, limit = sum(len(part) for part in strings(given.answer)), given.contract.max_answer
    return Flag(CODE, f"The answer has {length:,} characters; {limit:,} are allowed.") if length > limit else None
