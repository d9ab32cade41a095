"""Parquet, written by pyarrow in row groups, compressed with zstd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.export.formats.format import Source
from core.export.rows import COLUMNS

_FLOATS = frozenset({"sample_weight", "selection_prob"})


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
        schema = arrow.schema([(name, arrow.float64() if name in _FLOATS else arrow.string()) for name in COLUMNS])
        parquet: Any = pq
        count = 0
        with parquet.ParquetWriter(str(out), schema, compression="zstd") as writer:
            for rows in source.label_batches():
                columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
                arrays = [arrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
                count += len(rows)
        return count
