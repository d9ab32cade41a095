"""`countersign labels`: list, add, rename, merge, retire, restore, move and describe the labels of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.domain.task import Task
    from core.tasks import LabelUse, Tasks

Project = Annotated[str, typer.Option(help="The project's name.")]
Name = Annotated[str, typer.Argument(help="The label.")]
Description = Annotated[str | None, typer.Option(help="What the label means, in a line.")]
Example = Annotated[str | None, typer.Option(help="A text that has the label.")]
Colour = Annotated[str | None, typer.Option(help="Its colour: blue, green, amber, purple, teal, pink, olive, red or grey.")]
Shortcut = Annotated[str | None, typer.Option(help="A key of its own: one character.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The labels of a project, and what becomes of older decisions.", rich_markup_mode=None)
    for name, command in _COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="labels")


def list_all(project: Project) -> None:
    """List the labels in their order, each with how many decided items it stands for."""
    with open_workspace() as workspace:
        found = workspace.tasks(workspace.project(project)).labels()
    lines = [_line(place, use) for place, use in enumerate(found, 1)]
    show({"labels": [_values(use) for use in found]}, "\n".join(lines) or "This task has no labels.")


def add(
    name: Name,
    project: Project,
    description: Description = None,
    example: Example = None,
    colour: Colour = None,
    shortcut: Shortcut = None,
) -> None:
    """Add a label at the end of the list."""
    from core.domain.task import Label  # noqa: PLC0415

    label = Label(name, description or "", example or "", colour or "", shortcut or "")
    _changed(project, lambda tasks, who: tasks.add(label, who), f"Added the label {name!r}.")


def rename(name: Name, new_name: Annotated[str, typer.Argument(help="The new name.")], project: Project) -> None:
    """Give a label another name; older decisions follow, and the record of what was said stays."""
    _changed(project, lambda tasks, who: tasks.rename(name, new_name, who), f"The label {name!r} is now called {new_name!r}.")


def merge(name: Name, into: Annotated[str, typer.Argument(help="The label that stands for both.")], project: Project) -> None:
    """Let one label stand for another, too; older decisions follow, and the record of what was said stays."""
    _changed(project, lambda tasks, who: tasks.merge(name, into, who), f"{name!r} is merged into {into!r}.")


def retire(name: Name, project: Project) -> None:
    """Let a label not be given any more; decisions with it stand."""
    _changed(project, lambda tasks, who: tasks.retire(name, who), f"{name!r} is retired.")


def restore(name: Name, project: Project) -> None:
    """Let a retired label be given again."""
    _changed(project, lambda tasks, who: tasks.restore(name, who), f"{name!r} can be given again.")


def move(name: Name, place: Annotated[int, typer.Argument(min=1, help="Its new place, from 1.")], project: Project) -> None:
    """Put a label at another place: digits and screens follow the order."""
    _changed(project, lambda tasks, who: tasks.move(name, place, who), f"{name!r} is at place {place} now.")


def describe(
    name: Name,
    project: Project,
    description: Description = None,
    example: Example = None,
    colour: Colour = None,
    shortcut: Shortcut = None,
) -> None:
    """Set what is told of a label; an empty text takes something away."""
    texts: dict[str, str | None] = {"description": description, "example": example, "colour": colour, "shortcut": shortcut}
    _changed(project, lambda tasks, who: tasks.describe(name, who, **texts), f"{name!r} is described anew.")


_COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_all,
    "add": add,
    "rename": rename,
    "merge": merge,
    "retire": retire,
    "restore": restore,
    "move": move,
    "describe": describe,
}


def _changed(project: str, change: Callable[[Tasks, str], Task], told: str) -> None:
    """Make a change and say so; the JSON object holds the labels as they are then."""
    from core.settings.places import default_reviewer  # noqa: PLC0415

    with open_workspace() as workspace:
        tasks = workspace.tasks(workspace.project(project))
        change(tasks, default_reviewer())
        found = tasks.labels()
    show({"labels": [_values(use) for use in found]}, told)


def _values(use: LabelUse) -> dict[str, Any]:
    label = use.label
    texts = {"name": label.name, "description": label.description, "example": label.example}
    return {**texts, "colour": label.colour, "shortcut": label.shortcut, "retired": label.retired, "decided": use.decided}


def _line(place: int, use: LabelUse) -> str:
    label = use.label
    told = f": {label.description}" if label.description else ""
    return f"{place:>3}  {label.name}{' (retired)' if label.retired else ''}  {use.decided:,} decided{told}"
