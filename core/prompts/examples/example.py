"""What an example is, what one is wanted for, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.json import Answer, JsonValue
from core.encode import Vector


@dataclass(frozen=True, slots=True)
class Example:
    """A decided item as a prompt shows it. `item_id`: hexadecimal; `rationale`: may be empty; `metadata`: without gold and labels.

    `why`: a stable code for why it was chosen: `fixed`, `label:NAME`, `near:RANK`.
    """

    item_id: str
    item_seq: int
    input_text: str
    metadata: Mapping[str, JsonValue]
    output: Answer
    rationale: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The item that examples are wanted for. `vector`: float32[dim] by the project's encoder, or None where there is none yet."""

    seq: int
    text: str
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The examples in the order in which they are sent, and how many were left out, by code.

    `self`: the item itself; `near_duplicate`: says the same as the item; `repeated`: says the same as another example;
    `token_budget`: too long; `not_in_pool`: named by the version, but not decided, erased, or blind; `source_terms`, `retention`: all
    decided items that the terms of their source keep out of prompts.
    """

    examples: tuple[Example, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict[str, int])
