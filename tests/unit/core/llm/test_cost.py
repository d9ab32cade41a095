"""What a call can cost at most, and what it has cost: never more than what was held for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.domain.calls import FailureKind
from core.llm.caller import Answered
from core.llm.cost import cost, most
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest
from core.storage.limits import NANO, Limits, write_limits
from core.workspace import Workspace
from tests.conftest import checked, fill
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import PATIENCE_S, REQUEST, Desk, connection_to, records, spent

TEXTS = [
    "A plain English sentence about a parcel.",
    "Grüße aus Zürich, naïve façade",
    "包裹没有到，我很生气。",
    "🙂🙃🙂🙃 ٣٤٥ нет",
    "x" * 3_000,
    "",
    "a b c d e f g 1 2 3 4 5 6 7 {}[]()<>\n\n\t",
]
UNKNOWN = Connection("here", "openai/fake", "http://127.0.0.1:1/v1", price_in=1.0, price_out=1.0)
KNOWN = Connection("there", "openai/gpt-4o-2024-08-06", price_in=1.0, price_out=1.0)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return Provider()


def asked(*texts: str, max_tokens: int = 10) -> ModelRequest:
    return ModelRequest(tuple(Message("user", text) for text in texts), max_tokens)


@pytest.mark.parametrize("text", TEXTS)
def test_no_tokenizer_counts_more_than_is_held_where_the_model_is_not_known(provider: Provider, text: str) -> None:
    held = most(provider, UNKNOWN, asked(text)).nano
    assert held >= (len(text.encode()) + 10) * 1_000
    assert held >= cost(provider, UNKNOWN, provider.count_tokens("openai/gpt-4o", text) + 10, 10)


@pytest.mark.parametrize("text", TEXTS)
def test_where_the_tokenizer_is_known_the_count_of_it_is_held_and_little_more(provider: Provider, text: str) -> None:
    counted = provider.count_tokens(KNOWN.model, text)
    held = most(provider, KNOWN, asked(text))
    assert counted + 10 < held.tokens <= counted + 10 + 24
    assert held.nano == held.tokens * 1_000


def test_all_output_that_it_may_have_and_the_schema_are_held(provider: Provider) -> None:
    plain = most(provider, UNKNOWN, REQUEST).nano
    assert most(provider, UNKNOWN, replace(REQUEST, max_tokens=REQUEST.max_tokens + 100)).nano - plain == 100 * 1_000
    assert most(provider, UNKNOWN, replace(REQUEST, schema={"type": "object"})).nano > plain
    assert most(provider, UNKNOWN, replace(REQUEST, prefill="{")).nano == plain + 1_000


def test_rates_count_fewer_tokens_than_money_holds_bytes(provider: Provider) -> None:
    held = most(provider, UNKNOWN, asked("word " * 300))
    assert held.tokens < 600 < held.nano / 1_000


def test_money_is_whole_billionths_and_input_and_output_have_their_own_price(provider: Provider) -> None:
    connection = replace(UNKNOWN, price_in=0.15, price_out=0.6)
    assert cost(provider, connection, 1, 0) == 150
    assert cost(provider, connection, 0, 1) == 600
    assert cost(provider, connection, 1_000_000, 1_000_000) == 750_000_000
    assert isinstance(cost(provider, replace(UNKNOWN, price_in=0.0333, price_out=0.1), 7, 1), int)


def test_an_unknown_price_holds_and_costs_nothing(provider: Provider) -> None:
    connection = replace(UNKNOWN, price_in=None, price_out=None)
    assert (most(provider, connection, REQUEST).nano, cost(provider, connection, 10, 10)) == (0, 0)


def test_a_price_of_the_table_is_used_where_none_was_entered(provider: Provider) -> None:
    assert cost(provider, replace(KNOWN, price_in=None, price_out=None), 1_000_000, 0) == 2_500_000_000


# --- on record, and within budgets ---


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as server:
        yield server


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Desk]:
    made = Desk(workspace, fill(workspace, 1))
    yield made
    made.close()


def test_the_record_is_there_and_its_cost_held_before_the_answer_is(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(latency=0.5)
    future = desk.start(connection_to(fake))
    fake.wait_for(1)
    (record,) = records(desk.workspace)
    assert (record.outcome, spent(desk.workspace, desk.project)) == (None, (1, 0, record.reserved))
    assert not future.done()
    made = future.result(PATIENCE_S)
    (record,) = records(desk.workspace)
    assert (record.outcome, made.call_seq) == ("answered", record.seq)
    assert spent(desk.workspace, desk.project) == (1, record.cost, 0)


def test_it_costs_what_the_server_counted_to_the_billionth(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(usage={"prompt_tokens": 17, "completion_tokens": 3, "total_tokens": 20})
    made = desk.ask(connection_to(fake, price_in=0.333, price_out=1.7))
    assert isinstance(made, Answered)
    (record,) = records(desk.workspace)
    assert made.cost_nano == record.cost == 17 * 333 + 3 * 1_700
    assert (record.tokens_in, record.tokens_out) == (17, 3)


def limited(desk: Desk, **limits: object) -> None:
    desk.workspace.writer.submit(lambda c: write_limits(c, desk.project.seq, replace(Limits(), **limits))).result()  # pyright: ignore[reportArgumentType]


def together(desk: Desk, fake: FakeModel, n: int, in_flight: int) -> list[Answered | CallFailure]:
    """`n` different calls at once."""
    connection = connection_to(fake, in_flight=in_flight)
    futures = [desk.start(connection, replace(REQUEST, params={"seed": seed})) for seed in range(n)]
    found: list[Answered | CallFailure] = []
    for future in futures:
        error = future.exception(PATIENCE_S)
        assert error is None or isinstance(error, CallFailure)
        found.append(error or future.result())
    return found


def test_a_days_budget_in_money_is_never_exceeded_by_32_at_once(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(latency=0.02)
    desk.ask(connection_to(fake))
    (one,) = records(desk.workspace)
    nano = 10 * one.reserved
    limited(desk, money_per_day=nano / NANO)
    made = together(desk, fake, 64, 32)
    calls, cost, reserved = spent(desk.workspace, desk.project)
    held_back = [one for one in records(desk.workspace) if one.outcome == "budget"]
    assert 0 < cost <= nano
    assert reserved == 0
    assert calls == fake.requests == 1 + sum(isinstance(one, Answered) for one in made) > 9
    assert len(held_back) == 65 - calls > 0
    assert {(one.cost, one.reserved > 0) for one in held_back} == {(0, True)}
    assert checked(desk.workspace).clean


def test_a_days_budget_in_calls_is_never_exceeded_by_32_at_once(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(latency=0.02)
    limited(desk, calls_per_day=7)
    made = together(desk, fake, 40, 32)
    assert (fake.requests, sum(isinstance(one, Answered) for one in made)) == (7, 7)
    assert spent(desk.workspace, desk.project)[0] == 7
    assert {one.kind for one in made if isinstance(one, CallFailure)} == {FailureKind.BUDGET}
    assert checked(desk.workspace).clean


def test_a_budget_of_nothing_lets_pass_what_the_cache_has_and_what_is_free(desk: Desk, fake: FakeModel) -> None:
    desk.ask(connection_to(fake))
    limited(desk, money_per_day=0.0)
    held_back = desk.ask(connection_to(fake), fresh=True)
    assert isinstance(held_back, CallFailure)
    assert held_back.kind is FailureKind.BUDGET
    served = desk.ask(connection_to(fake))
    assert isinstance(served, Answered)
    assert served.cached
    assert isinstance(desk.ask(connection_to(fake, name="free", price_in=None, price_out=None), fresh=True), Answered)


def test_a_runs_budget_is_its_own(desk: Desk, fake: FakeModel) -> None:
    fake.default = Behaviour(latency=0.02)
    desk.ask(connection_to(fake))
    (one,) = records(desk.workspace)
    desk.run = desk.new_run(3 * one.reserved)
    together(desk, fake, 20, 16)
    assert 0 < desk.run.spent_nano <= 3 * one.reserved
    assert (desk.run.reserved_nano, desk.run.asked) == (0, fake.requests - 1)
    desk.run = desk.new_run(3 * one.reserved)
    assert isinstance(desk.ask(connection_to(fake), replace(REQUEST, params={"seed": 99})), Answered)
