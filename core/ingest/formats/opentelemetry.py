"""Spans of OpenTelemetry that follow its conventions for generative AI, as OTLP/JSON or as the console exporter prints them.

https://opentelemetry.io/docs/specs/semconv/gen-ai/ (`gen_ai.input.messages`, `gen_ai.output.messages`, `gen_ai.request.model`), the older
numbered attributes (`gen_ai.prompt.0.content`, `gen_ai.completion.0.content`) and events (`gen_ai.user.message`, `gen_ai.choice`).
OTLP/JSON: opentelemetry-proto, "JSON Protobuf Encoding". Spans of anything else are listed as rejected.

What was said of a reply are `gen_ai.evaluation.result` events, or attributes of that name, of the call's span, of a span beneath it, or of
one in the same record that names the response (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record
from core.ingest.formats.calls import NO_CALL, call, chat_of, known_calls
from core.ingest.formats.feedback import signal
from core.ingest.readers.base import Known

TITLE = "OpenTelemetry spans"
_ORIGIN = "opentelemetry:evaluation"
#: the number, else the word
_SCORES = ("gen_ai.evaluation.score.value", "gen_ai.evaluation.score.label")
_ROOTS = ("resourceSpans", "resource_spans", "scopeSpans", "scope_spans", "instrumentationLibrarySpans")
_NUMBERED = re.compile(r"(?:gen_ai|llm)\.?\w*?\.?(prompt|completion)s?\.(\d+)\.(role|content)")
_SPOKEN = re.compile(r"gen_ai\.(system|user|assistant|tool)\.message")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether the records are spans, or hold them."""
    return all(any(name in row for name in _ROOTS) or _is_span(row) for row in rows)


def _is_span(record: Record) -> bool:
    return "attributes" in record and "name" in record and any(n in record for n in ("spanId", "span_id", "context"))


def rows_of(record: Record) -> Iterator[Made]:
    """A row for each call of a model among the spans of a record. A span that only evaluates one is none."""
    spans = list(_spans(record))
    said = [(span, one) for span in spans for one in _evaluations(span)]
    for span in spans:
        row = _row(span, said)
        if isinstance(row, dict) or not any(one is span for one, _ in said):
            yield row


def _spans(record: Record) -> Iterator[Record]:
    """The spans in a record, however deep they lie."""
    if _is_span(record):
        yield record
        return
    for name in (*_ROOTS, "spans"):
        held = record.get(name)
        for inner in held if isinstance(held, list) else []:
            if isinstance(inner, dict):
                yield from _spans(inner)


def _row(span: Record, said: Sequence[tuple[Record, Record]]) -> Made:
    attributes = attributes_of(span.get("attributes"))
    messages = _messages(attributes, span)
    model = attributes.get("gen_ai.response.model") or attributes.get("gen_ai.request.model") or attributes.get("llm.model_name")
    if not messages:
        return NO_CALL
    notes: Record = {
        "id": _id(span),
        "trace": span.get("traceId") or span.get("trace_id") or _context(span).get("trace_id"),
        "name": span.get("name"),
        "time": span.get("startTimeUnixNano") or span.get("start_time"),
        "tokens_in": attributes.get("gen_ai.usage.input_tokens"),
        "tokens_out": attributes.get("gen_ai.usage.output_tokens"),
    }
    return call(messages, _output(attributes, span), model, notes, _signals(span, attributes, said))


def _evaluations(span: Record) -> Iterator[Record]:
    """The attributes of the evaluations that stand with a span."""
    attributes = attributes_of(span.get("attributes"))
    if any(name in attributes for name in _SCORES):
        yield attributes
    for name, held in _events(span):
        if name == "gen_ai.evaluation.result" or any(one in held for one in _SCORES):
            yield held


def _signals(span: Record, attributes: Record, said: Sequence[tuple[Record, Record]]) -> Iterator[Record]:
    """What was said of this call, in its own span or in another one of the record."""
    for other, held in said:
        if _is_of(span, attributes, other, held):
            name, why = str(held.get("gen_ai.evaluation.name") or "evaluation"), held.get("gen_ai.evaluation.explanation")
            value = next((held[key] for key in _SCORES if held.get(key) is not None), None)
            one = signal(_ORIGIN, name, value, why)
            if one is not None:
                yield one


