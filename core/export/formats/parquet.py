"""Parquet, written by pyarrow in row groups, compressed with zstd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.domain.task import FieldType
from core.export.formats.format import Source
from core.export.rows import COLUMNS, Sheet

_FLOATS = ("sample_weight", "selection_prob")


class Parquet:
    """One row per label; the numbers are float64, everything else is text."""

    name: str = "parquet"
    title: str = "Parquet table"
    suffix: str = ".parquet"

    def write(self, source: Source, out: Path) -> int:
        """See `Format.write`."""
        import pyarrow as pa  # noqa: PLC0415  (0.2 s that only an export pays)
        import pyarrow.parquet as pq  # noqa: PLC0415

        arrow: Any = pa
        names = source.sheet.columns
        types = _types(source.sheet, arrow)
        schema = arrow.schema([(name, types.get(name, arrow.string())) for name in names])
        parquet: Any = pq
        count = 0
        with parquet.ParquetWriter(str(out), schema, compression="zstd") as writer:
            for rows in source.label_batches():
                columns = list(zip(*rows, strict=True)) or [()] * len(names)
                arrays = [
                    arrow.array(_held(column, field.type, arrow), type=field.type)
                    for column, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
                count += len(rows)
        return count


def _held(column: tuple[Any, ...], kind: Any, arrow: Any) -> tuple[Any, ...]:
    """Arrow refuses a whole number that a float does not hold exactly."""
    return tuple(None if one is None else float(one) for one in column) if kind == arrow.float64() else column


def _types(sheet: Sheet, arrow: Any) -> dict[str, Any]:
    """What is not text: the numbers of `LabelRow`, 0 and 1 for the labels of a set, numbers and truth of fields."""
    of_field = {FieldType.NUMBER: arrow.float64(), FieldType.INTEGER: arrow.int64(), FieldType.BOOLEAN: arrow.bool_()}
    fields = {one.name: of_field.get(one.type, arrow.string()) for one in sheet.task.fields}
    names = sheet.kind.columns(sheet.task)
    own = dict(zip(sheet.columns[len(COLUMNS) :], (fields.get(name, arrow.int64()) for name in names), strict=False))
    return {**dict.fromkeys(_FLOATS, arrow.float64()), **own}
