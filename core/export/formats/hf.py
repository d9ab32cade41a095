"""A Hugging Face dataset: a folder with a Parquet file for each split and its card.

`datasets.load_dataset(FOLDER)` gives the splits by name (`train` where nothing is split) and labels as `ClassLabel`. Files are named as the
hub names them, `data/SPLIT-00000-of-00001.parquet`. A split without a record has no file: `datasets` would refuse the whole folder for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.card import HUB, card_of, hub_figure
from core.export.cut import Cut
from core.export.features import LABEL, Shape, arrow_schema, columns_of, features_yaml, label_cell
from core.export.formats.format import FormatBase, Option
from core.export.formats.parquet import row_groups, table_of
from core.export.manifest import manifest_of
from core.export.output import Output
from core.export.record import Record
from core.export.rows import Rower

LICENCE = Option("licence", "unknown", "the licence of the data, as the hub names it: cc-by-4.0")
LANGUAGE = Option("language", "", "the language of the texts, as ISO 639-1 codes: en,de")
#: the one split where nothing is split, which is how `load_dataset` calls it
_ALL = "train"


class HuggingFace(FormatBase):
    """Parquet by split, with a card."""

    name: str = "hf"
    title: str = "Hugging Face dataset"
    told: str = "a folder for load_dataset, with a card"
    folder: bool = True
    purposes: tuple[Purpose, ...] = (Purpose.CLASSIFIER, Purpose.EXCHANGE, Purpose.EVALUATE, Purpose.FINE_TUNE)
    options: tuple[Option, ...] = (LICENCE, LANGUAGE)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        import pyarrow as pa  # noqa: PLC0415  (0.2 s that only an export pays)

        shape = Shape.of(cut.kind, cut.task)
        schema = arrow_schema(cut, shape, pa)
        tables = _Tables(cut, shape, schema, pa)
        with ExitStack() as stack:
            files = _Files(output, schema, stack)
            for group in row_groups(cut):
                for split, records in _by_split(group).items():
                    files.write(split or _ALL, tables.of(records))
            if not files.rows:
                files.write((*cut.splits.names, _ALL)[0], tables.of(()))
        order = [name for name in dict.fromkeys((*cut.splits.names, _ALL)) if name in files.rows]
        cut.figures[HUB] = hub_figure(
            [{"split": name, "path": _file_of(name)} for name in order],
            features_yaml(columns_of(schema), shape),
            [{"name": name, "num_bytes": files.size[name], "num_examples": files.rows[name]} for name in order],
        )
        output.file(name="README.md").write_text(card_of(_manifest(cut)), encoding="utf-8", newline="\n")


def _manifest(cut: Cut) -> dict[str, JsonValue]:
    """What the card is made from: of a dataset that is cut again, and came out the same, what was said the first time."""
    first = dict(cut.first)
    return first if first.get("sha256") == cut.digest.hexdigest() else manifest_of(cut, 0, ())


class _Tables:
    """Makes Arrow tables of records."""

    def __init__(self, cut: Cut, shape: Shape, schema: Any, arrow: Any) -> None:
        self._cut, self._shape, self._schema, self._arrow = cut, shape, schema, arrow
        self._rower = Rower(cut.sheet)
        self._places = {name: place for place, name in enumerate(shape.names)}
        columns = cut.sheet.columns
        self._label = columns.index(LABEL)
        self._kept = [columns.index(name) for name in schema.names]

    def of(self, records: Sequence[Record]) -> Any:
        """The table of some records; labels that the task has not are counted."""
        rows: list[tuple[Any, ...]] = []
        for record, row in zip(records, self._rower.rows(records), strict=True):
            cell, strange = label_cell(self._cut.kind, record.answer, self._shape, self._places)
            self._cut.lose("unknown_labels", strange)
            rows.append(tuple(cell if place == self._label else row[place] for place in self._kept))
        return table_of(rows, self._schema, self._arrow)


class _Files:
    """The Parquet files, each opened when its first table comes. `rows` and `size`: records and bytes in memory, by split."""

    def __init__(self, output: Output, schema: Any, stack: ExitStack) -> None:
        self._output, self._schema, self._stack = output, schema, stack
        self._writers: dict[str, Any] = {}
        self.rows: dict[str, int] = {}
        self.size: dict[str, int] = {}

    def write(self, split: str, table: Any) -> None:
        """Write a table to the file of a split."""
        import pyarrow.parquet as pq  # noqa: PLC0415

        if split not in self._writers:
            path = str(self._output.file(name=_file_of(split)))
            writer: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
            self._writers[split] = self._stack.enter_context(writer)
        self._writers[split].write_table(table)
        self.rows[split] = self.rows.get(split, 0) + int(table.num_rows)
        self.size[split] = self.size.get(split, 0) + int(table.nbytes)


def _file_of(split: str) -> str:
    return f"data/{split}-00000-of-00001.parquet"


def _by_split(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.split, []).append(record)
    return found
