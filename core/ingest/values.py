"""Answers in the shapes that other tools give them, turned into ours: spans as lists or under other names, labels in wrappers.

What is not known comes back as it is; whether it is an answer, the kind says (`Kind.settle`, `Kind.problem`).
"""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.task import Task

_START = ("start", "start_offset", "begin", "start_char", "from")
_END = ("end", "end_offset", "stop", "end_char", "to")
_LABEL = ("label", "labels", "type", "tag", "category", "entity_group", "entity", "hypertextlabels")
_COMMENT = ("comment", "reason", "note", "explanation")
_SEVERITY = ("severity",)
#: what holds the list of spans, where there is one around it
_WRAPPERS = ("spans", "entities", "errors", "annotations", "choices", "labels")


def neutral(value: JsonValue, task: Task) -> JsonValue:
    """The value with its spans as `{"start", "end", "label"}`, with severity and comment only where the task has them.

    A comment may quote the item, and so stays out of a ledger that is not made for it.
    """
    if not isinstance(value, list):
        return value
    return [_span(one, task) if is_span_like(one) else one for one in value]


def is_span_like(value: JsonValue) -> bool:
    """Whether this is a range with a label, in whatever shape: an object, or `[start, end, label]` (doccano)."""
    if isinstance(value, list):
        return len(value) == 3 and _whole(value[0]) and _whole(value[1]) and isinstance(value[2], str)
    if not isinstance(value, dict):
        return False
    placed = any(name in value for name in _START) and any(name in value for name in _END)
    return (placed or "text" in value) and any(name in value for name in _LABEL)


def is_span_list(value: JsonValue) -> bool:
    """Whether this is a list of ranges with labels, not an empty one."""
    value = unwrapped(value)
    return isinstance(value, list) and bool(value) and all(is_span_like(one) for one in value)


def span_label(value: JsonValue) -> str:
    """The label of what `is_span_like`."""
    if isinstance(value, list):
        return str(value[2])
    found = _first(value, _LABEL) if isinstance(value, dict) else ""
    if isinstance(found, list):
        found = found[0] if found else ""
    return "" if found is None else str(found)


def span_list(value: JsonValue) -> list[JsonValue]:
    """The members of a list of spans, taken out of what is around it; none for what is no list."""
    value = unwrapped(value)
    return value if isinstance(value, list) else []


def comment_of(value: JsonValue) -> str:
    """What somebody says of a span; empty where nothing."""
    return _words(_first(value, _COMMENT)) if isinstance(value, dict) else ""


def severity_of(value: JsonValue) -> str:
    """How grave a span is; empty where it does not say."""
    return _words(_first(value, _SEVERITY)) if isinstance(value, dict) else ""


def _span(value: JsonValue, task: Task) -> JsonValue:
    if isinstance(value, list):
        return {"start": value[0], "end": value[1], "label": value[2]}
    if not isinstance(value, dict):
        return value
    start, end = _first(value, _START), _first(value, _END)
    held: dict[str, JsonValue] = {"start": start, "end": end, "label": span_label(value)}
    held |= {name: value[name] for name in ("text", "occurrence") if name in value}
    if task.options.severities and severity_of(value):
        held["severity"] = severity_of(value)
    if task.options.comments and comment_of(value):
        held["comment"] = comment_of(value)
    return held


def unwrapped(value: JsonValue) -> JsonValue:
    """The value, or the list in an object that holds nothing else of weight: `{"choices": [...]}` (Label Studio), `{"spans": [...]}`."""
    if isinstance(value, dict):
        inner = next((value[name] for name in _WRAPPERS if isinstance(value.get(name), list)), None)
        if inner is not None and len(value) <= 2 and not is_span_like(value):
            return inner
    return value


def unread(value: JsonValue) -> bool:
    """Whether this stands for an answer of another tool that has no counterpart here (`{"unread": [types]}`)."""
    return isinstance(value, dict) and value.keys() == {"unread"}


def _first(value: dict[str, JsonValue], names: tuple[str, ...]) -> JsonValue:
    return next((value[name] for name in names if name in value), None)


def _words(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _whole(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
