"""Parquet through pyarrow, a batch of a row group at a time. pyarrow is imported when the first such file is opened.

Types that JSON lacks: dates and times become ISO 8601 text, durations seconds as text, decimals their digits as
text, maps objects, NaN an empty cell (as pandas writes missing numbers). Columns that hold binary data are left out and named.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol, cast

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers.base import BATCH_BYTES, BATCH_ROWS, BadRow, Batch, Choice, Probe, Reader, Table, unique_names
from core.ingest.readers.files import PARQUET_MAGIC, reading
from core.ingest.readers.json_values import bytes_fault, fault

_TEXTS = frozenset({"string", "large_string", "string_view"})
_WHOLE = frozenset({"bool", "null", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))})


class _Type(Protocol):
    """The part of `pyarrow.DataType` that is used here."""

    @property
    def num_fields(self) -> int: ...
    def field(self, i: int) -> _Field: ...


class _Field(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> _Type: ...


class _Column(Protocol):
    @property
    def type(self) -> _Type: ...
    def cast(self, target_type: object, *, safe: bool) -> _Column: ...
    def to_pylist(self, *, maps_as_pydicts: str | None = None) -> list[object]: ...
    def slice(self, offset: int, length: int) -> _Column: ...


class _RecordBatch(Protocol):
    @property
    def num_rows(self) -> int: ...
    @property
    def nbytes(self) -> int: ...
    @property
    def columns(self) -> list[_Column]: ...


class _Metadata(Protocol):
    @property
    def num_rows(self) -> int: ...


class _File(Protocol):
    @property
    def schema_arrow(self) -> Sequence[_Field]: ...
    @property
    def metadata(self) -> _Metadata: ...
    def iter_batches(self, batch_size: int, *, columns: list[str] | None, use_threads: bool) -> Iterator[_RecordBatch]: ...
    def close(self) -> None: ...


@dataclass
class ParquetTable(Table):
    """A Parquet file. `selected` are the columns to read as the file calls them, None for all of them."""

    selected: list[str] | None = None

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`. `bytes_read` is the file's size times the share of rows read."""
        done = 0
        with _opened(self.path) as file:
            total = max(file.metadata.num_rows, 1)
            for found in file.iter_batches(size, columns=self.selected, use_threads=False):
                for offset, length in _pieces(found):
                    columns = [_in_microseconds(column.slice(offset, length)) for column in found.columns]
                    batch = self._batch(columns, done + 1, length)
                    done += length
                    batch.bytes_read = self.size_bytes * done // total
                    yield batch

    def _batch(self, columns: list[_Column], first: int, length: int) -> Batch:
        rows, doubtful = _rows(columns, length)
        if not doubtful:
            return Batch(self.columns, rows, range(first, first + length), [], 0)
        good: list[Sequence[JsonValue]] = []
        lines: list[int] = []
        bad: list[BadRow] = []
        for line, row in enumerate(rows, start=first):
            wrong = fault(list(row), line) if row else bytes_fault(line)
            if wrong is not None:
                bad.append(wrong)
            else:
                good.append(row)
                lines.append(line)
        return Batch(self.columns, good, lines, bad, 0)


def _pieces(batch: _RecordBatch) -> Iterator[tuple[int, int]]:
    """Offsets and lengths that cut a batch with long texts into some of at most about `BATCH_BYTES`."""
    length = max(1, batch.num_rows // max(1, batch.nbytes // BATCH_BYTES))
    return ((offset, min(length, batch.num_rows - offset)) for offset in range(0, batch.num_rows, length))


def _rows(columns: list[_Column], length: int) -> tuple[list[Sequence[JsonValue]], bool]:
    """The rows, empty where text is not UTF-8, and whether any of them must be looked at value by value."""
    try:
        cells = [_cells(column) for column in columns]
    except ValueError:
        if length == 1:
            return [()], True
        singles = [_rows([column.slice(place, 1) for column in columns], 1)[0] for place in range(length)]
        return [rows[0] for rows in singles], True
    return list(zip(*(values for values, _ in cells), strict=True)), any(doubtful for _, doubtful in cells)


def _cells(column: _Column) -> tuple[list[JsonValue], bool]:
    """The values of a column, and whether they must be looked at one by one."""
    values = column.to_pylist(maps_as_pydicts="lossy")
    kind = str(column.type)
    if kind in _TEXTS:
        texts = cast("list[str | None]", values)
        return cast("list[JsonValue]", texts), any("\0" in text for text in texts if text)
    if kind in _WHOLE:
        return cast("list[JsonValue]", values), False
    return [_as_json(value) for value in values], True


def _in_microseconds(column: _Column) -> _Column:
    """Times in nanoseconds cut to microseconds, the finest that Python's own types hold."""
    kind = str(column.type)
    if not kind.startswith(("timestamp[ns", "time64[ns", "duration[ns")):
        return column
    arrow = importlib.import_module("pyarrow")
    target = (
        arrow.timestamp("us", tz=getattr(column.type, "tz", None)) if kind.startswith("timestamp") else kind.replace("ns", "us")
    )
    return column.cast(target, safe=False)


def _as_json(value: object) -> JsonValue:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, list):
        return [_as_json(inner) for inner in cast("list[object]", value)]
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in cast("dict[object, object]", value).items()}
    return _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, bytes):  # not UTF-8: its lone surrogates make a bad row of it
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value.total_seconds()) if isinstance(value, timedelta) else str(value)


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


def _holds_binary(kind: _Type) -> bool:
    if "binary" in str(kind).partition("<")[0]:
        return True
    return any(_holds_binary(kind.field(place).type) for place in range(kind.num_fields))


def open_parquet(file: Probe, choice: Choice) -> Table:
    """The file as a table. Raises `UserError`: `import.damaged`, `import.no_records` when no column can be read."""
    del choice  # neither an encoding nor a dialect
    if not file.head.startswith(PARQUET_MAGIC):
        raise UserError("import.damaged", f"“{file.path.name}” is no Parquet file.")
    with _opened(file.path) as opened:
        fields = list(opened.schema_arrow)
    names = [each.name for each in fields if not _holds_binary(each.type)]
    left_out = [each.name for each in fields if _holds_binary(each.type)]
    if not names:
        raise UserError("import.no_records", f"“{file.path.name}” holds no column of text or numbers.")
    return ParquetTable(
        file.path, "parquet", unique_names(names), file.size, left_out=left_out, selected=names if left_out else None
    )


READER = Reader("parquet", "Parquet", (".parquet", ".pq"), open_parquet)
