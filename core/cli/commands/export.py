"""`countersign export`: a dataset of labels for a purpose, or the whole ledger, as files."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.filtering import Conditions, Project, Queue, Search, typed_filter
from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show
from core.errors import UserError

if TYPE_CHECKING:
    from core.export import CutReport, Plan, Recipe


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    project: Project,
    out: Annotated[Path | None, typer.Option(help="The file or folder to write; an older one is replaced.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what it would hold.")] = False,
    file_format: Annotated[str, typer.Option("--format", help="See the help on exporting.")] = "csv",
    purpose: Annotated[str, typer.Option(help="classifier, prompt, evaluate, fine-tune, exchange or audit.")] = "",
    model: Annotated[str, typer.Option("--for", help="Evaluate: the prompt version (v3) or model that it is for.")] = "",
    split: Annotated[str, typer.Option(help="Parts with their shares, as train=.8,test=.2.")] = "",
    by_time: Annotated[bool, typer.Option("--by-time", help="Split by time: the oldest items into the first part.")] = False,
    time_column: Annotated[str, typer.Option(help="Metadata column of the time; without it, when it was decided.")] = "",
    group: Annotated[str, typer.Option(help="Metadata column whose values stay on one side of a split.")] = "",
    resplit: Annotated[bool, typer.Option("--resplit", help="Split anew what an earlier dataset has split.")] = False,
    seed: Annotated[int, typer.Option(help="Of the split, and of what a format draws.")] = 0,
    provenance: Annotated[str, typer.Option(help="blind,assisted,unassisted,bulk,grouped,auto,imported.")] = "",
    disagreement: Annotated[str, typer.Option(help="latest, majority, adjudicated or all.")] = "latest",
    adjudicator: Annotated[str, typer.Option(help="Adjudicated: whose answer counts where others differ.")] = "",
    filters: Conditions = None,
    search: Search = "",
    queue: Queue = "",
    safe: Annotated[bool | None, typer.Option("--safe/--faithful", help="Keep spreadsheets from running cells.")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE, a setting of the format.")] = None,
) -> None:
    """Cut a dataset: labels with their provenance, for a purpose, with a manifest; it can be cut again as it was."""
    from core.cli.recipes import RecipeWords, recipe_of  # noqa: PLC0415

    words = RecipeWords(
        file_format, purpose, model, split, by_time, time_column, group, resplit, seed, provenance, disagreement, adjudicator,
        safe, tuple(settings or ()),
    )  # fmt: skip
    cancel = threading.Event()
    with open_workspace() as workspace, cancel_on_interrupt(cancel), progress_bar("Exporting", unit="items") as bar:
        found = workspace.project(project)
        recipe = recipe_of(words, typed_filter(workspace, found, filters, search, queue))
        if dry_run:
            show(*_planned(workspace.datasets(found).plan(recipe, cancel=cancel)))
            return
        if out is None:
            raise UserError(
                "export.no_out", "It is not said where to write to.", todo="Name a file with --out, or look with --dry-run."
            )
        report = workspace.datasets(found).cut(recipe, out, progress=bar, cancel=cancel)
    show(as_json(report, recipe), told(report))


def _planned(plan: Plan) -> tuple[dict[str, Any], str]:
    """What a dataset would hold, as JSON and in words; no text of an item."""
    counted = {"records": plan.records, "splits": plan.splits, "excluded": plan.excluded, "losses": plan.losses}
    lines = [f"It would hold {plan.records:,} records."]
    named = (("Splits", plan.splits), ("Left out", plan.excluded), ("Could not be held", plan.losses))
    lines += [f"{head}: {_counts(counts)}." for head, counts in named if counts]
    return {**counted, "notes": plan.notes, "figures": plan.figures}, "\n".join([*lines, *plan.notes])


def as_json(report: CutReport, recipe: Recipe) -> dict[str, Any]:
    """What `--json` prints of a dataset that was written."""
    return {
        "dataset": report.dataset,
        "number": report.number,
        "format": report.format,
        "purpose": recipe.purpose.value,
        "path": str(report.path),
        "records": report.records,
        "splits": report.splits,
        "excluded": report.excluded,
        "losses": report.losses,
        "unresolved": report.unresolved,
        "figures": report.figures,
        "notes": report.notes,
        "sha256": report.sha256,
        "files": [{"path": str(one.path), "bytes": one.size, "sha256": one.sha256} for one in report.files],
    }


def told(report: CutReport) -> str:
    """The same in words."""
    lines = [f"Wrote {report.records:,} records to {report.path} (dataset {report.number})."]
    lines += [f"{head}: {_counts(counts)}." for head, counts in _counted(report) if counts]
    if report.unresolved:
        shown = ", ".join(report.unresolved[:10])
        lines.append(f"People disagree on: {shown}{' and more' if len(report.unresolved) > 10 else ''}.")
    return "\n".join([*lines, *report.notes])


def _counted(report: CutReport) -> list[tuple[str, dict[str, int]]]:
    return [("Splits", report.splits), ("Left out", report.excluded), ("Could not be held", report.losses)]


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in counts.items())
