"""Our own table of labels, whatever file it stands in: CSV, JSON Lines, Parquet, XLSX, or a folder of datasets.

It is known by its columns (core/export/rows.py). The text, the id, the label, the parts and the metadata come in as they went out; what
tells of the label (who decided, when, in which split) is of the dataset, not of the item, and is not taken. Apostrophes of the safe mode of
CSV are undone where the manifest beside the file says that it was on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.ingest.beside import manifest_beside, option_beside
from core.ingest.contents import opened
from core.ingest.formats.base import Format, Made, Record
from core.ingest.mapping import Mapping
from core.ingest.readers.base import Known

TITLE = "a table of labels from Countersign"
#: the columns that every one has, in the order of the layout
COLUMNS = (
    *("item_id", "text", "label", "label_source", "reviewer", "sample_weight", "selection_prob"),
    *("split", "group_id", "suggester", "decided_at"),
)
_TAKEN = ("item_id", "text", "label")
PARTS, METADATA = "parts", "metadata"
#: beside the split of the table, readers of folders name the split of the file
_OF_READERS = ("dataset_split",)
_BEFORE = "label:"
_SAFE_FORMAT, _SAFE = "csv", "safe"


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has all of our columns."""
    return all(row.keys() >= set(COLUMNS) for row in rows)


def rows_of(record: Record) -> Iterator[Made]:
    """What is of the item, and the further columns of its answers, which tell of which kind they are."""
    yield {name: value for name, value in record.items() if name in _TAKEN or name not in COLUMNS}


def known(rows: Sequence[Record]) -> Known | None:
    """Everything is known. Of sets of labels the task is, too: their columns are its labels."""
    names = {name: None for row in rows for name in row}
    mapping = Mapping(
        "text",
        "item_id",
        "label" if any(row.get("label") not in (None, "") for row in rows) else None,
        parts_column=PARTS if PARTS in names else None,
        metadata_column=METADATA if METADATA in names else None,
    )
    own = [name for name in names if name not in (*_TAKEN, PARTS, METADATA, *_OF_READERS)]
    return Known(TITLE, mapping, _task(rows, own))


def _task(rows: Sequence[Record], own: Sequence[str]) -> Task | None:
    """A set of labels where each further column says of every item 0 or 1; a preference where items have candidates."""
    if own and all(str(row.get(name)) in ("0", "1") for row in rows for name in own):
        return Task("choices", tuple(map(Label, _labels(own))))
    return Task("preference") if any(_has_candidates(row.get(PARTS)) for row in rows) else None


def _labels(own: Sequence[str]) -> list[str]:
    """The labels that columns are of: one that is called as another column stands behind `label:` (`Sheet.own`)."""
    taken, found = {*COLUMNS, PARTS, METADATA}, list[str]()
    for column in own:
        parts = column.split(_BEFORE)
        behind = [_BEFORE.join(parts[place:]) for place in range(len(parts) - 1, -1, -1)]
        found.append(next((name for name in behind if name not in found and _called(name, taken) == column), column))
        taken.add(column)
    return found


def _called(label: str, taken: set[str]) -> str:
    return _called(_BEFORE + label, taken) if label in taken else label


def _has_candidates(cell: JsonValue) -> bool:
    held = opened(cell)
    parts = held.get("parts") if isinstance(held, dict) else None
    return isinstance(parts, list) and any(isinstance(one, dict) and bool(one.get("candidate")) for one in parts)


def cells_of(path: Path) -> Callable[[Record], Record]:
    """Cells as they stand, or without the apostrophes of the safe mode: a text may look like JSON and is none."""
    manifest = manifest_beside(path)
    safe = manifest.get("layout") == _SAFE_FORMAT and option_beside(manifest, _SAFE) is True
    return _without_marks if safe else _as_they_are


def _as_they_are(record: Record) -> Record:
    return record


def _without_marks(record: Record) -> Record:
    return {_without_mark(name): _without_mark(value) if isinstance(value, str) else value for name, value in record.items()}


def _without_mark(cell: str) -> str:
    """In the safe mode every apostrophe at the beginning was put there before another sign."""
    return cell.removeprefix("'")


FORMAT = Format("countersign", TITLE, recognises, rows_of, known, cells_of)
