"""`countersign export`: labels, or the whole ledger, as a file."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated

import typer

from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    project: Annotated[str, typer.Option(help="The project's name.")],
    out: Annotated[Path, typer.Option(help="The file to write; an older one is replaced.")],
    file_format: Annotated[str, typer.Option("--format", help="csv, jsonl, parquet or ledger.")] = "csv",
) -> None:
    """Export the labels of a project with their provenance, or its whole ledger."""
    from core.export import export_project  # noqa: PLC0415

    cancel = threading.Event()
    with open_workspace() as workspace, cancel_on_interrupt(cancel), progress_bar("Exporting", unit="items") as bar:
        found = workspace.project(project)
        report = export_project(workspace.read, found, file_format, out, progress=bar, cancel=cancel)
    left = ", ".join(f"{n:,} {why}" for why, n in sorted(report.left_out.items()))
    told = f"Wrote {report.rows:,} records to {report.path}." + (f" Left out: {left}." if left else "")
    show({"rows": report.rows, "left_out": report.left_out, "path": str(report.path), "format": file_format}, told)
