"""The line to each connection: its limiter and its circuit breaker, made anew when its rates change."""

from __future__ import annotations

from dataclasses import dataclass

from core.llm.breaker import Breaker
from core.llm.limiter import Limiter
from core.llm.types import Connection


@dataclass(frozen=True, slots=True)
class Line:
    """What the calls of one connection share."""

    limiter: Limiter
    breaker: Breaker


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
