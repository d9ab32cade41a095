"""`countersign traces`: real traffic of an application as a queue, in one command."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands.importing import RETAIN_HELP, USES_HELP, run_import, told_of
from core.cli.state import open_workspace, show
from core.errors import UserError

if TYPE_CHECKING:
    from core.ingest.mapping import Mapping
    from core.ingest.readers.base import Table
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace

#: the queue that a project of traces begins with
DISLIKED = "Thumbs down"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("traces")(traces)


def traces(
    file: Annotated[Path, typer.Argument(help="OpenTelemetry spans (JSON), or a log of Langfuse or LiteLLM.")],
    project: Annotated[str, typer.Option(help="The project's name; it is made when there is none.")],
    file_format: Annotated[
        str | None, typer.Option("--as", help="opentelemetry, langfuse or litellm, when it is not found.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose items these are; else the file's name.")] = None,
    uses: Annotated[str | None, typer.Option(help=USES_HELP)] = None,
    retain_until: Annotated[str | None, typer.Option(help=RETAIN_HELP)] = None,
) -> None:
    """Make a queue of what an application's model was asked and answered, with its users' feedback."""
    from core.cli.commands.import_options import origin_of  # noqa: PLC0415
    from core.ingest.table import open_table  # noqa: PLC0415

    origin = origin_of(source, uses, retain_until)
    table = open_table(file, form=file_format)
    mapping = _known(table)
    with open_workspace(make=True) as workspace:
        found, made = _project(workspace, project)
        report = run_import(workspace, found, table, mapping, origin)
    told = f"Made the project {found.name!r}. " if made else ""
    show({"project": found.name, "made": made, **asdict(report)}, told + told_of(report))


def _known(table: Table) -> Mapping:
    """What is what in a file of traces. Raises `UserError` when it is none."""
    from core.ingest.formats import TRACES  # noqa: PLC0415

    if table.format not in TRACES or table.known is None:
        what = f"{table.path.name} holds no calls of models that are known as such."
        todo = f"Known: {', '.join(TRACES)}; name one with --as, or use countersign import."
        raise UserError("import.no_traces", what, kept="Nothing was imported.", todo=todo)
    return table.known.mapping


def _project(workspace: Workspace, name: str) -> tuple[ProjectInfo, bool]:
    """The project of this name, made for traces when there is none; and whether it was made."""
    from core.domain.filters import Filter  # noqa: PLC0415
    from core.domain.task import Task  # noqa: PLC0415
    from core.queues.criteria.feedback import DOWN  # noqa: PLC0415

    found = next((one for one in workspace.projects() if one.name == name.strip()), None)
    if found is not None:
        return found, False
    made = workspace.create_project(name, Task("text"), order="imported")
    workspace.items(made).save_queue(DISLIKED, Filter(statuses=("open",), feedback=(DOWN,)), "imported")
    return made, True
