"""`countersign stats`: the figures of a project."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.insight.sides import Sides


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stats")(stats)


def stats(project: Annotated[str, typer.Option(help="The project's name.")]) -> None:
    """Print the figures of a project."""
    from core.insight.sides import sides  # noqa: PLC0415
    from core.insight.stats import project_stats  # noqa: PLC0415

    with open_workspace() as workspace, workspace.read.connect() as connection:
        seq = workspace.project(project).seq
        have, preferred = project_stats(connection, seq), sides(connection, seq)
    rate = "none yet" if have.acceptance_rate is None else f"{have.acceptance_rate:.1%}"
    told = (
        f"{have.items:,} items: {have.decided:,} decided, {have.open:,} open, {have.skipped:,} skipped.\n"
        f"{have.accepted:,} accepted, {have.corrected:,} corrected, {have.answered:,} answered, {have.rejected:,} rejected; "
        f"acceptance rate {rate}.\n{have.blind:,} blind answers, {have.flagged:,} flagged, {have.erased:,} erased."
    )
    shares = {} if preferred is None else _shares(preferred)
    show({"project": project, **asdict(have), **shares}, told + _told(shares))


def _shares(preferred: Sides) -> dict[str, float | None]:
    return {
        "longer_share": preferred.longer_share,
        "first_share": preferred.first_share,
        "model_longer_share": preferred.model_longer_share,
    }


def _told(shares: dict[str, float | None]) -> str:
    """What may sway preferences, where there are any."""
    words = {
        "longer_share": "the longest won",
        "first_share": "the first on the screen won",
        "model_longer_share": "for the model the longest won",
    }
    told = [f"{words[name]} in {share:.0%}" for name, share in shares.items() if share is not None]
    return f"\nOf the preferences with a winner, {', '.join(told)}." if told else ""
