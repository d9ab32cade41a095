"""Text files with one text a line, as other tools take and give them; labels may stand in front (`__label__a text`, fastText).

fastText: https://fasttext.cc/docs/en/supervised-tutorial.html ("Each line contains a list of labels, followed by the document").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.json import JsonValue
from core.ingest.readers.base import Choice, Probe, Reader, Table
from core.ingest.readers.json_values import text_fault
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream, encoding_of

PREFIX = "__label__"


@dataclass
class LinesTable(RecordTable):
    """A file with one text a line."""

    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """See `RecordTable.found`. Blank lines are passed over."""
        line = 0
        for part in stream.line_lists():
            for text in part:
                line += 1
                if text.strip():
                    yield text_fault(text, line) or (line, self.record(text.rstrip("\r\n")))

    def record(self, text: str) -> dict[str, JsonValue]:
        """What one line says."""
        return {"text": text}


@dataclass
class LabelledLinesTable(LinesTable):
    """A file with labels in front of the text of each line (fastText)."""

    def record(self, text: str) -> dict[str, JsonValue]:
        """The labels, in their order, and what follows the last of them."""
        labels: list[JsonValue] = []
        rest = text.lstrip()
        while rest.startswith(PREFIX):
            label, _, rest = rest.removeprefix(PREFIX).partition(" ")
            labels.append(label)
            rest = rest.lstrip()
        return {"text": rest, "labels": labels}


def looks_labelled(lines: list[str]) -> bool:
    """Whether labels stand in front of nearly every line."""
    return bool(lines) and sum(line.lstrip().startswith(PREFIX) for line in lines) >= 0.9 * len(lines)


def looks_like_texts(lines: list[str]) -> bool:
    """Whether these lines are no table: no delimiter stands in each of them equally often, and nothing is quoted."""
    even = any(len({line.count(mark) for line in lines}) == 1 and mark in lines[0] for mark in (",", "\t", ";", "|"))
    return len(lines) > 1 and not even and not any(line.lstrip().startswith('"') for line in lines) and " " in "".join(lines)


def _open_lines(file: Probe, choice: Choice) -> Table:
    table = LinesTable(file.path, "lines", [], file.size, encoding_of(file, choice.encoding))
    table.find_columns(file)
    return table


def _open_labelled(file: Probe, choice: Choice) -> Table:
    table = LabelledLinesTable(file.path, "fasttext", [], file.size, encoding_of(file, choice.encoding))
    table.find_columns(file)
    return table


LINES = Reader("lines", "one text a line", (), _open_lines)
LABELLED = Reader("fasttext", "fastText", (), _open_labelled)
