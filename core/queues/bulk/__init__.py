"""The bulk actions, one file each, found through `ACTIONS`."""

from __future__ import annotations

from core.errors import UserError
from core.queues.bulk.accept import Accept
from core.queues.bulk.action import Action, Facts
from core.queues.bulk.grouped import Grouped
from core.queues.bulk.label import SetLabel
from core.queues.bulk.requeue import Requeue
from core.queues.bulk.restore import Restore
from core.queues.bulk.retire import Retire

ACTIONS: dict[str, Action] = {action.name: action for action in (Accept(), SetLabel(), Requeue(), Retire(), Restore(), Grouped())}


def action_of(name: str) -> Action:
    """The bulk action called `name`. Raises `UserError` when there is none."""
    if name not in ACTIONS:
        raise UserError("bulk.unknown", f"There is no bulk action called {name!r}.", todo=f"Known: {', '.join(ACTIONS)}.")
    return ACTIONS[name]


__all__ = ["ACTIONS", "Action", "Facts", "action_of"]
