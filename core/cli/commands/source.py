"""`countersign source`: where the items of a project come from, what they may be used for and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands.importing import RETAIN_HELP, USES_HELP
from core.cli.state import open_workspace, show

if TYPE_CHECKING:
    from core.storage.sources import SourceInfo

Project = Annotated[str, typer.Option(help="The project's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Where items come from, and what they may be used for.", rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("set")(set_terms)
    app.add_typer(group, name="source")


def list_all(project: Project) -> None:
    """List the sources of a project with their terms and how many items came with them."""
    from core.storage.sources import list_sources  # noqa: PLC0415

    with open_workspace() as workspace, workspace.read.connect() as connection:
        found = list_sources(connection, workspace.project(project).seq)
    lines = [_line(one) for one in found]
    show({"sources": [_values(one) for one in found]}, "\n".join(lines) or "Nothing was imported yet.")


def set_terms(
    name: Annotated[str, typer.Argument(help="The source.")],
    project: Project,
    uses: Annotated[str | None, typer.Option(help=USES_HELP)] = None,
    retain_until: Annotated[str | None, typer.Option(help=RETAIN_HELP)] = None,
    no_end: Annotated[bool, typer.Option("--no-end", help="They may be used without an end.")] = False,
) -> None:
    """Say anew what the items of a source may be used for; the terms of before stay on record, and the newest hold."""
    from core.cli.commands.import_options import terms_change  # noqa: PLC0415
    from core.storage.sources import change_terms, find_source, list_sources  # noqa: PLC0415

    change = terms_change(uses, retain_until, no_end=no_end)
    with open_workspace() as workspace:
        seq = workspace.project(project).seq
        workspace.writer.submit(lambda c: change_terms(c, seq, find_source(c, seq, name), change)).result()
        with workspace.read.connect() as connection:
            now = next(one for one in list_sources(connection, seq) if one.name == name)
    show(_values(now), _line(now))


def _values(one: SourceInfo) -> dict[str, Any]:
    from core.storage.sources import last_day  # noqa: PLC0415

    end = one.terms.retain_until_us
    terms = {"uses": [use.value for use in one.terms.uses], "retain_until": None if end is None else last_day(end)}
    return {"name": one.name, **terms, "items": one.items, "annotations": one.annotations}


def _line(one: SourceInfo) -> str:
    from core.clock import now_us  # noqa: PLC0415
    from core.domain.uses import ALL_USES  # noqa: PLC0415

    values = _values(one)
    allowed = "every use" if one.terms.uses == ALL_USES else ", ".join(values["uses"]) or "no use"
    over = " (over)" if one.terms.against(None, now_us()) else ""
    until = f" until the end of {values['retain_until']}{over}" if values["retain_until"] else ""
    said = f", {one.annotations:,} annotations" if one.annotations else ""
    return f"{one.name}: {one.items:,} items{said}; {allowed}{until}."
