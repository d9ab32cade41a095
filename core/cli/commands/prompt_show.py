"""`countersign prompt show`: a prompt version as it will be sent, with the tokens of its sections, or as a template file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.state import open_workspace, show
from core.cli.values import version_number
from core.errors import UserError

if TYPE_CHECKING:
    from core.storage.projects import ProjectInfo
    from core.suggest.models import Models
    from core.suggest.versions import PromptVersion
    from core.suggest.views import Preview


def show_version(
    project: Annotated[str, typer.Option(help="The project's name.")],
    version: Annotated[str | None, typer.Argument(help="The version, as v3; else the live one.")] = None,
    item: Annotated[str | None, typer.Option(help="The item to show it with; else the first open one.")] = None,
    template: Annotated[bool, typer.Option("--template", help="Print it as a template file instead.")] = False,
) -> None:
    """Show a prompt version as it will be sent for an item, with the tokens of each section."""
    from core.prompts.defaults import file_of  # noqa: PLC0415

    with open_workspace() as workspace:
        found = workspace.project(project)
        wanted = _wanted(workspace.models, found, version)
        item_seq = workspace.item_seq(found, item) if item else None
        preview = None if template else _preview(workspace.models, found, wanted, item_seq)
    written = file_of(wanted.content.messages)
    values = {**_facts(wanted), "content": wanted.content.to_json(), "template": written, **_sent(preview)}
    show(values, _told(wanted, preview) if preview else written.rstrip("\n"))


def _wanted(models: Models, project: ProjectInfo, version: str | None) -> PromptVersion:
    """The version that is named, else the live one. Raises `UserError` when there is none."""
    found = models.version(project, version_number(version)) if version else models.live(project)
    if found is None:
        what = "No prompt is live in this project; the built-in suggester is."
        raise UserError("prompt.none_live", what, todo="Name a version; countersign prompt list shows them.")
    return found


def _preview(models: Models, project: ProjectInfo, version: PromptVersion, item_seq: int | None) -> Preview | None:
    """The prompt for an item, also when its model was removed; None while the project has no item."""
    connected = any(one.name == version.connection for one in models.connections())
    name = version.connection if connected else ""
    try:
        return models.preview(project, version.content, item_seq, name).result()
    except UserError as error:
        if error.code == "prompt.no_item":
            return None
        raise


def _facts(version: PromptVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "live": version.live,
        "hash": version.hash,
        "connection": version.connection,
        "parent": version.parent,
        "note": version.note,
    }


def _sent(preview: Preview | None) -> dict[str, Any]:
    """What the item made of it; nothing without an item."""
    if preview is None:
        return {}
    return {
        "messages": [asdict(message) for message in preview.messages],
        "sections": {section.name: section.tokens for section in preview.sections},
        "tokens": preview.tokens,
        "examples": [{"item": name, "why": why} for name, why in preview.examples],
        "heavy": [section.name for section in preview.heavy],
        "advice": list(preview.advice),
        "schema_sent": preview.schema_sent,
    }


def _told(version: PromptVersion, preview: Preview) -> str:
    """The messages on a bare page, under what is to be known of them."""
    sections = ", ".join(f"{section.name} {section.tokens:,}" for section in preview.sections)
    heavy = ", ".join(section.name for section in preview.heavy)
    held = ", ".join(f"{name} ({why})" for name, why in preview.examples)
    lines = [
        f"{version.shown}{' (live)' if version.live else ''}, {version.content.model} by {version.connection}",
        f"{preview.tokens:,} tokens: {sections}",
        f"Heavy: {heavy}" if heavy else "",
        f"Examples: {held}" if held else "",
        *preview.advice,
        "The reply is held to a JSON Schema." if preview.schema_sent else "",
    ]
    messages = [f"--- {message.role} ---\n{message.content}" for message in preview.messages]
    return "\n".join([*(line for line in lines if line), "", *messages])
