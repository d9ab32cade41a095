"""A circuit breaker: a connection that fails again and again is left alone for a while (M. Nygard, Release It!, "Circuit Breaker")."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from core.clock import monotonic
from core.domain.calls import TRANSIENT, UNSENT, FailureKind
from core.llm.types import CallFailure

#: failures one after the other that open it
THRESHOLD = 5
#: seconds until a probe; doubled with each probe that fails
FIRST_S, LONGEST_S = 5.0, 60.0

_COUNTED = TRANSIENT | {FailureKind.AUTH, FailureKind.NOT_FOUND}
_SAY_NOTHING = UNSENT | {FailureKind.CANCELLED, FailureKind.INTERRUPTED}


class State(StrEnum):
    """Whether calls pass."""

    CLOSED = "closed"  # they do
    OPEN = "open"  # none does
    HALF_OPEN = "half_open"  # one does, as a probe


class Breaker:
    """The breaker of one connection. `clock` gives monotonic seconds.

    `open_until`: the instant on that clock from which a probe may pass, None while closed; `last`: the last failure that counted, kept
    until a call succeeds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._in_a_row = 0
        self._wait_s = FIRST_S
        self._probing = False
        self.open_until: float | None = None
        self.last: CallFailure | None = None

    @property
    def state(self) -> State:
        """Whether calls pass now."""
        if self.open_until is None:
            return State.CLOSED
        return State.OPEN if self._clock() < self.open_until else State.HALF_OPEN

    def allows(self) -> bool:
        """Whether a call may be sent now. In the half-open state the first who asks is the probe, and must report what came of it."""
        state = self.state
        if state is State.HALF_OPEN and not self._probing:
            self._probing = True
            return True
        return state is State.CLOSED

    def succeeded(self) -> None:
        """A call was answered: everything is well again."""
        self._in_a_row, self._wait_s, self._probing = 0, FIRST_S, False
        self.open_until = self.last = None

    def failed(self, failure: CallFailure) -> None:
        """A call failed. What the model itself answered (a refusal, too long a prompt) shows that the connection works."""
        if failure.kind in _SAY_NOTHING:
            self.abandoned()
        elif failure.kind in _COUNTED:
            self._count(failure)
        else:
            self.succeeded()

    def abandoned(self) -> None:
        """A call ended without a verdict (cancelled): was it the probe, another may be."""
        self._probing = False

    def _count(self, failure: CallFailure) -> None:
        state, self.last = self.state, failure
        self._in_a_row += 1
        if state is State.HALF_OPEN:
            self._wait_s = min(LONGEST_S, self._wait_s * 2)
        if state is State.HALF_OPEN or (state is State.CLOSED and self._in_a_row >= THRESHOLD):
            self.open_until = self._clock() + self._wait_s
            self._probing = False
