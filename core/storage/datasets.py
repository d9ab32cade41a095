"""Frozen datasets as the workspace keeps them: insert-only, numbered from 1 in their project."""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.errors import UserError
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, insert_one, to_json

_COLUMNS = "id, number, recipe, manifest, records, sha256, path, created_us"
#: also numbers that a crash left behind without a dataset: their splits must not become those of another one
_NEXT = """SELECT 1 + max((SELECT coalesce(max(number), 0) FROM dataset WHERE project_seq = :p),
(SELECT coalesce(max(dataset_number), 0) FROM item_split WHERE project_seq = :p))"""


@dataclass(frozen=True, slots=True)
class StoredDataset:
    """A frozen dataset. `id`: hexadecimal; `sha256`: of its canonical rows; `path`: where it was written."""

    id: str
    number: int
    recipe: dict[str, JsonValue]
    manifest: dict[str, JsonValue]
    records: int
    sha256: str
    path: str
    created_us: int


def list_datasets(connection: Connection, project_seq: int) -> list[StoredDataset]:
    """The datasets of a project, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM dataset WHERE project_seq = :p ORDER BY number DESC"  # noqa: S608 (constant)
    return [_dataset(row) for row in fetch(connection, sql, p=project_seq)]


def find_dataset(connection: Connection, project_seq: int, asked: str) -> StoredDataset:
    """The dataset that a person calls by its number, or by the beginning of its id or hash. Raises `UserError` when there is not one."""
    every = list_datasets(connection, project_seq)
    word = asked.strip().lstrip("#").casefold()
    exact = [one for one in every if word == str(one.number)]
    found = exact or [one for one in every if len(word) >= 4 and (one.id.startswith(word) or one.sha256.startswith(word))]
    if len(found) != 1:
        known = ", ".join(str(one.number) for one in every[:20]) or "none yet"
        what = f"There is no dataset {asked[:40]!r} in this project." if not found else f"{asked[:40]!r} means several datasets."
        raise UserError("dataset.unknown", what, kept="Nothing was changed.", todo=f"Known: {known}.")
    return found[0]


def members_of(connection: Connection, project_seq: int, number: int) -> array[int]:
    """The numbers of the items of a dataset, ascending, each once."""
    sql = "SELECT members FROM dataset WHERE project_seq = :p AND number = :n"
    return _unpacked(bytes(fetch_value(connection, sql, p=project_seq, n=number)))


def next_number(connection: Connection, project_seq: int) -> int:
    """The number of the next dataset."""
    return int(fetch_value(connection, _NEXT, p=project_seq))


def last_scheme(connection: Connection, project_seq: int, key: str) -> JsonValue:
    """What the newest dataset whose manifest has it says of `key` in its splits."""
    sql = "SELECT manifest -> '$.split' -> :k FROM dataset WHERE project_seq = :p AND manifest -> '$.split' -> :k NOT IN ('[]', 'null')"
    row = fetch_one(connection, sql + " ORDER BY number DESC LIMIT 1", p=project_seq, k=f"$.{key}")
    return None if row is None else from_json(row[0])


def add_dataset(connection: Connection, project_seq: int, dataset: StoredDataset, members: bytes) -> None:
    """Keep a dataset for good. `members`: as `packed` gives them, since the writer has no time for that."""
    values = {
        "id": bytes.fromhex(dataset.id),
        "project_seq": project_seq,
        "number": dataset.number,
        "recipe": to_json(dataset.recipe),
        "manifest": to_json(dataset.manifest),
        "members": members,
        "records": dataset.records,
        "sha256": dataset.sha256,
        "path": dataset.path,
        "created_us": dataset.created_us,
    }
    insert_one(connection, "dataset", values)


def _dataset(row: Any) -> StoredDataset:
    recipe, manifest = from_json(row.recipe), from_json(row.manifest)
    recipe, manifest = (one if isinstance(one, dict) else {} for one in (recipe, manifest))
    return StoredDataset(bytes(row.id).hex(), row.number, recipe, manifest, row.records, row.sha256, row.path, row.created_us)


def packed(members: array[int]) -> bytes:
    """Differences between ascending numbers, 8 bytes each, little-endian, deflated: a whole project is a few kilobytes."""
    import numpy as np  # noqa: PLC0415

    steps = np.diff(np.array(members, dtype=np.int64), prepend=0)
    if (steps <= 0).any():  # sorting what is sorted would take most of the time
        steps = np.diff(np.unique(np.array(members, dtype=np.int64)), prepend=0)
    return zlib.compress(steps.astype("<i8").tobytes(), 6)


def _unpacked(held: bytes) -> array[int]:
    import numpy as np  # noqa: PLC0415

    steps = np.frombuffer(zlib.decompress(held), dtype="<i8")
    found = array("q")
    found.frombytes(np.cumsum(steps).astype(np.int64).tobytes())
    return found
