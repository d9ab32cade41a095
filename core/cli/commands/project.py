"""`countersign project`: make, show, list, rename, archive and delete projects, and set the limits of their calls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands.limits import limits
from core.cli.state import open_workspace, show
from core.errors import UserError

#: what the database can hold
_LARGEST = 2**63 - 1
_Several = list[str] | None
Name = Annotated[str, typer.Argument(help="The project's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Make, show, list, rename, archive and delete projects; limits of their calls.", rich_markup_mode=None
    )
    group.command("create")(create)
    group.command("show")(show_one)
    group.command("list")(list_all)
    group.command("rename")(rename)
    group.command("archive")(archive)
    group.command("unarchive")(unarchive)
    group.command("delete")(delete)
    group.command("limits")(limits)
    app.add_typer(group, name="project")


def create(
    name: Annotated[str | None, typer.Argument(help="The project's name; with --from the one in the file, unless given.")] = None,
    kind: Annotated[str, typer.Option(help="The kind of answer: choice, choices, text, fields, spans or preference.")] = "choice",
    labels: Annotated[str, typer.Option(help="The labels, with commas between them.")] = "",
    labels_file: Annotated[Path | None, typer.Option(help="A file with one label a line: NAME or NAME<tab>DESCRIPTION.")] = None,
    field: Annotated[
        _Several, typer.Option(help="A field of a record: NAME:TYPE or NAME:enum:ONE|OTHER; NAME! has to be filled.")
    ] = None,
    option: Annotated[_Several, typer.Option(help="A setting of the kind: KEY=VALUE.")] = None,
    like: Annotated[Path | None, typer.Option(help="A file whose columns tell the kind and the labels.")] = None,
    from_file: Annotated[Path | None, typer.Option("--from", help="A YAML file with all settings.")] = None,
    guidelines: Annotated[Path | None, typer.Option(help="A Markdown file for the reviewers.")] = None,
    order: Annotated[str | None, typer.Option(help="The order of the queue: imported, random or uncertain.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=_LARGEST, help="The seed of the order.")] = 0,
) -> None:
    """Make a project."""
    from core.cli.commands.project_options import ProjectWords, project_of  # noqa: PLC0415
    from core.ingest.project_settings import make_project  # noqa: PLC0415

    text = read_text(guidelines) if guidelines else ""
    listed = read_text(labels_file) if labels_file else None
    words = ProjectWords(name, kind, labels, listed, tuple(field or ()), tuple(option or ()), like, from_file, text, order, seed)
    wanted = project_of(words)
    with open_workspace(make=True) as workspace:
        workspace.writer.submit(lambda connection: make_project(connection, wanted)).result()
        project = workspace.project(wanted.name.strip())
    count = len(project.task.labels)
    told = f"{count} labels" if count or not project.task.fields else f"{len(project.task.fields)} fields"
    show({"project": project.name, "labels": count}, f"Made the project {project.name!r} with {told}.")


def show_one(
    name: Name,
    yaml: Annotated[bool, typer.Option("--yaml", help="All settings as YAML, which `project create --from` reads.")] = False,
) -> None:
    """Show what a project asks, or all of its settings."""
    from core.ingest.project_settings import read_project  # noqa: PLC0415
    from core.ingest.task_file import project_yaml  # noqa: PLC0415

    with open_workspace() as workspace, workspace.read.connect() as connection:
        found = read_project(connection, workspace.project(name))
    task = found.task
    text = project_yaml(found)
    lines = [f"{found.name}: {task.kind}, order {found.order}.", *(f"  {label.name}" for label in task.offered[:50])]
    lines += [f"  {one.name}: {one.type.value}" for one in task.fields]
    values = {"name": found.name, "task": task.to_json(), "guidelines": found.guidelines, "order": found.order, "yaml": text}
    show(values, text.rstrip("\n") if yaml else "\n".join(lines))


def read_text(path: Path) -> str:
    """A small text file in UTF-8. Raises `UserError` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("file.not_utf8", f"{path} is not UTF-8 text.", todo="Save it as UTF-8.") from None
    except OSError as error:
        raise UserError("file.unreadable", f"{path} cannot be read ({error.strerror}).") from None


def list_all() -> None:
    """List the projects with their counts."""
    from core.insight.stats import project_stats  # noqa: PLC0415

    with open_workspace(make=True) as workspace, workspace.read.connect() as connection:
        found = [(project, project_stats(connection, project.seq)) for project in workspace.projects()]
    rows = [
        {"name": one.name, "items": have.items, "decided": have.decided, "open": have.open, "archived": one.archived}
        for one, have in found
    ]
    lines = [f"{r['name']}: {r['decided']:,} of {r['items']:,} decided{' (archived)' if r['archived'] else ''}" for r in rows]
    show({"projects": rows}, "\n".join(lines) or "There is no project yet.")


def rename(name: Name, new_name: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give a project another name."""
    with open_workspace() as workspace:
        project = workspace.rename_project(workspace.project(name), new_name)
    show({"project": project.name}, f"The project is now called {project.name!r}.")


def archive(name: Name) -> None:
    """Put a project away; nothing of it is lost."""
    with open_workspace() as workspace:
        workspace.archive_project(workspace.project(name))
    show({"project": name, "archived": True}, f"{name!r} is archived.")


def unarchive(name: Name) -> None:
    """Take an archived project out again."""
    with open_workspace() as workspace:
        workspace.archive_project(workspace.project(name), archived=False)
    show({"project": name, "archived": False}, f"{name!r} is back.")


def delete(name: Name, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete a project with all its items and decisions, after a backup of the workspace."""
    with open_workspace() as workspace:
        project = workspace.project(name)
        if not yes and not typer.confirm(f"Delete {name!r} with all its decisions?"):
            raise UserError("cancelled", "Nothing was deleted.")
        kept = workspace.delete_project(project)
    show({"deleted": name, "backup": str(kept)}, f"Deleted {name!r}. The workspace as it was is in {kept}.")
