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
    from core.ingest.detect import Detected
    from core.ingest.importing import ImportReport, Origin
    from core.ingest.mapping import Mapping
    from core.ingest.readers.base import Table
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace

_Several = list[str] | None
USES_HELP = "What they may be used for: review,examples,evaluation,training,sharing; or all, none."
RETAIN_HELP = "The last day on which they may be used (UTC), as 2027-12-31."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="A file, or a folder of text files or of a dataset.")],
    project: Annotated[str, typer.Option(help="The project's name.")],
    text: Annotated[str | None, typer.Option(help="The column with the text.")] = None,
    item_id: Annotated[str | None, typer.Option("--id", help="The column with the external id.")] = None,
    label: Annotated[str | None, typer.Option(help="The column with an existing label.")] = None,
    gold: Annotated[str | None, typer.Option(help="The column with the gold answer, which reviewers never see.")] = None,
    meta: Annotated[_Several, typer.Option(help="A column to keep as metadata; may be given more than once.")] = None,
    form: Annotated[str | None, typer.Option(help="How the text is read: text, markdown, chat, record or image.")] = None,
    name: Annotated[str | None, typer.Option(help="What the text is called beside other parts.")] = None,
    join: Annotated[_Several, typer.Option(help="A column that follows the text, after a blank line.")] = None,
    part: Annotated[_Several, typer.Option(help="What stands beside the text: NAME=COLUMN or NAME=COLUMN:FORM.")] = None,
    candidate: Annotated[
        _Several, typer.Option(help="One of those that are ranked, in their order: COLUMN or COLUMN:FORM.")
    ] = None,
    suggestion: Annotated[_Several, typer.Option(help="What a model proposed: COLUMN or COLUMN=SUGGESTER.")] = None,
    suggestions: Annotated[_Several, typer.Option(help="A column with what several models proposed, as JSON.")] = None,
    prediction: Annotated[str | None, typer.Option(help="The column with what one model proposed.")] = None,
    model: Annotated[str | None, typer.Option(help="The name of the model whose predictions they are.")] = None,
    score: Annotated[
        _Several, typer.Option(help="The score of a suggestion, 0 to 1: COLUMN for --prediction, else SUGGESTION=COLUMN.")
    ] = None,
    reason: Annotated[_Several, typer.Option(help="The reason for a suggestion: SUGGESTION=COLUMN.")] = None,
    mapping: Annotated[Path | None, typer.Option(help="A YAML file that says which column is what.")] = None,
    guess: Annotated[bool, typer.Option("--guess", help="Find out which column is what, and print it.")] = False,
    document_file: Annotated[
        Path | None, typer.Option(help="A second file, whose columns stand beside those of the first.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The column that both files have, or OURS=THEIRS.")] = None,
    document: Annotated[str | None, typer.Option(help="The column of the second file that is the document.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding, when it is not found by itself.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a spreadsheet; else the first.")] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", "--as", help="Whose records they are, when it is not found; or plain.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose items these are; else the file's name.")] = None,
    uses: Annotated[str | None, typer.Option(help=USES_HELP)] = None,
    retain_until: Annotated[str | None, typer.Option(help=RETAIN_HELP)] = None,
    update: Annotated[bool, typer.Option("--update", help="Replace the content of items whose id is known.")] = False,
) -> None:
    """Import a file into a project. A second import of the same file adds nothing."""
    from core.cli.commands.import_options import (  # noqa: PLC0415
        Words,
        mapping_of,
        origin_of,
        read_mapping_file,
        with_documents,
    )
    from core.ingest.table import open_table  # noqa: PLC0415

    parts = [*(part or ()), *([f"document={document}"] if document else ())]
    lists = (tuple(one or ()) for one in (parts, candidate, suggestion, suggestions, score, reason))
    words = Words(
        text, item_id, label, gold, tuple(meta or ()), form, name, tuple(join or ()), *lists, prediction=prediction, model=model
    )
    origin = origin_of(source, uses, retain_until)
    given = read_mapping_file(mapping) if mapping else None
    table = with_documents(open_table(file, encoding=encoding, sheet=sheet, form=file_format), document_file, on)
    with open_workspace() as workspace:
        found = workspace.project(project)
        base, detected = _base(workspace, found, table, given, guess=guess, known=text is None)
        columns = mapping_of(words, base)
        report = run_import(workspace, found, table, columns, origin, update=update)
    _show(report, columns, detected)


