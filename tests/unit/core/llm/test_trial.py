"""A trial says in one sentence whether a connection works and what is wrong if it does not."""

from __future__ import annotations

import asyncio

import pytest

from core.domain.calls import FailureKind
from core.llm.provider import Provider
from core.llm.trial import Trial, try_connection
from core.llm.types import Connection, NetworkPolicy
from tests.fake_model.moods import MOODS
from tests.fake_model.server import FakeModel
from tests.unit.core.llm.conftest import KEY, LOCAL, OPEN


def tried(base_url: str | None, model: str = "openai/fake", policy: NetworkPolicy = OPEN, timeout_s: float = 5) -> Trial:
    async def work() -> Trial:
        provider = Provider()
        try:
            return await try_connection(provider, Connection("fake", model, base_url=base_url, timeout_s=timeout_s), KEY, policy)
        finally:
            await provider.close()

    return asyncio.run(work())


def test_what_works_says_so_with_the_model_and_the_time(fake: FakeModel) -> None:
    trial = tried(fake.url)
    assert (trial.ok, trial.kind, trial.model) == (True, None, "fake")
    assert trial.sentence.startswith("fake answered in ")
    assert 0 < trial.seconds < 5
    assert fake.requests == 1
    assert fake.seen[0].body["max_tokens"] <= 64


@pytest.mark.parametrize(
    ("mood", "kind", "words"),
    [
        ("wrong_key", FailureKind.AUTH, "does not accept the key. Check the key."),
        ("unknown_model", FailureKind.NOT_FOUND, "no such model"),
        ("out_of_quota", FailureKind.RATE_LIMITED, "no credit left"),
        ("html_page", FailureKind.BAD_JSON, "/v1"),
        ("broken_json_body", FailureKind.BAD_JSON, "not JSON"),
        ("server_error", FailureKind.SERVER, "status 500"),
        ("cut_before", FailureKind.REFUSED_CONNECTION, "cut off"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(fake: FakeModel, mood: str, kind: FailureKind, words: str) -> None:
    fake.default = MOODS[mood]
    trial = tried(fake.url)
    assert (trial.ok, trial.kind) == (False, kind)
    assert words in trial.sentence
    assert fake.requests == 1


def test_refused_unknown_name_tls_and_time_out_are_told_apart(fake: FakeModel) -> None:
    with FakeModel(tls=True) as secure:
        assert "certificate" in tried(secure.url).sentence
    fake.default = MOODS["slow"]
    assert "No whole answer came within 0.2 s." in tried(fake.url, timeout_s=0.2).sentence
    fake.die()
    assert "refused" in tried(fake.url).sentence
    assert "not known" in tried("http://no-such-host.invalid/v1").sentence


def test_a_project_that_is_local_only_says_why_nothing_was_sent() -> None:
    trial = tried("https://api.openai.com/v1", policy=LOCAL)
    assert (trial.ok, trial.kind) == (False, FailureKind.LOCAL_ONLY)
    assert "api.openai.com" in trial.sentence


@pytest.mark.parametrize("mood", ["empty_text", "content_filter", "refusal_field"])
def test_a_model_that_has_nothing_to_say_to_the_question_works_all_the_same(fake: FakeModel, mood: str) -> None:
    fake.default = MOODS[mood]
    assert tried(fake.url).ok


def test_an_alias_that_moves_gets_a_warning(fake: FakeModel) -> None:
    assert "newest" in tried(fake.url, "mistral/mistral-large-latest").sentence
    assert "newest" not in tried(fake.url, "mistral/mistral-large-2411").sentence
