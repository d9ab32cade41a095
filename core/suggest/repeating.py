"""Sending a call of the record once more, to the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection as Database

from core.domain.content import Content
from core.domain.json import JsonValue
from core.errors import UserError
from core.llm.caller import Ask
from core.llm.types import CallFailure, Connection, Image, Message, ModelRequest
from core.storage.call_list import CallWhole
from core.storage.items import read_item
from core.storage.projects import ProjectInfo, list_projects
from core.storage.prompts import list_versions
from core.storage.sql import fetch, fetch_one, from_json
from core.suggest.reading import judged
from core.suggest.versions import version_of
from core.suggest.workbench import Workbench, as_user_error

_CALL = """SELECT c.project_seq, c.item_seq, c.prompt_seq, c.step, c.candidate, b.request FROM model_call c
LEFT JOIN call_body b ON b.call_seq = c.seq WHERE c.seq = :s"""
_HELD = "SELECT item_seq, why FROM call_example WHERE call_seq = :s"


def repeatable(database: Database, call_seq: int) -> tuple[dict[str, Any], ProjectInfo]:
    """What is needed to send a call again, and its project. Raises `UserError` when its messages were erased."""
    row = fetch_one(database, _CALL, s=call_seq)
    if row is None or row.request is None:
        raise UserError("call.erased", "What was sent with this call was erased.", kept="Nothing was sent.")
    project = next((one for one in list_projects(database) if one.seq == row.project_seq), None)
    if project is None:
        raise UserError("call.unknown", "There is no such call on record.")
    request = from_json(row.request)
    assert isinstance(request, dict)
    versions = [version_of(one) for one in list_versions(database, project.seq) if one.seq == row.prompt_seq]
    held = tuple((int(one.item_seq), str(one.why)) for one in fetch(database, _HELD, s=call_seq))
    return {"row": row, "request": request, "content": versions[0].content if versions else None, "held": held}, project


async def repeat(
    bench: Workbench, project: ProjectInfo, connection: Connection, stored: dict[str, Any], read: Callable[[int], CallWhole]
) -> CallWhole:
    """Send it past the cache; returns the new call. Raises `UserError` when it failed, which is on record too, or may not be sent."""
    held = [item_seq for item_seq, _ in stored["held"]]
    await bench.in_executor(lambda: bench.refuse_barred(stored["row"].item_seq, held))
    await bench.in_executor(bench.house.provider.warm_up)  # its import would hold up whatever else is on the loop
    run = await bench.in_executor(lambda: bench.begin_run(project, "trial"))
    row, content = stored["row"], stored["content"]
    said_of = await bench.in_executor(lambda: _content(bench, row.item_seq))
    request, params = _request(stored["request"])
    ask = Ask(
        project.seq,
        row.item_seq,
        row.prompt_seq,
        run,
        replace(connection, params=params, fallback=None),  # as it was, whatever is set by now
        request,
        step=row.step,
        candidate=row.candidate,
        attempts=1,
        fresh=True,
        examples=stored["held"],
    )
    try:
        answered = await bench.house.caller.ask(
            ask, lambda reply: ("answered", "") if content is None else judged(reply, project.task, content.contract, said_of)
        )
    except CallFailure as failure:
        raise as_user_error(failure) from None
    finally:
        bench.end_run(run)
    return read(answered.call_seq)


def _images(message: dict[str, Any]) -> tuple[Image, ...]:
    return tuple(Image(str(one["path"]), str(one["sha256"])) for one in message.get("images") or ())


def _content(bench: Workbench, item_seq: int | None) -> Content | None:
    """What the item says, in which a reply may name passages."""
    with bench.house.read.connect() as database:
        item = None if item_seq is None else read_item(database, item_seq)
    return None if item is None else item.content


def _request(stored: dict[str, Any]) -> tuple[ModelRequest, dict[str, JsonValue]]:
    """The request, and all parameters that were sent with it, those of the connection too."""
    params = dict(stored["params"])
    most = int(params.pop("max_tokens"))
    messages = tuple(Message(one["role"], one["content"], _images(one)) for one in stored["messages"])
    return ModelRequest(messages, most, schema=stored["schema"], prefill=stored["prefill"]), params
