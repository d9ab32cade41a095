"""`countersign suggest`: suggestions ahead of any review, by the live prompt, another version or the built-in suggester."""

from __future__ import annotations

import threading
from concurrent.futures import wait
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.batch_bar import batch_bar
from core.cli.outcome import bad_news, dollars
from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show
from core.cli.values import amount, version_or_builtin
from core.errors import Cancelled

if TYPE_CHECKING:
    from core.storage.projects import ProjectInfo
    from core.suggest.views import BatchReport
    from core.workspace import Workspace

#: seconds between two looks for Ctrl+C while the batch runs on its own threads
_LOOK_S = 0.2
#: what else helps, by the failure kind that stopped the batch
_TODO = {
    "auth": "countersign model test says more.",
    "not_found": "countersign model test says more.",
    "local_only": "countersign project limits shows where calls may go.",
    "budget": "countersign project limits shows what a day may cost.",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest")(suggest)


def suggest(
    project: Annotated[str, typer.Option(help="The project's name.")],
    using: Annotated[str | None, typer.Option("--with", help="A prompt version, as v3, or builtin; else what is live.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many items.")] = None,
    budget: Annotated[float | None, typer.Option(help="US dollars that this run may spend at most.")] = None,
) -> None:
    """Propose answers for open items. Can be stopped with Ctrl+C and run again: nothing is asked twice."""
    most = amount(budget, "--budget")
    named = None if using is None else version_or_builtin(using)
    with open_workspace() as workspace:
        found = workspace.project(project)
        live = workspace.models.live(found) if using is None else None
        version = live.number if live else named
        report = _by_builtin(workspace, found, limit) if version is None else _by_prompt(workspace, found, version, limit, most)
    show(_values(found.name, version, report), _told(version, report))
    _end(report)


def _by_builtin(workspace: Workspace, project: ProjectInfo, limit: int | None) -> BatchReport:
    """Let the built-in suggester do it; that costs nothing and asks nobody."""
    from core.clock import monotonic  # noqa: PLC0415
    from core.suggest.batch import suggest_project  # noqa: PLC0415
    from core.suggest.views import BatchReport  # noqa: PLC0415

    cancel, started = threading.Event(), monotonic()
    with cancel_on_interrupt(cancel), progress_bar("Suggesting", unit="items") as bar:
        done = suggest_project(workspace.read, workspace.writer, project, limit=limit, progress=bar, cancel=cancel)
    return BatchReport(answered=done, seconds=monotonic() - started)


def _by_prompt(workspace: Workspace, project: ProjectInfo, version: int, limit: int | None, budget: float | None) -> BatchReport:
    """Let a prompt version do it. Ctrl+C ends it; what was answered until then stays."""
    cancel = threading.Event()
    with cancel_on_interrupt(cancel), batch_bar("Suggesting") as bar:
        ask = workspace.models.suggest
        future = ask(project, version, limit=limit, budget=budget, progress=bar, cancelled=cancel.is_set)
        while not wait([future], _LOOK_S).done:
            continue
    return future.result()


def _values(project: str, version: int | None, report: BatchReport) -> dict[str, Any]:
    return {"project": project, "version": version, "suggested": report.answered, **asdict(report)}


def _told(version: int | None, report: BatchReport) -> str:
    """What came of it; of the built-in suggester there is nothing more to say than the number."""
    head = f"Suggested answers for {report.answered:,} items"
    if version is None:
        return f"{head}."
    failed = ", ".join(f"{n:,} {kind}" for kind, n in sorted(report.failed.items()))
    parts = [
        f"{report.unknown:,} where the model does not know" if report.unknown else "",
        f"{report.remembered:,} that a person decided before" if report.remembered else "",
        f"failed: {failed}" if failed else "",
        f"{sum(report.left_out.values()):,} left out for the terms of their source" if report.left_out else "",
    ]
    calls = f"{report.asked:,} calls, {report.cached:,} from the cache, {report.tokens_in:,} tokens in, {report.tokens_out:,} out"
    more = "".join(f"; {part}" for part in parts if part)
    return f"{head} by v{version}{more}.\n{calls}, {dollars(report.cost)}, {report.seconds:.1f} s."


def _end(report: BatchReport) -> None:
    """Leave with the exit status that the report calls for. Raises `Cancelled` after Ctrl+C."""
    kept = f"The suggestions for {report.answered:,} items stay."
    if report.stopped == "cancelled":
        raise Cancelled("Suggesting was cancelled.", kept=kept)
    if report.stopped:
        why = report.detail or f"The model failed again and again ({report.stopped})."
        bad_news(f"Suggesting stopped early ({report.stopped}). {why} {kept} {_TODO.get(report.stopped, '')}".strip())
    if report.failed and not report.answered + report.unknown + report.remembered:
        bad_news(f"No item got an answer: {', '.join(sorted(report.failed))}. countersign calls shows what happened.")
