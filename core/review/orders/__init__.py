"""The orders of a queue, one file each, found through `ORDERS`."""

from __future__ import annotations

from core.errors import UserError
from core.review.orders.imported import Imported
from core.review.orders.order import Candidates, Cursor, Eligible, Order
from core.review.orders.random import Random
from core.review.orders.uncertain import Uncertain

ORDERS: dict[str, Order] = {order.name: order for order in (Imported(), Random(), Uncertain())}


def order_of(name: str) -> Order:
    """The order called `name`. Raises `UserError` when there is none."""
    if name not in ORDERS:
        raise UserError("order.unknown", f"There is no order called {name!r}.", todo=f"Known: {', '.join(ORDERS)}.")
    return ORDERS[name]


__all__ = ["ORDERS", "Candidates", "Cursor", "Eligible", "Order", "order_of"]
