"""Failures of a provider that makes its own way out: only what the libraries raise tells what happened."""

from __future__ import annotations

import pytest

from core.domain.calls import FailureKind
from core.llm.doors import DOORS
from core.llm.redact import PIECE
from core.llm.types import CallFailure
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import KEY, OPEN, TEXT, Asker

MODEL = "huggingface/some/model"


def failure_of(ask: Asker, **fields: object) -> CallFailure:
    failure = ask(MODEL, policy=OPEN, **fields)
    assert isinstance(failure, CallFailure)
    told = f"{failure} {failure.detail} {failure.raw}"
    assert not [at for at in range(len(KEY) - PIECE + 1) if KEY[at : at + PIECE] in told]
    assert TEXT not in failure.detail
    return failure


def test_such_a_provider_is_called_all_the_same(fake: FakeModel, ask: Asker) -> None:
    assert MODEL.split("/", maxsplit=1)[0] not in DOORS
    reply = ask(MODEL, policy=OPEN)
    assert (reply.text, reply.raw["object"]) == ('{"answer": "unknown"}', "chat.completion")
    assert fake.requests == 1


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, f"bad key {KEY}", FailureKind.AUTH),
        (403, "no", FailureKind.AUTH),
        (404, "model_not_found", FailureKind.NOT_FOUND),
        (408, "timed out", FailureKind.TIMEOUT),
        (429, "slow down", FailureKind.RATE_LIMITED),
        (400, "This model's maximum context length is 10 tokens.", FailureKind.CONTEXT_LENGTH),
        (500, "oh", FailureKind.SERVER),
        (503, "later", FailureKind.SERVER),
    ],
)
def test_statuses_are_understood(fake: FakeModel, ask: Asker, status: int, message: str, kind: FailureKind) -> None:
    fake.default = Behaviour(status=status, error_message=message)
    failure = failure_of(ask)
    assert failure.kind is kind, failure.detail
    assert fake.requests == 1


@pytest.mark.parametrize(
    ("mood", "kind"),
    [
        ("broken_json_body", FailureKind.BAD_JSON),
        ("html_page", FailureKind.BAD_JSON),
        ("empty_choices", FailureKind.EMPTY),
        ("null_content", FailureKind.EMPTY),
    ],
)
def test_responses_that_are_none_are_understood(fake: FakeModel, ask: Asker, mood: str, kind: FailureKind) -> None:
    fake.default = MOODS[mood]
    assert failure_of(ask).kind is kind


def test_retry_after_is_found_in_what_litellm_keeps_of_the_headers(fake: FakeModel, ask: Asker) -> None:
    fake.default = Behaviour(status=429, retry_after="3")
    assert failure_of(ask).retry_after == 3


def test_the_deadline_holds_for_it_too(fake: FakeModel, ask: Asker) -> None:
    fake.default = MOODS["slow"]
    assert failure_of(ask, timeout_s=0.5).kind is FailureKind.TIMEOUT


def test_a_refused_connection_and_a_bad_certificate_are_found_among_the_causes(fake: FakeModel, ask: Asker) -> None:
    with FakeModel(tls=True) as secure:
        failure = failure_of(ask, base_url=secure.url)
        assert (failure.kind, "certificate" in failure.detail) == (FailureKind.REFUSED_CONNECTION, True), failure.detail
    fake.die()
    failure = failure_of(ask)
    assert (failure.kind, "refused" in failure.detail) == (FailureKind.REFUSED_CONNECTION, True), failure.detail