def _is_of(span: Record, attributes: Record, other: Record, held: Record) -> bool:
    """Whether an evaluation that stands in `other` is one of this call: it names the response, or stands here or right beneath."""
    named, ours = held.get("gen_ai.response.id"), attributes.get("gen_ai.response.id")
    if named is not None and ours is not None:
        return named == ours
    parent = _parent(other)
    return other is span or (parent is not None and parent == _id(span))


def _id(span: Record) -> JsonValue:
    return span.get("spanId") or span.get("span_id") or _context(span).get("span_id")


def _context(span: Record) -> Record:
    context = span.get("context")
    return context if isinstance(context, dict) else {}


def _parent(span: Record) -> JsonValue:
    return span.get("parentSpanId") or span.get("parent_span_id") or span.get("parent_id")


def _messages(attributes: Record, span: Record) -> JsonValue:
    system = chat_of(attributes.get("gen_ai.system_instructions"))
    said: list[JsonValue] = [{**one, "role": "system"} for one in system if isinstance(one, dict)]
    return (
        said
        + (
            chat_of(attributes.get("gen_ai.input.messages") or attributes.get("input.value"))
            or _numbered(attributes, "prompt")
            or _from_events(span)
        )
        or None
    )


def _output(attributes: Record, span: Record) -> JsonValue:
    given = attributes.get("gen_ai.output.messages") or attributes.get("output.value")
    if given:
        return given
    numbered = _numbered(attributes, "completion")
    return numbered or _choice(span)


def _numbered(attributes: Record, what: str) -> list[JsonValue]:
    """The turns of the older attributes, in the order of their numbers."""
    found: dict[int, Record] = {}
    for name, value in attributes.items():
        match = _NUMBERED.fullmatch(name)
        if match and match[1] == what:
            found.setdefault(int(match[2]), {})[match[3]] = value
    return [{"role": turn.get("role") or "user", "content": turn.get("content") or ""} for _, turn in sorted(found.items())]


def _from_events(span: Record) -> list[JsonValue]:
    found: list[JsonValue] = []
    for name, attributes in _events(span):
        match = _SPOKEN.fullmatch(name)
        if match:
            found.append({"role": match[1], "content": attributes.get("content") or ""})
        elif name == "gen_ai.content.prompt":
            found += chat_of(attributes.get("gen_ai.prompt"))
    return found


def _choice(span: Record) -> JsonValue:
    for name, attributes in _events(span):
        if name == "gen_ai.choice":
            return attributes.get("message") or attributes.get("content")
        if name == "gen_ai.content.completion":
            return attributes.get("gen_ai.completion")
    return None


def _events(span: Record) -> Iterator[tuple[str, Record]]:
    held = span.get("events")
    for event in held if isinstance(held, list) else []:
        if isinstance(event, dict):
            yield str(event.get("name")), attributes_of(event.get("attributes"))


def attributes_of(value: JsonValue) -> Record:
    """Attributes by name: an object as it is, a list of OTLP's `{"key", "value": {"stringValue": ...}}` with their values."""
    if isinstance(value, dict):
        return value
    pairs = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return {str(one.get("key")): _plain(one.get("value")) for one in pairs}


def _plain(value: JsonValue) -> JsonValue:
    """OTLP's AnyValue as a JSON value."""
    if not isinstance(value, dict) or len(value) != 1:
        return value
    name, held = next(iter(value.items()))
    if name == "arrayValue" and isinstance(held, dict):
        members = held.get("values")
        return [_plain(one) for one in members] if isinstance(members, list) else []
    if name == "kvlistValue" and isinstance(held, dict):
        return dict(attributes_of(held.get("values")))
    return int(held) if name == "intValue" and isinstance(held, str) and held.lstrip("-").isdigit() else held


def known(rows: Sequence[Record]) -> Known:
    """See `known_calls`."""
    return known_calls(TITLE, rows)


FORMAT = Format("opentelemetry", TITLE, recognises, rows_of, known)
