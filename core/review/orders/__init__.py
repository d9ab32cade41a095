"""The orders of a queue, one file each, found through `ORDERS`."""

from __future__ import annotations

from core.domain.kinds import kind_of
from core.domain.task import Task
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


def order_for(name: str, task: Task) -> str:
    """The order called `name` where it means something for the task. Raises `UserError` when there is none of that name.

    Least certain first is only where a learner of single labels is more or less sure; in other tasks it is at random.
    """
    learnt = bool(kind_of(task.kind).classes(task))
    return Random.name if order_of(name).name == Uncertain.name and not learnt else name


__all__ = ["ORDERS", "Candidates", "Cursor", "Eligible", "Order", "order_for", "order_of"]
