"""Folders of Hugging Face `datasets`: as `save_to_disk` writes them (Arrow files), and as repositories hold them (Parquet by split).

Every row gets its split. Arrow files are in the streaming format of Arrow IPC.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers.arrow import Field, RecordBatch, batches_of, holds_binary
from core.ingest.readers.base import BATCH_ROWS, Batch, Choice, FolderReader, Table, unique_names
from core.ingest.readers.class_labels import Names, features_in_schema, names_of, with_names
from core.ingest.readers.files import probe, reading
from core.ingest.readers.parquet import READER as PARQUET

SPLIT = "split"
_SHARD = re.compile(r"(.+?)-\d{5}-of-\d{5}.*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a dataset and the split that it belongs to."""

    split: str
    path: Path


@dataclass
class DatasetTable(Table):
    """The files of a dataset, one after the other. Lines are numbers of rows over all of them."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    names: Names = field(default_factory=dict[str, list[str]])

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`. `bytes_read` counts whole files."""
        last = done = 0
        for piece in self.pieces:
            for batch in _rows_of(piece.path, size):
                lines = [line + last for line in batch.lines]
                rows = [[*row, piece.split] for row in _in_order(batch, self.columns[:-1])]
                yield with_names(Batch(self.columns, rows, lines, batch.bad, done), self.names)
                last = max([last, *lines])
            done += piece.path.stat().st_size


def _in_order(batch: Batch, columns: list[str]) -> list[list[JsonValue]]:
    """The rows in the order of these columns; what a file does not have is empty."""
    where = {name: place for place, name in enumerate(batch.columns)}
    places = [where.get(name) for name in columns]
    return [[None if place is None else row[place] for place in places] for row in batch.rows]


def _rows_of(path: Path, size: int) -> Iterator[Batch]:
    if path.suffix == ".parquet":
        for batch in PARQUET.open(probe(path), Choice()).batches(size):
            last = batch.lines[0] - 1 if batch.lines else 0
            yield Batch(batch.columns, batch.rows, [line - last for line in batch.lines], batch.bad, 0)
        return
    with _stream(path) as stream:
        names = [each.name for each in stream.schema if not holds_binary(each.type)]
        for found in stream:
            chosen = cast("RecordBatch", found.select(names))
            for start in range(0, chosen.num_rows, size):
                part = cast("Any", chosen).slice(start, size)
                for _, batch in batches_of(part, names, 1):
                    yield batch


@contextmanager
def _stream(path: Path) -> Generator[Any]:
    """An Arrow file, open. Raises `UserError` (`import.damaged`) when it is none."""
    arrow = importlib.import_module("pyarrow")
    ipc = importlib.import_module("pyarrow.ipc")
    with reading(path), path.open("rb") as file:
        try:
            yield ipc.open_stream(file)
        except arrow.ArrowException as error:
            raise UserError("import.damaged", f"“{path.name}” is no whole Arrow file.", todo="Save the dataset again.") from error


def is_dataset(folder: Path) -> bool:
    """Whether the folder is a dataset."""
    return bool(_saved(folder) or _parquet(folder))


def _saved(folder: Path) -> list[Piece]:
    """The files that `save_to_disk` wrote, of one split or of several."""
    splits = _json(folder / "dataset_dict.json").get("splits")
    if isinstance(splits, list):
        return [piece for split in splits for piece in _of_split(folder / str(split), str(split))]
    return _of_split(folder, "")


def _of_split(folder: Path, split: str) -> list[Piece]:
    listed = _json(folder / "state.json").get("_data_files")
    name = split or str(_json(folder / "state.json").get("_split") or "")
    files = [one.get("filename") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [Piece(name, folder / Path(str(file)).name) for file in files]


def _parquet(folder: Path) -> list[Piece]:
    """Parquet files, whose names or folders tell their split (`data/train-00000-of-00001.parquet`, `train/0000.parquet`)."""
    return [Piece(_split_of(path, folder), path) for path in sorted(folder.rglob("*.parquet"))]


def _split_of(path: Path, folder: Path) -> str:
    match = _SHARD.fullmatch(path.stem)
    if match:
        return match[1]
    inside = path.parent.relative_to(folder).name
    return inside if path.stem.isdigit() and inside else path.stem


def _json(path: Path) -> dict[str, JsonValue]:
    try:
        value: JsonValue = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def open_dataset(folder: Path) -> Table:
    """The dataset as a table. Raises `UserError`: `import.damaged`, `import.no_records` when there is nothing in it."""
    pieces = _saved(folder) or _parquet(folder)
    if not pieces:
        raise UserError("import.no_records", f"The folder “{folder.name}” holds no dataset with rows.")
    with reading(folder):
        size = sum(piece.path.stat().st_size for piece in pieces)
    first = pieces[0].path
    features = _json(first.parent / "dataset_info.json").get("features")
    columns, left_out, in_schema = _columns(first)
    table = DatasetTable(folder, "dataset", [*unique_names(columns), SPLIT], size, left_out=left_out)
    table.pieces, table.names = pieces, names_of(features or in_schema)
    if SPLIT in columns:
        table.columns[-1] = unique_names([*columns, "dataset_split"])[-1]
    return table


def _columns(path: Path) -> tuple[list[str], list[str], JsonValue]:
    """The columns of a file, those that are left out, and the features in its schema."""
    if path.suffix == ".parquet":
        table = PARQUET.open(probe(path), Choice())
        return table.columns, table.left_out, None  # a Parquet file names its class labels by itself
    with _stream(path) as stream:
        fields = cast("list[Field]", list(stream.schema))
        features = features_in_schema(stream.schema)
    return (
        [each.name for each in fields if not holds_binary(each.type)],
        [each.name for each in fields if holds_binary(each.type)],
        features,
    )


READER = FolderReader("dataset", "a folder of datasets", is_dataset, open_dataset)
