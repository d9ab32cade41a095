"""Annotations that come with an import: lines of the ledger by named annotators of its source, never decisions of ours.

They are written when their items stand for good, and only what is not there yet: an annotation is known by its item, annotator, answer,
status and times, whatever file it stands in (one without an annotator's name also by its source). A row that holds the same twice means
two; the row once more means the same two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.ids import uuid7_batch
from core.storage.apart import APART_TEXT, answer_sql
from core.storage.items import NewAnnotation, NewItem
from core.storage.sql import fetch, insert_rows, run, to_json

_COLUMNS = (
    *("id", "project_seq", "item_seq", "source_seq", "annotator"),
    *("answer", "status", "lead_ms", "given_us", "created_us"),
)
_THERE = f"""SELECT a.annotator, {answer_sql("a")} AS answer, a.status, a.lead_ms, a.given_us FROM annotation a
WHERE a.item_seq = :i AND (a.annotator <> '' OR a.source_seq = :s)"""  # noqa: S608 (constant)
_FILL_LABEL = "UPDATE item_content SET label = :l WHERE item_seq = :i AND label IS NULL"


class _Said(NamedTuple):
    """What an annotation is known by, within its item."""

    annotator: str
    answer: str | None
    status: str
    lead_ms: int | None
    given_us: int | None


class AnnotationIntake:
    """Writes annotations of one source into one project. `apart`: answers hold text, and are kept where they can be erased."""

    def __init__(self, project_seq: int, source_seq: int, *, apart: bool) -> None:
        self._project_seq, self._source_seq = project_seq, source_seq
        self._apart = apart

    def add(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """Write what people said of new items (number, item); returns how many annotations that were."""
        return self._write(connection, [(seq, _said(one)) for seq, item in part for one in item.annotated])

    def add_missing(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """The same for known items, of whose annotations some may be there. An item without a label gets that of its row."""
        there: dict[int, Counter[_Said]] = {}
        missing: list[tuple[int, _Said]] = []
        labels: list[tuple[str, int]] = []
        for seq, item in part:
            if seq not in there:
                there[seq] = Counter(self._there(connection, seq))
            new = Counter(map(_said, item.annotated)) - there[seq]
            there[seq] += new
            missing += [(seq, one) for one in new.elements()]
            labels += [(to_json(item.label), seq)] if item.label is not None and item.annotated else []
        for label, seq in labels:  # its first row may have held a rejection, or nothing
            run(connection, _FILL_LABEL, l=label, i=seq)
        return self._write(connection, missing)

    def _there(self, connection: Connection, item_seq: int) -> Iterable[_Said]:
        return (_Said(*row) for row in fetch(connection, _THERE, i=item_seq, s=self._source_seq))

    def _write(self, connection: Connection, given: Sequence[tuple[int, _Said]]) -> int:
        now = clock.now_us()
        lines = [(row_id, seq, said) for row_id, (seq, said) in zip(uuid7_batch(len(given)), given, strict=True)]
        rows = [
            (row_id, self._project_seq, seq, self._source_seq, said.annotator, self._kept(said), *said[2:], now)
            for row_id, seq, said in lines
        ]
        if self._apart:
            bodies = [
                (row_id, seq, f'{{"answer":{said.answer},"candidates":[]}}')
                for row_id, seq, said in lines
                if said.answer is not None
            ]
            insert_rows(connection, "answer_text", ("id", "item_seq", "body"), bodies)
        return insert_rows(connection, "annotation", _COLUMNS, rows)

    def _kept(self, said: _Said) -> str | None:
        return APART_TEXT if self._apart and said.answer is not None else said.answer


def _said(given: NewAnnotation) -> _Said:
    answer = None if given.answer is None else to_json(given.answer)
    return _Said(given.annotator, answer, given.status, given.lead_ms, given.given_us)
