"""fastText's supervised format: a line per item, `__label__NAME` for each label, then the text.

https://fasttext.cc/docs/en/supervised-tutorial.html. Words are parted by white space, a word that begins with `__label__` is a label
wherever it stands, and the word `</s>` ends the line (fastText, `Dictionary::readWord` and `getLine`): such words of the text get a
backslash before them. White space and `%` in names are percent-encoded.
"""

from __future__ import annotations

import re

from typing_extensions import override

from core.domain.kinds import kind_of
from core.domain.task import Task
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase, split_files
from core.export.output import Output
from core.export.record import Record
from core.export.words import one_line, one_word

PREFIX = "__label__"
#: words that fastText would not take for words; the backslash is escaped along, so that it can be undone
_MARK = re.compile(r"(?:(?<=\s)|^)(?=\\*(?:__label__|</s>(?:\s|$)))")
LABEL_PURPOSES = (Purpose.CLASSIFIER, Purpose.EXCHANGE, Purpose.EVALUATE)
#: what a line format has no place for, counted by record
NO_ID, NO_SOURCE, NO_PARTS, NO_METADATA = "item_ids", "provenance", "parts", "metadata"


class FastText(FormatBase):
    """One line per label or set of labels; an empty set is a line without a label."""

    name: str = "fasttext"
    title: str = "fastText lines"
    told: str = "for fastText's supervised training"
    suffix: str = ".txt"
    purposes: tuple[Purpose, ...] = LABEL_PURPOSES

    @override
    def problem(self, task: Task) -> str:
        return label_problem(task, "fastText's lines")

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        with split_files(cut, output) as files:
            for batch in cut.batches():
                for record in batch.records:
                    files.write(record.split, f"{_line(cut, record)}\n".encode())
                lose_the_rest(cut, batch.records)


def label_problem(task: Task, what: str) -> str:
    """Why a format of labels alone cannot hold a task; empty when it can."""
    kind = kind_of(task.kind)
    return "" if kind.classes(task) or kind.several(task) else f"{what} hold labels of whole items, which this task has not."


def lose_the_rest(cut: Cut, records: list[Record], *, ids: bool = True) -> None:
    """Count what a format of text and labels has no place for."""
    cut.lose(NO_ID, len(records) if ids else 0)
    cut.lose(NO_SOURCE, len(records))
    cut.lose(NO_PARTS, sum(one.parts is not None for one in records))
    cut.lose(NO_METADATA, sum(one.metadata is not None for one in records))


def _line(cut: Cut, record: Record) -> str:
    text, folded = one_line(record.text)
    marked, marks = _MARK.subn(r"\\", text)
    cut.lose("line_breaks_folded", folded)
    cut.lose("leading_space", record.text[:1].isspace())
    cut.lose("label_marks_escaped", bool(marks))
    labels = cut.kind.neutral(record.answer).labels or ()
    cut.lose("without_label", not labels)
    return " ".join([*(f"{PREFIX}{one_word(name)}" for name in labels), marked])
