"""`countersign items`: list items, and count them by facet."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.filtering import Conditions, Project, Queue, Search, typed_filter
from core.cli.progress import progress_bar
from core.cli.state import open_workspace, show
from core.cli.tables import table
from core.cli.values import one_of

if TYPE_CHECKING:
    from core.queues.items import Items
    from core.queues.views import Facet, ItemRow

_MOST = 100_000
#: how often the progress of the search index is looked at, in seconds
_LOOK_S = 0.2


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="List items, count them by facet.", rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("facets")(facets)
    app.add_typer(group, name="items")


def list_all(
    project: Project,
    conditions: Conditions = None,
    search: Search = "",
    queue: Queue = "",
    sort: Annotated[
        str, typer.Option(help="imported, id, status, label, confidence, decided_at or relevance; with - before it turned round.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="At most so many.")] = 20,
) -> None:
    """List the items that match, with their state, label and latest suggestion, and say how many there are."""
    from core.queues.views import Sort, SortBy  # noqa: PLC0415

    by = one_of(SortBy, sort.removeprefix("-"), "--sort") if sort else (SortBy.RELEVANCE if search else SortBy.IMPORTED)
    with open_workspace() as workspace:
        found = workspace.project(project)
        items, wanted = workspace.items(found), typed_filter(workspace, found, conditions, search, queue)
        if wanted.text:
            catch_up(items)
        index = items.index(wanted, Sort(by, sort.startswith("-")), page=limit)
        rows, count = items.rows(index.first), items.count(wanted)
        index.cancel()
    values = {"count": count, "complete": index.complete, "items": [_values(row) for row in rows]}
    show(values, _told(rows, count))


def catch_up(items: Items) -> None:
    """Let the search index know every item, if it does not: a search finds words then, and quickly."""
    from concurrent.futures import wait  # noqa: PLC0415

    if items.searching().complete:
        return
    running = items.index_all()
    with progress_bar("Indexing", unit="items") as bar:
        while not running.done:
            now = items.searching()
            bar(now.done, now.total)
            wait([running.future], timeout=_LOOK_S)
    running.result()


def _values(row: ItemRow) -> dict[str, Any]:
    """A row as JSON. Numbers of the database say nothing to a person."""
    values = asdict(row)
    values.pop("item_seq")
    decided = values.pop("decided_us")
    return {"id": values.pop("shown_id"), **values, "metadata": dict(row.metadata), "decided": _when(decided)}


def _when(decided_us: int | None) -> str | None:
    from core.clock import iso  # noqa: PLC0415

    return None if decided_us is None else iso(decided_us)


_COLUMNS = ("id", "state", "label", "source", "suggestion", "by", "chance", "text")


def _told(rows: list[ItemRow], count: int) -> str:
    if not rows:
        return "No item matches."
    lines = [
        (row.shown_id, row.status, row.label, row.source, row.suggestion, row.suggester, _chance(row), row.snippet)
        for row in rows
    ]
    return f"{table(_COLUMNS, lines)}\n{len(rows):,} of {count:,} items."


def _chance(row: ItemRow) -> str:
    """A score that is not calibrated is told apart."""
    return "" if row.chance is None else f"{row.chance:.2f}{'' if row.calibrated else '?'}"


def facets(project: Project, conditions: Conditions = None, search: Search = "", queue: Queue = "") -> None:
    """Count the items that match by state, label, suggester, confidence, source, reviewer, flags and metadata."""
    with open_workspace() as workspace:
        found = workspace.project(project)
        items, wanted = workspace.items(found), typed_filter(workspace, found, conditions, search, queue)
        if wanted.text:
            catch_up(items)
        counted = items.facets(wanted).result()
    values = [{**asdict(facet), "values": [asdict(value) for value in facet.values]} for facet in counted]
    lines = [(_name(facet), value.value, f"{value.count:,}") for facet in counted for value in facet.values]
    show({"facets": values}, table(("facet", "value", "items"), lines) if lines else "There are no items.")


def _name(facet: Facet) -> str:
    return f"metadata.{facet.key}" if facet.key else facet.name
