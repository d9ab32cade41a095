"""spaCy's DocBin (`.spacy`), one for each split: texts as spaCy's tokens with `doc.cats`, `doc.ents`, or `doc.spans["sc"]`.

https://spacy.io/api/docbin, https://spacy.io/api/data-formats#binary-training. Labels of whole items are categories with 1.0 and 0.0.
Passages are entities; where the task lets them overlap they are the span group `sc`, which the span categorizer reads. A passage that does
not begin and end with a token is widened to whole tokens and counted; `doc.user_data` holds all passages with their own offsets, and all
else that is known of the label. spaCy is not a part of the app: it has to be installed beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.spans import Span
from core.domain.task import Task
from core.domain.uses import Purpose
from core.errors import UserError
from core.export.cut import Cut
from core.export.formats.fasttext import LABEL_PURPOSES
from core.export.formats.format import FormatBase, Option
from core.export.output import Output
from core.export.record import Record
from core.export.rows import METADATA, PARTS, Rower

LANGUAGE = Option("language", "xx", "whose rules make the tokens: a code of spaCy's, xx for several languages")
SPANS_KEY = "sc"
#: what DocBin keeps of each token; the texts and all else stand beside
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")


class Spacy(FormatBase):
    """One document per label."""

    name: str = "spacy"
    title: str = "spaCy DocBin"
    told: str = "for spacy train: categories, entities or spans"
    suffix: str = ".spacy"
    purposes: tuple[Purpose, ...] = LABEL_PURPOSES
    options: tuple[Option, ...] = (LANGUAGE,)

    @override
    def problem(self, task: Task) -> str:
        kind = kind_of(task.kind)
        held = kind.classes(task) or kind.several(task) or kind.neutral(None).spans is not None
        return "" if held else "spaCy's documents hold labels of items and passages, which this task has not."

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`. All documents of a split are in memory. Raises `UserError` (`export.no_spacy`) without spaCy."""
        maker = _Maker(cut, _blank(str(cut.option(LANGUAGE.name, LANGUAGE.default))))
        for batch in cut.batches():
            maker.add(batch.records)
        for split in cut.splits.names or ("",):
            maker.save(split, output.file(split))


def _blank(language: str) -> Any:
    """The rules of a language, without a model. Raises `UserError`."""
    kept = "Nothing was written."
    try:
        import spacy  # noqa: PLC0415  (large, and not everybody's)
    except ImportError as error:
        what = "This format needs spaCy, which is not installed."
        raise UserError("export.no_spacy", what, kept=kept, todo="Install it with: pip install spacy") from error
    try:
        return spacy.blank(language)
    except (ImportError, ValueError) as error:
        what = f"spaCy has no rules for the language {language[:20]!r}, or needs another package for them."
        raise UserError("export.language", what, kept=kept, todo="Use xx, or a code of spacy.io/usage/models.") from error


class _Maker:
    """Makes documents and puts each into the DocBin of its split."""

    def __init__(self, cut: Cut, language: Any) -> None:
        self._cut, self._language = cut, language
        self._rower, self._columns = Rower(cut.sheet), cut.sheet.columns
        self._left = {"text", "label", *cut.sheet.own}
        self._overlapping = cut.task.options.overlapping
        self._names = [label.name for label in cut.task.labels]
        self._bins: dict[str, Any] = {}

    def add(self, records: Sequence[Record]) -> None:
        """Take some records."""
        for record, row in zip(records, self._rower.rows(records), strict=True):
            known = {name: cell for name, cell in zip(self._columns, row, strict=True) if name not in self._left}
            document = self._document(record)
            document.user_data.update(_told(known))
            self._bin(record.split).add(document)

    def save(self, split: str, path: Path) -> None:
        """Write the DocBin of a split."""
        path.write_bytes(self._bin(split).to_bytes())

    def _bin(self, split: str) -> Any:
        from spacy.tokens import DocBin  # noqa: PLC0415

        if split not in self._bins:
            self._bins[split] = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
        return self._bins[split]

    def _document(self, record: Record) -> Any:
        document = self._language.tokenizer(record.text)
        held = self._cut.kind.neutral(record.answer)
        if held.spans is None:
            given = set(held.labels or ())
            document.cats = {name: float(name in given) for name in self._names}
        else:
            document.user_data["spans"] = [one.to_json() for one in held.spans]
            self._mark(document, held.spans)
        return document

    def _mark(self, document: Any, spans: Sequence[Span]) -> None:
        found = [one for one in (self._placed(document, span) for span in spans) if one is not None]
        if self._overlapping:
            document.spans[SPANS_KEY] = found
            return
        kept: list[Any] = []
        for one in found:  # those that were widened may meet
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        self._cut.lose("overlapping_spans", len(found) - len(kept))
        document.ents = kept

    def _placed(self, document: Any, span: Span) -> Any:
        """The passage as whole tokens without white space at its ends; None where nothing is left."""
        exact = document.char_span(span.start, span.end, label=span.label)
        placed = exact or document.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        start, end = placed.start, placed.end
        while start < end and document[start].is_space:
            start += 1
        while end > start and document[end - 1].is_space:
            end -= 1
        if exact is None or (start, end) != (placed.start, placed.end):
            self._cut.lose("misaligned_spans" if start < end else "empty_spans")
        return type(placed)(document, start, end, label=span.label) if start < end else None


def _told(known: dict[str, Any]) -> dict[str, JsonValue]:
    """What is known of a label; parts and metadata as their values."""
    held: dict[str, JsonValue] = {name: cell for name, cell in known.items() if name not in (PARTS, METADATA)}
    return held | {name: orjson.loads(known[name]) if known[name] else None for name in (PARTS, METADATA) if name in known}
