"""Parquet, written by pyarrow in row groups, compressed with zstd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.domain.task import FieldType
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.csv import TABLE_PURPOSES
from core.export.formats.format import FormatBase
from core.export.output import Output
from core.export.record import Record, Records
from core.export.row import as_columns
from core.export.rows import Cells, Rower, Sheet

_FLOATS = ("sample_weight", "selection_prob")
_GROUP_ROWS, _GROUP_CHARACTERS = 20_000, 16_000_000


class Parquet(FormatBase):
    """One row per label; the numbers are float64, everything else is text."""

    name: str = "parquet"
    title: str = "Parquet table"
    told: str = "for large sets: typed and small"
    suffix: str = ".parquet"
    purposes: tuple[Purpose, ...] = TABLE_PURPOSES
    lossless: bool = True

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        import pyarrow as pa  # noqa: PLC0415  (0.2 s that only an export pays)
        import pyarrow.parquet as pq  # noqa: PLC0415

        parquet: Any = pq
        schema, rower = table_schema(cut.sheet, pa), Rower(cut.sheet)
        with parquet.ParquetWriter(str(output.file()), schema, compression="zstd") as writer:
            for group in _groups(cut):
                writer.write_table(_table(rower.columns(group), schema, pa))


def row_groups(cut: Cut) -> Iterator[list[Record]]:
    """The records in groups that follow from the records alone, not from how they were read: equal datasets give equal bytes."""
    for group in _groups(cut):
        yield group.records()


def _groups(cut: Cut) -> Iterator[Records]:
    parts, rows, characters = list[Records](), 0, 0
    for batch in cut.batches():
        start, records = 0, batch.columns
        while start < len(records.seq):
            end, characters = _end(records.text, start, _GROUP_ROWS - rows, characters)
            parts.append(records.part(start, end))
            rows, start = rows + end - start, end
            if rows >= _GROUP_ROWS or characters >= _GROUP_CHARACTERS:
                yield Records.joined(parts)
                parts, rows, characters = [], 0, 0
    if parts:
        yield Records.joined(parts)


def _end(texts: Sequence[str], start: int, room: int, characters: int) -> tuple[int, int]:
    """Where a group ends that takes texts from `start` on and has room for so many more; and how many characters it has then."""
    end = min(start + room, len(texts))
    for place in range(start, end):
        characters += len(texts[place])
        if characters >= _GROUP_CHARACTERS:
            return place + 1, characters
    return end, characters


def table_schema(sheet: Sheet, arrow: Any) -> Any:
    """The Arrow schema of a sheet."""
    types = _types(sheet, arrow)
    return arrow.schema([(name, types.get(name, arrow.string())) for name in sheet.columns])


def table_of(rows: Sequence[Cells], schema: Any, arrow: Any) -> Any:
    """Rows as an Arrow table."""
    return _table(as_columns(rows, len(schema)), schema, arrow)


def _table(columns: Sequence[list[Any]], schema: Any, arrow: Any) -> Any:
    arrays = [
        arrow.array(_cells(column, field.type, arrow), type=field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _cells(column: list[Any], kind: Any, arrow: Any) -> list[Any]:
    """Arrow refuses a whole number that a float does not hold exactly."""
    return [None if one is None else float(one) for one in column] if kind == arrow.float64() else column


def _types(sheet: Sheet, arrow: Any) -> dict[str, Any]:
    """What is not text: the numbers of `LabelRow`, 0 and 1 for the labels of a set, numbers and truth of fields."""
    of_field = {FieldType.NUMBER: arrow.float64(), FieldType.INTEGER: arrow.int64(), FieldType.BOOLEAN: arrow.bool_()}
    fields = {one.name: of_field.get(one.type, arrow.string()) for one in sheet.task.fields}
    names = sheet.kind.columns(sheet.task)
    own = dict(zip(sheet.own, (fields.get(name, arrow.int64()) for name in names), strict=True))
    return {**dict.fromkeys(_FLOATS, arrow.float64()), **own}
