"""From a row of a table to an item: its text and parts, its answers, its suggestions; and which rows cannot be used and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.domain.content import Content
from core.domain.json import JsonValue
from core.domain.task import Task
from core.ingest.cells import NO_ANSWER, AnswerReader, NoAnswer, text_of
from core.ingest.contents import ContentReader, opened
from core.ingest.mapping import Mapping
from core.ingest.paths import Getter, getter_of
from core.ingest.readers.base import BadRow, Batch
from core.ingest.said import AnnotationReader, SignalReader
from core.ingest.suggested import SuggestionReader
from core.storage.items import NewItem
from core.storage.sql import to_json


@dataclass(slots=True)
class Mapped:
    """What became of a batch: the usable items with their lines, and the rows that cannot be used.

    `failed` counts the suggestions that are no answer, `failed_said` annotations and signals that could not be read, `more_characters` how
    long the parts are, about.
    """

    items: list[NewItem]
    lines: list[int]
    bad: list[BadRow]
    failed: int = 0
    failed_said: int = 0
    more_characters: int = 0


@dataclass(slots=True)
class _Row:
    """How to read the rows of one batch: a getter for each column that is mapped."""

    text: Getter
    external_id: Getter | None
    label: Getter | None
    gold: Getter | None
    metadata: tuple[tuple[str, Getter], ...]
    content: Callable[[Sequence[JsonValue]], Content | str] | None = None
    suggestions: SuggestionReader | None = None
    annotations: AnnotationReader | None = None
    signals: SignalReader | None = None
    whole_metadata: Getter | None = None
    columns: list[str] = field(default_factory=list[str])


class Mapper:
    """Turns the batches of one table into items of one task."""

    def __init__(self, mapping: Mapping, task: Task) -> None:
        self._mapping = mapping
        self._answers = AnswerReader(task)
        #: an answer that has to fit its item needs the item's content, as do parts
        self._quick = mapping.plain and self._answers.of_any_item
        self._row: _Row | None = None

    def map(self, batch: Batch) -> Mapped:
        """The items of a batch."""
        mapped = Mapped([], [], list(batch.bad))
        row = self._row_of(batch.columns)
        make = self._plain_item if self._quick else self._item
        for line, cells in zip(batch.lines, batch.rows, strict=True):
            item = make(cells, row)
            if isinstance(item, NewItem):
                mapped.items.append(item)
                mapped.lines.append(line)
            else:
                mapped.bad.append(BadRow(line, _REASONS[item], item))
        if not self._quick:
            _count(mapped, row)
        return mapped

    def _row_of(self, columns: list[str]) -> _Row:
        if self._row is None or self._row.columns != columns:
            self._row = self._read_by(columns)
        return self._row

    def _read_by(self, columns: list[str]) -> _Row:
        mapping = self._mapping

        def get(name: str | None) -> Getter | None:
            return None if name is None else getter_of(name, columns)

        metadata = tuple((name, getter_of(name, columns)) for name in mapping.metadata)
        singles = (get(mapping.external_id), get(mapping.label), get(mapping.gold))
        row = _Row(getter_of(mapping.text, columns), *singles, metadata, columns=list(columns))
        row.whole_metadata = get(mapping.metadata_column)
        if not self._quick:
            row.content = ContentReader(mapping, columns).read
            row.suggestions = SuggestionReader(mapping.suggestions, columns, self._answers)
            row.annotations = AnnotationReader(mapping.annotations, columns, self._answers) if mapping.annotations else None
            row.signals = SignalReader(mapping.signals, columns) if mapping.signals else None
        return row

    def _plain_item(self, cells: Sequence[JsonValue], row: _Row) -> NewItem | str:
        """The item of a row, or the code of the reason against it."""
        text = text_of(row.text(cells))
        if not text or text.isspace():
            return "row.no_text"
        external = None if row.external_id is None else text_of(row.external_id(cells))
        if external == "":
            return "row.no_id"
        label = None if row.label is None else self._answers.read(row.label(cells))
        gold = None if row.gold is None else self._answers.read(row.gold(cells))
        if label is NO_ANSWER or gold is NO_ANSWER or isinstance(label, NoAnswer) or isinstance(gold, NoAnswer):
            return "row.bad_label" if label is NO_ANSWER else "row.bad_gold"
        return NewItem(text, external, _kept(cells, row) if row.metadata else None, label, gold)

    def _item(self, cells: Sequence[JsonValue], row: _Row) -> NewItem | str:
        """The same for an item that is more than a text, or whose answers have to fit it."""
        assert row.content is not None
        content = row.content(cells)
        if isinstance(content, str):
            return content
        external = None if row.external_id is None else text_of(row.external_id(cells))
        if external == "":
            return "row.no_id"
        label = None if row.label is None else self._answers.read(row.label(cells), content)
        gold = None if row.gold is None else self._answers.read(row.gold(cells), content)
        if isinstance(label, NoAnswer) or isinstance(gold, NoAnswer):
            return "row.bad_label" if isinstance(label, NoAnswer) else "row.bad_gold"
        suggested = row.suggestions.read(cells, content) if row.suggestions is not None else ()
        annotated = row.annotations.read(cells, content) if row.annotations is not None else ()
        signals = row.signals.read(cells) if row.signals is not None else ()
        return NewItem(
            content.text, external, _kept(cells, row), label, gold, content.parts_json(), suggested, annotated, signals
        )


_REASONS = {
    "row.no_text": "The row has no text.",
    "row.no_id": "The row has no id.",
    "row.bad_label": "Its label is no valid answer of the project's task.",
    "row.bad_gold": "Its gold answer is no valid answer of the project's task.",
    "row.no_candidate": "All of its candidates are empty.",
    "row.no_document": "Its document is not in the second file.",
    "row.no_image": "There is no file at the path of its image.",
    "row.bad_chat": "Its chat is no list of turns with a role and what was said.",
    "row.bad_record": "Its record is no JSON object.",
}


def _kept(cells: Sequence[JsonValue], row: _Row) -> dict[str, JsonValue] | None:
    whole = None if row.whole_metadata is None else opened(row.whole_metadata(cells))
    kept = dict(whole) if isinstance(whole, dict) else {name: get(cells) for name, get in row.metadata}
    return {name: value for name, value in kept.items() if value is not None} or None


def _count(mapped: Mapped, row: _Row) -> None:
    for reader in (row.annotations, row.signals):
        if reader is not None:
            mapped.failed_said, reader.failed = mapped.failed_said + reader.failed, 0
    for item in mapped.items:
        mapped.failed += sum(one.answer is None for one in item.suggested)
        mapped.more_characters += len(to_json(item.parts)) if item.parts is not None else 0
