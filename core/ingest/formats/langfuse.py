"""Exports of Langfuse: observations and traces, from its pages (CSV, JSON), its API and its blob storage.

https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields. Observations that are no generations are listed as
rejected; a trace counts as the call that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.ingest.formats.base import Format, Made, Record
from core.ingest.formats.calls import NO_CALL, call, chat_of, known_calls
from core.ingest.readers.base import Known

TITLE = "Langfuse"
_KINDS = frozenset({"GENERATION", "SPAN", "EVENT", "AGENT", "TOOL", "CHAIN", "RETRIEVER", "EVALUATOR", "EMBEDDING", "GUARDRAIL"})
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
    yield call(messages, record.get("output"), model, notes)


def known(rows: Sequence[Record]) -> Known:
    """See `known_calls`."""
    return known_calls(TITLE, rows)


FORMAT = Format("langfuse", TITLE, recognises, rows_of, known)
