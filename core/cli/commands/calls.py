"""`countersign calls`: the record of what was sent to models and what came back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.outcome import dollars
from core.cli.state import open_workspace, show
from core.cli.values import version_number
from core.errors import UserError

if TYPE_CHECKING:
    from core.domain.json import JsonValue
    from core.storage.call_list import CallRow, CallWhole
    from core.storage.projects import ProjectInfo
    from core.suggest.models import Models

#: what a call may have come to besides a failure kind
_OTHER_OUTCOMES = ("answered", "under_way")
_LARGEST = 2**63 - 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calls")(calls)


def calls(
    project: Annotated[str, typer.Option(help="The project's name.")],
    failed: Annotated[bool, typer.Option("--failed", help="Only those that gave no answer.")] = False,
    kind: Annotated[str | None, typer.Option(help="Only those of this outcome: a failure kind, answered or under_way.")] = None,
    version: Annotated[str | None, typer.Option(help="Only those of this prompt version.")] = None,
    item: Annotated[str | None, typer.Option(help="Only those for this item.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=_LARGEST, help="At most so many, the latest first.")] = 20,
    whole: Annotated[
        int | None, typer.Option("--show", min=1, max=_LARGEST, help="Show the call with this number whole.")
    ] = None,
    repeat: Annotated[int | None, typer.Option(min=1, max=_LARGEST, help="Send the call with this number once more.")] = None,
) -> None:
    """List the calls to models, the latest first; show one whole, or repeat it."""
    from core.storage.call_list import CallFilter  # noqa: PLC0415

    with open_workspace() as workspace:
        found, models = workspace.project(project), workspace.models
        number = whole or repeat
        if number is not None:
            _require(models, found, number)
            one = models.repeat(number).result() if repeat else models.call(number)
            show(_whole_values(one), _whole_text(one))
            return
        item_seq = workspace.item_seq(found, item) if item else None
        wanted = CallFilter(failed, _outcome(kind), version_number(version) if version else None, item_seq)
        rows = models.calls(found, wanted, limit=limit)
    lines = "\n".join(_line(row) for row in rows)
    show({"calls": [_values(row) for row in rows]}, lines or "There is no such call on record.")


def _outcome(kind: str | None) -> str | None:
    """The outcome to look for. Raises `UserError` when there is none of that name."""
    from core.domain.calls import FailureKind  # noqa: PLC0415

    known = [*_OTHER_OUTCOMES, *FailureKind]
    if kind is not None and kind not in known:
        raise UserError("call.kind", f"No call ends as {kind!r}.", todo=f"Known: {', '.join(known)}.")
    return kind


def _require(models: Models, project: ProjectInfo, number: int) -> None:
    """Raise `UserError` unless the project has a call with this number."""
    rows = models.calls(project, before=number + 1, limit=1)
    if not rows or rows[0].seq != number:
        what = f"There is no call {number} in {project.name!r}."
        raise UserError("call.unknown", what, todo="countersign calls lists them.")


def _values(row: CallRow) -> dict[str, Any]:
    from core.clock import iso  # noqa: PLC0415

    values = asdict(row)
    taken = {"number": values.pop("seq"), "at": iso(values.pop("created_us"))}
    values.pop("item_seq")
    return {**taken, **values}


def _line(row: CallRow) -> str:
    """One call in one line."""
    from core.clock import from_us  # noqa: PLC0415

    tries = "".join((f" step {row.step}" if row.step > 1 else "", f" attempt {row.attempt}" if row.attempt > 1 else ""))
    source = "cache" if row.cache_hit else f"{row.latency_ms:,} ms"
    parts = [
        f"#{row.seq}",
        f"{from_us(row.created_us):%Y-%m-%d %H:%M:%S}Z",
        row.item or "-",
        f"v{row.version}" if row.version else row.run,
        row.connection,
        f"{row.outcome}{tries}",
        f"{source}, {row.tokens_in:,}+{row.tokens_out:,} tokens, {dollars(row.cost)}",
        row.detail,
    ]
    return "  ".join(part for part in parts if part)


def _whole_values(call: CallWhole) -> dict[str, Any]:
    examples = [{"item": name, "why": why} for name, why in call.examples]
    return {**_values(call.row), "request": call.request, "response": call.response, "examples": examples}


def _whole_text(call: CallWhole) -> str:
    """The call with its messages on a bare page, then what came back."""
    held = ", ".join(f"{name} ({why})" for name, why in call.examples)
    head = [_line(call.row), f"Examples: {held}" if held else ""]
    response = f"\n--- response ---\n{_response(call.response)}"
    return "\n".join(line for line in [*head, *_request(call.request), response] if line)


def _request(request: JsonValue) -> list[str]:
    """The parameters, and the messages as they were sent."""
    if not isinstance(request, dict) or not isinstance(messages := request.get("messages"), list):
        return ["What was sent was erased."]
    sent = [f"\n--- {one['role']} ---\n{one['content']}" for one in messages if isinstance(one, dict)]
    return [f"Parameters: {json.dumps(request.get('params'))}", *sent]


def _response(response: JsonValue) -> str:
    """The reply's text, or what came in its place."""
    if not isinstance(response, dict):
        return "(none)"
    text = response.get("refusal") or response.get("text") or response.get("raw")
    return text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
