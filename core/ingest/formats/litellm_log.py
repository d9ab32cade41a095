"""Logs of LiteLLM: its standard payload (https://docs.litellm.ai/docs/proxy/logging_spec) and the rows of its proxy's spend logs.

The payload has no field of its own for what users say of a reply: it is read from `feedback`, `user_feedback` or `scores`, of the record
or of the metadata that an application sent along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record
from core.ingest.formats.calls import NO_CALL, call, chat_of, known_calls, opened_text
from core.ingest.formats.feedback import signals
from core.ingest.readers.base import Known

TITLE = "LiteLLM logs"
_ORIGIN = "litellm:user-feedback"
_FEEDBACK = ("feedback", "user_feedback", "scores")
_METADATA = ("metadata", "requester_metadata", "spend_logs_metadata")
_MARKS = frozenset({"call_type", "response_cost", "litellm_call_id", "request_id", "model_group", "startTime", "spend"})


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has messages, a response and at least two marks of LiteLLM's."""
    return all({"messages", "response", "model"} <= row.keys() and len(_MARKS & row.keys()) >= 2 for row in rows)


def rows_of(record: Record) -> Iterator[Made]:
    """The call. One that failed has no draft."""
    messages = chat_of(record.get("messages") or record.get("proxy_server_request"))
    if not messages:
        yield NO_CALL
        return
    notes: Record = {
        "id": record.get("id") or record.get("request_id") or record.get("litellm_call_id"),
        "trace": record.get("trace_id") or record.get("session_id"),
        "name": record.get("call_type"),
        "time": record.get("startTime"),
        "tokens_in": record.get("prompt_tokens"),
        "tokens_out": record.get("completion_tokens"),
        "cost": record.get("response_cost", record.get("spend")),
        "user": record.get("end_user"),
    }
    failed = str(record.get("status") or "").lower() in ("failure", "error")
    yield call(messages, None if failed else record.get("response"), record.get("model"), notes, _feedback(record))


def _feedback(record: Record) -> Iterator[Record]:
    """What users said, of the record and of its metadata, however deep an application could put its own."""
    for name in _FEEDBACK:
        yield from signals(_ORIGIN, opened_text(record.get(name)))
    for name in _METADATA:
        held: JsonValue = opened_text(record.get(name))
        if isinstance(held, dict):
            yield from _feedback(held)


def known(rows: Sequence[Record]) -> Known:
    """See `known_calls`."""
    return known_calls(TITLE, rows)


FORMAT = Format("litellm", TITLE, recognises, rows_of, known)
