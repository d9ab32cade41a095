"""Filters as they are typed: `--filter status=open --filter confidence=0.9-1 --search "card lost"`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.errors import UserError

if TYPE_CHECKING:
    from core.domain.filters import Filter
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace

Project = Annotated[str, typer.Option(help="The project's name.")]
Conditions = Annotated[
    list[str] | None,
    typer.Option("--filter", help="NAME=VALUE, as status=open; may be given several times (see the help on queues)."),
]
Search = Annotated[str, typer.Option(help='Full text: all words, a "phrase", a beginning*.')]
Queue = Annotated[str, typer.Option(help="Begin with the filter of this queue.")]

#: what is typed -> the field of the filter; several values of one will do
_LISTS = {
    "status": "statuses",
    "label": "labels",
    "verdict": "verdicts",
    "source": "sources",
    "suggester": "suggesters",
    "flag": "flags",
    "feedback": "feedback",
    "reviewer": "reviewers",
}
#: conditions that are yes or no
_FLAGS = {
    "flagged": "flagged",
    "commented": "commented",
    "disputed": "disputed",
    "older-guidelines": "older_guidelines",
    "not-samples": "not_samples",
}
_WORDS = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}
_META = "metadata."


def typed_filter(workspace: Workspace, project: ProjectInfo, conditions: Sequence[str] | None, search: str, queue: str) -> Filter:
    """The filter that was typed, on top of that of a queue. Raises `UserError`."""
    from core.domain.filters import Filter, checked  # noqa: PLC0415

    wanted = workspace.items(project).queue(queue).filter if queue else Filter()
    held: dict[str, Any] = {"text": search} if search else {}
    for condition in conditions or ():
        name, _, value = condition.partition("=")
        _take(held, name.strip(), value.strip(), lambda shown: workspace.item_seq(project, shown))
    return checked(wanted.also(**held))


def _take(held: dict[str, Any], name: str, value: str, item_seq: Callable[[str], int]) -> None:
    if name in _LISTS:
        held[_LISTS[name]] = (*held.get(_LISTS[name], ()), value)
    elif name in _FLAGS:
        held[_FLAGS[name]] = _yes_or_no(name, value)
    elif name.startswith(_META):
        held["metadata"] = (*held.get("metadata", ()), (name.removeprefix(_META), value))
    elif name == "item":
        held["items"] = (*held.get("items", ()), item_seq(value))
    else:
        held.update(_other(name, value, item_seq))


def _other(name: str, value: str, item_seq: Callable[[str], int]) -> dict[str, Any]:
    """The conditions that have a form of their own. Raises `UserError`."""
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "confidence": lambda: {"confidence": _range(value)},
        "disagree": lambda: {"disagree": tuple(part.strip() for part in value.split(",") if part.strip())},
        "daily": lambda: {"daily": _whole(name, value)},
        "daily-of": lambda: {"daily_of": value},
        "group": lambda: {"group": item_seq(value)},
    }
    if name not in ways:
        known = ", ".join([*_LISTS, *_FLAGS, *ways, "item", f"{_META}NAME"])
        raise UserError("filter.condition", f"A filter knows no {name!r}.", todo=f"Known: {known}.")
    return ways[name]()


def _yes_or_no(name: str, value: str) -> bool:
    if value.casefold() not in _WORDS:
        raise UserError("filter.condition", f"{name} is yes or no, not {value!r}.")
    return _WORDS[value.casefold()]


def _range(value: str) -> tuple[float, float]:
    """`0.9-1`, or `0.9` for this and more."""
    low, dash, high = value.partition("-")
    try:
        return float(low), float(high) if dash else 1.0
    except ValueError:
        raise UserError("filter.condition", "A confidence is written as 0.9 or 0.5-0.9.") from None


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 0 < int(value) < 1_000_000):
        raise UserError("filter.condition", f"{name} takes a number of items, from 1 on.")
    return int(value)
