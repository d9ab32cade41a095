"""Sending a call of the record once more: to the letter, past the cache, as a call of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.errors import UserError
from core.prompts.content import ExamplePolicy, ShotsBy
from core.workspace import Workspace
from tests.conftest import checked
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import PATIENCE_S, Lab, decide, records, reply, spent


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    made = Lab(workspace, fake, in_flight=1, params={"temperature": 0.5, "json_schema": True})
    made.add("a towel")
    return made


def test_the_same_is_sent_past_the_cache_and_put_on_record(lab: Lab) -> None:
    lab.suggest(lab.prompt(params={"seed": 7}))
    (first,) = records(lab.workspace)
    lab.fake.default = Behaviour(text=reply(answer="blue"))
    whole = lab.models.repeat(first.seq).result(PATIENCE_S)
    _, second = records(lab.workspace)
    assert lab.fake.seen[1].body == lab.fake.seen[0].body
    assert "response_format" in lab.fake.seen[1].body
    assert (whole.row.seq, whole.row.run, whole.row.outcome, whole.row.cache_hit) == (second.seq, "trial", "answered", False)
    assert (second.request, second.cache_key, second.item_seq) == (first.request, first.cache_key, first.item_seq)
    assert "blue" in str(whole.response)
    assert spent(lab.workspace, lab.project)[0] == 2
    assert checked(lab.workspace).clean


def test_nothing_of_it_becomes_a_suggestion_and_the_old_record_stays(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    before, suggested = records(lab.workspace), lab.suggestions()
    lab.models.repeat(before[0].seq).result(PATIENCE_S)
    assert lab.suggestions() == suggested
    assert records(lab.workspace)[:1] == before


def test_what_the_prompt_changed_over_the_connection_is_sent_again_after_the_connection_has_changed(lab: Lab) -> None:
    lab.suggest(lab.prompt(params={"temperature": 0.9}))
    (first,) = records(lab.workspace)
    lab.models.save_connection(
        type(lab.connection)("fake", "openai/fake", lab.fake.url, {"temperature": 0.9, "json_schema": True})
    )
    lab.models.repeat(first.seq).result(PATIENCE_S)
    assert lab.fake.seen[1].body == lab.fake.seen[0].body


def test_what_the_connection_sends_by_now_is_not_added(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    (first,) = records(lab.workspace)
    changed = {"temperature": 0.1, "seed": 3, "json_schema": True}
    lab.models.save_connection(type(lab.connection)("fake", "openai/fake", lab.fake.url, changed))  # pyright: ignore[reportArgumentType]
    lab.models.repeat(first.seq).result(PATIENCE_S)
    assert lab.fake.seen[1].body == lab.fake.seen[0].body


def test_a_failure_can_be_repeated_and_one_that_fails_again_says_why_and_is_on_record(lab: Lab) -> None:
    lab.fake.default = MOODS["context_length"]
    lab.suggest(lab.prompt())
    with pytest.raises(UserError) as told:
        lab.models.repeat(1).result(PATIENCE_S)
    assert told.value.code == "call.context_length"
    assert [one.outcome for one in records(lab.workspace)] == ["context_length"] * 2
    lab.fake.default = Behaviour(text=reply())
    assert lab.models.repeat(1).result(PATIENCE_S).row.outcome == "answered"


def test_the_examples_that_it_held_stand_with_the_new_call_too(lab: Lab) -> None:
    texts = {"an old towel": "red", "an older towel": "blue"}
    lab.sample("none", *lab.add(*texts, "a new towel"), 1)
    decide(lab.session(), {"a towel": "red", **texts})
    lab.suggest(lab.prompt(examples=ExamplePolicy(ShotsBy.STRATIFIED, 2)))
    (first,) = records(lab.workspace)
    whole = lab.models.repeat(first.seq).result(PATIENCE_S)
    assert len(whole.examples) == 2
    assert whole.examples == lab.models.call(first.seq).examples


def test_what_was_erased_cannot_be_sent_again(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    lab.workspace.erase(1, "asked")
    with pytest.raises(UserError) as told:
        lab.models.repeat(1)
    assert told.value.code == "call.erased"
    assert lab.fake.requests == 1


def test_a_call_that_is_not_there(lab: Lab) -> None:
    with pytest.raises(UserError) as told:
        lab.models.repeat(99)
    assert told.value.code == "call.unknown"
