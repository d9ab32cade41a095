"""`countersign guidelines`: show, set, list and compare the versions of a project's guidelines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands.project import read_text
from core.cli.state import open_workspace, show
from core.cli.values import version_number

Project = Annotated[str, typer.Option(help="The project's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The guidelines of a project, version by version.", rich_markup_mode=None)
    group.command("show")(show_version)
    group.command("set")(set_from)
    group.command("list")(list_all)
    group.command("diff")(diff)
    app.add_typer(group, name="guidelines")


def show_version(
    project: Project, version: Annotated[str | None, typer.Argument(help="The version, as 2; else the one in force.")] = None
) -> None:
    """Print a version of the guidelines."""
    with open_workspace() as workspace:
        tasks = workspace.tasks(workspace.project(project))
        found = tasks.guideline_version(version_number(version)) if version else tasks.guidelines()
    show({"version": found.number, "text": found.text}, found.text.rstrip("\n"))


def set_from(project: Project, file: Annotated[Path, typer.Argument(help="A Markdown file in UTF-8.")]) -> None:
    """Put a new version in force. The text that is in force already makes none."""
    from core.settings.places import default_reviewer  # noqa: PLC0415

    text = read_text(file)
    with open_workspace() as workspace:
        tasks = workspace.tasks(workspace.project(project))
        before = tasks.guidelines()
        now = tasks.set_guidelines(text, default_reviewer())
    new = now.number != before.number
    told = f"Version {now.number} is in force." if new else f"Version {now.number} says the same; nothing was changed."
    show({"version": now.number, "new": new}, told)


def list_all(project: Project) -> None:
    """List the versions, the newest first, each with how many decided items stand by a decision under it."""
    from core.storage.guidelines import decided_under  # noqa: PLC0415

    with open_workspace() as workspace:
        found = workspace.project(project)
        versions = workspace.tasks(found).guideline_versions()
        with workspace.read.connect() as connection:
            decided = decided_under(connection, found.seq)
    rows = [
        {
            "version": one.number,
            "by": one.reviewer,
            "at": datetime.fromtimestamp(one.created_us / 1e6, UTC).isoformat(timespec="seconds"),
            "characters": len(one.text),
            "decided": decided.get(one.seq, 0),
        }
        for one in versions
    ]
    lines = [f"{row['version']:>3}  {row['at']}  {row['by'] or '-'}  {row['decided']:,} decided" for row in rows]
    show({"versions": rows}, "\n".join(lines))


def diff(
    project: Project,
    version: Annotated[str | None, typer.Argument(help="The version; else the one in force.")] = None,
    other: Annotated[str | None, typer.Argument(help="What to compare it with; else the one before it.")] = None,
) -> None:
    """Say line by line what a version changed."""
    from core.tasks import line_diff  # noqa: PLC0415

    with open_workspace() as workspace:
        tasks = workspace.tasks(workspace.project(project))
        new = tasks.guideline_version(version_number(version)) if version else tasks.guideline_versions()[0]
        before = version_number(other) if other else max(1, new.number - 1)
        old = tasks.guideline_version(before)
    lines = line_diff(old.text, new.text)
    show({"version": new.number, "other": old.number, "lines": list(lines)}, "\n".join(lines) or "No difference.")
