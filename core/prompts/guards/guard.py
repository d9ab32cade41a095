"""What every guard rail takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.json import Answer
from core.prompts.content import Contract


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to look at. `item`: the text that the model saw.

    `grounded`: the answer's values have to occur in the item (fields, spans); `drafted`: the answer is text that the model wrote, so
    its language matters.
    """

    answer: Answer
    item: str
    contract: Contract
    grounded: bool = False
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """What a guard rail noticed. `code`: stable, a key of `GUARDS`; `detail`: one sentence without item text and without the answer."""

    code: str
    detail: str


Guard = Callable[[Given], Flag | None]


def strings(answer: Answer) -> tuple[str, ...]:
    """All strings in an answer, in order, without keys: the values that grounding looks for and the text whose language counts."""
    found: list[str] = []
    ahead = [answer]
    while ahead:
        value = ahead.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            ahead.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            ahead.extend(reversed(value))
    return tuple(found)
