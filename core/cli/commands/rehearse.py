"""`countersign rehearse`: what a review would cost, before anyone starts."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.progress import progress_bar
from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.rehearse import Rehearsal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rehearse")(rehearse)


def rehearse(
    project: Annotated[str, typer.Option(help="The project's name.")],
    decisions: Annotated[int | None, typer.Option(min=1, help="At most so many decisions.")] = None,
    seed: Annotated[int | None, typer.Option(help="The seed of the order; else the project's own.")] = None,
    order: Annotated[str | None, typer.Option(help="imported, random or uncertain; else the project's own.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the decisions, as those of the reviewer 'rehearsal'.")] = False,
) -> None:
    """Replay gold answers as if a reviewer triaged the project; on a throwaway copy unless --keep is given."""
    from core import rehearse as rehearsing  # noqa: PLC0415
    from core.review.orders import order_of  # noqa: PLC0415

    with open_workspace() as workspace:
        found = workspace.project(project)
        own_seed = found.order_seed if seed is None else seed
        found = replace(found, order_name=order_of(order or found.order_name).name, order_seed=own_seed)
        rehearsing.require_gold(workspace, found)
        with nullcontext(workspace) if keep else rehearsing.throwaway(workspace) as where, progress_bar("Rehearsing") as bar:

            def step(so_far: rehearsing.Rehearsal) -> None:
                bar(so_far.decisions, decisions or so_far.decisions)

            done = rehearsing.rehearse(where, found, decisions, step)
    show(_figures(done, keep), _told(done))


def _figures(done: Rehearsal, keep: bool) -> dict[str, object]:
    return {
        "decisions": done.decisions,
        "accepted": done.accepted,
        "corrected": done.corrected,
        "answered": done.answered,
        "blind": done.blind,
        "without_gold": done.without_gold,
        "acceptance_rate": done.acceptance_rate,
        "acceptance_by_100": done.acceptance_by_100,
        "mean_distance": done.mean_distance,
        "decisions_per_second": done.decisions / done.seconds if done.seconds else None,
        "kept": keep,
    }


def _told(done: Rehearsal) -> str:
    rate = "none yet" if done.acceptance_rate is None else f"{done.acceptance_rate:.1%}"
    curve = " ".join("-" if one is None else f"{one:.0%}" for one in done.acceptance_by_100)
    apart = "" if done.mean_distance is None else f"; corrections were {done.mean_distance:.2f} away on average"
    speed = done.decisions / done.seconds if done.seconds else 0.0
    return (
        f"{done.decisions:,} decisions: {done.accepted:,} accepted, {done.corrected:,} corrected, {done.answered:,} answered "
        f"({done.blind:,} of them blind).\nAcceptance rate {rate}{apart}; by hundreds: {curve or '-'}\n{speed:.0f} decisions a second."
    )
