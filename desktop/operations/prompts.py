"""Prompts of a project: reading them, previewing, trying, saving, making one live, suggesting for the whole project."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.insight.stats import project_stats
from core.llm.types import Connection
from core.prompts.content import PromptContent
from core.storage.projects import ProjectInfo
from core.suggest.views import BatchProgress, BatchReport, Figures, Preview, Tried
from desktop.operations.relay import relayed
from desktop.operations.running import Running

if TYPE_CHECKING:
    from core.prompts.diff import PromptDiff
    from core.suggest.versions import PromptVersion
    from core.workspace import Workspace

SAMPLED = 50


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An item to look at a prompt with: its number, what a person calls it, how its text begins."""

    seq: int
    shown_id: str
    beginning: str


@dataclass(frozen=True, slots=True)
class PromptsView:
    """What the screen of prompts shows of a project. `versions`: oldest first; `figures`: by version number; `open_items`: a count.

    `variables`: what templates may use.
    """

    connections: tuple[Connection, ...]
    versions: tuple[PromptVersion, ...]
    figures: dict[int, Figures]
    samples: tuple[SampleItem, ...]
    open_items: int
    variables: tuple[str, ...] = ()

    @property
    def live(self) -> PromptVersion | None:
        """The version that suggests now; None: the built-in suggester."""
        return next((version for version in self.versions if version.live), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A prompt that is being written: its content, the connection it goes through, and what it was made from."""

    content: PromptContent
    connection: str
    parent: int | None = None
    note: str = ""


def overview(workspace: Workspace, project: ProjectInfo) -> Future[PromptsView]:
    """All that the screen shows."""

    def read() -> PromptsView:
        from core.prompts.render import VARIABLES  # noqa: PLC0415 - on the worker: it brings much along

        models = workspace.models
        samples = tuple(SampleItem(*one) for one in models.sample_items(project, SAMPLED))
        with workspace.read.connect() as connection:
            stats = project_stats(connection, project.seq)
        versions = tuple(models.versions(project))
        count = stats.open + stats.skipped
        return PromptsView(tuple(models.connections()), versions, models.figures(project), samples, count, VARIABLES)

    return workspace.executor.submit(read)


def first_draft(workspace: Workspace, project: ProjectInfo, connection: Connection) -> Future[Draft]:
    """The default prompt of the project's kind for this model."""

    def make() -> Draft:
        return Draft(workspace.models.default_content(project, connection), connection.name)

    return workspace.executor.submit(make)


def preview(workspace: Workspace, project: ProjectInfo, draft: Draft, item_seq: int | None) -> Future[Preview]:
    """The prompt as it will be sent for an item; None: the next open one. The future raises `UserError` with the line."""
    return relayed(workspace.executor, lambda: workspace.models.preview(project, draft.content, item_seq, draft.connection))


def try_out(workspace: Workspace, project: ProjectInfo, draft: Draft, item_seq: int | None) -> Future[Tried]:
    """Ask the model for one item; nothing of it becomes a suggestion."""

    def begin() -> Future[Tried]:
        return workspace.models.try_out(project, draft.content, draft.connection, item_seq)

    return relayed(workspace.executor, begin)


def save(workspace: Workspace, project: ProjectInfo, draft: Draft, *, live: bool) -> Future[PromptVersion]:
    """Save a draft as a version, and make it live when wanted. The future raises `UserError` with the line."""

    def write() -> PromptVersion:
        models = workspace.models
        version = models.save_prompt(project, draft.content, draft.connection, parent=draft.parent, note=draft.note)
        if live:
            models.activate(project, version.number)
        return version

    return workspace.executor.submit(write)


def activate(workspace: Workspace, project: ProjectInfo, number: int | None) -> Future[None]:
    """Make a version live; None: the built-in suggester."""
    return workspace.executor.submit(workspace.models.activate, project, number)


def diff(workspace: Workspace, project: ProjectInfo, old: int, new: int) -> Future[PromptDiff]:
    """What is different between two versions."""
    return workspace.executor.submit(workspace.models.diff, project, old, new)


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What is to be suggested: by which version, for how many items at most, for how many US dollars; None: no such limit."""

    version: int
    limit: int | None = None
    budget: float | None = None


def suggest(
    workspace: Workspace, project: ProjectInfo, order: BatchOrder, tell: Callable[[BatchProgress], None]
) -> Running[BatchReport]:
    """Suggest for the open items of a project; `tell` is called on another thread. Cancelled, the report says so.

    The future raises `UserError` when the version's model is gone.
    """
    cancel = threading.Event()

    def begin() -> Future[BatchReport]:
        return workspace.models.suggest(
            project, order.version, limit=order.limit, budget=order.budget, progress=tell, cancelled=cancel.is_set
        )

    return Running(relayed(workspace.executor, begin), cancel)
