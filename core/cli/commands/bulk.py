"""`countersign bulk`: one action on many items, looked at before it is done, and undone as a whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands.items import catch_up
from core.cli.filtering import Conditions, Project, Queue, Search, typed_filter
from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show
from core.cli.tables import table
from core.errors import UserError

if TYPE_CHECKING:
    from core.domain.filters import Filter
    from core.queues.items import Items
    from core.queues.views import ActionInfo, BulkRequest, Preview
    from core.storage.projects import ProjectInfo

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would do, with a random sample.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_LARGEST = 2**63 - 1
_PLAIN = {
    "requeue": "Put decided and skipped items back into the queue, to be decided anew.",
    "retire": "Take items out of every queue, with what was decided of them.",
    "restore": "Put retired items back.",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="One action on many items: with a preview, and one undo for the whole.", rich_markup_mode=None)
    group.command("accept")(accept)
    group.command("label")(label)
    for kind, doc in _PLAIN.items():
        group.command(kind)(_plain(kind, doc))
    group.command("undo")(undo)
    group.command("list")(list_all)
    app.add_typer(group, name="bulk")


def accept(
    project: Project,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Accept suggestions from this confidence on.")],
    conditions: Conditions = None,
    search: Search = "",
    queue: Queue = "",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Accept the latest suggestions from a confidence on, for items that are not decided."""
    from core.queues.views import BulkRequest  # noqa: PLC0415

    _act(project, (conditions, search, queue), lambda _: BulkRequest("accept", confidence), dry_run=dry_run, yes=yes)


def label(
    project: Project,
    answer: Annotated[str, typer.Argument(help="The answer to set, as a table of labels holds it.")],
    conditions: Conditions = None,
    search: Search = "",
    queue: Queue = "",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Set one answer for all items that match, also for those that are decided."""
    from core.queues.views import BulkRequest  # noqa: PLC0415

    def request(found: ProjectInfo) -> BulkRequest:
        from core.domain.kinds import kind_of  # noqa: PLC0415

        parsed = kind_of(found.task.kind).parse(answer, found.task)
        if parsed is None:
            raise UserError("bulk.answer", f"{answer!r} is no answer to this task.", kept="Nothing was changed.")
        return BulkRequest("label", answer=parsed)

    _act(project, (conditions, search, queue), request, dry_run=dry_run, yes=yes)


def _plain(kind: str, doc: str) -> Callable[..., None]:
    """The command of an action that needs nothing but its items."""

    def act(
        project: Project,
        conditions: Conditions = None,
        search: Search = "",
        queue: Queue = "",
        dry_run: DryRun = False,
        yes: Yes = False,
    ) -> None:
        from core.queues.views import BulkRequest  # noqa: PLC0415

        _act(project, (conditions, search, queue), lambda _: BulkRequest(kind), dry_run=dry_run, yes=yes)

    act.__doc__ = doc
    return act


def undo(
    number: Annotated[int, typer.Argument(min=1, max=_LARGEST, help="The number of the action (countersign bulk list).")],
    project: Project,
) -> None:
    """Take a bulk action back as a whole. What a person decided since stands."""
    from core.settings.places import default_reviewer  # noqa: PLC0415

    with open_workspace() as workspace, progress_bar("Undoing", unit="items") as bar:
        done = workspace.items(workspace.project(project)).undo(number, default_reviewer(), progress=bar)
    show(_values(done), f"Undid action {done.seq} ({done.kind}) on {done.items:,} items.")


def list_all(project: Project, limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20) -> None:
    """List the bulk actions of the past, the latest first."""
    with open_workspace() as workspace:
        found = workspace.items(workspace.project(project)).actions(limit)
    values = [_values(one) for one in found]
    lines = [(str(one["number"]), one["at"], one["action"], f"{one['items']:,}", one["reviewer"], _state(one)) for one in values]
    show(
        {"actions": values}, table(("number", "at", "action", "items", "reviewer", ""), lines) if lines else "There is none yet."
    )


def _state(one: dict[str, Any]) -> str:
    return "undone" if one["undone"] else "stopped before its end" if one["partial"] else ""


def _values(one: ActionInfo) -> dict[str, Any]:
    from core.clock import iso  # noqa: PLC0415

    values = asdict(one)
    return {"number": values.pop("seq"), "action": values.pop("kind"), "at": iso(values.pop("created_us")), **values}


def _act(
    project: str,
    typed: tuple[list[str] | None, str, str],
    request: Callable[[ProjectInfo], BulkRequest],
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Look ahead, ask, do."""
    with open_workspace() as workspace:
        found = workspace.project(project)
        items, action = workspace.items(found), request(found)
        wanted = typed_filter(workspace, found, *typed)
        if wanted.text:
            catch_up(items)
        seen = items.preview(wanted, action).result()
        if dry_run:
            show({"dry_run": True, **_seen_values(seen)}, _seen_text(seen))
            return
        _ask(seen, yes=yes)
        done = _run(items, wanted, action)
    stopped = " It was stopped before its end." if done.partial else ""
    told = (
        f"Action {done.seq} ({done.kind}) changed {done.items:,} items.{stopped} countersign bulk undo {done.seq} takes it back."
    )
    show(_values(done), told)


def _ask(seen: Preview, *, yes: bool) -> None:
    """Nothing is asked about nothing: the action itself says so. On standard error, which leaves the output to the result."""
    if yes or not seen.count:
        return
    typer.echo(_seen_text(seen), err=True)
    if not typer.confirm(f"Change {seen.count:,} items?", err=True):
        raise UserError("cancelled", "Nothing was changed.")


def _run(items: Items, wanted: Filter, action: BulkRequest) -> ActionInfo:
    from core.settings.places import default_reviewer  # noqa: PLC0415

    cancel = threading.Event()
    with progress_bar("Changing", unit="items") as bar, cancel_on_interrupt(cancel):
        return items.run(wanted, action, default_reviewer(), progress=bar, cancel=cancel)


def _seen_values(seen: Preview) -> dict[str, Any]:
    return {
        "items": seen.count,
        "labels": {one.value: one.count for one in seen.by_label},
        "left_out": {one.reason: one.count for one in seen.left_out},
        "sample": [
            {"id": row.shown_id, "text": row.snippet, "label": row.label, "suggestion": row.suggestion} for row in seen.sample
        ],
    }


def _seen_text(seen: Preview) -> str:
    labels = "".join(f"\n  {one.value}: {one.count:,}" for one in seen.by_label)
    left = "".join(f"\n  {one.reason.replace('_', ' ')}: {one.count:,}" for one in seen.left_out)
    rows = [(row.shown_id, row.label, row.suggestion, row.snippet) for row in seen.sample]
    sample = f"\nA random sample:\n{table(('id', 'label', 'suggestion', 'text'), rows)}" if rows else ""
    return f"{seen.count:,} items would be changed.{labels}" + (f"\nLeft alone:{left}" if left else "") + sample
