"""What every kind of answer offers: all that depends on the kind goes through this one interface."""

from __future__ import annotations

from typing import Protocol

from core.domain.json import Answer, JsonValue
from core.domain.task import Task


class Kind(Protocol):
    """Validation, schema, equality and text form of one kind of answer."""

    @property
    def name(self) -> str:
        """The word for the kind in files, tables and on the command line."""
        ...

    def problem(self, answer: Answer, task: Task) -> str:
        """Why `answer` is not valid for `task`, in one sentence; empty when it is valid."""
        ...

    def json_schema(self, task: Task) -> JsonValue:
        """The JSON Schema (2020-12) of a valid answer."""
        ...

    def equal(self, one: Answer, other: Answer) -> bool:
        """Whether two valid answers say the same."""
        ...

    def distance(self, one: Answer, other: Answer) -> float:
        """How far apart two valid answers are, from 0 (the same) to 1."""
        ...

    def text(self, answer: Answer) -> str:
        """The answer as one line of text, for lists and tables."""
        ...

    def parse(self, text: str, task: Task) -> Answer | None:
        """The answer that a cell of a table holds, or None when the cell is no valid answer."""
        ...

    def free_text(self) -> bool:
        """Whether answers are free text, and so stand apart from the ledger, where they can be erased."""
        ...
