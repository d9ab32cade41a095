"""Each mood of the fake model, as a plain client sees it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.fake_model.moods import MOODS, REFUSAL
from tests.fake_model.server import FakeModel

KEY = "sk-a-key-of-nobody"
SCHEMA = {"type": "object", "properties": {"answer": {"type": "string", "enum": ["unknown", "card_lost", "card_late"]}}}
BODY: dict[str, Any] = {
    "model": "fake",
    "messages": [{"role": "user", "content": "Which one?"}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}},
}
RIGHT = '{"answer": "card_lost"}'


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeModel]:
    with FakeModel() as fake:
        yield fake


@pytest.fixture(scope="module")
def client(fake: FakeModel) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=fake.url, headers={"Authorization": f"Bearer {KEY}"}, timeout=5) as client:
        yield client


def ask(fake: FakeModel, client: httpx.Client, mood: str) -> httpx.Response:
    fake.then(MOODS[mood])
    return client.post("/chat/completions", json=BODY)


CONTENTS = {
    "ok": RIGHT,
    "fenced_json": f"```json\n{RIGHT}\n```",
    "trailing_comma": '{"answer": "card_lost",}',
    "off_list_label": '{"answer": "no_such_label"}',
    "label_other_case": '{"answer": "CARD LOST."}',
    "unknown": '{"answer": "unknown"}',
    "refusal_text": REFUSAL,
    "refusal_field": None,
    "content_filter": "",
    "null_content": None,
    "empty_text": "",
    "cut_length": '{"answer": "re',
}


@pytest.mark.parametrize("mood", CONTENTS)
def test_what_the_message_says(fake: FakeModel, client: httpx.Client, mood: str) -> None:
    answer = ask(fake, client, mood).raise_for_status().json()
    choice = answer["choices"][0]
    assert choice["message"]["content"] == CONTENTS[mood]
    assert choice["message"]["refusal"] == (REFUSAL if mood == "refusal_field" else None)
    assert choice["finish_reason"] == {"content_filter": "content_filter", "cut_length": "length"}.get(mood, "stop")


def test_prose_stands_on_both_sides_of_the_json(fake: FakeModel, client: httpx.Client) -> None:
    before, found, after = ask(fake, client, "prose_around_json").json()["choices"][0]["message"]["content"].partition(RIGHT)
    assert before.strip() and found and after.strip()


ERRORS = {
    "wrong_key": (401, "invalid_api_key"),
    "key_echo": (401, "invalid_api_key"),
    "no_right": (403, "permission_denied"),
    "unknown_model": (404, "model_not_found"),
    "too_many": (429, "rate_limit_exceeded"),
    "out_of_quota": (429, "insufficient_quota"),
    "server_error": (500, None),
    "overloaded": (503, None),
    "context_length": (400, "context_length_exceeded"),
}


@pytest.mark.parametrize("mood", ERRORS)
def test_errors_have_a_status_a_code_and_a_message(fake: FakeModel, client: httpx.Client, mood: str) -> None:
    answer = ask(fake, client, mood)
    told = answer.json()["error"]
    assert (answer.status_code, told["code"]) == ERRORS[mood]
    assert told["message"] and told["type"]
    assert (KEY in told["message"]) == (mood == "key_echo")
    assert answer.headers.get("Retry-After") == ("1" if mood == "too_many" else None)


def test_no_choices_at_all(fake: FakeModel, client: httpx.Client) -> None:
    assert ask(fake, client, "empty_choices").json()["choices"] == []


def test_a_body_that_breaks_off_inside_the_json(fake: FakeModel, client: httpx.Client) -> None:
    answer = ask(fake, client, "broken_json_body")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_page_in_the_place_of_json(fake: FakeModel, client: httpx.Client) -> None:
    answer = ask(fake, client, "html_page")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize("mood", ["cut_before", "cut_headers", "cut_half"])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_cut_connection(fake: FakeModel, client: httpx.Client, mood: str, streamed: bool) -> None:
    fake.then(MOODS[mood])
    got = b""
    status = None
    with (
        pytest.raises(httpx.RemoteProtocolError),
        client.stream("POST", "/chat/completions", json=BODY | {"stream": streamed}) as answer,
    ):
        status = answer.status_code
        for piece in answer.iter_raw():
            got += piece
    assert status == (None if mood == "cut_before" else 200)
    assert bool(got) == (mood == "cut_half")


def test_a_slow_drip_never_stops_for_long_and_takes_long(fake: FakeModel, client: httpx.Client) -> None:
    fake.then(MOODS["slow_drip"])
    started, pieces = time.monotonic(), 0
    with client.stream("POST", "/chat/completions", json=BODY) as answer:
        for piece in answer.iter_raw(1):
            pieces += len(piece)
            if pieces == 10:
                break
    assert time.monotonic() - started >= 9 * MOODS["slow_drip"].drip
    assert int(answer.headers["Content-Length"]) > 200


def test_a_drip_arrives_whole(fake: FakeModel, client: httpx.Client) -> None:
    fake.then(replace(MOODS["slow_drip"], drip=0.0001))
    assert client.post("/chat/completions", json=BODY).json()["choices"][0]["message"]["content"] == RIGHT


def test_slow_means_that_no_byte_comes(fake: FakeModel, client: httpx.Client) -> None:
    fake.then(MOODS["slow"])
    with pytest.raises(httpx.ReadTimeout):
        client.post("/chat/completions", json=BODY, timeout=0.2)


def test_who_follows_the_redirect_is_seen(fake: FakeModel, client: httpx.Client) -> None:
    answer = ask(fake, client, "redirect")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/v1/elsewhere")
    assert fake.seen[-1].path == "/v1/chat/completions"
    fake.then(MOODS["redirect"])
    assert client.post("/chat/completions", json=BODY, follow_redirects=True).status_code == 404
    assert fake.seen[-1].path == "/v1/elsewhere"


def test_every_mood_is_tested_here() -> None:
    alone = {"prose_around_json", "empty_choices", "broken_json_body", "html_page", "slow_drip", "slow", "redirect"}
    assert {*CONTENTS, *ERRORS, *alone, "cut_before", "cut_headers", "cut_half"} == set(MOODS)
