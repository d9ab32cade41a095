"""The cache of replies: what its key is made of, what it serves, and what a served call leaves on record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from core.domain.calls import FailureKind
from core.llm.cache import cache_key, from_stored, to_stored
from core.llm.caller import Answered
from core.llm.types import Connection, KeySource, Message, ModelRequest, RawReply
from core.workspace import Workspace
from tests.conftest import checked, fill, value_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import REQUEST, Desk, connection_to, records, spent

CONNECTION = Connection("fake", "openai/fake", "http://127.0.0.1:1/v1", {"temperature": 0.0})
SCHEMA = {"type": "object", "properties": {"answer": {"type": "string"}}}


def key(connection: dict[str, Any] | None = None, request: dict[str, Any] | None = None) -> str:
    return cache_key(replace(CONNECTION, **(connection or {})), replace(REQUEST, **(request or {})))


CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "model": ({"model": "openai/other"}, {}),
    "base_url": ({"base_url": "http://127.0.0.1:2/v1"}, {}),
    "no base_url": ({"base_url": None}, {}),
    "text": ({}, {"messages": (REQUEST.messages[0], Message("user", "18 green door"))}),
    "role": ({}, {"messages": (Message("user", "Label it."), REQUEST.messages[1])}),
    "order of messages": ({}, {"messages": REQUEST.messages[::-1]}),
    "one message more": ({}, {"messages": (*REQUEST.messages, Message("user", ""))}),
    "the connection's params": ({"params": {"temperature": 0.1}}, {}),
    "the prompt's params": ({}, {"params": {"seed": 1}}),
    "max_tokens": ({}, {"max_tokens": 21}),
    "schema": ({}, {"schema": SCHEMA}),
    "prefill": ({}, {"prefill": "{"}),
    "logprobs": ({}, {"logprobs": True}),
}
SAME: dict[str, Any] = {
    "name": "another",
    "timeout_s": 5.0,
    "in_flight": 99,
    "rpm": 7,
    "tpm": 8,
    "price_in": 1.0,
    "price_out": 2.0,
    "key_source": KeySource.ENVIRONMENT,
    "key_env": "OTHER_KEY",
    "fallback": "spare",
    "id": "00ff",
}


def test_each_thing_that_changes_the_output_changes_the_key() -> None:
    keys = {name: key(*change) for name, change in CHANGES.items()}
    assert len({key(), *keys.values()}) == len(CHANGES) + 1
    assert all(one.startswith("sha256:") for one in keys.values())


def test_nothing_else_of_a_connection_changes_it() -> None:
    assert {key({name: value}) for name, value in SAME.items()} == {key()}
    assert {field.name for field in fields(Connection)} == {*SAME, "model", "base_url", "params"}
    assert {field.name for field in fields(ModelRequest)} == {
        "messages", "max_tokens", "params", "schema", "prefill", "logprobs",
    }  # fmt: skip


def test_what_is_sent_counts_and_not_where_it_was_set_nor_its_order() -> None:
    assert key({"params": {}}, {"params": {"temperature": 0.0}}) == key()
    assert key({}, {"params": {"temperature": 0.0}}) == key()
    assert key({"params": {"a": 1, "b": 2}}) == key({"params": {"b": 2, "a": 1}})


def test_the_key_is_the_hash_of_canonical_json_and_so_the_same_everywhere() -> None:
    told = [["system", "Label it."], ["user", "17 green door"]]
    parts = {"base_url": "http://127.0.0.1:1/v1", "logprobs": False, "max_tokens": 20, "messages": told, "model": "openai/fake"}
    parts |= {"params": {"temperature": 0.0}, "prefill": None, "schema": None}
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    assert key() == "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def test_a_reply_is_stored_whole() -> None:
    reply = RawReply("Grüße\n\u2028", None, "stop", 3, 4, -0.25, "fake", {"id": "x", "choices": [{"index": 0}]})
    assert from_stored(to_stored(reply)) == reply


# --- served ---


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as server:
        yield server


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Desk]:
    made = Desk(workspace, fill(workspace, 2))
    yield made
    made.close()


def answer(desk: Desk, fake: FakeModel, **asked: Any) -> Answered:
    connection: dict[str, Any] = asked.pop("connection", {})
    made = desk.ask(connection_to(fake, **connection), **asked)
    assert isinstance(made, Answered)
    return made


def test_the_second_identical_ask_is_served_free_and_on_record(desk: Desk, fake: FakeModel) -> None:
    first, second = answer(desk, fake), answer(desk, fake)
    one, two = records(desk.workspace)
    assert (fake.requests, second.cached, second.cost_nano, second.reply) == (1, True, 0, first.reply)
    assert (one.cache_hit, two.cache_hit, two.cost, two.reserved, two.outcome) == (0, 1, 0, 0, "answered")
    assert (two.request, two.response, two.tokens_in) == (one.request, one.response, one.tokens_in)
    assert spent(desk.workspace, desk.project) == (1, one.cost, 0)
    assert (desk.run.asked, desk.run.cached) == (1, 1)
    assert checked(desk.workspace).clean


def test_another_item_name_price_or_time_out_is_served_too(desk: Desk, fake: FakeModel) -> None:
    answer(desk, fake)
    assert answer(desk, fake, item_seq=1).cached
    assert answer(desk, fake, connection={"name": "x", "price_in": 9.0, "timeout_s": 3.0, "in_flight": 1}).cached
    assert fake.requests == 1


def test_a_change_of_what_is_sent_asks_again(desk: Desk, fake: FakeModel) -> None:
    answer(desk, fake)
    assert not answer(desk, fake, connection={"params": {"temperature": 1.0}}).cached
    assert not answer(desk, fake, request=replace(REQUEST, max_tokens=9)).cached
    assert fake.requests == 3


def test_a_fresh_ask_passes_the_cache_over_and_fills_it(desk: Desk, fake: FakeModel) -> None:
    fake.then(Behaviour(text="old"), Behaviour(text="new"))
    answer(desk, fake)
    assert answer(desk, fake, fresh=True).reply.text == "new"
    assert answer(desk, fake).reply.text == "new"
    assert fake.requests == 2


def test_what_is_no_answer_any_more_is_not_served(desk: Desk, fake: FakeModel) -> None:
    answer(desk, fake)
    made = answer(desk, fake, judge=lambda _: (FailureKind.INVALID_ANSWER, "stricter now"))  # pyright: ignore[reportUnknownLambdaType]
    assert (made.cached, fake.requests) == (False, 2)


def test_the_cache_is_that_of_one_project(desk: Desk, fake: FakeModel) -> None:
    answer(desk, fake)
    other = Desk(desk.workspace, fill(desk.workspace, 1, name="Other", salt="o"))
    assert not answer(other, fake).cached
    other.close()
    assert fake.requests == 2


def test_of_a_call_whose_text_was_erased_nothing_is_served(desk: Desk, fake: FakeModel) -> None:
    seq = int(value_of(desk.workspace, "SELECT seq FROM item LIMIT 1"))
    answer(desk, fake, item_seq=seq)
    desk.workspace.erase(seq, "asked")
    assert not answer(desk, fake).cached
    assert fake.requests == 2
