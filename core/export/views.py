"""What the service of datasets tells: what a dataset would hold, what was written, how two differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.domain.json import JsonValue
from core.export.output import WrittenFile
from core.export.rows import Cells


@dataclass(frozen=True, slots=True)
class CutReport:
    """What was written. `excluded`: items by reason; `losses`: what the format could not hold, by code; `splits`: records by split.

    `sha256`: of the canonical rows; `unresolved`: ids of items on which people disagree. `again`: of a dataset that was cut again, whether
    it has the same rows as the first time.
    """

    dataset: str
    number: int
    format: str
    path: Path
    records: int
    splits: dict[str, int]
    excluded: dict[str, int]
    losses: dict[str, int]
    sha256: str
    files: list[WrittenFile]
    notes: list[str]
    unresolved: list[str]
    figures: dict[str, JsonValue]
    again: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recipe would give. `columns`, `rows`: the first records as a table of labels; `sample`: the first file as text, if it is text.

    `risky`: cells of these rows that a spreadsheet would run (see `core.export.cells`), as (row, column).
    """

    columns: tuple[str, ...]
    rows: list[Cells]
    sample: str
    records: int
    splits: dict[str, int]
    excluded: dict[str, int]
    losses: dict[str, int]
    notes: list[str]
    risky: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    figures: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])


@dataclass(frozen=True, slots=True)
class Change:
    """An item that two datasets tell differently: its id, and the label, source and split that each has. None: it is not in it."""

    item_id: str
    before: tuple[str, str, str] | None
    after: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How two datasets differ: counts, and the first of the items. `texts`: items of both whose text alone is another."""

    added: int
    removed: int
    changed: int
    texts: int
    same: int
    first: list[Change]
