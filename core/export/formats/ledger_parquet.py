"""The whole ledger as Parquet: a folder with a file for each of its tables. What is nested stands as JSON text."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import orjson

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase
from core.export.formats.ledger import LedgerRecord, ledger_records
from core.export.output import Output

_TEXTS = ("type", "id", "item", "at")
#: the columns of each table; what is not listed by a type of its own is text
_COLUMNS: dict[str, tuple[str, ...]] = {
    "suggestion": (
        "seq", *_TEXTS, "suggester", "answer", "candidates", "raw", "chance", "rationale", "step", "fit_step", "failure", "signals",
    ),
    "decision": (
        "seq", *_TEXTS, "reviewer", "verdict", "answer", "provenance", "suggestion", "revealed", "sample", "order",
        "selection_prob", "draw_no", "reason", "dwell_ms", "detail", "guidelines", "bulk_action", "signal", "part_signals",
    ),
    "event": ("seq", *_TEXTS, "kind", "reviewer", "decision", "suggestion", "data", "signal"),
    "annotation": ("seq", *_TEXTS, "source", "annotator", "answer", "status", "lead_ms", "given_at"),
    "outside_signal": ("seq", *_TEXTS, "origin", "name", "value", "suggestion"),
}  # fmt: skip
_NUMBERS = frozenset({"seq", "step", "fit_step", "draw_no", "dwell_ms", "guidelines", "bulk_action", "lead_ms"})
_FLOATS = frozenset({"raw", "chance", "selection_prob", "value"})
_NESTED = frozenset(
    {"suggester", "answer", "candidates", "rationale", "signals", "revealed", "detail", "signal", "part_signals", "data"}
)


class LedgerParquet(FormatBase):
    """The audit format for a data frame: `suggestion.parquet`, `decision.parquet`, `event.parquet`, `annotation.parquet`, ..."""

    name: str = "ledger_parquet"
    title: str = "The whole ledger (Parquet)"
    told: str = "the same in tables, for large projects"
    folder: bool = True
    purposes: tuple[Purpose, ...] = (Purpose.AUDIT,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`. Tables without a line are there too, with their columns."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        parquet: Any = pq
        schemas = {name: _schema(columns, pa) for name, columns in _COLUMNS.items()}
        with ExitStack() as stack:

            def writer(name: str) -> Any:
                path = str(output.file(name=f"{name}.parquet"))
                return stack.enter_context(parquet.ParquetWriter(path, schemas[name], compression="zstd"))

            writers = {name: writer(name) for name in schemas}
            for name, records in ledger_records(cut):
                cut.hashed(b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in records))
                cut.records += len(records)
                writers[name].write_table(_table(records, schemas[name], pa))


def _schema(columns: tuple[str, ...], arrow: Any) -> Any:
    def kind(name: str) -> Any:
        return arrow.int64() if name in _NUMBERS else arrow.float64() if name in _FLOATS else arrow.string()

    return arrow.schema([(name, kind(name)) for name in columns])


def _table(records: list[LedgerRecord], schema: Any, arrow: Any) -> Any:
    rows = [{name: _cell(name, value) for name, value in one.items()} for one in records]
    return arrow.Table.from_pylist(rows, schema=schema)


def _cell(name: str, value: JsonValue) -> JsonValue:
    if value is None:
        return None
    if name in _NESTED:
        return orjson.dumps(value).decode()
    return float(value) if name in _FLOATS and isinstance(value, int | float) else value
