"""What changed between two prompts: fields one by one, messages line by line; to be painted, and as plain text for the terminal."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from core.domain.json import JsonValue
from core.prompts.content import PromptContent, TemplateMessage

_CONTEXT = 3
_ENDS = "\\ only the ends of lines differ"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed. `path`: as in `params.temperature`; `old`, `new`: None also where the field is not there."""

    path: str
    old: JsonValue
    new: JsonValue


@dataclass(frozen=True, slots=True)
class MessageChange:
    """One message that changed. `number`: which of its role it is, from 1; `lines`: a unified diff without its two head lines."""

    role: str
    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromptDiff:
    """All that changed, fields in the order of their paths, messages in the order of the prompt."""

    fields: tuple[Change, ...]
    messages: tuple[MessageChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed; then the hashes are equal, too."""
        return not self.fields and not self.messages

    def text(self) -> str:
        """The changes as plain text, one a line; `No difference.` when there are none."""
        lines = [f"{change.path}: {_shown(change.old)} -> {_shown(change.new)}" for change in self.fields]
        for message in self.messages:
            lines += [f"{message.role} message {message.number}:", *(f"  {line}" for line in message.lines)]
        return "\n".join(lines) or "No difference."


def diff(old: PromptContent, new: PromptContent) -> PromptDiff:
    """What has to be changed to make `new` out of `old`."""
    before, after = _fields(old), _fields(new)
    both = before.keys() & after.keys()
    paths = sorted({path for path in both if not _equal(before[path], after[path])} | (before.keys() ^ after.keys()))
    changes = tuple(Change(path, before.get(path), after.get(path)) for path in paths)
    return PromptDiff(changes, tuple(_message_changes(old.messages, new.messages)))


def _fields(content: PromptContent) -> dict[str, JsonValue]:
    """All fields but the texts of messages, by path; of the messages their roles, so that a new order is a change, too."""
    rest: dict[str, JsonValue] = content.to_json()
    roles: list[JsonValue] = [message.role for message in content.messages]
    return dict(_flat({**rest, "messages": roles}))


def _flat(value: dict[str, JsonValue], head: str = "") -> Iterator[tuple[str, JsonValue]]:
    for name, part in value.items():
        if isinstance(part, dict) and part:
            yield from _flat(part, f"{head}{name}.")
        elif part != {} or head:
            yield head + name, list(part) if isinstance(part, tuple) else part


def _equal(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values are the same JSON: 1, 1.0 and true are not."""
    return orjson.dumps(one, option=orjson.OPT_SORT_KEYS) == orjson.dumps(other, option=orjson.OPT_SORT_KEYS)


def _message_changes(old: Sequence[TemplateMessage], new: Sequence[TemplateMessage]) -> Iterator[MessageChange]:
    before, after = _numbered(old), _numbered(new)
    for key in {**after, **before}:
        lines = _line_diff(before.get(key, ""), after.get(key, ""))
        if lines:
            yield MessageChange(*key, lines)


def _numbered(messages: Sequence[TemplateMessage]) -> dict[tuple[str, int], str]:
    seen, numbered = Counter[str](), dict[tuple[str, int], str]()
    for message in messages:
        seen[message.role] += 1
        numbered[message.role, seen[message.role]] = message.template
    return numbered


def _line_diff(old: str, new: str) -> tuple[str, ...]:
    if old == new:
        return ()
    lines = [*difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=_CONTEXT)]
    return tuple(lines[2:]) or (_ENDS,)


def _shown(value: JsonValue) -> str:
    return "(none)" if value is None else orjson.dumps(value).decode()
