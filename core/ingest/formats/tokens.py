"""Lists of tokens with lists of tags (token classification in Hugging Face datasets): a text and its spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record, known_answers
from core.ingest.readers.base import Known
from core.ingest.readers.conll import spans_of

TITLE = "tokens with tags"
_TOKENS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "labels", "ner")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has tokens and as many tags, by name."""
    return all(_pair(row) is not None for row in rows)


def _pair(record: Record) -> tuple[list[str], list[str]] | None:
    tokens = next((held for name in _TOKENS if (held := _texts(record.get(name))) is not None), None)
    tags = next((held for name in _TAGS if (held := _texts(record.get(name))) is not None), None)
    return (tokens, tags) if tokens is not None and tags is not None and len(tokens) == len(tags) else None


def _texts(value: JsonValue) -> list[str] | None:
    texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return texts if isinstance(value, list) and len(texts) == len(value) else None


def rows_of(record: Record) -> Iterator[Made]:
    """The tokens with spaces in between, and the ranges that the tags stand for."""
    pair = _pair(record)
    if pair is None:
        yield ("row.no_tag", "It has not as many tags as tokens.")
        return
    kept = {name: value for name, value in record.items() if name not in (*_TOKENS, *_TAGS)}
    yield {**kept, "text": " ".join(pair[0]), "spans": spans_of(*pair)}


def known(rows: Sequence[Record]) -> Known | None:
    """The text and its spans."""
    return known_answers(TITLE, rows, label="spans")


FORMAT = Format("tokens", TITLE, recognises, rows_of, known)
