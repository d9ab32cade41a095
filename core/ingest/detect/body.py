"""Which column is judged: a chat, a record, the text by its name, else the longest one; titles and descriptions together."""

from __future__ import annotations

import re

from core.domain.content import Form, turns
from core.domain.json import JsonValue
from core.ingest.detect import names
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Body

_TITLE = ("title", "subject", "headline", "product_name")
_BODY = ("description", "body", "content", "text", "product_description", "abstract", "details")
_CHAT = ("messages", "conversation", "conversations", "dialogue", "dialog", "chat", "turns", "input")
_IMAGE = re.compile(r"\.(png|jpe?g|gif|webp|bmp)$", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^```|^\s*[-*+] \S.*\n\s*[-*+] \S|\[[^\]\n]+\]\([^)\n]+\)|\*\*[^*\n]+\*\*|^\|.+\|\s*$", re.MULTILINE
)


def body_of(columns: dict[str, Column]) -> Body:
    """What is judged. `columns` must not be empty."""
    return (
        _chat(columns) or _titled(columns) or _reply(columns) or _text(columns) or _record(columns) or Body(next(iter(columns)))
    )


def _chat(columns: dict[str, Column]) -> Body | None:
    if any(names.plain(name) == "text" and one.prose for name, one in columns.items()):
        return None
    chats = [name for name, one in columns.items() if one.cells and one.share(is_chat) >= 0.9]
    found = names.named(chats, _CHAT) or next(iter(chats), None)
    return None if found is None else Body(found, Form.CHAT, why=(f"“{found}” holds turns of a conversation.",))


def _titled(columns: dict[str, Column]) -> Body | None:
    """A title with a text of its own is read together with it."""
    proses = [name for name, one in columns.items() if one.scalar and one.depth == 0]
    title, text = names.named(proses, _TITLE), names.named(proses, _BODY)
    if title is None or text is None or title == text or columns[title].length >= columns[text].length:
        return None
    return Body(title, _form(columns[text]), (text,), (f"“{title}” and “{text}” are read together.",))


def _reply(columns: dict[str, Column]) -> Body | None:
    """Of a question and its answer, the answer is judged."""
    top = [name for name, one in columns.items() if one.depth == 0 and one.scalar]
    asked, replied = names.named(top, names.ASKED), names.named(top, names.REPLIED)
    if asked is None or replied is None or not columns[replied].prose or "text" in map(names.plain, top):
        return None
    judged = any(names.is_label_like(name) and name != replied for name in top)
    if not judged:
        return None
    return Body(replied, _form(columns[replied]), why=(f"“{replied}” is judged, since “{asked}” asks for it.",))


def _text(columns: dict[str, Column]) -> Body | None:
    scalar = {name: one for name, one in columns.items() if one.scalar}
    found = names.named(scalar, names.TEXT)
    if found is not None:
        return Body(found, _form(columns[found]), why=(f"“{found}” is the text, by its name.",))
    top = {name: one for name, one in scalar.items() if one.depth == 0}
    objects = any(one.cells and one.depth == 0 and not one.scalar for one in columns.values())
    if not top or (objects and not any(one.prose for one in top.values())):
        return None
    longest = max(top, key=lambda name: sum(map(len, top[name].texts)))
    return Body(longest, _form(top[longest]), why=(f"“{longest}” is the text: it holds the longest ones.",))


def _record(columns: dict[str, Column]) -> Body | None:
    found = next((name for name, one in columns.items() if one.cells and one.depth == 0 and not one.scalar), None)
    return None if found is None else Body(found, Form.RECORD, why=(f"“{found}” holds records.",))


def _form(column: Column) -> Form:
    if column.share(is_image) >= 0.9:
        return Form.IMAGE
    return Form.MARKDOWN if column.share(is_markdown) >= 0.5 else Form.TEXT


def form_of(column: Column) -> Form:
    """How a part is to be read."""
    if column.cells and column.share(is_chat) >= 0.9:
        return Form.CHAT
    if column.cells and all(isinstance(cell, dict | list) for cell in column.cells):
        return Form.RECORD
    return _form(column)


def is_chat(value: JsonValue) -> bool:
    """Whether this is a list of turns, each with who speaks and what."""
    if not isinstance(value, list) or not value:
        return False
    speak = all(
        isinstance(turn, dict) and ({"role", "from", "speaker"} & turn.keys()) and ({"content", "value", "text"} & turn.keys())
        for turn in value
    )
    return speak and len(turns(value)) == len(value)


def is_image(value: JsonValue) -> bool:
    """Whether this is the path of a local image; an address is none."""
    return isinstance(value, str) and "\n" not in value and "://" not in value and bool(_IMAGE.search(value.strip()))


def is_markdown(value: JsonValue) -> bool:
    """Whether a text has marks of Markdown that plain text rarely has."""
    return isinstance(value, str) and bool(_MARKDOWN.search(value))
