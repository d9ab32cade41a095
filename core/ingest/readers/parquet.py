"""Parquet through pyarrow, a batch of a row group at a time. pyarrow is imported when the first such file is opened.

Where the schema holds the features of a Hugging Face dataset, numbers of class labels become their names.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from core.errors import UserError
from core.ingest.readers.arrow import Field, RecordBatch, batches_of, holds_binary
from core.ingest.readers.base import BATCH_ROWS, Batch, Choice, Probe, Reader, Table, unique_names
from core.ingest.readers.class_labels import Names, features_in_schema, names_of, with_names
from core.ingest.readers.files import PARQUET_MAGIC, reading


class _Metadata(Protocol):
    @property
    def num_rows(self) -> int: ...


class _File(Protocol):
    @property
    def schema_arrow(self) -> Sequence[Field]: ...
    @property
    def metadata(self) -> _Metadata: ...
    def iter_batches(self, batch_size: int, *, columns: list[str] | None, use_threads: bool) -> Iterator[RecordBatch]: ...
    def close(self) -> None: ...


@dataclass
class ParquetTable(Table):
    """A Parquet file. `selected` are the columns to read as the file calls them, None for all of them.

    `names`: what the numbers in a column of class labels stand for.
    """

    selected: list[str] | None = None
    names: Names = field(default_factory=dict[str, list[str]])

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`. `bytes_read` is the file's size times the share of rows read."""
        done = 0
        with _opened(self.path) as file:
            total = max(file.metadata.num_rows, 1)
            for found in file.iter_batches(size, columns=self.selected, use_threads=False):
                for last, batch in batches_of(found, self.columns, done + 1):
                    done = last
                    batch.bytes_read = self.size_bytes * done // total
                    yield with_names(batch, self.names)


@contextmanager
def _opened(path: Path) -> Generator[_File]:
    """The file, open. Raises `UserError` (`import.damaged`) when it is no whole Parquet file."""
    arrow = importlib.import_module("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    with reading(path), path.open("rb") as stream:
        try:
            yield cast("Callable[..., _File]", parquet.ParquetFile)(stream, pre_buffer=False)
        except (cast("type[Exception]", arrow.ArrowException), OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's fault, not the file's
            raise UserError(
                "import.damaged", f"“{path.name}” is no whole Parquet file.", todo="Copy or download it again."
            ) from error


def open_parquet(file: Probe, choice: Choice) -> Table:
    """The file as a table. Raises `UserError`: `import.damaged`, `import.no_records` when no column can be read."""
    del choice  # neither an encoding nor a dialect
    if not file.head.startswith(PARQUET_MAGIC):
        raise UserError("import.damaged", f"“{file.path.name}” is no Parquet file.")
    with _opened(file.path) as opened:
        fields = list(opened.schema_arrow)
        names = names_of(features_in_schema(opened.schema_arrow))
    columns = [each.name for each in fields if not holds_binary(each.type)]
    left_out = [each.name for each in fields if holds_binary(each.type)]
    if not columns:
        raise UserError("import.no_records", f"“{file.path.name}” holds no column of text or numbers.")
    table = ParquetTable(file.path, "parquet", unique_names(columns), file.size, left_out=left_out, names=names)
    table.selected = columns if left_out else None
    return table


READER = Reader("parquet", "Parquet", (".parquet", ".pq"), open_parquet)
