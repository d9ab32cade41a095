"""What an item says, from the cells of its row: the main text in its form, texts joined to it, and the parts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import orjson

from core.domain.content import Content, Form, Part, plain_text, turns
from core.domain.json import JsonValue
from core.ingest.cells import text_of
from core.ingest.mapping import Mapping
from core.ingest.paths import getter_of


class ContentReader:
    """Reads the content of the rows of one table with these columns."""

    def __init__(self, mapping: Mapping, columns: Sequence[str]) -> None:
        self._mapping = mapping
        self._text = getter_of(mapping.text, columns)
        self._join = [getter_of(name, columns) for name in mapping.join]
        self._parts = [(part, getter_of(part.column, columns)) for part in mapping.parts]
        self._folder = Path(mapping.folder)
        self._whole = None if mapping.parts_column is None else getter_of(mapping.parts_column, columns)

    def read(self, cells: Sequence[JsonValue]) -> Content | str:
        """The content of a row, or the code of the reason against it."""
        whole = None if self._whole is None else opened(self._whole(cells))
        if isinstance(whole, dict):
            return whole_content(text_of(self._text(cells)), whole, self._folder)
        value = formed(self._text(cells), self._mapping.form, self._folder)
        if isinstance(value, Fault):
            return value.code
        joined = [text_of(get(cells)) for get in self._join]
        text = "\n\n".join(one for one in [plain_text(value, self._mapping.form), *joined] if one and not one.isspace())
        parts = self._read_parts(cells)
        if isinstance(parts, str):
            return parts
        if self._mapping.form is Form.IMAGE and not text and value:
            text = Path(str(value)).name  # what an image alone is called by
        if not text:
            return "row.no_text"
        kept = None if self._mapping.form in _IN_WORDS else value
        return Content(text, self._mapping.name, self._mapping.form, kept, parts)

    def _read_parts(self, cells: Sequence[JsonValue]) -> tuple[Part, ...] | str:
        """The parts of a row, or the code of the reason against it. An empty part is left out, unless it is a candidate."""
        found: list[Part] = []
        for column, get in self._parts:
            value = formed(get(cells), column.form, self._folder)
            if isinstance(value, Fault):
                return value.code
            if column.candidate or value not in (None, ""):
                found.append(Part(column.shown, "" if value is None else value, column.form, column.candidate))
        candidates = [part for part in found if part.candidate]
        return "row.no_candidate" if candidates and not any(part.value for part in candidates) else tuple(found)


def whole_content(text: str, parts: dict[str, JsonValue], folder: Path) -> Content | str:
    """A content whose parts came as `Content.parts_json` gives them, or the code of the reason against it."""
    content = Content.of(text, parts, {})
    for form, value in ((content.form, content.value), *((part.form, part.value) for part in content.parts)):
        held = None if form in _IN_WORDS or value is None else formed(value, form, folder)
        if isinstance(held, Fault):
            return held.code
    return content if text and not text.isspace() else "row.no_text"


#: forms that are their text
_IN_WORDS = frozenset({Form.TEXT, Form.MARKDOWN})


class Fault:
    """Why a cell cannot be read in its form, as the code of a reason."""

    def __init__(self, code: str) -> None:
        self.code = code


class _Former(Protocol):
    def __call__(self, cell: JsonValue, folder: Path) -> JsonValue | Fault: ...


def formed(cell: JsonValue, form: Form, folder: Path) -> JsonValue | Fault:
    """The value of a cell that is to be read as `form`; None for an empty one. Paths of images begin at `folder`."""
    if cell is None or (isinstance(cell, str) and (not cell or cell.isspace())):
        return None
    return _FORMERS[form](cell, folder)


def _words(cell: JsonValue, folder: Path) -> JsonValue | Fault:
    del folder
    return text_of(cell)


def _chat(cell: JsonValue, folder: Path) -> JsonValue | Fault:
    """A list of turns; an object that holds one under `messages` or `conversations`; one text is one turn of the user."""
    del folder
    value = opened(cell)
    if isinstance(value, dict):
        alone: JsonValue = [value]
        value = next((value[name] for name in ("messages", "conversations", "turns") if name in value), alone)
    if isinstance(value, str):
        return [{"role": "user", "content": value}]
    said = turns(value)
    if not isinstance(value, list) or len(said) != len(value):
        return Fault("row.bad_chat")
    return value if any(text.strip() for _, text in said) else None


def _record(cell: JsonValue, folder: Path) -> JsonValue | Fault:
    del folder
    value = opened(cell)
    return value if isinstance(value, dict | list) else Fault("row.bad_record")


def _image(cell: JsonValue, folder: Path) -> JsonValue | Fault:
    """The absolute path of an image that is there. Nothing is fetched from outside."""
    name = text_of(cell).strip().removeprefix("file://")
    try:
        path = (folder / name).resolve()
        return str(path) if path.is_file() else Fault("row.no_image")
    except (OSError, ValueError):  # ValueError: U+0000
        return Fault("row.no_image")


_FORMERS: dict[Form, _Former] = {
    Form.TEXT: _words,
    Form.MARKDOWN: _words,
    Form.CHAT: _chat,
    Form.RECORD: _record,
    Form.IMAGE: _image,
}


def opened(cell: JsonValue) -> JsonValue:
    """A cell that holds JSON as text as its value; any other as it is."""
    if isinstance(cell, str) and cell.lstrip()[:1] in ("{", "["):
        try:
            return orjson.loads(cell)
        except orjson.JSONDecodeError:
            return cell
    return cell
