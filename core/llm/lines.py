"""The line to each connection: its limiter and its circuit breaker, made anew when its rates change."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.calls import FailureKind
from core.llm.backoff import PATIENCE_S
from core.llm.breaker import Breaker
from core.llm.limiter import Limiter
from core.llm.types import CallFailure, Connection


@dataclass(frozen=True, slots=True)
class Line:
    """What the calls of one connection share."""

    limiter: Limiter
    breaker: Breaker

    def failed(self, failure: CallFailure) -> None:
        """A call failed: to be told while it still has its turn, so that nobody is served before the pause a server asked for."""
        self.breaker.failed(failure)
        asked_for = failure.retry_after or 0.0
        if failure.kind is FailureKind.RATE_LIMITED and 0.0 < asked_for <= PATIENCE_S:
            self.limiter.pause(asked_for)


class Lines:
    """The lines of one loop, by connection and its rates."""

    def __init__(self) -> None:
        self._limiters: dict[tuple[str, int, int | None, int | None], Limiter] = {}
        self._breakers: dict[tuple[str, str, str | None], Breaker] = {}

    def of(self, connection: Connection) -> Line:
        """The line of a connection. A change of its rates gives it a new limiter, a change of its address a new breaker."""
        rates = (connection.name, connection.in_flight, connection.rpm, connection.tpm)
        where = (connection.name, connection.model, connection.base_url)
        if rates not in self._limiters:
            self._limiters[rates] = Limiter(connection.in_flight, connection.rpm, connection.tpm)
        return Line(self._limiters[rates], self._breakers.setdefault(where, Breaker()))
