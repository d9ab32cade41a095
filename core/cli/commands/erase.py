"""`countersign erase`: forget what an item said, at a person's request."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.state import open_workspace, show


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("erase")(erase)


def erase(
    project: Annotated[str, typer.Option(help="The project's name.")],
    item_id: Annotated[str, typer.Option("--id", help="The item's external id, or its own id.")],
    why: Annotated[str, typer.Option(help="The reason, which stays on record.")],
) -> None:
    """Erase an item's content, vector and comments, here and in the backups. The record of decisions stays."""
    from core.settings.places import default_reviewer  # noqa: PLC0415

    with open_workspace() as workspace:
        backups = workspace.erase(workspace.item_seq(workspace.project(project), item_id), why, default_reviewer())
    told = f"Erased the item here and in {backups} backups. Its decisions stay on record, without its text."
    show({"erased": 1, "backups": backups}, told)
