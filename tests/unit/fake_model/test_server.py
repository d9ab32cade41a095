"""The fake model as a server: what it notes, its life, streaming, TLS, and a process of its own."""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.fake_model.moods import MOODS
from tests.fake_model.process import ROOT
from tests.fake_model.server import Behaviour, FakeModel

MESSAGES = [{"role": "user", "content": "Labels:\n- red\n- blue\n\nThe sky on a good day."}]
BODY = {"model": "fake", "messages": MESSAGES}


def ask(fake: FakeModel) -> str:
    answer = httpx.post(f"{fake.url}/chat/completions", json=BODY, timeout=5)
    return answer.raise_for_status().json()["choices"][0]["message"]["content"]


def test_the_next_requests_get_what_was_set_then_the_default_again() -> None:
    with FakeModel(default=Behaviour(text="usual")) as fake:
        fake.then(Behaviour(text="one"), Behaviour(text=lambda body: body["messages"][0]["content"][-3:]))
        assert [ask(fake) for _ in range(3)] == ["one", "ay.", "usual"]
        fake.default = Behaviour(text="new")
        assert ask(fake) == "new"


def test_requests_are_kept_as_they_came() -> None:
    with FakeModel() as fake:
        httpx.post(f"{fake.url}/chat/completions", json=BODY, headers={"X-Case": "Kept"})
        httpx.get(f"{fake.url}/models")
        chat, models = fake.seen
    assert (chat.number, chat.method, chat.path, chat.body) == (1, "POST", "/v1/chat/completions", BODY)
    assert chat.headers["x-case"] == "Kept"
    assert (models.number, models.method, models.path, models.body) == (2, "GET", "/v1/models", {})
    assert models.at >= chat.at


def test_without_a_schema_the_first_listed_label_is_the_answer_and_tokens_are_counted() -> None:
    with FakeModel() as fake:
        answer = httpx.post(f"{fake.url}/chat/completions", json=BODY).json()
    content = answer["choices"][0]["message"]["content"]
    assert content == '{"answer": "red"}'
    asked, said = len(MESSAGES[0]["content"].encode()) // 4 + 1, len(content) // 4 + 1
    assert answer["usage"] == {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def test_dead_means_that_running_calls_are_cut_and_new_ones_refused_until_it_revives() -> None:
    with FakeModel(default=Behaviour(latency=60)) as fake, ThreadPoolExecutor(1) as pool:
        running = pool.submit(ask, fake)
        fake.wait_for(1)
        fake.die()
        with pytest.raises(httpx.RemoteProtocolError):
            running.result(5)
        with pytest.raises(httpx.ConnectError):
            ask(fake)
        fake.default = Behaviour(text="back")
        port = fake.port
        fake.revive()
        assert (ask(fake), fake.port) == ("back", port)


def test_it_ends_while_dead_and_while_it_answers() -> None:
    with FakeModel() as fake:
        fake.die()
    with pytest.raises(httpx.ConnectError):
        ask(fake)
    with ThreadPoolExecutor(1) as pool:
        with FakeModel(default=Behaviour(latency=60)) as fake:
            running = pool.submit(ask, fake)
            fake.wait_for(1)
        with pytest.raises(httpx.HTTPError):
            running.result(5)


def test_a_port_that_is_taken_is_refused() -> None:
    with FakeModel() as fake, pytest.raises(OSError, match="in use"), FakeModel(port=fake.port):
        pass


def test_most_in_flight_is_the_most_there_ever_were() -> None:
    async def burst(fake: FakeModel) -> None:
        async with httpx.AsyncClient(base_url=fake.url, limits=httpx.Limits(max_connections=None)) as client:
            await asyncio.gather(*(client.post("/chat/completions", json=BODY) for _ in range(12)))

    with FakeModel(default=Behaviour(latency=0.5)) as fake:
        asyncio.run(burst(fake))
        ask(fake)
        assert (fake.most_in_flight, fake.in_flight) == (12, 0)


def test_a_client_that_leaves_is_no_longer_in_flight() -> None:
    with FakeModel() as fake:
        fake.then(Behaviour(latency=60))
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{fake.url}/chat/completions", json=BODY, timeout=0.1)
        fake.wait_for_idle()
        assert (fake.in_flight, fake.most_in_flight) == (0, 1)


def test_nobody_trusts_the_certificate() -> None:
    with FakeModel(tls=True) as fake:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(f"{fake.url}/models")
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        assert httpx.get(f"{fake.url}/models", verify=trusting).json()["data"][0]["id"] == "fake"


def test_a_process_of_its_own_tells_its_figures_and_changes_its_mood() -> None:
    with FakeModel.process(mood="fenced_json") as fake:
        url = f"{fake.url}/chat/completions"
        assert "```" in httpx.post(url, json=BODY).text
        fake.set_mood("overloaded")
        assert httpx.post(url, json=BODY).status_code == MOODS["overloaded"].status
        assert fake.figures() == {"requests": 2, "in_flight": 0, "most_in_flight": 1}
    with pytest.raises(httpx.ConnectError):
        httpx.post(url, json=BODY)


def test_the_process_ends_with_its_input_and_says_how_to_connect() -> None:
    command = [sys.executable, "-m", "tests.fake_model", "--port", "0", "--answers", "--leash"]
    ended = subprocess.run(
        command, cwd=ROOT, input="", capture_output=True, text=True, timeout=60, check=True, env={**os.environ}
    )
    url, _, told = ended.stdout.partition("\n")
    assert url.startswith("http://127.0.0.1:")
    assert f"countersign model add fake --model openai/fake --base-url {url}\n" in told
