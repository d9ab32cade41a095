"""What is done with one item outside of its review."""

from __future__ import annotations

from concurrent.futures import Future

from core.insight.timeline import Timeline, item_timeline
from core.workspace import Workspace


def timeline(workspace: Workspace, item_seq: int) -> Future[Timeline]:
    """The history of an item."""

    def read() -> Timeline:
        with workspace.read.connect() as connection:
            return item_timeline(connection, item_seq)

    return workspace.executor.submit(read)


def erase(workspace: Workspace, item_seq: int, why: str, reviewer: str) -> Future[int]:
    """Erase an item here and in the backups; the future tells in how many backups it stood, or raises `UserError`."""
    return workspace.executor.submit(workspace.erase, item_seq, why, reviewer)
