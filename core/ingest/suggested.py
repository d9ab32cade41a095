"""What models proposed, from the cells of a row: answers with score and reason, and the failures to give one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.content import Content
from core.domain.json import JsonValue
from core.ingest.cells import AnswerReader, NoAnswer, text_of
from core.ingest.contents import opened
from core.ingest.mapping import SuggestionColumn
from core.ingest.paths import Getter, getter_of
from core.ingest.values import comment_of, is_span_like, span_label, span_list
from core.storage.items import NewSuggested

#: suggesters' names are shown in lists
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of suggestions and how to read it."""

    column: SuggestionColumn
    answer: Getter
    score: Getter | None
    reason: Getter | None
    suggester: Getter | None


class SuggestionReader:
    """Reads the suggestions of the rows of one table with these columns."""

    def __init__(self, suggestions: Sequence[SuggestionColumn], columns: Sequence[str], answers: AnswerReader) -> None:
        self._answers = answers
        self._columns = [_column(one, columns) for one in suggestions]

    def read(self, cells: Sequence[JsonValue], content: Content) -> tuple[NewSuggested, ...]:
        """The suggestions of a row, in the order of the mapping; a failed one has no answer."""
        return tuple(self._suggestion(content, *given) for column in self._columns for given in _given(column, cells))

    def _suggestion(self, content: Content, suggester: str, cell: JsonValue, score: JsonValue, reason: JsonValue) -> NewSuggested:
        answer = self._answers.read(cell, content)
        held = None if isinstance(answer, NoAnswer) else answer
        words = text_of(reason).strip() or ("" if self._answers.task.options.comments else _reasons_in(cell))
        return NewSuggested(suggester[:_LONGEST_NAME], held, score_of(score), words)


def _reasons_in(cell: JsonValue) -> str:
    """What a model says of each of its spans, a line each; nothing for other answers."""
    told = [(span_label(one), comment_of(one)) for one in span_list(opened(cell)) if is_span_like(one)]
    return "\n".join(f"{label}: {comment}" for label, comment in told if comment)


def _column(one: SuggestionColumn, columns: Sequence[str]) -> _Column:
    def get(name: str | None) -> Getter | None:
        return None if name is None else getter_of(name, columns)

    return _Column(one, getter_of(one.column, columns), get(one.score), get(one.reason), get(one.suggester_column))


_Given = tuple[str, JsonValue, JsonValue, JsonValue]


def _given(column: _Column, cells: Sequence[JsonValue]) -> Iterator[_Given]:
    """(suggester, answer, score, reason) for each suggestion that the row has in this column."""
    cell = column.answer(cells)
    named = None if column.suggester is None else text_of(column.suggester(cells)).strip()
    name = named or column.column.shown
    if column.column.many:
        yield from _several(opened(cell), name)
    elif not _empty(cell):
        score = None if column.score is None else column.score(cells)
        yield name, cell, score, None if column.reason is None else column.reason(cells)


def _several(cell: JsonValue, name: str) -> Iterator[_Given]:
    if isinstance(cell, dict):
        yield from ((str(who), answer, None, None) for who, answer in cell.items() if not _empty(answer))
    for one in cell if isinstance(cell, list) else []:
        if isinstance(one, dict) and not _empty(one.get("answer")):
            yield str(one.get("suggester") or name), one.get("answer"), one.get("score"), one.get("reason")


def _empty(cell: JsonValue) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def score_of(value: JsonValue) -> float | None:
    """A score from 0 to 1; a percentage is divided by 100, a list has the score of its weakest part; None for anything else."""
    if isinstance(value, list):
        parts = [score for one in value if (score := score_of(one)) is not None]
        return min(parts, default=None)
    try:
        score = float(text_of(value).strip().removesuffix("%"))
    except ValueError:
        return None
    if text_of(value).strip().endswith("%"):
        score /= 100
    return score if math.isfinite(score) and 0 <= score <= 1 else None
