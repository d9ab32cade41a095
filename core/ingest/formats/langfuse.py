"""Exports of Langfuse: observations and traces, from its pages (CSV, JSON), its API and its blob storage.

https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields. Observations that are no generations are listed as
rejected; a trace counts as the call that it stands for. Scores that stand with them are signals
(https://langfuse.com/docs/evaluation/scores/data-model): by users (`langfuse:user-feedback`), by a judge (`langfuse:judge`), by people in
Langfuse (`langfuse:annotation`), else `langfuse:api`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record
from core.ingest.formats.calls import NO_CALL, call, chat_of, known_calls
from core.ingest.formats.feedback import Range, by_users, signal
from core.ingest.readers.base import Known

TITLE = "Langfuse"
_KINDS = frozenset({"GENERATION", "SPAN", "EVENT", "AGENT", "TOOL", "CHAIN", "RETRIEVER", "EVALUATOR", "EMBEDDING", "GUARDRAIL"})
_SOURCES = {"EVAL": "judge", "ANNOTATION": "annotation"}
_TRACE = frozenset(
    {"sessionId", "session_id", "userId", "user_id", "traceId", "trace_id", "observations", "release", "environment"}
)


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has an input and an output, and is an observation or a trace."""
    return all({"input", "output"} <= row.keys() and (_kind(row) in _KINDS or len(_TRACE & row.keys()) >= 2) for row in rows)


def _kind(record: Record) -> str:
    return str(record.get("type") or "").upper()


def rows_of(record: Record) -> Iterator[Made]:
    """The call of a generation or a trace."""
    messages = chat_of(record.get("input"))
    if not messages or _kind(record) not in ("", "GENERATION"):
        yield NO_CALL
        return
    usage = record.get("usage") or record.get("usageDetails") or record.get("usage_details")
    tokens = usage if isinstance(usage, dict) else {}
    notes: Record = {
        "id": record.get("id"),
        "trace": record.get("traceId") or record.get("trace_id"),
        "name": record.get("name"),
        "time": record.get("startTime") or record.get("start_time") or record.get("timestamp"),
        "tokens_in": tokens.get("input"),
        "tokens_out": tokens.get("output"),
        "user": record.get("userId") or record.get("user_id"),
    }
    model = record.get("model") or record.get("providedModelName") or record.get("provided_model_name")
    yield call(messages, record.get("output"), model, notes, _scores(record.get("scores")))


def _scores(given: JsonValue) -> Iterator[Record]:
    """The scores of a record: a list of whole ones, or values by name (as its pages export them)."""
    if isinstance(given, dict):
        named = ((name, one) for name, held in given.items() for one in (held if isinstance(held, list) else [held]))
        found = (signal(_origin(name, ""), name, one) for name, one in named)
    else:
        found = (_score(one) for one in given if isinstance(one, dict)) if isinstance(given, list) else iter(())
    yield from (one for one in found if one is not None)


def _score(one: Record) -> Record | None:
    name = str(one.get("name") or "score")
    kind = str(one.get("dataType") or one.get("data_type") or "").upper()
    word = one.get("stringValue", one.get("string_value"))
    value, within = one.get("value"), _range(one.get("config", one.get("scoreConfig")))
    if kind == "CATEGORICAL" and isinstance(word, str) and (within is None or value is None):
        value = word
    elif kind == "BOOLEAN" and not isinstance(value, bool):
        value = bool(value) if isinstance(value, int | float) else word
    return signal(_origin(name, str(one.get("source") or "")), name, word if value is None else value, one.get("comment"), within)


def _range(config: JsonValue) -> Range | None:
    """The range that the configuration of a score tells: its bounds, or the values of its categories."""
    if not isinstance(config, dict):
        return None
    categories = config.get("categories")
    held = [one.get("value") for one in categories if isinstance(one, dict)] if isinstance(categories, list) else []
    bounds = [config.get("minValue", config.get("min_value")), config.get("maxValue", config.get("max_value")), *held]
    numbers = [float(one) for one in bounds if isinstance(one, int | float) and not isinstance(one, bool)]
    return (min(numbers), max(numbers)) if len(numbers) >= 2 else None


def _origin(name: str, source: str) -> str:
    who = _SOURCES.get(source.upper()) or ("user-feedback" if by_users(name) else "api")
    return f"langfuse:{who}"


def known(rows: Sequence[Record]) -> Known:
    """See `known_calls`."""
    return known_calls(TITLE, rows)


FORMAT = Format("langfuse", TITLE, recognises, rows_of, known)
