"""A suggestion of a model as it was made: the ledger's row, and what stands apart from the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from core.learn.signals import NO_SIGNALS, Signals
from core.storage.ledger import NewSuggestion


@dataclass(frozen=True, slots=True)
class Made:
    """`row.failure` says why there is no answer (`no_idea`: the model does not know). `suggester`: what a person calls it.

    `rationale`: in the model's words, erasable; `flags`: codes of the guard rails; `detail`: one sentence about a failure;
    `seconds`: how long the
    calls took, 0 when it was there already; `asked`, `cached`: calls that were sent, and that the cache served; `wait_s`: how long the
    connection is left alone, when nothing was sent for that reason.
    """

    row: NewSuggestion
    suggester: str
    signals: Signals = NO_SIGNALS
    rationale: str = ""
    flags: tuple[str, ...] = ()
    detail: str = ""
    seconds: float = 0.0
    asked: int = 0
    cached: int = 0
    wait_s: float = 0.0
