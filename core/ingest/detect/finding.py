"""What one detector found: the columns of a kind of answer, and the task that they ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from core.domain.content import Form
from core.domain.task import Task
from core.ingest.detect.columns import Column
from core.ingest.mapping import PartColumn, SuggestionColumn


@dataclass(frozen=True, slots=True)
class Body:
    """What is judged: the column of the text, its form, what is joined to it."""

    text: str
    form: Form = Form.TEXT
    join: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file before its kind of answer is: its columns, its text, its id."""

    columns: dict[str, Column]
    body: Body
    external_id: str | None

    def free(self) -> list[Column]:
        """The columns that are neither the text nor the id, shallow ones first."""
        taken = {self.body.text, self.external_id, *self.body.join}
        return sorted((one for name, one in self.columns.items() if name not in taken), key=lambda one: one.depth)


@dataclass(frozen=True, slots=True)
class Finding:
    """The columns of one kind of answer. `weight` ranks findings; `parts` and `text` replace what `Facts` says, where they are given."""

    weight: float
    task: Task
    gold: str | None = None
    label: str | None = None
    suggestions: tuple[SuggestionColumn, ...] = ()
    parts: tuple[PartColumn, ...] = ()
    text: str | None = None
    left_out: frozenset[str] = frozenset()
    why: tuple[str, ...] = field(default=())


class Detector(Protocol):
    """Looks for the answers of one kind. None where there are none."""

    def __call__(self, facts: Facts) -> Finding | None:
        """The finding with the most weight that this kind can have."""
        ...
