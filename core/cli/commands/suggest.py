"""`countersign suggest`: suggestions ahead of any review."""

from __future__ import annotations

import threading
from typing import Annotated

import typer

from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest")(suggest)


def suggest(
    project: Annotated[str, typer.Option(help="The project's name.")],
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many items.")] = None,
) -> None:
    """Let the built-in suggester propose answers for open items. Can be stopped and run again."""
    from core.suggest.batch import suggest_project  # noqa: PLC0415

    cancel = threading.Event()
    with open_workspace() as workspace, cancel_on_interrupt(cancel), progress_bar("Suggesting", unit="items") as bar:
        found = workspace.project(project)
        done = suggest_project(workspace.read, workspace.writer, found, limit=limit, progress=bar, cancel=cancel)
    show({"project": project, "suggested": done}, f"Suggested answers for {done:,} items.")
