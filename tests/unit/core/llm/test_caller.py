"""Calls with their records, through the real LiteLLM: outcomes, attempts, breaker, fallback, budgets, cancelling."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.domain.calls import FailureKind
from core.llm.breaker import THRESHOLD, State
from core.llm.caller import Answered, LeftAlone
from core.llm.types import CallFailure, KeySource, RawReply
from core.storage.limits import Limits, write_limits
from core.workspace import Workspace
from tests.conftest import checked, fill, value_of
from tests.fake_model.moods import MOODS, REFUSAL
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import NANO_IN, NANO_OUT, PATIENCE_S, REQUEST, Desk, connection_to, records, spent


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as server:
        yield server


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Desk]:
    made = Desk(workspace, fill(workspace, 1))
    yield made
    made.close()


def failing(made: Answered | CallFailure) -> CallFailure:
    assert isinstance(made, CallFailure)
    return made


FAILURES = {
    "wrong_key": FailureKind.AUTH,
    "no_right": FailureKind.AUTH,
    "unknown_model": FailureKind.NOT_FOUND,
    "too_many": FailureKind.RATE_LIMITED,
    "out_of_quota": FailureKind.RATE_LIMITED,
    "slow": FailureKind.TIMEOUT,
    "cut_before": FailureKind.REFUSED_CONNECTION,
    "cut_half": FailureKind.REFUSED_CONNECTION,
    "server_error": FailureKind.SERVER,
    "overloaded": FailureKind.SERVER,
    "redirect": FailureKind.SERVER,
    "broken_json_body": FailureKind.BAD_JSON,
    "html_page": FailureKind.BAD_JSON,
    "empty_choices": FailureKind.EMPTY,
    "null_content": FailureKind.EMPTY,
    "context_length": FailureKind.CONTEXT_LENGTH,
}
#: what a server that answered with bytes left of them
SAYS = {
    "wrong_key": "Incorrect API key",
    "server_error": "had an error",
    "html_page": "Sign in",
    "broken_json_body": "chatcmpl-1",
}


@pytest.mark.parametrize("mood", FAILURES)
def test_each_failure_is_one_record_with_what_was_sent_and_nothing_of_it_is_cached(
    desk: Desk, fake: FakeModel, mood: str
) -> None:
    fake.default = MOODS[mood]
    connection = connection_to(fake, timeout_s=1.0 if mood == "slow" else 30.0, params={"temperature": 0.5})
    failure = failing(desk.ask(connection))
    (record,) = records(desk.workspace)
    assert (failure.kind, record.outcome, record.detail) == (FAILURES[mood], str(FAILURES[mood]), failure.detail)
    assert json.loads(record.request or "")["messages"][1] == {"role": "user", "content": "17 green door"}
    assert json.loads(record.request or "")["params"] == {"temperature": 0.5, "max_tokens": 20}
    assert SAYS.get(mood, "") in (record.response or "")
    assert fake.requests == 1
    assert value_of(desk.workspace, "SELECT count(*) FROM call_cache") == 0
    fake.default = Behaviour(text="now it answers")
    assert isinstance(desk.ask(connection), Answered)
    assert fake.requests == 2, "the failure was served from the cache"
    assert checked(desk.workspace).clean


def test_only_what_may_have_been_charged_for_costs_what_was_held(desk: Desk, fake: FakeModel) -> None:
    fake.then(MOODS["slow"], MOODS["server_error"])
    for _ in range(2):
        desk.ask(connection_to(fake, timeout_s=1.0))
    slow, broken = records(desk.workspace)
    assert (slow.outcome, slow.cost, broken.cost) == ("timeout", slow.reserved, 0)
    assert slow.reserved > 20 * NANO_OUT
    assert spent(desk.workspace, desk.project) == (2, slow.reserved, 0)


def test_where_nobody_listens_the_record_says_so(desk: Desk, fake: FakeModel) -> None:
    fake.die()
    assert failing(desk.ask(connection_to(fake))).kind is FailureKind.REFUSED_CONNECTION
    (record,) = records(desk.workspace)
    assert (record.outcome, record.cost, fake.requests) == ("refused_connection", 0, 0)


@pytest.mark.parametrize("outcome", [FailureKind.REFUSAL, FailureKind.INVALID_ANSWER])
def test_what_the_judge_does_not_take_for_an_answer_is_on_record_with_its_cost_and_asked_again(
    desk: Desk, fake: FakeModel, outcome: FailureKind
) -> None:
    fake.default = Behaviour(refusal=REFUSAL, usage={"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10})

    def judge(_: RawReply) -> tuple[str, str]:
        return outcome, "Not so."

    for _ in range(2):
        made = desk.ask(connection_to(fake), judge=judge, attempts=4)
        assert isinstance(made, Answered)
        assert made.outcome == outcome
    assert [(one.outcome, one.detail, one.attempt) for one in records(desk.workspace)] == [(outcome, "Not so.", 1)] * 2
    assert {one.cost for one in records(desk.workspace)} == {7 * NANO_IN + 3 * NANO_OUT}
    assert fake.requests == 2
    assert value_of(desk.workspace, "SELECT count(*) FROM call_cache") == 0


def test_a_missing_key_is_a_record_too_and_nothing_is_sent(desk: Desk, fake: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_SET_ANYWHERE", raising=False)
    connection = connection_to(fake, key_source=KeySource.ENVIRONMENT, key_env="NOT_SET_ANYWHERE")
    assert failing(desk.ask(connection)).kind is FailureKind.AUTH
    (record,) = records(desk.workspace)
    assert (record.outcome, record.cost, fake.requests) == ("auth", 0, 0)


# --- attempts ---


def test_attempts_are_ours_counted_and_one_request_each(desk: Desk, fake: FakeModel) -> None:
    fake.then(MOODS["server_error"], MOODS["broken_json_body"])
    assert isinstance(desk.ask(connection_to(fake), attempts=4), Answered)
    made = records(desk.workspace)
    assert [(one.attempt, one.outcome) for one in made] == [(1, "server"), (2, "bad_json"), (3, "answered")]
    assert len({one.cache_key for one in made}) == 1
    assert fake.requests == 3


@pytest.mark.parametrize("mood", ["wrong_key", "unknown_model", "context_length"])
def test_what_would_fail_again_is_not_tried_again(desk: Desk, fake: FakeModel, mood: str) -> None:
    fake.default = MOODS[mood]
    desk.ask(connection_to(fake), attempts=4)
    assert (fake.requests, len(records(desk.workspace))) == (1, 1)


def test_the_last_attempt_ends_it(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["server_error"]
    assert failing(desk.ask(connection_to(fake), attempts=2)).kind is FailureKind.SERVER
    assert [one.attempt for one in records(desk.workspace)] == [1, 2]
    assert fake.requests == 2


def test_a_server_that_asks_for_a_second_gets_it_from_everybody(desk: Desk, fake: FakeModel) -> None:
    fake.then(Behaviour(status=429, retry_after="1"))
    connection = connection_to(fake, in_flight=1)
    first = desk.start(connection, attempts=2)
    fake.wait_for(1)
    second = desk.start(connection, replace(REQUEST, max_tokens=21))
    first.result(PATIENCE_S)
    second.result(PATIENCE_S)
    assert min(seen.at for seen in fake.seen[1:]) - fake.seen[0].at >= 1.0
    assert fake.requests == 3


# --- breaker and fallback ---


def test_after_five_failures_nothing_is_sent_nor_put_on_record(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["server_error"]
    connection = connection_to(fake)
    for _ in range(THRESHOLD):
        assert not isinstance(desk.ask(connection), LeftAlone)
    left = desk.ask(connection, attempts=4)
    assert isinstance(left, LeftAlone)
    assert (left.kind, 0 < left.seconds <= 5) == (FailureKind.SERVER, True)
    assert (fake.requests, len(records(desk.workspace))) == (THRESHOLD, THRESHOLD)
    assert checked(desk.workspace).clean


def test_while_a_probe_is_under_way_the_others_are_told_to_come_back(
    desk: Desk, fake: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.llm.breaker.FIRST_S", 0.2)
    fake.default = MOODS["server_error"]
    connection = connection_to(fake)
    for _ in range(THRESHOLD):
        desk.ask(connection)
    while desk.caller.lines.of(connection).breaker.state is State.OPEN:
        pass
    fake.default = Behaviour(latency=0.5)
    probe = desk.start(connection)
    fake.wait_for(THRESHOLD + 1)
    left = desk.ask(connection)
    assert isinstance(left, LeftAlone)
    assert left.seconds > 0, "nothing says that it is worth waiting"
    assert isinstance(probe.result(PATIENCE_S), Answered)
    assert isinstance(desk.ask(connection, fresh=True), Answered)
    assert fake.requests == THRESHOLD + 2


def test_while_a_connection_is_left_alone_its_fallback_answers_at_once(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["server_error"]
    with FakeModel() as other:
        models = desk.workspace.models
        models.save_connection(connection_to(other, name="spare"))
        connection = models.save_connection(connection_to(fake, fallback="spare"))
        made = [desk.ask(connection, replace(REQUEST, params={"seed": seed})) for seed in range(THRESHOLD + 2)]
        assert [one.connection.name for one in made if isinstance(one, Answered)] == ["spare"] * (THRESHOLD + 2)
        assert (fake.requests, other.requests) == (THRESHOLD, THRESHOLD + 2)


def test_a_breaker_is_that_of_one_address(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["server_error"]
    for _ in range(THRESHOLD):
        desk.ask(connection_to(fake))
    with FakeModel() as other:
        assert isinstance(desk.ask(connection_to(other)), Answered)


def test_a_fallback_answers_and_its_name_is_on_record(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["wrong_key"]
    with FakeModel() as other:
        models = desk.workspace.models
        models.save_connection(connection_to(other, name="spare", model="openai/spare"))
        connection = models.save_connection(connection_to(fake, fallback="spare"))
        made = desk.ask(connection)
        assert isinstance(made, Answered)
        assert made.connection.name == "spare"
        found = [(one.connection, one.model, one.outcome) for one in records(desk.workspace)]
        assert found == [("fake", "openai/fake", "auth"), ("spare", "openai/spare", "answered")]
        assert (fake.requests, other.requests) == (1, 1)


def test_a_chain_that_fails_says_what_was_wrong_with_the_first_and_asks_each_once(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["wrong_key"]
    with FakeModel(default=MOODS["server_error"]) as other:
        models = desk.workspace.models
        models.save_connection(connection_to(fake))
        models.save_connection(connection_to(other, name="spare", fallback="fake"))
        connection = models.save_connection(connection_to(fake, fallback="spare"))
        assert failing(desk.ask(connection)).kind is FailureKind.AUTH
        assert (fake.requests, other.requests) == (1, 1)


@pytest.mark.parametrize("mood", ["refusal_field", "context_length"])
def test_what_the_model_itself_says_no_to_is_not_asked_of_another(desk: Desk, fake: FakeModel, mood: str) -> None:
    fake.default = MOODS[mood]
    with FakeModel() as other:
        models = desk.workspace.models
        models.save_connection(connection_to(other, name="spare"))
        desk.ask(models.save_connection(connection_to(fake, fallback="spare")), judge=lambda _: (FailureKind.REFUSAL, ""))
        assert (fake.requests, other.requests) == (1, 0)


# --- local only ---


def test_local_only_calls_elsewhere_are_held_back_and_on_record(desk: Desk, fake: FakeModel) -> None:
    limits = Limits(local_only=True)
    desk.workspace.writer.submit(lambda c: write_limits(c, desk.project.seq, limits)).result()
    assert isinstance(desk.ask(connection_to(fake)), Answered)
    failure = failing(desk.ask(connection_to(fake, base_url="http://192.0.2.7/v1"), attempts=4))
    held_back = records(desk.workspace)[-1]
    assert (failure.kind, held_back.outcome, held_back.cost) == (FailureKind.LOCAL_ONLY, "local_only", 0)
    assert spent(desk.workspace, desk.project)[0] == fake.requests == 1
    assert checked(desk.workspace).clean


# --- cancelling ---


def test_cancelled_in_flight_costs_what_was_held(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["slow"]
    future = desk.start(connection_to(fake))
    fake.wait_for(1)
    future.cancel()
    fake.wait_for_idle()
    desk.workspace.loop.spawn(settled(desk)).result(PATIENCE_S)
    (record,) = records(desk.workspace)
    assert (record.outcome, record.cost) == ("cancelled", record.reserved)
    assert spent(desk.workspace, desk.project) == (1, record.reserved, 0)
    assert checked(desk.workspace).clean


def test_cancelled_in_the_queue_costs_nothing_and_the_next_gets_its_turn(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(latency=0.3)
    connection = connection_to(fake, in_flight=1)
    first = desk.start(connection)
    fake.wait_for(1)
    queued, last = (desk.start(connection, replace(REQUEST, params={"seed": seed})) for seed in (1, 2))
    queued.cancel()
    first.result(PATIENCE_S)
    last.result(PATIENCE_S)
    made = records(desk.workspace)
    assert [one.outcome for one in made if one.cost or one.outcome == "answered"] == ["answered", "answered"]
    assert fake.requests == 2
    assert checked(desk.workspace).clean


def test_a_call_whose_turn_comes_after_closing_is_never_sent_and_costs_nothing(desk: Desk, fake: FakeModel) -> None:
    fake.default = MOODS["slow"]
    connection = connection_to(fake, in_flight=1)
    first = desk.start(connection)
    fake.wait_for(1)
    second = desk.start(connection, replace(REQUEST, params={"seed": 1}))
    desk.workspace.loop.spawn(desk.provider.close()).result(PATIENCE_S)
    for future in (first, second):
        with pytest.raises(CallFailure):
            future.result(PATIENCE_S)
    made = records(desk.workspace)
    assert sorted(one.cost for one in made) == [0, made[0].reserved]
    assert fake.requests == 1
    assert checked(desk.workspace).clean


def test_cancelled_while_its_record_is_being_written_it_is_never_sent_and_costs_nothing(desk: Desk, fake: FakeModel) -> None:
    desk.ask(connection_to(fake))
    gate = threading.Event()
    desk.workspace.writer.submit(lambda _: gate.wait(PATIENCE_S))
    future = desk.start(connection_to(fake), fresh=True)
    desk.workspace.loop.spawn(asyncio.sleep(0)).result(PATIENCE_S)
    future.cancel()
    desk.workspace.loop.spawn(asyncio.sleep(0)).result(PATIENCE_S)
    gate.set()
    desk.workspace.loop.spawn(settled(desk)).result(PATIENCE_S)
    record = records(desk.workspace)[-1]
    assert (record.outcome, record.cost, record.reserved > 0, fake.requests) == ("cancelled", 0, True, 1)
    assert spent(desk.workspace, desk.project)[2] == 0
    assert checked(desk.workspace).clean


async def settled(desk: Desk) -> None:
    """Until what was cancelled has ended."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.wrap_future(desk.book.write(lambda _: None))  # by then a withdrawn call has been put into the book
    await asyncio.wrap_future(desk.book.write(lambda _: None))
