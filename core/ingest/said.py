"""What people said elsewhere, from the cells of a row: annotations by people in other tools, signals by an application's users.

A cell of annotations is a list of `{"annotator", "answer", "status", "lead_ms", "given"}`: `status` is `submitted` (when it is not said),
`rejected`, `ignored` or `cancelled`, `given` an instant. A cell of signals is a list of `{"origin", "name", "value", "comment"}`, the value
from -1 to 1. A list may also stand in a cell as JSON text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.ingest.cells import AnswerReader, NoAnswer, text_of
from core.ingest.contents import opened
from core.ingest.paths import getter_of
from core.storage.items import NewAnnotation, NewSignal

SUBMITTED, REJECTED, IGNORED, CANCELLED = "submitted", "rejected", "ignored", "cancelled"
STATUSES = frozenset({SUBMITTED, REJECTED, IGNORED, CANCELLED})
_LONGEST_NAME = 200
_NOTHING: tuple[JsonValue, ...] = ("", [], {})
#: numbers up to these are seconds, milliseconds, microseconds since the epoch; larger ones nanoseconds
_SECONDS, _MILLISECONDS, _MICROSECONDS = 10**11, 10**14, 10**17
_LAST_US = 253_370_764_799_000_000  # the end of the year 9998


class AnnotationReader:
    """Reads the annotations of the rows of one table. `failed` counts answers that were given and are none of the task."""

    def __init__(self, column: str, columns: Sequence[str], answers: AnswerReader) -> None:
        self._get = getter_of(column, columns)
        self._answers = answers
        self.failed = 0

    def read(self, cells: Sequence[JsonValue], content: Content) -> tuple[NewAnnotation, ...]:
        """The annotations of a row, in its order."""
        return tuple(self._annotations(_objects(self._get(cells)), content))

    def _annotations(self, given: Sequence[dict[str, JsonValue]], content: Content) -> Iterator[NewAnnotation]:
        for one in given:
            status = str(one.get("status") or SUBMITTED).lower()
            answer = self._answer(one.get("answer"), content)
            if status not in STATUSES or (isinstance(answer, NoAnswer) and status == SUBMITTED):
                self.failed += 1
                continue
            known = None if isinstance(answer, NoAnswer) else answer
            who = text_of(one.get("annotator")).strip()[:_LONGEST_NAME]
            yield NewAnnotation(who, known, status, _whole(one.get("lead_ms")), instant_us(one.get("given")))

    def _answer(self, cell: JsonValue, content: Content) -> Answer | NoAnswer:
        """The answer; one that is empty, and none of the task, is no answer at all."""
        answer = self._answers.read(cell, content)
        return None if isinstance(answer, NoAnswer) and cell in _NOTHING else answer


class SignalReader:
    """Reads the signals of the rows of one table. `failed` counts those without a number."""

    def __init__(self, column: str, columns: Sequence[str]) -> None:
        self._get = getter_of(column, columns)
        self.failed = 0

    def read(self, cells: Sequence[JsonValue]) -> tuple[NewSignal, ...]:
        """The signals of a row, in its order; a value beyond -1 to 1 is cut."""
        return tuple(self._signals(_objects(self._get(cells))))

    def _signals(self, given: Sequence[dict[str, JsonValue]]) -> Iterator[NewSignal]:
        for one in given:
            value = one.get("value")
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                self.failed += 1
                continue
            origin, name = (text_of(one.get(key)).strip()[:_LONGEST_NAME] for key in ("origin", "name"))
            yield NewSignal(
                origin or "import", name or "score", max(-1.0, min(1.0, float(value))), text_of(one.get("comment")).strip()
            )


def instant_us(value: JsonValue) -> int | None:
    """An instant as microseconds since the epoch: of a text in ISO 8601 (UTC where it names no zone), of a number by its size."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return _of_text(value.strip())
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except ValueError:
        return None
    if not math.isfinite(number) or number <= 0:
        return None
    scale = 1e6 if number < _SECONDS else 1e3 if number < _MILLISECONDS else 1 if number < _MICROSECONDS else 1e-3
    return min(round(number * scale), _LAST_US)


def _of_text(text: str) -> int | None:
    try:
        when = datetime.fromisoformat(text)
        aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
        return min(round(aware.timestamp() * 1e6), _LAST_US)
    except (ValueError, OverflowError):
        return None


def _whole(value: JsonValue) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return round(min(max(value, 0), 2**53))


def _objects(cell: JsonValue) -> list[dict[str, JsonValue]]:
    value = opened(cell)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
