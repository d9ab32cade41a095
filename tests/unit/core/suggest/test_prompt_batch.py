"""A prompt over a whole project: nothing is called twice, limits hold, and it stops and goes on as it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any

import pytest

from core.llm.breaker import THRESHOLD
from core.storage.limits import NANO, Limits
from core.suggest.views import BatchProgress
from core.workspace import Workspace
from tests.conftest import checked, rows_of, value_of
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import NANO_IN, NANO_OUT, PATIENCE_S, Lab, decide, records, reply, spent, text_now


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    return Lab(workspace, fake, 40)


def test_each_open_item_is_asked_once_in_the_order_of_the_import_and_a_second_run_asks_nothing(lab: Lab) -> None:
    version = lab.prompt()
    report = lab.suggest(version)
    assert (report.asked, report.answered, report.cached, report.failed, report.stopped) == (40, 40, 0, {}, "")
    assert set(Counter(map(text_now, lab.fake.seen)).values()) == {1}
    suggested = [row[0] for row in lab.suggestions()]
    assert sorted(suggested) == sorted(row[0] for row in rows_of(lab.workspace, "SELECT seq FROM item"))
    again = lab.suggest(version)
    assert (again.asked, again.answered, again.cached, again.cost, lab.fake.requests) == (0, 0, 0, 0.0, 40)


def test_it_costs_what_the_server_counted(lab: Lab) -> None:
    lab.fake.default = Behaviour(text=reply(), usage={"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107})
    report = lab.suggest(lab.prompt())
    nano = 40 * (100 * NANO_IN + 7 * NANO_OUT)
    assert (report.tokens_in, report.tokens_out, report.cost) == (4_000, 280, nano / NANO)
    assert spent(lab.workspace, lab.project) == (40, nano, 0)
    assert sum(one.cost for one in records(lab.workspace)) == nano
    assert checked(lab.workspace).clean


def test_what_another_version_asked_in_the_same_words_comes_from_the_cache_and_is_free(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    report = lab.suggest(lab.prompt(prefill=False))
    assert (report.asked, report.cached, report.answered, report.cost, lab.fake.requests) == (0, 40, 40, 0.0, 40)
    assert spent(lab.workspace, lab.project)[0] == 40
    assert len(lab.suggestions()) == 80
    assert checked(lab.workspace).clean


def test_a_limit_and_then_the_rest(lab: Lab) -> None:
    version = lab.prompt()
    assert [lab.suggest(version, limit=n).answered for n in (7, 0, None)] == [7, 0, 33]
    assert lab.fake.requests == 40


def test_no_more_are_in_flight_than_the_connection_allows(lab: Lab) -> None:
    lab.fake.default = Behaviour(text=reply(), latency=0.05)
    lab.suggest(lab.prompt())
    assert lab.fake.most_in_flight == 8


def test_progress_only_grows_and_ends_at_the_total(lab: Lab) -> None:
    seen: list[BatchProgress] = []
    lab.fake.default = Behaviour(text=reply(), latency=0.15)
    lab.suggest(lab.prompt(), progress=seen.append)
    assert len(seen) > 1
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert [one.cost for one in seen] == sorted(one.cost for one in seen)
    assert {one.total for one in seen} == {40}
    last = seen[-1]
    assert (last.done, last.answered, last.failed, last.seconds_left) == (40, 40, 0, 0.0)
    assert last.cost == spent(lab.workspace, lab.project)[1] / NANO
    assert all(one.answered + one.failed <= one.done <= one.total for one in seen)


def test_who_asks_for_an_end_gets_it_and_what_was_answered_stays(lab: Lab) -> None:
    lab.fake.default = Behaviour(text=reply(), latency=0.3)
    version = lab.prompt()
    report = lab.suggest(version, cancelled=lambda: lab.fake.requests > 8)
    assert (report.stopped, 0 < report.answered < 40) == ("cancelled", True)
    kept = len(lab.suggestions())
    assert report.answered <= kept < 40, "an answer that came as the end was asked for is kept as well"
    assert checked(lab.workspace).clean
    sent = lab.fake.requests
    lab.fake.default = Behaviour(text=reply())
    rest = lab.suggest(version)
    assert (rest.answered, rest.asked) == (40 - kept, lab.fake.requests - sent)
    assert None not in {one.outcome for one in records(lab.workspace)}


def test_cancelling_the_future_ends_it_too_and_its_run_only_after_its_calls(lab: Lab) -> None:
    lab.fake.default = MOODS["slow"]
    future = lab.start(lab.prompt())
    lab.fake.wait_for(8)
    future.cancel()
    with pytest.raises(CancelledError):
        future.result(PATIENCE_S)
    while value_of(lab.workspace, "SELECT count(*) FROM call_run WHERE ended_us IS NULL"):
        pass
    made = records(lab.workspace)
    assert {one.outcome for one in made} == {"cancelled"}
    assert sum(one.cost for one in made) == sum(one.reserved for one in made if one.cost) > 0
    ended, last = rows_of(lab.workspace, "SELECT max(u.ended_us), max(r.created_us) FROM call_run u, call_result r")[0]
    assert ended >= last
    assert checked(lab.workspace).clean


def test_no_run_is_left_open(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    lab.workspace.writer.submit_bulk(lambda _: None).result()
    assert value_of(lab.workspace, "SELECT count(*) FROM call_run WHERE ended_us IS NULL") == 0


@pytest.mark.parametrize("mood", ["wrong_key", "unknown_model"])
def test_what_every_call_would_meet_stops_it_at_once(lab: Lab, mood: str) -> None:
    lab.fake.default = MOODS[mood]
    report = lab.suggest(lab.prompt())
    kind = {"wrong_key": "auth", "unknown_model": "not_found"}[mood]
    assert (report.stopped, report.answered, bool(report.detail)) == (kind, 0, True)
    assert lab.fake.requests <= 10
    assert set(report.failed) == {kind}


def test_a_failure_of_one_item_is_no_reason_to_stop(lab: Lab) -> None:
    def odd(body: dict[str, Any]) -> str:
        return "" if text_now(body).startswith("7 ") else reply()

    lab.fake.default = Behaviour(text=odd)
    version = lab.prompt()
    report = lab.suggest(version)
    assert (report.answered, report.failed) == (39, {"empty": 1})
    lab.fake.default = Behaviour(text=reply())
    assert lab.suggest(version).answered == 1


def test_a_server_that_dies_in_the_middle_is_waited_for(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.llm.breaker.FIRST_S", 0.5)
    monkeypatch.setattr("core.llm.backoff.BASE_S", 0.05)
    lab.fake.default = Behaviour(text=reply(), latency=0.05)
    future = lab.start(lab.prompt())
    lab.fake.wait_for(12)
    lab.fake.die()
    sent = lab.fake.requests
    while sum(one.outcome == "refused_connection" for one in records(lab.workspace)) < THRESHOLD:
        assert not future.done()
    lab.fake.revive()
    report = future.result(PATIENCE_S)
    assert (report.answered, report.failed, report.stopped) == (40, {}, "")
    assert len(lab.suggestions()) == 40
    assert 40 <= lab.fake.requests <= 40 + 8
    assert sent < 40
    assert checked(lab.workspace).clean


def test_a_model_that_stays_away_ends_it_after_a_while(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.llm.breaker.FIRST_S", 0.2)
    monkeypatch.setattr("core.suggest.prompt_batch.PATIENCE_S", 0.1)
    monkeypatch.setattr("core.llm.backoff.BASE_S", 0.01)
    lab.fake.die()
    report = lab.suggest(lab.prompt())
    assert (report.stopped, report.answered) == ("refused_connection", 0)
    assert "refused" in report.detail


# --- budgets ---


def test_the_budget_of_a_run_is_never_exceeded_and_used(lab: Lab) -> None:
    version = lab.prompt()
    lab.suggest(version, limit=1)
    held, cost = records(lab.workspace)[0].reserved, records(lab.workspace)[0].cost
    report = lab.suggest(version, budget=3 * held / NANO)
    assert 0 < report.answered < 39
    assert 0 < report.cost <= 3 * held / NANO
    assert (report.stopped, report.failed["budget"] > 0) == ("budget", True)
    assert {(one.cost, one.outcome) for one in records(lab.workspace) if one.outcome != "answered"} == {(0, "budget")}
    assert cost < held
    assert checked(lab.workspace).clean


def test_the_budget_of_a_day_is_never_exceeded_by_32_in_flight(workspace: Workspace) -> None:
    with FakeModel(default=Behaviour(text=reply())) as fake:
        lab = Lab(workspace, fake, 120, in_flight=32)
        version = lab.prompt()
        lab.suggest(version, limit=1)
        fake.default = Behaviour(text=reply(), latency=1.0)
        nano = 40 * records(workspace)[0].reserved
        lab.models.set_limits(lab.project, Limits(money_per_day=nano / NANO))
        report = lab.suggest(version)
        calls, cost, reserved = spent(workspace, lab.project)
        assert 0 < cost <= nano
        assert (reserved, calls, report.answered) == (0, fake.requests, fake.requests - 1)
        assert fake.most_in_flight == 32
        assert report.answered > 1
        assert checked(workspace).clean


def test_the_budget_of_a_day_in_calls_stops_it_to_the_call(lab: Lab) -> None:
    lab.models.set_limits(lab.project, Limits(calls_per_day=9))
    report = lab.suggest(lab.prompt())
    assert (report.asked, report.answered, report.stopped, lab.fake.requests) == (9, 9, "budget", 9)
    assert lab.models.spent_today(lab.project).calls == 9


# --- what is not asked about ---


def test_what_was_decided_before_is_remembered_and_not_called(lab: Lab) -> None:
    lab.suggest(lab.prompt())
    first, *_ = lab.add("Where is my towel?", "where is my TOWEL", "Where is my  towel!", "Where is my kettle?")
    everything = [row[0] for row in rows_of(lab.workspace, "SELECT seq FROM item")]
    lab.sample("none", *everything)
    session = lab.session()
    while session.on is not None and session.on.drawn.item.seq != first:
        decide(session, {session.on.drawn.item.text: "green"})
    decide(session, {"Where is my towel?": "blue"})
    sent = lab.fake.requests
    report = lab.suggest(lab.prompt(max_tokens=99))
    assert (report.remembered, report.asked, report.answered, report.failed) == (2, 1, 1, {})
    assert lab.fake.requests == sent + 1
    assert text_now(lab.fake.seen[-1]) == "Where is my kettle?"


def test_what_is_decided_or_erased_is_passed_over(lab: Lab) -> None:
    session = lab.session()
    on = session.on
    assert on is not None
    decide(session, {on.drawn.item.text: "red"})
    gone = int(value_of(lab.workspace, "SELECT max(seq) FROM item"))
    lab.workspace.erase(gone, "asked")
    lab.suggest(lab.prompt())
    assert lab.fake.requests == 38
    assert {on.drawn.item.seq, gone}.isdisjoint(row[0] for row in lab.suggestions())


def test_two_batches_at_once_leave_every_item_answered_and_the_bill_right(lab: Lab) -> None:
    lab.fake.default = Behaviour(text=reply(), latency=0.05)
    version = lab.prompt()
    first = lab.start(version)
    lab.fake.wait_for(4)
    reports = [lab.suggest(version), first.result(PATIENCE_S)]
    assert sum(report.asked for report in reports) == lab.fake.requests
    assert len({row[0] for row in lab.suggestions()}) == 40
    assert checked(lab.workspace).clean
