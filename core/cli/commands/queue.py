"""`countersign queue`: the queues of a project, its own and the saved ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.filtering import Conditions, Project, Search, typed_filter
from core.cli.state import open_workspace, show
from core.cli.tables import table

if TYPE_CHECKING:
    from core.queues.views import QueueInfo

Name = Annotated[str, typer.Argument(help="The queue's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The queues of a project: saved filters with an order.", rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("show")(show_one)
    group.command("add")(add)
    group.command("rename")(rename)
    group.command("move")(move)
    group.command("delete")(delete)
    app.add_typer(group, name="queue")


def list_all(project: Project) -> None:
    """List the queues with their counts: those that every project has, then the saved ones."""
    with open_workspace() as workspace:
        queues = workspace.items(workspace.project(project)).queues()
    lines = [(one.name, f"{one.count or 0:,}", one.order, str(one.filter)) for one in queues]
    show({"queues": [_values(one) for one in queues]}, table(("queue", "items", "order", "filter"), lines))


def show_one(name: Name, project: Project) -> None:
    """Show one queue with its filter and count."""
    with open_workspace() as workspace:
        items = workspace.items(workspace.project(project))
        queue = items.queue(name)
        count = items.count(queue.filter)
    told = f"{queue.name}: {count:,} items. {str(queue.filter).capitalize()}. Order: {queue.order}."
    show({**_values(queue), "count": count}, told)


def add(
    name: Name,
    project: Project,
    conditions: Conditions = None,
    search: Search = "",
    order: Annotated[str, typer.Option(help="imported, random or uncertain.")] = "imported",
) -> None:
    """Save a queue, or give the one of this name another filter and order."""
    from core.review.orders import order_of  # noqa: PLC0415

    order_of(order)
    with open_workspace() as workspace:
        found = workspace.project(project)
        items = workspace.items(found)
        queue = items.save_queue(name, typed_filter(workspace, found, conditions, search, ""), order)
        count = items.count(queue.filter)
    show({**_values(queue), "count": count}, f"Saved the queue {queue.name!r}: {count:,} items.")


def rename(name: Name, new_name: Annotated[str, typer.Argument(help="The new name.")], project: Project) -> None:
    """Give a saved queue another name."""
    with open_workspace() as workspace:
        queue = workspace.items(workspace.project(project)).rename_queue(name, new_name)
    show(_values(queue), f"The queue is now called {queue.name!r}.")


def move(
    name: Name,
    project: Project,
    to: Annotated[int, typer.Option(min=1, max=10_000, help="Its place among the saved queues, from 1.")],
) -> None:
    """Put a saved queue at another place."""
    with open_workspace() as workspace:
        items = workspace.items(workspace.project(project))
        items.move_queue(name, to - 1)
        names = [one.name for one in items.queues(counted=False) if one.seq is not None]
    show({"queues": names}, f"The saved queues: {', '.join(names)}.")


def delete(name: Name, project: Project) -> None:
    """Delete a saved queue. Its items stay as they are."""
    with open_workspace() as workspace:
        workspace.items(workspace.project(project)).delete_queue(name)
    show({"deleted": name}, f"Deleted the queue {name!r}. Its items are as they were.")


def _values(queue: QueueInfo) -> dict[str, Any]:
    return {
        "name": queue.name,
        "saved": queue.seq is not None,
        "order": queue.order,
        "filter": queue.filter.to_json(),
        "count": queue.count,
    }
