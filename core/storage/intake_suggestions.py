"""Suggestions that come with an import: lines of the ledger by suggesters of the kind `import`, one a model.

They are written when their items stand for good. A crash in between leaves items without suggestions; importing the file again adds
them: of an item that is known only what its suggester did not say last is written, so nothing comes in twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.domain.calls import FailureKind
from core.ids import uuid7_batch
from core.storage import projects
from core.storage.apart import APART_TEXT, answer_sql
from core.storage.items import NewItem, NewSuggested
from core.storage.latest import note_latest
from core.storage.sql import fetch, fetch_value, insert_rows, to_json

#: the kind of their suggesters, and their version: a model's name is all that a file tells
KIND = "import"
VERSION = "1"

_SUGGESTION_COLUMNS = (
    *("seq", "id", "project_seq", "item_seq", "suggester_seq"),
    *("answer", "candidates", "raw", "failure", "created_us"),
)
_BEFORE = f"""SELECT {answer_sql("s")} AS answer, s.raw, s.failure IS NULL AS answered FROM suggestion s
WHERE s.suggester_seq = :g AND s.item_seq = :i ORDER BY s.seq DESC LIMIT :n"""  # noqa: S608 (constant)
#: how far back it is looked for what was asked of several people, row by row
_ALL = 1_000

#: what a suggestion is known by, beside its item and suggester
_Told = tuple[str | None, float | None, bool]


class _Line(NamedTuple):
    """One suggestion on its way into the ledger."""

    seq: int
    id: bytes
    item_seq: int
    suggester_seq: int
    given: NewSuggested

    @property
    def failure(self) -> str | None:
        return FailureKind.INVALID_ANSWER.value if self.given.answer is None else None


class SuggestionIntake:
    """Writes suggestions into one project. `apart`: their answers hold text, and are kept where they can be erased."""

    def __init__(self, project_seq: int, *, apart: bool) -> None:
        self._project_seq = project_seq
        self._apart = apart
        self._suggesters: dict[str, int] = {}

    def add(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """Write what models said of new items (number, item); returns how many suggestions that were.

        The first that an item has is written last: it is the item's latest suggestion.
        """
        return self._write(connection, [(seq, one) for seq, item in part for one in reversed(item.suggested)])

    def add_missing(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """The same for known items, of which some may be there: those that say what their suggester said last are passed over.

        Where each row is somebody's answer to what was suggested, the same suggestion stands in many rows: there, whatever its suggester
        ever said is passed over.
        """
        missing: list[tuple[int, NewSuggested]] = []
        asked: set[tuple[int, str, _Told]] = set()
        for seq, item in part:
            for one in reversed(item.suggested):
                told, most = _told(one), _ALL if item.annotated else 1
                again = (seq, one.suggester, told)
                if again in asked or told in self._before(connection, seq, one, most):
                    continue
                missing.append((seq, one))
                asked |= {again} if item.annotated else set()
        return self._write(connection, missing)

    def _before(self, connection: Connection, item_seq: int, given: NewSuggested, most: int) -> set[_Told]:
        rows = fetch(connection, _BEFORE, g=self._suggester(connection, given.suggester), i=item_seq, n=most)
        return {(row.answer, row.raw, bool(row.answered)) for row in rows}

    def _write(self, connection: Connection, given: Sequence[tuple[int, NewSuggested]]) -> int:
        first = 1 + int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM suggestion"))
        numbered = zip(uuid7_batch(len(given)), given, strict=True)
        lines = [
            _Line(first + place, row_id, item_seq, self._suggester(connection, one.suggester), one)
            for place, (row_id, (item_seq, one)) in enumerate(numbered)
        ]
        now = clock.now_us()
        insert_rows(connection, "suggestion", _SUGGESTION_COLUMNS, [self._row(line, now) for line in lines])
        self._put_texts(connection, lines)
        for line in {line.item_seq: line for line in lines}.values():
            self._note_latest(connection, line)
        return len(lines)

    def _row(self, line: _Line, now: int) -> tuple[Any, ...]:
        answer, candidates = None, "[]"
        if line.given.answer is not None:
            answer = APART_TEXT if self._apart else to_json(line.given.answer)
            candidates = "[]" if self._apart else to_json(_candidates(line.given))
        ours = (line.seq, line.id, self._project_seq, line.item_seq, line.suggester_seq)
        return (*ours, answer, candidates, line.given.score, line.failure, now)

    def _put_texts(self, connection: Connection, lines: Sequence[_Line]) -> None:
        """Answers that hold text, and reasons in a model's own words, where they can be erased."""
        if self._apart:
            bodies = [
                (line.id, line.item_seq, to_json({"answer": line.given.answer, "candidates": _candidates(line.given)}))
                for line in lines
                if line.given.answer is not None
            ]
            insert_rows(connection, "answer_text", ("id", "item_seq", "body"), bodies)
        reasons = [(line.id, line.item_seq, "rationale", line.given.reason) for line in lines if line.given.reason]
        insert_rows(connection, "free_text", ("id", "item_seq", "role", "body"), reasons)

    def _note_latest(self, connection: Connection, line: _Line) -> None:
        note_latest(
            connection,
            item_seq=line.item_seq,
            project_seq=self._project_seq,
            suggestion_seq=line.seq,
            suggester_seq=line.suggester_seq,
            answered=line.given.answer is not None,
            chance=None,
            failure=line.failure,
            rationale=None,
        )

    def _suggester(self, connection: Connection, name: str) -> int:
        if name not in self._suggesters:
            self._suggesters[name] = projects.suggester_seq(connection, self._project_seq, KIND, name, VERSION)
        return self._suggesters[name]


def _told(given: NewSuggested) -> _Told:
    return None if given.answer is None else to_json(given.answer), given.score, given.answer is not None


def _candidates(given: NewSuggested) -> list[Any]:
    """The one answer with its score; without a score it is all that was said, as of a model that is asked once."""
    return [[given.answer, 1.0 if given.score is None else round(given.score, 6)]]
