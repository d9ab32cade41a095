"""Parquet, written by pyarrow in row groups, compressed with zstd."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.domain.task import FieldType
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.csv import TABLE_PURPOSES
from core.export.formats.format import FormatBase
from core.export.output import Output
from core.export.record import Record
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
            for records in row_groups(cut):
                writer.write_table(table_of(rower.rows(records), schema, pa))


def row_groups(cut: Cut) -> Iterator[list[Record]]:
    """The records in groups that follow from the records alone, not from how they were read: equal datasets give equal bytes."""
    group, characters = list[Record](), 0
    for batch in cut.batches():
        for record in batch.records:
            group.append(record)
            characters += len(record.text)
            if len(group) >= _GROUP_ROWS or characters >= _GROUP_CHARACTERS:
                yield group
                group, characters = [], 0
    if group:
        yield group


def table_schema(sheet: Sheet, arrow: Any) -> Any:
    """The Arrow schema of a sheet."""
    types = _types(sheet, arrow)
    return arrow.schema([(name, types.get(name, arrow.string())) for name in sheet.columns])


def table_of(rows: list[Cells], schema: Any, arrow: Any) -> Any:
    """Rows as an Arrow table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        arrow.array(_cells(column, field.type, arrow), type=field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _cells(column: tuple[Any, ...], kind: Any, arrow: Any) -> tuple[Any, ...]:
    """Arrow refuses a whole number that a float does not hold exactly."""
    return tuple(None if one is None else float(one) for one in column) if kind == arrow.float64() else column


def _types(sheet: Sheet, arrow: Any) -> dict[str, Any]:
    """What is not text: the numbers of `LabelRow`, 0 and 1 for the labels of a set, numbers and truth of fields."""
    of_field = {FieldType.NUMBER: arrow.float64(), FieldType.INTEGER: arrow.int64(), FieldType.BOOLEAN: arrow.bool_()}
    fields = {one.name: of_field.get(one.type, arrow.string()) for one in sheet.task.fields}
    names = sheet.kind.columns(sheet.task)
    own = dict(zip(sheet.own, (fields.get(name, arrow.int64()) for name in names), strict=True))
    return {**dict.fromkeys(_FLOATS, arrow.float64()), **own}
