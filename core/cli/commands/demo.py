"""`countersign demo --terminal`: the whole loop on the sample project, without a window.

Without `--terminal` the window opens on the same project; that is the entry point's business (desktop.launch).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.state import show
from core.errors import UserError

FOLDER = "countersign-demo"
#: the ends of the files that the demo writes, and their formats
EXPORTED = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".ledger.jsonl": "ledger"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    terminal: Annotated[bool, typer.Option("--terminal", help="Run the loop here instead of opening a window.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the demo's files go.")] = Path(FOLDER),
    decisions: Annotated[int, typer.Option(min=1, help="How many decisions to rehearse.")] = 300,
) -> None:
    """Import, suggest, rehearse and export the sample project, and say where everything is."""
    if not terminal:
        raise UserError(
            "demo.window", "The demo's window is opened by the desktop program.", todo="Use countersign demo --terminal."
        )
    from core.runtime.collector import calm_collector  # noqa: PLC0415

    calm_collector()
    path = fresh_workspace(folder)
    _run(path, folder, decisions)


def fresh_workspace(folder: Path) -> Path:
    """The demo's workspace file in `folder`; what an earlier demo left is removed, and nothing else.

    Raises `UserError` when the folder holds anything else, or cannot be made.
    """
    from core.storage.faults import explained  # noqa: PLC0415

    path = folder / "demo.countersign"
    exports = {name for one in EXPORTED for name in (f"labels{one}", f"labels{one}.manifest.json")}
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        there = list(folder.iterdir())
        ours = [one for one in there if one.is_file() and (one.name.startswith(path.name) or one.name in exports)]
        if there and (ours != there or path not in there):
            raise UserError("demo.folder", f"{folder} holds other files.", kept="Nothing was changed.", todo="Use --folder.")
        for one in there:
            one.unlink()
    return path


def _run(path: Path, folder: Path, decisions: int) -> None:
    from core.cli.recipes import RecipeWords, recipe_of  # noqa: PLC0415
    from core.domain.filters import Filter  # noqa: PLC0415
    from core.insight.stats import project_stats  # noqa: PLC0415
    from core.rehearse import rehearse  # noqa: PLC0415
    from core.sample import install_sample  # noqa: PLC0415
    from core.workspace import Workspace  # noqa: PLC0415

    with Workspace(path) as workspace:
        project = install_sample(workspace)
        with workspace.read.connect() as connection:
            before = project_stats(connection, project.seq)
        done = rehearse(workspace, project, decisions)
        datasets = workspace.datasets(project)
        files = [
            datasets.cut(recipe_of(RecipeWords(name), Filter()), folder / f"labels{suffix}") for suffix, name in EXPORTED.items()
        ]
    lines = [
        f"Imported {before.items:,} questions of banking77 (CC BY 4.0) into {path}; suggestions were waiting for the first 40.",
        f"Rehearsed {done.decisions:,} decisions by their gold: {done.accepted:,} suggestions accepted, {done.corrected:,} "
        f"corrected, {done.answered:,} answered without one ({done.blind:,} of them blind).",
        "Acceptance by hundreds: " + " ".join("-" if one is None else f"{one:.0%}" for one in done.acceptance_by_100),
        *(f"Wrote {report.records:,} records to {report.path}" for report in files),
    ]
    values = {"workspace": str(path), "files": [str(report.path) for report in files], "decisions": done.decisions}
    show({**values, "acceptance_by_100": done.acceptance_by_100}, "\n".join(lines))
