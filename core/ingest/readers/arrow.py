"""Arrow's columns as cells of a table: what Parquet files and Arrow files have in common. pyarrow is imported when it is needed.

Types that JSON lacks: dates and times become ISO 8601 text, durations seconds as text, decimals their digits as
text, maps objects, NaN an empty cell (as pandas writes missing numbers). Columns that hold binary data are left out and named.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol, cast

from core.domain.json import JsonValue
from core.ingest.readers.base import BATCH_BYTES, BadRow, Batch
from core.ingest.readers.json_values import bytes_fault, fault

_TEXTS = frozenset({"string", "large_string", "string_view"})
_WHOLE = frozenset({"bool", "null", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))})


class Type(Protocol):
    """The part of `pyarrow.DataType` that is used here."""

    @property
    def num_fields(self) -> int:
        """How many types are inside."""
        ...

    def field(self, i: int) -> Field:
        """The field at this place inside."""
        ...


class Field(Protocol):
    """The part of `pyarrow.Field` that is used here."""

    @property
    def name(self) -> str:
        """What the column is called."""
        ...

    @property
    def type(self) -> Type:
        """What it holds."""
        ...


class Column(Protocol):
    """The part of `pyarrow.Array` that is used here."""

    @property
    def type(self) -> Type:
        """What it holds."""
        ...

    def cast(self, target_type: object, *, safe: bool) -> Column:
        """The same values as another type."""
        ...

    def to_pylist(self, *, maps_as_pydicts: str | None = None) -> list[object]:
        """The values as Python's own."""
        ...

    def slice(self, offset: int, length: int) -> Column:
        """Some of the values."""
        ...


class RecordBatch(Protocol):
    """The part of `pyarrow.RecordBatch` that is used here."""

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        ...

    @property
    def nbytes(self) -> int:
        """How many bytes they take."""
        ...

    @property
    def columns(self) -> list[Column]:
        """The columns, in order."""
        ...


def batches_of(found: RecordBatch, names: list[str], first: int) -> Iterator[tuple[int, Batch]]:
    """The rows of a record batch, numbered from `first`, in batches of at most about `BATCH_BYTES`, each with its last number."""
    for offset, length in _pieces(found):
        columns = [_in_microseconds(column.slice(offset, length)) for column in found.columns]
        yield first + offset + length - 1, _batch(columns, names, first + offset, length)


def _batch(columns: list[Column], names: list[str], first: int, length: int) -> Batch:
    rows, doubtful = _rows(columns, length)
    if not doubtful:
        return Batch(names, rows, range(first, first + length), [], 0)
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
    return Batch(names, good, lines, bad, 0)


def _pieces(batch: RecordBatch) -> Iterator[tuple[int, int]]:
    """Offsets and lengths that cut a batch with long texts into some of at most about `BATCH_BYTES`."""
    length = max(1, batch.num_rows // max(1, batch.nbytes // BATCH_BYTES))
    return ((offset, min(length, batch.num_rows - offset)) for offset in range(0, batch.num_rows, length))


def _rows(columns: list[Column], length: int) -> tuple[list[Sequence[JsonValue]], bool]:
    """The rows, empty where text is not UTF-8, and whether any of them must be looked at value by value."""
    try:
        cells = [_cells(column) for column in columns]
    except ValueError:
        if length == 1:
            return [()], True
        singles = [_rows([column.slice(place, 1) for column in columns], 1)[0] for place in range(length)]
        return [rows[0] for rows in singles], True
    return list(zip(*(values for values, _ in cells), strict=True)), any(doubtful for _, doubtful in cells)


def _cells(column: Column) -> tuple[list[JsonValue], bool]:
    """The values of a column, and whether they must be looked at one by one."""
    values = column.to_pylist(maps_as_pydicts="lossy")
    kind = str(column.type)
    if kind in _TEXTS:
        texts = cast("list[str | None]", values)
        return cast("list[JsonValue]", texts), any("\0" in text for text in texts if text)
    if kind in _WHOLE:
        return cast("list[JsonValue]", values), False
    return [_as_json(value) for value in values], True


def _in_microseconds(column: Column) -> Column:
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


def holds_binary(kind: Type) -> bool:
    """Whether a column of this type holds binary data somewhere, which JSON cannot."""
    if "binary" in str(kind).partition("<")[0]:
        return True
    return any(holds_binary(kind.field(place).type) for place in range(kind.num_fields))
