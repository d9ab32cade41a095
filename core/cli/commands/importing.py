"""`countersign import`: a file becomes items."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.ingest.importing import ImportReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, JSON, JSON Lines or Parquet.")],
    project: Annotated[str, typer.Option(help="The project's name.")],
    text: Annotated[str, typer.Option(help="The column with the text.")],
    item_id: Annotated[str | None, typer.Option("--id", help="The column with the external id.")] = None,
    label: Annotated[str | None, typer.Option(help="The column with an existing label.")] = None,
    gold: Annotated[str | None, typer.Option(help="The column with the gold answer, which reviewers never see.")] = None,
    meta: Annotated[list[str] | None, typer.Option(help="A column to keep as metadata; may be given more than once.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding, when it is not found by itself.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Replace the content of items whose id is known.")] = False,
) -> None:
    """Import a file into a project. A second import of the same file adds nothing."""
    from core.ingest.importing import ImportProgress  # noqa: PLC0415
    from core.ingest.mapping import Mapping  # noqa: PLC0415
    from core.ingest.table import open_table  # noqa: PLC0415

    table = open_table(file, encoding=encoding)
    mapping = Mapping(text, item_id, label, gold, tuple(meta or ()))
    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace())
        importing = stack.enter_context(workspace.importing(workspace.project(project), table, mapping))
        stack.enter_context(cancel_on_interrupt(importing.cancel))
        bar = stack.enter_context(progress_bar(f"Importing {file.name}", unit="bytes"))

        def step(at: ImportProgress) -> None:
            bar(at.bytes_read, at.bytes_total)

        report = importing.run(update=update, progress=step)
    told = f"{report.added:,} new, {report.known:,} known, {report.updated:,} updated, {report.rejected:,} rejected."
    if report.erased:
        told += f" {report.erased:,} were erased before and stay so."
    show(asdict(report), told + _rejected(report))


def _rejected(report: ImportReport) -> str:
    """Where the rejected rows are listed; the first of them where the list could not be written."""
    if report.rejects_file is not None:
        line, reason = report.reasons[0]
        return f" Rejected rows are listed in {report.rejects_file} (the first: line {line}: {reason})"
    return "".join(f"\nRejected line {line}: {reason}" for line, reason in report.reasons)
