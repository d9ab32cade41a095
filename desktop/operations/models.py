"""Connections to models and what calls of a project may do: reading, saving, testing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.llm.types import Connection
from core.storage.limits import Limits, Spent
from core.storage.projects import ProjectInfo
from desktop.operations.relay import relayed

if TYPE_CHECKING:
    from core.llm.trial import Trial
    from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Bounds:
    """What calls of a project may do, and what it spent today (UTC)."""

    limits: Limits
    spent: Spent


def connections(workspace: Workspace) -> Future[list[Connection]]:
    """All connections, oldest first."""
    return workspace.executor.submit(workspace.models.connections)


def alias_warning(workspace: Workspace, connection: Connection) -> Future[str]:
    """One sentence when the model's name is an alias that moves, else nothing."""
    return relayed(workspace.executor, lambda: workspace.models.warning(connection))


def save(workspace: Workspace, connection: Connection, key: str | None) -> Future[Connection]:
    """Save a connection, and its key in the keychain. The future raises `UserError`."""
    return workspace.executor.submit(workspace.models.save_connection, connection, key)


def remove(workspace: Workspace, name: str) -> Future[None]:
    """Remove a connection and its key. The future raises `UserError` when something needs it."""
    return workspace.executor.submit(workspace.models.remove_connection, name)


def test(workspace: Workspace, name: str) -> Future[Trial]:
    """Send one tiny request; the future says in one sentence how that went."""
    return relayed(workspace.executor, lambda: workspace.models.test_connection(name))


def bounds(workspace: Workspace, project: ProjectInfo) -> Future[Bounds]:
    """The limits of a project and what it spent today."""

    def read() -> Bounds:
        return Bounds(workspace.models.limits(project), workspace.models.spent_today(project))

    return workspace.executor.submit(read)


def change_limits(workspace: Workspace, project: ProjectInfo, wanted: Limits, names: Sequence[str]) -> Future[Limits]:
    """Take the fields `names` of `wanted` into the limits of a project; the future gives what holds then, or raises `UserError`."""

    def change() -> Limits:
        held = replace(workspace.models.limits(project), **{name: getattr(wanted, name) for name in names})
        workspace.models.set_limits(project, held)
        return held

    return workspace.executor.submit(change)
