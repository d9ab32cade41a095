"""What an item says: its main text, and the parts that stand beside it (a document, candidates, a chat, a record, an image).

The main text is what is searched, embedded, and what spans count in (Unicode code points, half-open). A part has a name and a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from core.domain.json import JsonValue


class Form(StrEnum):
    """How a text or value is to be read. `image`: the value is the path of a local file."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CHAT = "chat"  # a list of {"role", "content"}
    RECORD = "record"  # any JSON object
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of an item. `candidate`: one of those that a preference ranks, called by its place, `"1"` to `"9"`."""

    name: str
    value: JsonValue
    form: Form = Form.TEXT
    candidate: bool = False

    @property
    def text(self) -> str:
        """The part as plain text; of an image nothing."""
        return plain_text(self.value, self.form)

    def to_json(self) -> JsonValue:
        """The part as stored with its item."""
        return {"name": self.name, "form": self.form.value, "value": self.value, "candidate": self.candidate}

    @staticmethod
    def from_json(value: JsonValue) -> Part:
        """The part that `to_json` wrote."""
        held = value if isinstance(value, dict) else {}
        return Part(
            str(held.get("name") or ""), held.get("value"), _form(held.get("form")), candidate=bool(held.get("candidate"))
        )


@dataclass(frozen=True, slots=True)
class Content:
    """All that is judged. `form` and `value` are those of the main text: a chat or a record reads as `text`, and is shown by `value`.

    `name`: what the main text is called beside other parts.
    """

    text: str
    name: str = ""
    form: Form = Form.TEXT
    value: JsonValue = None
    parts: tuple[Part, ...] = ()
    metadata: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    @property
    def candidates(self) -> tuple[Part, ...]:
        """The parts that a preference ranks, in the item's own order."""
        return tuple(part for part in self.parts if part.candidate)

    @property
    def candidate_names(self) -> tuple[str, ...]:
        """What the candidates are called in an answer: `"1"`, `"2"`, ..."""
        return tuple(str(place + 1) for place in range(len(self.candidates)))

    @property
    def all_text(self) -> str:
        """The main text and that of every part: what a value may be copied from."""
        return "\n".join([self.text, *(part.text for part in self.parts)])

    @property
    def plain(self) -> bool:
        """Whether there is nothing but a plain text."""
        return self.form is Form.TEXT and not self.parts and not self.name

    def parts_json(self) -> JsonValue:
        """What is stored beside the text; None when there is nothing but a plain text."""
        if self.plain:
            return None
        parts: list[JsonValue] = [part.to_json() for part in self.parts]
        return {"name": self.name, "form": self.form.value, "value": self.value, "parts": parts}

    @staticmethod
    def of(text: str, parts: JsonValue, metadata: Mapping[str, JsonValue]) -> Content:
        """The content of a stored item: `parts` is what `parts_json` gave."""
        if not isinstance(parts, dict):
            return Content(text, metadata=metadata)
        listed = parts.get("parts")
        held = tuple(Part.from_json(part) for part in listed) if isinstance(listed, list) else ()
        return Content(text, str(parts.get("name") or ""), _form(parts.get("form")), parts.get("value"), held, metadata)


def plain_text(value: JsonValue, form: Form) -> str:
    """A value of this form as plain text: what is searched, embedded and counted in."""
    if form is Form.IMAGE or value is None:
        return ""
    if isinstance(value, str):
        return value
    if form is Form.CHAT and isinstance(value, list):
        return "\n\n".join(f"{role}: {said}" for role, said in turns(value, calls=True))
    return "\n".join(f"{name}: {text}" for name, text in flattened(value))


def turns(value: JsonValue, *, calls: bool = False) -> list[tuple[str, str]]:
    """The turns of a chat as (role, what was said); what is no turn is left out. `calls`: calls of tools are part of what is said.

    A turn is `{"role", "content"}` (OpenAI, Chat Completions: messages); `content` may be a list of parts with a `text`.
    """
    found: list[tuple[str, str]] = []
    for turn in value if isinstance(value, list) else []:
        if isinstance(turn, dict):
            role = turn.get("role") or turn.get("from") or turn.get("speaker") or ""
            said = [
                _said(turn.get("content", turn.get("value", turn.get("text")))),
                *(_calls(turn.get("tool_calls")) if calls else ()),
            ]
            found.append((str(role), "\n".join(part for part in said if part)))
    return found


def _calls(calls: JsonValue) -> list[str]:
    """Calls of tools as text: `name(arguments)` (OpenAI, Chat Completions: `tool_calls`)."""
    functions = [one.get("function") for one in calls if isinstance(one, dict)] if isinstance(calls, list) else []
    return [f"{one.get('name')}({_said(one.get('arguments'))})" for one in functions if isinstance(one, dict)]


def _said(content: JsonValue) -> str:
    if isinstance(content, list):
        texts = [part.get("text") if isinstance(part, dict) else part for part in content]
        return "\n".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else "" if content is None else str(content)


def flattened(value: JsonValue, prefix: str = "") -> list[tuple[str, str]]:
    """A record as (path, text) pairs in its own order; `a.b` for nested objects, `a[0]` in lists."""
    if isinstance(value, dict):
        pairs = [(f"{prefix}.{name}" if prefix else name, part) for name, part in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{prefix}[{place}]", part) for place, part in enumerate(value)]
    else:
        return [(prefix, _scalar(value))]
    return [line for path, part in pairs for line in flattened(part, path)]


def _scalar(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _form(value: JsonValue) -> Form:
    return Form(cast("str", value)) if value in set(Form) else Form.TEXT
