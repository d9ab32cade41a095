"""What a call costs: prices that the lead entered, else those of LiteLLM's table, which comes with the package and is never fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.llm.types import Connection

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens of input and of output."""

    input: float
    output: float

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """US dollars for so many tokens."""
        return (self.input * tokens_in + self.output * tokens_out) / _MILLION


def price_of(connection: Connection, known: Price | None) -> Price | None:
    """The price that holds: what was entered, and what is `known` for the rest; None when either half is missing."""
    price_in = connection.price_in if connection.price_in is not None else (known and known.input)
    price_out = connection.price_out if connection.price_out is not None else (known and known.output)
    return None if price_in is None or price_out is None else Price(price_in, price_out)


def price_in(entry: Mapping[str, Any] | None) -> Price | None:
    """The price in an entry of LiteLLM's table, which is per token; None where it has none."""
    per_token = [entry.get(f"{side}_cost_per_token") for side in ("input", "output")] if entry else []
    if len(per_token) < 2 or not all(isinstance(price, int | float) for price in per_token):
        return None
    return Price(*(round(float(price or 0) * _MILLION, 9) for price in per_token))
