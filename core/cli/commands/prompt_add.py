"""`countersign prompt add`: a new prompt version, from the default prompt, a template file or an earlier version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.commands.project import read_text
from core.cli.state import open_workspace, show
from core.cli.values import one_of, parameters, version_number
from core.errors import UserError

if TYPE_CHECKING:
    from core.prompts.content import ExamplePolicy, PromptContent
    from core.storage.projects import ProjectInfo
    from core.suggest.versions import PromptVersion
    from core.workspace import Workspace

#: what the database and every sampler can take
_LARGEST = 2**63 - 1


def add(
    project: Annotated[str, typer.Option(help="The project's name.")],
    model: Annotated[str, typer.Option(help="What the model is called here; countersign model list shows them.")],
    template: Annotated[Path | None, typer.Option(help="A template file; else the default prompt of the task.")] = None,
    shots: Annotated[int | None, typer.Option(help="How many examples.")] = None,
    shots_by: Annotated[str | None, typer.Option(help="none, fixed, stratified, proportional or nearest.")] = None,
    shots_form: Annotated[str | None, typer.Option(help="pairs, or outputs alone.")] = None,
    examples: Annotated[str | None, typer.Option(help="The items for --shots-by fixed: ids with commas between them.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=_LARGEST, help="The seed of their choice and order.")] = None,
    rationale: Annotated[bool | None, typer.Option("--rationale/--no-rationale", help="Reasons before the answer.")] = None,
    candidates: Annotated[int | None, typer.Option(help="1 to 4 answers to choose from.")] = None,
    input_format: Annotated[str | None, typer.Option(help="auto, xml, markdown or json: how the item is written.")] = None,
    max_tokens: Annotated[int | None, typer.Option(help="Tokens of a reply at most.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter, NAME=JSON; may be given more than once.")] = None,
    parent: Annotated[str | None, typer.Option(help="The version that it is made from.")] = None,
    note: Annotated[str, typer.Option(help="What is new in it.")] = "",
    activate: Annotated[bool, typer.Option("--activate", help="Make it live at once.")] = False,
) -> None:
    """Save a prompt version. Versions never change; the same prompt for the same model is there once."""
    with open_workspace() as workspace:
        models, found = workspace.models, workspace.project(project)
        connection = models.connection(model)
        origin = models.version(found, version_number(parent)) if parent else None
        start = replace(origin.content, model=connection.model) if origin else models.default_content(found, connection)
        content = _templated(start, template)
        content = replace(content, params=parameters(param or [], content.params))
        content = _with_settings(content, rationale, candidates, input_format, max_tokens)
        fixed = None if examples is None else _items(workspace, found, examples)
        content = replace(content, examples=_policy(content.examples, shots, shots_by, shots_form, seed, fixed))
        known = {version.number for version in models.versions(found)}
        saved = models.save_prompt(found, content, model, parent=origin.number if origin else None, note=note)
        if activate:
            models.activate(found, saved.number)
        saved = models.version(found, saved.number)
    _show(found, saved, new=saved.number not in known)


def _templated(content: PromptContent, template: Path | None) -> PromptContent:
    """The content with the messages of a template file."""
    if template is None:
        return content
    from core.prompts.defaults import messages_of  # noqa: PLC0415

    return replace(content, messages=messages_of(read_text(template)))


def _with_settings(
    content: PromptContent, rationale: bool | None, candidates: int | None, input_format: str | None, max_tokens: int | None
) -> PromptContent:
    """The content with what was said about the reply and the item."""
    from core.prompts.content import InputFormat  # noqa: PLC0415

    contract = content.contract if rationale is None else replace(content.contract, rationale=rationale)
    written = content.input_format if input_format is None else one_of(InputFormat, input_format, "--input-format")
    return replace(
        content,
        contract=contract,
        input_format=written,
        candidates=content.candidates if candidates is None else candidates,
        max_tokens=content.max_tokens if max_tokens is None else max_tokens,
    )


def _policy(
    before: ExamplePolicy, shots: int | None, by: str | None, form: str | None, seed: int | None, fixed: tuple[str, ...] | None
) -> ExamplePolicy:
    """The policy with what was said about examples. A number alone means stratified, names alone mean fixed."""
    from core.prompts.content import ShotForm, ShotsBy  # noqa: PLC0415

    unsaid = ShotsBy.STRATIFIED if shots and before.by is ShotsBy.NONE else before.by
    unsaid = ShotsBy.FIXED if fixed else unsaid
    chosen = unsaid if by is None else one_of(ShotsBy, by, "--shots-by")
    if fixed and chosen is not ShotsBy.FIXED:
        raise UserError("prompt.invalid", "Examples are named for --shots-by fixed alone.", kept="Nothing was saved.")
    return replace(
        before,
        by=ShotsBy.NONE if shots == 0 else chosen,
        n=shots if shots is not None else len(fixed) if fixed else before.n,
        form=before.form if form is None else one_of(ShotForm, form, "--shots-form"),
        seed=before.seed if seed is None else seed,
        items=(before.items if fixed is None else fixed) if chosen is ShotsBy.FIXED else (),
    )


def _items(workspace: Workspace, project: ProjectInfo, names: str) -> tuple[str, ...]:
    """The ids (hexadecimal) of the items that are named. Raises `UserError` when there is no such item, or it was erased."""
    from core.storage.items import read_item  # noqa: PLC0415

    found: list[str] = []
    for name in (part.strip() for part in names.split(",") if part.strip()):
        item_seq = workspace.item_seq(project, name)
        with workspace.read.connect() as connection:
            item = read_item(connection, item_seq)
        if item is None:
            raise UserError("prompt.invalid", "An example was erased.", kept="Nothing was saved.", todo="Name another item.")
        found.append(item.id.hex())
    return tuple(dict.fromkeys(found))


def _show(project: ProjectInfo, saved: PromptVersion, *, new: bool) -> None:
    from core.prompts.examples import discouraged  # noqa: PLC0415

    advice = discouraged(saved.content.examples)
    values = {
        "project": project.name,
        "version": saved.number,
        "new": new,
        "hash": saved.hash,
        "connection": saved.connection,
        "model": saved.content.model,
        "parent": saved.parent,
        "live": saved.live,
        "advice": [advice] if advice else [],
    }
    there = f"Saved {saved.shown}" if new else f"This prompt is there already: {saved.shown}"
    how = f"It is not live. countersign prompt activate --project {_quoted(project.name)} {saved.shown} makes it so."
    lines = [f"{there} for {project.name!r}, by {saved.connection} ({saved.content.model}).", advice, "" if saved.live else how]
    show(values, "\n".join(line for line in [*lines, "It is live." if saved.live else ""] if line))


def _quoted(name: str) -> str:
    """A name as a shell takes it."""
    from shlex import quote  # noqa: PLC0415

    return quote(name)
