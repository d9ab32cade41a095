"""What every kind of answer offers: all that depends on the kind goes through this one interface."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.neutral import Neutral
from core.domain.task import Task


class Change(StrEnum):
    """What became of one part of a suggestion."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of an answer and what became of it. `part` names it without item text: a label, a field, `12-17 location`."""

    part: str
    change: Change

    def to_json(self) -> JsonValue:
        """As the ledger keeps it."""
        return [self.part, self.change.value]


class Kind(Protocol):
    """Validation, schema, equality, text form and parts of one kind of answer."""

    @property
    def name(self) -> str:
        """The word for the kind in files, tables and on the command line."""
        ...

    @property
    def drafted(self) -> bool:
        """Whether an answer is prose that a model writes: guard rails look at its language and length."""
        ...

    @property
    def bound(self) -> bool:
        """Whether an answer holds for the very same content only (offsets, numbers of candidates): not for one that is nearly the same."""
        ...

    def apart(self, task: Task) -> bool:
        """Whether answers hold text of the item or of a person, and so stand apart from the ledger, where they can be erased."""
        ...

    def check(self, task: Task) -> Task:
        """The task, cleaned. Raises `UserError` when this kind cannot ask it (too few labels, no fields)."""
        ...

    def classes(self, task: Task) -> tuple[str, ...]:
        """The labels that a classifier of one label an item can learn; none where an answer is not one label."""
        ...

    def several(self, task: Task) -> tuple[str, ...]:
        """The labels that a classifier of sets of labels can learn; none where an answer is no such set."""
        ...

    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        """Why `answer` is not valid for `task`, in one sentence; empty when it is valid.

        `content`: the item's, where it is known: spans have to lie in it, a preference ranks its candidates.
        """
        ...

    def json_schema(self, task: Task) -> JsonValue:
        """The JSON Schema (2020-12) of what a model is asked for; `settle` makes an answer of it."""
        ...

    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """The answer that a value means, as a model or a file gives it: in canonical order, passages as offsets.

        What cannot be settled comes back as it is, and `problem` says what is wrong with it.
        """
        ...

    def told(self, answer: Answer, task: Task, content: Content | None = None) -> JsonValue:
        """An answer in the form of `json_schema`: what an example in a prompt shows."""
        ...

    def quoted(self, answer: Answer, task: Task) -> Answer:
        """The values of an answer that have to occur in the item; None where nothing has to."""
        ...

    def equal(self, one: Answer, other: Answer) -> bool:
        """Whether two valid answers say the same."""
        ...

    def distance(self, one: Answer, other: Answer) -> float:
        """How far apart two valid answers are, from 0 (the same) to 1."""
        ...

    def small_edit(self, suggested: Answer, answer: Answer) -> bool:
        """Whether `answer` is `suggested` but for a small edit (product.md, Figures); False for kinds that are not edited."""
        ...

    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        """What became of the parts of a suggestion: which were kept, changed, added, removed."""
        ...

    def text(self, answer: Answer) -> str:
        """The answer as one line of text, for lists and tables."""
        ...

    def cell(self, answer: Answer) -> str:
        """The answer in a cell of a table: what `parse` reads again."""
        ...

    def columns(self, task: Task) -> tuple[str, ...]:
        """Columns that a table of labels has besides `label`: one for each label of a set (0 or 1), one for each field."""
        ...

    def values(self, answer: Answer, task: Task) -> tuple[JsonValue, ...]:
        """What stands in `columns` for an answer, in their order."""
        ...

    def neutral(self, answer: Answer) -> Neutral:
        """The answer in neutral parts: what exporters make the words of other tools from."""
        ...

    def parse(self, text: str, task: Task) -> Answer | None:
        """The answer that a cell of a table holds, or None when the cell is no valid answer."""
        ...

    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        """The labels that an answer gives, each once: facets and label columns go by these."""
        ...

    def renamed(self, answer: Answer, old: str, new: str) -> Answer:
        """The answer after the label `old` was renamed to, or merged into, `new`."""
        ...
