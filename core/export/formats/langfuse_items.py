"""Langfuse dataset items: one request to create an item a line.

Source: Langfuse API reference, `POST /api/public/dataset-items`, CreateDatasetItemRequest (`datasetName`, `input`, `expectedOutput`,
`metadata`, `id`, `status`). Items are upserted by their id, which is unique in a Langfuse project and cannot move between its datasets: it
follows from the dataset and the item, so that sending a file twice changes nothing.
"""

from __future__ import annotations

import hashlib

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option, split_files
from core.export.output import Output
from core.export.record import Record
from core.export.shown import Shower, json_line, origin_of

DATASET = Option("dataset", "", "the name of the dataset in Langfuse; without it the project's")


class LangfuseItems(FormatBase):
    """One object a line. Each split is a dataset of its own: `NAME/train`."""

    name: str = "langfuse"
    title: str = "Langfuse dataset items"
    told: str = "to evaluate with Langfuse: one dataset item a line"
    suffix: str = ".jsonl"
    purposes: tuple[Purpose, ...] = (Purpose.EVALUATE, Purpose.PROMPT, Purpose.EXCHANGE)
    options: tuple[Option, ...] = (DATASET,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        shower, named = Shower(cut), str(cut.option(DATASET.name, DATASET.default) or "").strip() or cut.project.name
        ids = _Ids(cut.id)
        with split_files(cut, output) as files:
            for batch in cut.batches():
                for record in batch.records:
                    split = record.split if cut.splits.names else ""
                    item: JsonValue = {
                        "datasetName": f"{named}/{split}" if split else named,
                        "id": ids.of(record),
                        "input": shower.inputs(record),
                        "expectedOutput": shower.output(record),
                        "metadata": origin_of(record),
                        "status": "ACTIVE",
                    }
                    files.write(split, json_line(item))


class _Ids:
    """Ids of items: a hash of the dataset, the item, and how many of its records came before (where every annotation is one)."""

    def __init__(self, dataset: str) -> None:
        self._dataset, self._last, self._nth = dataset, -1, 0

    def of(self, record: Record) -> str:
        """The id of the next record; those of one item follow each other."""
        self._nth = self._nth + 1 if record.seq == self._last else 0
        self._last = record.seq
        told = "\0".join((self._dataset, record.item_id, str(self._nth)))
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
