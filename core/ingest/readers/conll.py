"""Tokens with tags, one a line, an empty line between sentences (CoNLL-2003; IOB2, also IOB1 and BIOES).

The token is the first column, the tag the last one; the text is the tokens with spaces in between. Tjong Kim Sang and De Meulder
(2003), "Introduction to the CoNLL-2003 Shared Task"; Ramshaw and Marcus (1995) for the tags. Where `-DOCSTART- -X- O O` has a fifth column,
it is the id of what follows, percent-encoded as are the labels: that is how an export has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from core.domain.json import JsonValue
from core.ingest.mapping import Mapping
from core.ingest.readers.base import BadRow, Choice, Known, Probe, Reader, Table
from core.ingest.readers.json_values import text_fault
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream, encoding_of

_TAG = re.compile(r"O|[BIESLUM]-\S+")
_DOCUMENT = "-DOCSTART-"
_OURS = [_DOCUMENT, "-X-", "O", "O"]
_ID = "item_id"


@dataclass
class ConllTable(RecordTable):
    """A file of tagged tokens; a row is a sentence, on the line of its first token."""

    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """See `RecordTable.found`. A line without a tag costs its sentence."""
        sentence: list[tuple[int, str]] = []
        document = ""
        line = 0
        for part in stream.line_lists():
            for text in part:
                line += 1
                if text.startswith(_DOCUMENT):
                    document = _id_in(text)
                if text.strip():
                    sentence.append((line, text))
                elif sentence:
                    yield from _sentence(sentence, document)
                    sentence = []
        if sentence:
            yield from _sentence(sentence, document)


def _id_in(line: str) -> str:
    """The id in the first line of a document, as it is written; empty where it has none."""
    parts = line.split()
    return parts[4] if len(parts) == 5 and parts[:4] == _OURS else ""


def _sentence(lines: Sequence[tuple[int, str]], document: str = "") -> Iterator[Numbered]:
    first = lines[0][0]
    tokens: list[tuple[str, str]] = []
    for line, text in lines:
        parts = text.split()
        if parts[0] == _DOCUMENT or (parts[0] == "#" and not _TAG.fullmatch(parts[-1])):
            continue
        if len(parts) < 2 or not _TAG.fullmatch(parts[-1]):
            yield BadRow(line, "A line of it has no token with a tag.", "row.no_tag")
            return
        tokens.append((parts[0], unquote(parts[-1]) if document else parts[-1]))
    if tokens:
        words = [token for token, _ in tokens]
        bad = text_fault("".join(words), first)
        named: dict[str, JsonValue] = {_ID: unquote(document)} if document else {}
        yield bad or (first, {**named, "text": " ".join(words), "spans": spans_of(words, [tag for _, tag in tokens])})


def spans_of(tokens: Sequence[str], tags: Sequence[str]) -> list[JsonValue]:
    """The ranges that tags of tokens stand for, in the text that is the tokens with spaces in between.

    A range begins with `B-` or `U-`/`S-`, or with `I-` where none of this label goes on (IOB1, and taggers' mistakes).
    """
    found: list[dict[str, JsonValue]] = []
    going = False
    start = 0
    for token, tag in zip(tokens, tags, strict=True):
        mark, _, label = tag.partition("-")
        if label and mark in "IEML" and going and found[-1]["label"] == label:
            found[-1]["end"] = start + len(token)
        elif label:
            found.append({"start": start, "end": start + len(token), "label": label})
        going = bool(label) and mark not in "ESLU"
        start += len(token) + 1
    return list(found)


def looks_tagged(lines: list[str]) -> bool:
    """Whether nearly every line that is not blank is a token with a tag."""
    told = [line.split() for line in lines if line.strip() and not line.startswith(("# ", _DOCUMENT))]
    tagged = sum(len(parts) >= 2 and bool(_TAG.fullmatch(parts[-1])) for parts in told)
    return bool(told) and tagged >= 0.9 * len(told)


def open_conll(file: Probe, choice: Choice) -> Table:
    """The file as a table. Raises `UserError` (`import.no_records`) when there is no tagged sentence at its beginning."""
    table = ConllTable(file.path, "conll", [], file.size, encoding_of(file, choice.encoding))
    table.find_columns(file)
    if _ID in table.columns:
        table.known = Known("CoNLL with ids", Mapping("text", external_id=_ID, label="spans"))
    return table


READER = Reader("conll", "CoNLL", (".conll", ".iob", ".iob2", ".bio"), open_conll)
