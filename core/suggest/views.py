"""Frozen read models of work with models: a preview of a prompt, one try, the progress and the outcome of a batch."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.llm.types import Message


@dataclass(frozen=True, slots=True)
class SectionView:
    """One part of a prompt (`instructions`, `labels`, `guidelines`, `examples`, `input`, `contract`, `earlier`) and its tokens."""

    name: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A prompt as it will be sent for one item.

    `heavy`: past 2,000 tokens, the parts that weigh most, heaviest first; `examples`: (item, why) of each example it holds;
    `advice`: sentences (too few examples, ...); `schema_sent`: whether the provider is asked to hold the reply to a JSON Schema.
    """

    messages: tuple[Message, ...]
    sections: tuple[SectionView, ...]
    tokens: int
    heavy: tuple[SectionView, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    advice: tuple[str, ...] = ()
    schema_sent: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """One real call for one item, nothing of it becomes a suggestion. `outcome`: `answered`, `unknown` or a failure kind.

    `reply`: what the model said, to the letter; `flags`: codes of the guard rails; `cost` in US dollars.
    """

    outcome: str
    detail: str = ""
    answer: str = ""
    rationale: str = ""
    reply: str = ""
    flags: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    seconds: float = 0.0
    call_seq: int | None = None


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Where a batch is. `per_second`: items; `seconds_left`: None until it can be told; `cost` in US dollars so far."""

    done: int
    total: int
    answered: int
    failed: int
    cost: float
    per_second: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a batch came to. `asked`: calls that were sent; `cached`: calls that the cache served; `answered`: items that got an answer.

    `unknown`: items of which the model said that it does not know; `remembered`: items that need no call, since a person decided the
    same content before; `failed`: items by the failure kind they ended with; `stopped`: why it ended early (a failure kind), or nothing;
    `left_out`: items that were not sent since their source does not allow it (`source_terms`) or is over (`retention`).
    """

    asked: int = 0
    answered: int = 0
    cached: int = 0
    unknown: int = 0
    remembered: int = 0
    failed: dict[str, int] = field(default_factory=dict[str, int])
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    seconds: float = 0.0
    stopped: str = ""
    detail: str = ""
    left_out: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a version's suggestions: how many there are, how many were judged by a person, how many of these accepted."""

    suggested: int = 0
    judged: int = 0
    accepted: int = 0
