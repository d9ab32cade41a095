"""Calls of models, as production traces hold them: a conversation that was sent, the draft that came back, and the model's name.

With them what users and judges said of the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson

from core.domain.content import Form, turns
from core.domain.json import JsonValue
from core.domain.task import Task
from core.ingest.formats.base import SIGNALS, Record
from core.ingest.mapping import Mapping, SuggestionColumn
from core.ingest.readers.base import Known

NO_CALL = ("row.no_call", "It is no call of a model with what was sent.")
_NOTES = ("name", "trace", "time", "tokens_in", "tokens_out", "cost", "user")


def call(messages: JsonValue, output: JsonValue, model: JsonValue, notes: Record, signals: Iterable[Record] = ()) -> Record:
    """One row: `messages` as turns, `output` as text, the model, what else is known, and what was said of the output."""
    row: Record = {name: value for name, value in notes.items() if value not in (None, "", [], {})}
    said: list[JsonValue] = list(signals)
    return {**row, "messages": messages, "output": text_of_reply(output) or None, "model": model or None, SIGNALS: said}


def known_calls(title: str, rows: Sequence[Record]) -> Known:
    """The conversation is judged, the reply is the draft of its model, and people may edit it."""
    names = {name for row in rows for name in row}
    metadata = tuple(name for name in _NOTES if name in names)
    suggestion = SuggestionColumn("output", title, suggester_column="model")
    mapping = Mapping(
        "messages",
        "id" if "id" in names else None,
        metadata=metadata,
        form=Form.CHAT,
        suggestions=(suggestion,),
        signals=SIGNALS if SIGNALS in names else None,
    )
    return Known(title, mapping, Task("text"))


def chat_of(value: JsonValue) -> list[JsonValue]:
    """What was sent as turns `{"role", "content"}`; none when nothing was.

    It comes as a list of messages (also with `parts`, OpenTelemetry), under `messages`, as a text, or as any JSON, which is shown as it is.
    """
    value = opened_text(value)
    if isinstance(value, dict):
        inner = next((value[name] for name in ("messages", "input", "prompt") if value.get(name)), None)
        if inner is None:
            value = [value] if "role" in value else orjson.dumps(value).decode() if value else ""
        else:
            return chat_of(inner)
    if isinstance(value, str):
        return [{"role": "user", "content": value}] if value.strip() else []
    found = [_turn(one) for one in value] if isinstance(value, list) else []
    return [one for one in found if one is not None]


def _turn(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return {"role": "user", "content": value}
    if not isinstance(value, dict):
        return None
    content = value.get("content")
    if content is None and isinstance(value.get("parts"), list):
        content = said_in_parts(value["parts"])
    if content in (None, "") and value.get("tool_calls"):
        content = orjson.dumps(value["tool_calls"]).decode()
    return {"role": str(value.get("role") or "user"), "content": "" if content is None else content}


def said_in_parts(parts: JsonValue) -> str:
    """The texts of the parts of a message; calls of tools and their results as JSON (OpenTelemetry, GenAI: message parts)."""
    said: list[str] = []
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict):
            text = part.get("content") or part.get("text")
            said.append(text if isinstance(text, str) else orjson.dumps(part).decode())
    return "\n".join(said)


def text_of_reply(value: JsonValue) -> str:
    """The text of a reply: a text, a message, a list of them, or a whole response of OpenAI's protocol; empty when there is none."""
    value = opened_text(value)
    if isinstance(value, dict):
        choices = value.get("choices")
        if isinstance(choices, list):
            first = choices[0] if choices else None
            return text_of_reply(first.get("message", first.get("text")) if isinstance(first, dict) else None)
        for name in ("content", "text", "output", "completion"):
            if isinstance(value.get(name), str | list):
                return text_of_reply(value[name])
        if isinstance(value.get("parts"), list):
            return said_in_parts(value["parts"])
        return orjson.dumps(value.get("tool_calls") or value).decode() if value else ""
    if isinstance(value, list):
        said = (
            [text_of_reply(one) for one in value] if all(isinstance(one, dict) for one in value) else [t for _, t in turns(value)]
        )
        return "\n".join(one for one in said if one)
    return value if isinstance(value, str) else "" if value is None else str(value)


def opened_text(value: JsonValue) -> JsonValue:
    """A text that is a JSON list or object as its value: traces hold them so; any other text as it is."""
    if isinstance(value, str) and value.lstrip()[:2] in ("[{", '{"', "[]", "{}"):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return value
