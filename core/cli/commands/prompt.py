"""`countersign prompt`: write prompt versions, look at them, compare them, make one live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands.prompt_add import add
from core.cli.commands.prompt_show import show_version
from core.cli.state import open_workspace, show
from core.cli.values import version_number, version_or_builtin
from core.errors import UserError

if TYPE_CHECKING:
    from core.storage.projects import ProjectInfo
    from core.suggest.models import Models
    from core.suggest.versions import PromptVersion
    from core.suggest.views import Figures

Project = Annotated[str, typer.Option(help="The project's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Write prompts, look at them, compare them, make one live.", rich_markup_mode=None)
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("show")(show_version)
    group.command("diff")(diff)
    group.command("activate")(activate)
    app.add_typer(group, name="prompt")


def list_all(project: Project) -> None:
    """List the prompt versions of a project, oldest first, with what became of their suggestions."""
    with open_workspace() as workspace:
        found = workspace.project(project)
        versions, figures = workspace.models.versions(found), workspace.models.figures(found)
    rows = [_row(version, figures.get(version.number)) for version in versions]
    lines = "\n".join(_line(row) for row in rows)
    show(
        {"versions": rows}, lines or "There is no prompt yet; the built-in suggester suggests. countersign prompt add makes one."
    )


def _row(version: PromptVersion, figures: Figures | None) -> dict[str, Any]:
    from core.clock import iso  # noqa: PLC0415

    return {
        "version": version.number,
        "live": version.live,
        "model": version.content.model,
        "connection": version.connection,
        "parent": version.parent,
        "note": version.note,
        "created": iso(version.created_us),
        "hash": version.hash,
        "suggested": figures.suggested if figures else 0,
        "judged": figures.judged if figures else 0,
        "accepted": figures.accepted if figures else 0,
    }


def _line(row: dict[str, Any]) -> str:
    judged = f"{row['accepted']:,} of {row['judged']:,} judged accepted" if row["judged"] else "none judged"
    parts = [
        f"v{row['version']}{' (live)' if row['live'] else ''}: {row['model']} by {row['connection']}",
        f"from v{row['parent']}" if row["parent"] else "",
        f"{row['suggested']:,} suggested, {judged}",
        row["note"],
    ]
    return "; ".join(part for part in parts if part)


def diff(
    project: Project,
    versions: Annotated[list[str], typer.Argument(help="Two versions; or one, against its parent, else the live one.")],
) -> None:
    """Say what changed from one prompt version to another."""
    with open_workspace() as workspace:
        found = workspace.project(project)
        old, new = _pair(workspace.models, found, [version_number(text) for text in versions])
        changed = workspace.models.diff(found, old, new)
    values = {
        "from": old,
        "to": new,
        "same": changed.same,
        "fields": [{"path": one.path, "old": one.old, "new": one.new} for one in changed.fields],
        "messages": [{"role": one.role, "number": one.number, "lines": one.lines} for one in changed.messages],
    }
    show(values, f"From v{old} to v{new}:\n{changed.text()}")


def _pair(models: Models, project: ProjectInfo, numbers: list[int]) -> tuple[int, int]:
    """The older and the newer version to compare. Raises `UserError` when there is nothing to compare with."""
    if len(numbers) > 2:
        raise UserError("prompt.no_pair", "Two versions can be compared, not more.")
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    version, live = models.version(project, numbers[0]), models.live(project)
    other = version.parent or (live.number if live else None)
    if other is None or other == version.number:
        what = f"{version.shown} was made from no other version, and no other is live."
        raise UserError("prompt.no_pair", what, todo="Name two versions.")
    return other, version.number


def activate(
    project: Project,
    version: Annotated[str, typer.Argument(help="The version, as v3; builtin: the built-in suggester.")],
) -> None:
    """Make a prompt version the one that suggests. To roll back, make an earlier one live."""
    number = version_or_builtin(version)
    with open_workspace() as workspace:
        found = workspace.project(project)
        live = workspace.models.live(found)
        before = live.number if live else None
        workspace.models.activate(found, number)
    values = {"project": found.name, "live": number, "before": before}
    show(values, f"In {found.name!r} {_called(number)} suggests from now on; before, {_called(before)} did.")


def _called(number: int | None) -> str:
    return "the built-in suggester" if number is None else f"v{number}"
