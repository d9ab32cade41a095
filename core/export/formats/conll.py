"""CoNLL-2003: a token a line, four columns, an empty line behind every item; passages as IOB2 tags.

Tjong Kim Sang and De Meulder (2003), "Introduction to the CoNLL-2003 Shared Task": `TOKEN POS CHUNK TAG`, parted by one space, with
`-DOCSTART- -X- O O` before a document. There are neither parts of speech nor chunks here (`-X-`, `O`). Each item is a document; its id
follows as a fifth column of that line. White space and `%` in ids and labels are percent-encoded.
"""

from __future__ import annotations

from typing_extensions import override

from core.domain.kinds import kind_of
from core.domain.task import Task
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.fasttext import LABEL_PURPOSES, lose_the_rest
from core.export.formats.format import FormatBase, Option, split_files
from core.export.output import Output
from core.export.record import Record
from core.export.tokens import OUTSIDE, Tagged, tagged
from core.export.words import one_word

_DOCUMENT = "-DOCSTART- -X- O O"
IDS = Option("ids", True, "put the item's id behind -DOCSTART-; without, the line is to the letter that of CoNLL-2003")


class Conll(FormatBase):
    """One block of tokens per item."""

    name: str = "conll"
    title: str = "CoNLL-2003 (IOB2)"
    told: str = "for taggers: tokens with the tags of passages"
    suffix: str = ".conll"
    purposes: tuple[Purpose, ...] = LABEL_PURPOSES
    options: tuple[Option, ...] = (IDS,)

    @override
    def problem(self, task: Task) -> str:
        passages = kind_of(task.kind).neutral(None).spans is not None
        return "" if passages else "CoNLL holds labelled passages, which this task has not."

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        ids = bool(cut.option(IDS.name, IDS.default))
        with split_files(cut, output) as files:
            for batch in cut.batches():
                for record in batch.records:
                    files.write(record.split, _block(cut, record, ids=ids).encode())
                lose_the_rest(cut, batch.records, ids=not ids)


def _block(cut: Cut, record: Record, *, ids: bool) -> str:
    spans = cut.kind.neutral(record.answer).spans or ()
    found = tagged(record.text, spans)
    words = [record.text[start:end] for start, end in found.ranges]
    _count(cut, found)
    cut.lose("spacing", " ".join(words) != record.text)
    cut.lose("span_notes", sum(bool(one.severity or one.comment) for one in spans))
    tags = [tag if tag == OUTSIDE else f"{tag[:2]}{one_word(tag[2:])}" for tag in found.tags]
    cut.lose("labels_escaped", 0 if ids else any(one_word(tag[2:]) != tag[2:] for tag in found.tags))
    head = f"{_DOCUMENT} {one_word(record.item_id)}" if ids else _DOCUMENT
    lines = [f"{word} -X- O {tag}" for word, tag in zip(words, tags, strict=True)]
    return "\n".join([head, "", *lines, "", ""])


def _count(cut: Cut, found: Tagged) -> None:
    cut.lose("tokens_split", found.split)
    cut.lose("misaligned_spans", found.moved)
    cut.lose("overlapping_spans", found.crossing)
    cut.lose("empty_spans", found.empty)
