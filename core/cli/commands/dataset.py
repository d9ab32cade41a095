"""`countersign dataset`: what was cut, how two datasets differ, and one of them once more."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core import clock
from core.cli.progress import cancel_on_interrupt, progress_bar
from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.export import Difference
    from core.storage.datasets import StoredDataset
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace

Project = Annotated[str, typer.Option(help="The project's name; not needed where there is one project.")]
Which = Annotated[str, typer.Argument(help="Its number, or the beginning of its id or hash.")]
_SHOWN_CHANGES = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Datasets that were cut: list, show, compare, cut again.", no_args_is_help=True)
    for name, command in (("list", list_), ("show", show_), ("diff", diff), ("recut", recut)):
        group.command(name)(command)
    app.add_typer(group, name="dataset")


def list_(project: Project = "") -> None:
    """List the datasets of a project, the newest first."""
    with open_workspace() as workspace:
        found = workspace.datasets(_project(workspace, project)).list()
    lines = [
        f"{one.number:>4}  {clock.iso(one.created_us)[:16]}  {_word(one, 'purpose'):<10} {_word(one, 'format'):<14} "
        f"{one.records:>9,}  {one.sha256[:12]}  {one.path}"
        for one in found
    ]
    show({"datasets": [_as_json(one) for one in found]}, "\n".join(lines) or "No dataset was cut yet.")


def show_(
    dataset: Which,
    project: Project = "",
    card: Annotated[bool, typer.Option("--card", help="Print its card (Markdown with a YAML header).")] = False,
) -> None:
    """Show how a dataset was made, what it holds and what was left out: its manifest."""
    from core.export.card import card_of  # noqa: PLC0415

    with open_workspace() as workspace:
        found = workspace.datasets(_project(workspace, project)).find(dataset)
    text = card_of(found.manifest) if card else _told(found)
    show({**_as_json(found), "manifest": found.manifest}, text)


def diff(
    one: Which, other: Which, project: Project = "", first: Annotated[int, typer.Option(help="So many items.")] = 100
) -> None:
    """Compare two datasets: what the second has more, what it lacks, which labels differ."""
    with open_workspace() as workspace:
        found = workspace.datasets(_project(workspace, project)).diff(one, other, first)
    show(_diff_json(found), _diff_told(found))


def recut(
    dataset: Which,
    out: Annotated[Path, typer.Option(help="The file or folder to write.")],
    project: Project = "",
) -> None:
    """Cut a dataset again as it was, from the ledger up to its position; says whether it came out the same."""
    from core.cli.commands.export import as_json, told  # noqa: PLC0415
    from core.export import Recipe  # noqa: PLC0415

    cancel = threading.Event()
    with open_workspace() as workspace, cancel_on_interrupt(cancel), progress_bar("Exporting", unit="items") as bar:
        service = workspace.datasets(_project(workspace, project))
        report = service.recut(dataset, out, progress=bar, cancel=cancel)
        recipe = Recipe.from_json(service.find(dataset).recipe)
    same = "Its rows are the same as the first time." if report.again else _OTHER
    show({**as_json(report, recipe), "same": report.again}, f"{told(report)}\n{same}")


_OTHER = "Its rows are not the same as the first time: since then items were erased, replaced, or are not allowed any more."


def _project(workspace: Workspace, name: str) -> ProjectInfo:
    """The project of this name, or the only one. Raises `UserError`."""
    from core.errors import UserError  # noqa: PLC0415

    every = workspace.projects()
    if name or len(every) == 1:
        return workspace.project(name) if name else every[0]
    raise UserError("project.which", "This workspace has several projects.", todo="Name one with --project.")


def _word(one: StoredDataset, name: str) -> str:
    return str(one.recipe.get(name) or "")


def _as_json(one: StoredDataset) -> dict[str, Any]:
    return {
        "dataset": one.id,
        "number": one.number,
        "purpose": _word(one, "purpose"),
        "format": _word(one, "format"),
        "records": one.records,
        "sha256": one.sha256,
        "path": one.path,
        "created_at": clock.iso(one.created_us),
    }


def _told(one: StoredDataset) -> str:
    import orjson  # noqa: PLC0415

    return orjson.dumps(one.manifest, option=orjson.OPT_INDENT_2).decode()


def _diff_json(found: Difference) -> dict[str, Any]:
    counts = {name: getattr(found, name) for name in ("added", "removed", "changed", "texts", "same")}
    items = [{"item": one.item_id, "before": one.before, "after": one.after} for one in found.first]
    return {**counts, "items": items}


def _diff_told(found: Difference) -> str:
    head = f"{found.added:,} added, {found.removed:,} removed, {found.changed:,} changed, {found.same:,} the same."
    lines = [f"{found.texts:,} have another text."] if found.texts else []
    for one in found.first[:_SHOWN_CHANGES]:
        before, after = (" · ".join(part for part in side if part) if side else "-" for side in (one.before, one.after))
        lines.append(f"  {one.item_id}: {before} -> {after}")
    return "\n".join([head, *lines])
