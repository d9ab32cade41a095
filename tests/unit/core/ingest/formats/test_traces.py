"""Production traces: what was sent becomes a conversation, what came back a draft of its model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain.json import JsonValue
from core.ingest.detect import detect_table
from core.ingest.formats.calls import chat_of, text_of_reply
from core.ingest.table import Table, open_table
from tests.unit.core.ingest.test_table import read

SENT: JsonValue = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello?"}]


def attribute(name: str, value: str) -> JsonValue:
    return {"key": name, "value": {"stringValue": value}}


def otlp(*spans: JsonValue) -> JsonValue:
    return {"resourceSpans": [{"resource": {}, "scopeSpans": [{"scope": {}, "spans": list(spans)}]}]}


def span(name: str, *attributes: JsonValue) -> JsonValue:
    return {"name": name, "traceId": "t1", "spanId": name, "startTimeUnixNano": "1", "attributes": list(attributes)}


PARTS = json.dumps([{"role": "user", "parts": [{"type": "text", "content": "Hello?"}]}])
REPLY = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "Hi."}], "finish_reason": "stop"}])
NEW = span(
    "new",
    attribute("gen_ai.system_instructions", '[{"type": "text", "content": "Be kind."}]'),
    attribute("gen_ai.input.messages", PARTS),
    attribute("gen_ai.output.messages", REPLY),
    attribute("gen_ai.request.model", "gpt-x"),
)
OLD = span(
    "old",
    attribute("gen_ai.prompt.0.role", "system"),
    attribute("gen_ai.prompt.0.content", "Be kind."),
    attribute("gen_ai.prompt.1.role", "user"),
    attribute("gen_ai.prompt.1.content", "Hello?"),
    attribute("gen_ai.completion.0.content", "Hi."),
    attribute("gen_ai.response.model", "gpt-x"),
)


def calls(table: Table) -> list[tuple[JsonValue, ...]]:
    return [tuple(row.values.get(name) for name in ("id", "messages", "output", "model")) for row in read(table)[0]]


@pytest.mark.parametrize("lines", [True, False])
def test_spans_of_opentelemetry_new_and_old(tmp_path: Path, lines: bool) -> None:
    path = tmp_path / ("traces.jsonl" if lines else "traces.json")
    held = [otlp(NEW, span("GET /", attribute("http.method", "GET"))), otlp(OLD)]
    path.write_text("\n".join(map(json.dumps, held)) if lines else json.dumps(otlp(NEW, span("GET /"), OLD)))
    table = open_table(path)
    assert table.format == "opentelemetry"
    assert calls(table) == [("new", SENT, "Hi.", "gpt-x"), ("old", SENT, "Hi.", "gpt-x")]
    assert [bad.code for bad in read(table)[1]] == ["row.no_call"]


def test_spans_as_the_console_prints_them(tmp_path: Path) -> None:
    events: JsonValue = [
        {"name": "gen_ai.user.message", "attributes": {"content": "Hello?"}},
        {"name": "gen_ai.choice", "attributes": {"message": {"role": "assistant", "content": "Hi."}}},
    ]
    one = {
        "name": "chat",
        "context": {"span_id": "s", "trace_id": "t"},
        "attributes": {"gen_ai.request.model": "m"},
        "events": events,
    }
    (tmp_path / "a.json").write_text(json.dumps([one]))
    assert calls(open_table(tmp_path / "a.json")) == [("s", [{"role": "user", "content": "Hello?"}], "Hi.", "m")]


def test_observations_of_langfuse_from_json_and_csv(tmp_path: Path) -> None:
    generation = {
        "id": "o1",
        "traceId": "t",
        "type": "GENERATION",
        "model": "gpt-x",
        "input": SENT,
        "output": {"role": "assistant", "content": "Hi."},
    }
    other = {"id": "o2", "traceId": "t", "type": "SPAN", "model": None, "input": {"x": 1}, "output": None}
    (tmp_path / "a.json").write_text(json.dumps({"data": [generation, other], "meta": {}}))
    table = open_table(tmp_path / "a.json")
    assert (table.format, calls(table)) == ("langfuse", [("o1", SENT, "Hi.", "gpt-x")])
    assert len(read(table)[1]) == 1
    cells = [generation["id"], "t", "GENERATION", "gpt-x", json.dumps(SENT), json.dumps(generation["output"])]
    quoted = ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)
    (tmp_path / "a.csv").write_text(f"id,traceId,type,model,input,output\n{quoted}\n")
    assert calls(open_table(tmp_path / "a.csv")) == [("o1", SENT, "Hi.", "gpt-x")]


def test_logs_of_litellm(tmp_path: Path) -> None:
    base: dict[str, JsonValue] = {
        "call_type": "acompletion",
        "model": "gpt-x",
        "messages": SENT,
        "response_cost": 0.1,
        "startTime": 1.0,
    }
    answered: JsonValue = {**base, "id": "c1", "status": "success", "response": {"choices": [{"message": {"content": "Hi."}}]}}
    failed: JsonValue = {**base, "id": "c2", "status": "failure", "response": {"error": "no"}}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, [answered, failed])))
    table = open_table(tmp_path / "a.jsonl")
    assert (table.format, calls(table)) == ("litellm", [("c1", SENT, "Hi.", "gpt-x"), ("c2", SENT, None, "gpt-x")])


def test_traces_ask_for_drafts_with_the_model_as_suggester(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(otlp(NEW)))
    found = detect_table(open_table(tmp_path / "a.json"))
    assert (found.task.kind, found.mapping.text, found.mapping.form, found.mapping.external_id) == (
        "text",
        "messages",
        "chat",
        "id",
    )
    assert [(one.column, one.suggester_column) for one in found.mapping.suggestions] == [("output", "model")]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Hello?", [{"role": "user", "content": "Hello?"}]),
        ({"messages": [{"role": "user", "content": "a"}]}, [{"role": "user", "content": "a"}]),
        ({"city": "Ulm"}, [{"role": "user", "content": '{"city":"Ulm"}'}]),
        ('[{"role": "user", "content": "a"}]', [{"role": "user", "content": "a"}]),
        ([{"role": "assistant", "content": None, "tool_calls": [{"id": 1}]}], [{"role": "assistant", "content": '[{"id":1}]'}]),
        (None, []),
        ("  ", []),
        ([], []),
    ],
)
def test_whatever_was_sent_is_a_conversation(value: JsonValue, wanted: JsonValue) -> None:
    assert chat_of(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Hi.", "Hi."),
        ({"content": [{"type": "text", "text": "Hi."}]}, "Hi."),
        ({"choices": []}, ""),
        ([{"role": "assistant", "content": "Hi."}], "Hi."),
        ({"label": "refund"}, '{"label":"refund"}'),
        (None, ""),
    ],
)
def test_whatever_came_back_is_a_text(value: JsonValue, wanted: str) -> None:
    assert text_of_reply(value) == wanted