def _base(
    workspace: Workspace, project: ProjectInfo, table: Table, given: Mapping | None, *, guess: bool, known: bool
) -> tuple[Mapping | None, Detected | None]:
    """The mapping of a file, else what was guessed, else the project's own where it fits the table, else what the file's format says.

    `known`: the format may say it; the project's own comes before it only where it names what the format holds besides the text.
    """
    from core.ingest.detect import detect_table  # noqa: PLC0415
    from core.ingest.paths import finds  # noqa: PLC0415
    from core.ingest.project_settings import read_mapping  # noqa: PLC0415

    if given is not None:
        return given, None
    if guess:
        detected = detect_table(table)
        by_kind = {one.task.kind: one for one in (*reversed(detected.alternatives), detected)}
        chosen = by_kind.get(project.task.kind, detected)
        return chosen.mapping, chosen
    with workspace.read.connect() as connection:
        own = read_mapping(connection, project.seq)
    fits = own is not None and all(finds(column, table.columns) for column in own.columns())
    said = table.known.mapping if table.known is not None and known else None
    ours = said is not None and bool(said.parts_column or said.metadata_column)  # a table of ours says it all
    if own is not None and fits and not ours and (said is None or _answer_columns(own) & _answer_columns(said)):
        return own, None
    return said, None


def _answer_columns(mapping: Mapping) -> set[str | None]:
    """The columns with answers and with what was said of them."""
    told = {mapping.label, mapping.gold, mapping.annotations, mapping.signals, *(one.column for one in mapping.suggestions)}
    return told - {None}


def run_import(
    workspace: Workspace, project: ProjectInfo, table: Table, mapping: Mapping, origin: Origin, *, update: bool = False
) -> ImportReport:
    """Import a table with a bar, until it is done or Ctrl+C is pressed. Raises `UserError`."""
    from core.ingest.importing import ImportProgress  # noqa: PLC0415

    with ExitStack() as stack:
        importing = stack.enter_context(workspace.importing(project, table, mapping, origin))
        stack.enter_context(cancel_on_interrupt(importing.cancel))
        bar = stack.enter_context(progress_bar(f"Importing {table.path.name}", unit="bytes"))

        def step(at: ImportProgress) -> None:
            bar(at.bytes_read, at.bytes_total)

        return importing.run(update=update, progress=step)


def _show(report: ImportReport, mapping: Mapping, detected: Detected | None) -> None:
    guessed = {} if detected is None else {"mapping": mapping.to_json(), "why": list(detected.why)}
    lines = [] if detected is None else [*(f"Guessed: {told}" for told in detected.why)]
    show(asdict(report) | guessed, "\n".join([*lines, told_of(report)]))


def told_of(report: ImportReport) -> str:
    """What an import did, in a few sentences."""
    told = f"{report.added:,} new, {report.known:,} known, {report.updated:,} updated, {report.rejected:,} rejected."
    for count, what in (
        (report.suggestions, "suggestions came with them."),
        (report.annotations, "annotations by others came with them."),
        (report.signals, "signals of users or judges came with them."),
        (report.failed_suggestions, "cells of suggestions hold no answer of the task."),
        (report.failed_said, "annotations or signals hold no answer of the task, or no number, and were left out."),
        (report.erased, "were erased before and stay so."),
    ):
        told += f" {count:,} {what}" if count else ""
    return told + _rejected(report)


def _rejected(report: ImportReport) -> str:
    """Where the rejected rows are listed; the first of them where the list could not be written."""
    if report.rejects_file is not None:
        line, reason = report.reasons[0]
        return f" Rejected rows are listed in {report.rejects_file} (the first: line {line}: {reason})"
    return "".join(f"\nRejected line {line}: {reason}" for line, reason in report.reasons)
