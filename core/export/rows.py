"""The rows of a label export: one for each item that has a label, with its provenance (formats.md, the table of a classifier)."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.storage.sql import fetch, from_json

BATCH = 5_000

# `why` an item is left out is null for one that has a label; who decided, and how, is told of decided items only.
_ROWS = """SELECT i.seq,
  CASE WHEN i.erased_us IS NOT NULL OR c.text IS NULL THEN 'erased' WHEN s.status = 'retired' THEN 'retired'
    WHEN s.verdict = 'rejected' THEN 'rejected'
    WHEN s.label IS NULL AND c.label IS NULL THEN coalesce(s.status, 'open') END AS why,
  c.external_id, i.id, c.text, c.parts, coalesce(s.label, c.label) AS label, coalesce(s.label_source, 'imported') AS source,
  coalesce(r.name, '') AS reviewer, d.selection_prob, coalesce(g.name || '@' || g.version, '') AS suggester, d.created_us
FROM item i
LEFT JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN item_state s ON s.item_seq = i.seq
LEFT JOIN decision d ON d.seq = s.decision_seq AND s.status = 'decided'
LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
LEFT JOIN suggestion x ON x.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = x.suggester_seq
WHERE i.project_seq = :p AND i.seq > :after AND i.seq <= :last ORDER BY i.seq LIMIT :n"""


class LabelRow(NamedTuple):
    """One record. `label` is the answer as a cell (`Kind.cell`); `selection_prob` see `tables.Decision`; `decided_at` ISO 8601 in UTC.

    `split` and `group_id` are empty until a dataset is cut; `sample_weight` is 1 for a label that a person gave or that came with
    the data.
    """

    item_id: str
    text: str
    label: str
    label_source: str
    reviewer: str
    sample_weight: float
    selection_prob: float | None
    split: str
    group_id: str
    suggester: str
    decided_at: str


COLUMNS = LabelRow._fields
PARTS = "parts"

#: a record: a `LabelRow` and the values of the further columns of its project (`Sheet.columns`)
Record = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which columns the labels of a project have: `COLUMNS`, those of its kind of answer, and `parts` where items have parts.

    A name that is taken already gets its origin before it: `label:text`.
    """

    task: Task
    parts: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of the project's task."""
        return kind_of(self.task.kind)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names, in order."""
        taken = {*COLUMNS, PARTS}
        own = list[str]()
        for name in self.kind.columns(self.task):
            free = name
            while free in taken:
                free = f"label:{free}"
            taken.add(free)
            own.append(free)
        return (*COLUMNS, *own, *((PARTS,) if self.parts else ()))


def sheet_of(connection: Connection, project_seq: int, task: Task) -> Sheet:
    """The columns of a project's labels: whether its items have parts is known from its imports."""
    mappings = [from_json(row[0]) for row in fetch(connection, _MAPPINGS, p=project_seq)]
    return Sheet(task, any(isinstance(one, dict) and any(one.get(name) for name in _WITH_PARTS) for one in mappings))


_MAPPINGS = "SELECT mapping FROM import_run WHERE project_seq = :p"
_WITH_PARTS = ("parts", "form", "name", "document")


def label_rows(
    connection: Connection,
    project_seq: int,
    sheet: Sheet,
    last: int,
    left_out: Tally[str],
    batch: int = BATCH,
    *,
    as_json: bool = False,
) -> Iterator[tuple[int, list[Record]]]:
    """(number of the last item looked at, its batch's rows) up to item number `last`; counts in `left_out` what has no label.

    A batch holds at most `batch` rows, and fewer where texts are long: some `_CHARACTERS` in all. `as_json`: labels and parts are JSON
    fragments (orjson.Fragment) instead of cells.
    """
    shown = _Shown(sheet, as_json=as_json)
    after, n = 0, min(batch, _FIRST_BATCH)
    while found := fetch(connection, _ROWS, p=project_seq, after=after, last=last, n=n):
        rows: list[Record] = []
        for _, why, external_id, item_id, text, parts, label, source, reviewer, prob, suggester, decided_us in found:
            if why is not None:
                left_out[why] += 1
                continue
            shown_id = item_id.hex() if external_id is None else external_id
            decided_at = "" if decided_us is None else clock.iso(decided_us)
            cell, more = shown[label]
            row = LabelRow(shown_id, text, cell, source, reviewer, 1.0, prob, "", "", suggester, decided_at)
            rows.append((*row, *more, shown.parts(parts)) if sheet.parts else (*row, *more) if more else row)
        after = int(found[-1][0])
        n = _next_size(rows, batch)
        yield after, rows


def _next_size(rows: list[Record], most: int) -> int:
    """How many rows to read next, by how long the last texts were."""
    characters = sum(len(row[_TEXT]) for row in rows) // max(len(rows), 1)
    return max(1, min(most, _CHARACTERS // max(characters, 1)))


class _Shown(dict[str, "tuple[Any, tuple[JsonValue, ...]]"]):
    """What stands for an answer in its row, made once for each; a choice has few, free text must not pile up."""

    def __init__(self, sheet: Sheet, *, as_json: bool) -> None:
        super().__init__()
        self._kind, self._task, self._as_json = sheet.kind, sheet.task, as_json

    def __missing__(self, label: str) -> tuple[Any, tuple[JsonValue, ...]]:
        if len(self) >= _TEXTS_KEPT:
            self.clear()
        answer = from_json(label)
        cell = orjson.Fragment(label) if self._as_json else self._kind.cell(answer)
        self[label] = cell, self._kind.values(answer, self._task)
        return self[label]

    def parts(self, stored: str | None) -> Any:
        """The parts of an item, as JSON."""
        return orjson.Fragment(stored or "null") if self._as_json else stored or ""


_TEXT = COLUMNS.index("text")
_FIRST_BATCH = 50
_CHARACTERS = 16_000_000
_TEXTS_KEPT = 10_000
