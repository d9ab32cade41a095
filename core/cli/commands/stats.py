"""`countersign stats`: the figures of a project."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from core.cli.state import open_workspace, show


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stats")(stats)


def stats(project: Annotated[str, typer.Option(help="The project's name.")]) -> None:
    """Print the figures of a project."""
    from core.insight.stats import project_stats  # noqa: PLC0415

    with open_workspace() as workspace, workspace.read.connect() as connection:
        have = project_stats(connection, workspace.project(project).seq)
    rate = "none yet" if have.acceptance_rate is None else f"{have.acceptance_rate:.1%}"
    told = (
        f"{have.items:,} items: {have.decided:,} decided, {have.open:,} open, {have.skipped:,} skipped.\n"
        f"{have.accepted:,} accepted, {have.corrected:,} corrected, {have.answered:,} answered, {have.rejected:,} rejected; "
        f"acceptance rate {rate}.\n{have.blind:,} blind answers, {have.flagged:,} flagged, {have.erased:,} erased."
    )
    show({"project": project, **asdict(have)}, told)
