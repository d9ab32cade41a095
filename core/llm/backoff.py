"""How long to wait before a failed call is tried again, and whether.

Full jitter: a random part of a span that doubles with each attempt (AWS Architecture Blog, "Exponential Backoff And Jitter",
section "Jitter": `sleep = random_between(0, min(cap, base * 2 ** attempt))`), so that callers that failed together come apart.
"""

from __future__ import annotations

import random

from core.domain.calls import TRANSIENT
from core.llm.types import CallFailure

BASE_S, CAP_S = 0.5, 30.0
#: attempts in all, the first one included: of a batch, and of a call that a reviewer waits for
BATCH_ATTEMPTS, INTERACTIVE_ATTEMPTS = 4, 2
#: who is told to come back later than this is not waited for
PATIENCE_S = 120.0


def delay(attempt: int, retry_after: float | None, rng: random.Random) -> float:
    """Seconds to wait after the failed attempt number `attempt` (from 1). Never less than `retry_after`, what the server asked for."""
    return max(0.0, retry_after or 0.0) + rng.uniform(0, min(CAP_S, BASE_S * 2.0 ** (attempt - 1)))


def is_retried(failure: CallFailure, attempt: int, attempts: int = BATCH_ATTEMPTS) -> bool:
    """Whether a call is tried once more after the attempt number `attempt` (from 1) failed so."""
    return attempt < attempts and failure.kind in TRANSIENT and (failure.retry_after or 0.0) <= PATIENCE_S
