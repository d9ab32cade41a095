"""What users and judges said of replies, in production traces: thumbs, scores and words become numbers from -1 to 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.ingest.formats.feedback import Range, by_users, signals, valued
from core.ingest.table import open_table
from tests.unit.core.ingest.formats.test_traces import SENT, attribute, otlp, span
from tests.unit.core.ingest.test_table import read

Signal = tuple[JsonValue, ...]


def said(path: Path) -> list[list[Signal]]:
    """(origin, name, value, comment) of the signals of each call."""
    found: list[list[Signal]] = []
    for row in read(open_table(path))[0]:
        held = row.values["signals"]
        assert isinstance(held, list)
        found.append([tuple(one.values()) for one in held if isinstance(one, dict)])
    return found


@pytest.mark.parametrize(
    ("value", "within", "wanted"),
    [
        (True, None, 1),
        (False, None, -1),
        (0, None, -1),
        (1, None, 1),
        (0.75, None, 0.5),
        (-1, None, -1),
        (4, None, 1),
        (-0.5, None, -0.5),
        (4, (1.0, 5.0), 0.5),
        (0.5, (0.0, 10.0), -0.9),
        (12, (0.0, 10.0), 1),
        (3, (3.0, 3.0), 1),
        ("thumbs_up", None, 1),
        ("Thumbs-Down", None, -1),
        ("👎", None, -1),
        ("neutral", None, 0),
        ("0.5", None, 0),
        ("so what", None, None),
        (float("nan"), None, None),
        (None, None, None),
        ([], None, None),
    ],
)
def test_a_thumb_a_score_or_a_word_is_a_number(value: JsonValue, within: Range | None, wanted: float | None) -> None:
    assert valued(value, within) == wanted


@given(st.floats() | st.integers() | st.text() | st.booleans(), st.none() | st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
def test_a_value_lies_between_minus_one_and_one(value: JsonValue, within: Range | None) -> None:
    number = valued(value, within)
    assert number is None or -1 <= number <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_is_no_worse_a_signal(one: float, other: float) -> None:
    worse, better = valued(min(one, other)), valued(max(one, other))
    assert worse is not None and better is not None and worse <= better


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (-1, [("x", "feedback", -1.0, "")]),
        ("thumbs down", [("x", "feedback", -1.0, "")]),
        ("it was rude", [("x", "feedback", 0.0, "it was rude")]),
        ({"value": 1, "comment": "Fine."}, [("x", "feedback", 1.0, "Fine.")]),
        ({"name": "stars", "score": 0.5}, [("x", "stars", 0.0, "")]),
        ({"helpful": True, "tone": 0.0, "comment": "?"}, [("x", "helpful", 1.0, ""), ("x", "tone", -1.0, "")]),
        ([{"key": "a", "value": 1}, {"key": "b", "value": 0}], [("x", "a", 1.0, ""), ("x", "b", -1.0, "")]),
        (None, []),
        ({}, []),
        ("", []),
    ],
)
def test_feedback_is_noted_in_many_shapes(given_: JsonValue, wanted: list[Signal]) -> None:
    assert [tuple(one.values()) for one in signals("x", given_)] == wanted


def test_the_name_of_a_score_tells_whether_users_gave_it() -> None:
    assert [by_users(name) for name in ("user-feedback", "thumbs", "CSAT", "hallucination", "toxicity")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def generation(**more: JsonValue) -> JsonValue:
    reply: JsonValue = {"role": "assistant", "content": "Hi."}
    return {"id": "o1", "traceId": "t", "type": "GENERATION", "model": "gpt-x", "input": SENT, "output": reply, **more}


def test_scores_of_langfuse_by_type_range_and_source(tmp_path: Path) -> None:
    scores: JsonValue = [
        {"name": "user-feedback", "value": 0, "dataType": "BOOLEAN", "source": "API", "comment": "Wrong card."},
        {"name": "quality", "value": 4, "dataType": "NUMERIC", "source": "EVAL", "config": {"minValue": 1, "maxValue": 5}},
        {"name": "tone", "value": 2, "stringValue": "warm", "dataType": "CATEGORICAL", "source": "ANNOTATION",
         "config": {"categories": [{"label": "cold", "value": 0}, {"label": "warm", "value": 2}]}},
        {"name": "verdict", "value": None, "stringValue": "bad", "dataType": "CATEGORICAL"},
        {"name": "topic", "value": None, "stringValue": "billing", "dataType": "CATEGORICAL"},
        "score-id-of-the-api",
    ]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps([generation(scores=scores), generation(id="o2", scores={"thumbs": [1, 0]})]))
    assert said(tmp_path / "a.json") == [
        [
            ("langfuse:user-feedback", "user-feedback", -1.0, "Wrong card."),
            ("langfuse:judge", "quality", 0.5, ""),
            ("langfuse:annotation", "tone", 1.0, ""),
            ("langfuse:api", "verdict", -1.0, ""),
            ("langfuse:api", "topic", 0.0, "billing"),
        ],
        [("langfuse:user-feedback", "thumbs", 1.0, ""), ("langfuse:user-feedback", "thumbs", -1.0, "")],
    ]


def test_feedback_in_logs_of_litellm_wherever_the_application_put_it(tmp_path: Path) -> None:
    base: dict[str, JsonValue] = {
        "call_type": "acompletion",
        "model": "gpt-x",
        "messages": SENT,
        "response_cost": 0.1,
        "startTime": 1,
    }
    base["response"] = "Hi."
    rows: list[JsonValue] = [
        {**base, "id": "c1", "feedback": {"thumb": "down", "comment": "No."}},
        {**base, "id": "c2", "metadata": {"requester_metadata": {"user_feedback": 1}}},
        {**base, "id": "c3", "metadata": json.dumps({"scores": [{"name": "stars", "value": 0.25}]})},
        {**base, "id": "c4", "metadata": {}},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    who = "litellm:user-feedback"
    assert said(tmp_path / "a.jsonl") == [
        [(who, "feedback", -1.0, "No.")],
        [(who, "feedback", 1.0, "")],
        [(who, "stars", -0.5, "")],
        [],
    ]


def evaluation(name: str, *, value: float | None = None, label: str = "", **more: str) -> JsonValue:
    number: JsonValue = {"key": "gen_ai.evaluation.score.value", "value": {"doubleValue": value}}
    word = attribute("gen_ai.evaluation.score.label", label)
    others = [attribute("gen_ai." + key, text) for key, text in more.items()]
    held = [
        attribute("gen_ai.evaluation.name", name),
        *([number] if value is not None else []),
        *([word] if label else []),
        *others,
    ]
    return {"name": "gen_ai.evaluation.result", "attributes": held}


def test_evaluations_of_opentelemetry_on_the_call_beneath_it_and_by_the_response(tmp_path: Path) -> None:
    def chat(name: str, response: str, *events: JsonValue) -> JsonValue:
        sent = attribute("gen_ai.input.messages", json.dumps([{"role": "user", "content": "Hello?"}]))
        made = span(name, sent, attribute("gen_ai.output.messages", '"Hi."'), attribute("gen_ai.response.id", response))
        return {**made, "events": list(events)} if isinstance(made, dict) else made

    def evaluating(name: str, *attributes: JsonValue, parent: str = "") -> JsonValue:
        made = span(name, *attributes)
        return {**made, "parentSpanId": parent} if isinstance(made, dict) else made

    on_it = evaluation("relevance", value=0.25, **{"evaluation.explanation": "Off the point."})
    score, word = "gen_ai.evaluation.score.value", "gen_ai.evaluation.score.label"
    beneath = evaluating("eval", {"key": score, "value": {"doubleValue": 1.0}}, parent="a")
    elsewhere = evaluating("judge", attribute(word, "fail"), attribute("gen_ai.response.id", "r2"), parent="a")
    (tmp_path / "a.json").write_text(json.dumps(otlp(chat("a", "r1", on_it), beneath, elsewhere, chat("b", "r2"))))
    who = "opentelemetry:evaluation"
    assert said(tmp_path / "a.json") == [
        [(who, "relevance", -0.5, "Off the point."), (who, "evaluation", 1.0, "")],
        [(who, "evaluation", -1.0, "")],
    ]
    assert read(open_table(tmp_path / "a.json"))[1] == []  # a span that evaluates one is no call, and nothing is wrong with it
