"""Text files with one text a line, as other tools take and give them; labels may stand in front (`__label__a text`, fastText).

fastText: https://fasttext.cc/docs/en/supervised-tutorial.html ("Each line contains a list of labels, followed by the document"). In a file
that was exported here (the manifest beside says so) names are percent-encoded, and a backslash stands before words that look like labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from core.domain.json import JsonValue
from core.ingest.beside import manifest_beside
from core.ingest.mapping import Mapping
from core.ingest.readers.base import Choice, Known, Probe, Reader, Table
from core.ingest.readers.json_values import text_fault
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream, encoding_of

PREFIX = "__label__"
_MARKED = re.compile(r"(?:(?<=\s)|^)\\(?=\\*(?:__label__|</s>(?:\s|$)))")


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
    """A file with labels in front of the text of each line (fastText). `ours`: with the escapes of an export."""

    ours: bool = False

    def record(self, text: str) -> dict[str, JsonValue]:
        """The labels, in their order, and what follows the last of them."""
        labels: list[JsonValue] = []
        rest = text.lstrip()
        while rest.startswith(PREFIX):
            label, _, rest = rest.removeprefix(PREFIX).partition(" ")
            labels.append(unquote(label) if self.ours else label)
            rest = rest.lstrip()
        return {"text": _MARKED.sub("", rest) if self.ours else rest, "labels": labels}


def is_ours(path: Path) -> bool:
    """Whether this is an export with labels in front, in which lines may also have none."""
    return manifest_beside(path).get("layout") == "fasttext"


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
    ours = is_ours(file.path)
    table = LabelledLinesTable(file.path, "fasttext", [], file.size, encoding_of(file, choice.encoding), ours=ours)
    table.find_columns(file)
    if ours:
        table.known = Known("fastText's lines", Mapping("text", label="labels"))
    return table


LINES = Reader("lines", "one text a line", (), _open_lines)
LABELLED = Reader("fasttext", "fastText", (), _open_labelled)
