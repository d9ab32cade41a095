"""Cells of a table as answers of a task: text through `Kind.parse`, JSON values through `Kind.settle`, both held against the item."""

from __future__ import annotations

from typing import Final

import orjson

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.ingest.values import neutral, unwrapped

_PARSED_KEPT = 20_000


class NoAnswer:
    """What stands for a cell that holds no answer of the task."""


NO_ANSWER: Final = NoAnswer()


class AnswerReader:
    """Reads the cells of one table as answers of one task. An empty cell is None, one that is no answer is `NO_ANSWER`."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.kind: Kind = kind_of(task.kind)
        #: an answer that is one label says the same of every item
        self.of_any_item = bool(self.kind.classes(task))
        self._parsed: dict[str, Answer | NoAnswer] = {"": None}

    def read(self, cell: JsonValue, content: Content | None = None) -> Answer | NoAnswer:
        """The answer in a cell. `content`: the item's, which the answer has to fit; not needed when `of_any_item`."""
        if isinstance(cell, str):
            return self._text(cell) if content is None or self.of_any_item else self._text_for(cell, content)
        if cell is None:
            return None
        if isinstance(cell, list | dict):
            return self._value(cell, content)
        return self.read(orjson.dumps(cell).decode(), content)

    def _text(self, cell: str) -> Answer | NoAnswer:
        if cell in self._parsed:
            return self._parsed[cell]
        answer = self.kind.parse(cell, self.task)
        value = _json(cell) if answer is None else None
        found = None if cell.isspace() else answer if value is None else self._value(value, None)
        found = NO_ANSWER if found is None and not cell.isspace() else found
        if len(self._parsed) < _PARSED_KEPT:
            self._parsed[cell] = found
        return found

    def _text_for(self, cell: str, content: Content) -> Answer | NoAnswer:
        if not cell or cell.isspace():
            return None
        value = None if self.kind.drafted else _json(cell)  # a draft may well be a text in brackets
        if value is not None:
            found = self._value(value, content)
            if not isinstance(found, NoAnswer):
                return found
        parsed = self.kind.parse(cell, self.task)
        if parsed is not None and not self.kind.problem(parsed, self.task, content):
            return parsed
        return self._value(cell, content)

    def _value(self, value: JsonValue, content: Content | None) -> Answer | NoAnswer:
        """The first that is an answer: the value, what stands in its wrapper, the one member of a list of one."""
        inner = unwrapped(value)
        alone = inner[0] if isinstance(inner, list) and len(inner) == 1 else None
        for one in (value, inner, alone):
            if one is not None:
                answer = self.kind.settle(neutral(one, self.task), self.task, content)
                if not self.kind.problem(answer, self.task, content):
                    return answer
        return NO_ANSWER


def _json(cell: str) -> JsonValue:
    """The list or the object that a text is; None when it is neither."""
    if cell.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        return None


def text_of(cell: JsonValue) -> str:
    """A cell as text; what is no text as JSON."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None else orjson.dumps(cell).decode()
