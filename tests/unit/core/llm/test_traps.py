"""LiteLLM's traps, one by one: each of these fails when its remedy is taken out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import OPEN, Asker
from tests.unit.core.llm.test_network import recorded

_ROOT = Path(__file__).parents[4]

_HEAR = """
import sys
events = []
sys.addaudithook(lambda event, arguments: events.append(event) if event in ("socket.connect", "socket.getaddrinfo") else None)
"""


def python(script: str, folder: Path, **environment: str) -> str:
    """What a fresh interpreter prints that runs a script in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LITELLM", "OPENAI"))}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(_ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_nothing_heavy_is_imported_before_the_first_call(tmp_path: Path) -> None:
    script = "import sys, core.llm.provider, core.llm.keys, core.llm.trial, core.llm.limiter\n"
    said = python(
        script + "print([name for name in ('litellm', 'openai', 'httpx', 'aiohttp', 'keyring') if name in sys.modules])", tmp_path
    )
    assert said.strip() == "[]"


def test_the_import_fetches_nothing_and_reads_no_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-dot-env\nCOUNTERSIGN_TRAP=sprung\n")
    script = _HEAR + "import os\nfrom core.llm.provider import Provider\nprovider = Provider()\nprovider.warm_up()\n"
    script += (
        "print(events, os.environ.get('COUNTERSIGN_TRAP'), os.environ.get('OPENAI_API_KEY'), provider.context_window('gpt-4o'))"
    )
    assert python(script, tmp_path).strip() == "[] None None 128000"


def test_after_warming_up_a_first_call_imports_no_library_and_prints_nothing(tmp_path: Path) -> None:
    script = """
import asyncio, sys
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest, NetworkPolicy
provider = Provider()
provider.warm_up()
before = set(sys.modules)
async def call(model):
    connection = Connection("a", model, base_url="http://127.0.0.1:9/v1")
    try:
        await provider.complete(connection, "sk-none", ModelRequest((Message("user", "c"),), 5), NetworkPolicy(True))
    except CallFailure as failure:
        print(failure.kind)
async def calls():
    await call("openai/b")
    print([name for name in set(sys.modules) - before if name.split(".")[0] in ("litellm", "openai")][:5])
    await call("ollama/b")
    await provider.close()
asyncio.run(calls())
"""
    assert python(script, tmp_path).strip().splitlines() == ["refused_connection", "[]", "refused_connection"]


def test_warming_up_takes_the_libraries_out_of_the_collectors_sight(tmp_path: Path) -> None:
    script = "import gc\nfrom core.llm.provider import Provider\nProvider().warm_up()\n"
    frozen, enabled = python(script + "print(gc.get_freeze_count(), gc.isenabled())", tmp_path).split()
    assert int(frozen) > 100_000
    assert enabled == "True"


@pytest.mark.parametrize("mood", ["key_echo", "ok", "cut_before"])
def test_loggers_that_are_told_to_print_everything_print_neither_key_nor_text(tmp_path: Path, fake: FakeModel, mood: str) -> None:
    script = f"""
import asyncio, logging
logging.basicConfig(level=logging.DEBUG)
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest, NetworkPolicy
from tests.fake_model.moods import MOODS
from tests.fake_model.server import FakeModel
async def call(url):
    provider = Provider()
    try:
        await provider.complete(Connection("a", "openai/b", base_url=url), "sk-secret-0123456789",
                                ModelRequest((Message("user", "Abendroth"),), 5), NetworkPolicy(True))
    except CallFailure as failure:
        logging.getLogger("ours").exception("failed")
    await provider.close()
with FakeModel(default=MOODS["{mood}"]) as fake:
    asyncio.run(call(fake.url))
    logging.getLogger("ours").debug("requests: %s", fake.requests)
"""
    said = python(script, tmp_path, LITELLM_LOG="DEBUG", OPENAI_LOG="debug")
    assert "requests: 1" in said
    assert "secret" not in said
    assert "Abendroth" not in said


def test_the_same_request_twice_is_two_calls(fake: FakeModel, ask: Asker) -> None:
    assert ask().text == ask().text
    assert fake.requests == 2


@pytest.mark.filterwarnings("ignore:.*ReadOnly:UserWarning")  # LiteLLM's own module for `ollama`
@pytest.mark.parametrize("model", ["ollama_chat/mine:1b", "ollama/mine:1b", "openai/fake", "hosted_vllm/fake", "mistral/fake"])
def test_no_server_is_asked_on_the_side(fake: FakeModel, ask: Asker, model: str) -> None:
    with recorded() as events:
        ask(model, policy=OPEN)
    assert {where for _, where in events} == {f"('127.0.0.1', {fake.port})"}
    assert fake.requests == 1


@pytest.mark.parametrize(
    "model", ["openai/fake", "ollama_chat/fake", "anthropic/fake", "mistral/fake", "hosted_vllm/fake", "gemini/fake"]
)
def test_keys_that_lie_in_the_environment_are_not_sent(
    monkeypatch: pytest.MonkeyPatch, fake: FakeModel, ask: Asker, model: str
) -> None:
    for provider in ("OPENAI", "ANTHROPIC", "MISTRAL", "GEMINI", "GOOGLE", "HOSTED_VLLM", "OLLAMA"):
        monkeypatch.setenv(f"{provider}_API_KEY", "sk-from-the-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-from-the-environment")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-from-the-environment")
    ask(model, key=None)
    (seen,) = fake.seen
    assert "from-the-environment" not in f"{seen.path} {seen.headers} {seen.body}"
    assert not {"authorization", "x-api-key", "x-goog-api-key"} & set(seen.headers)


@pytest.mark.parametrize(
    "variable", ["OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL", "OLLAMA_API_BASE"]
)
@pytest.mark.parametrize("model", ["openai/gpt-4o", "anthropic/claude-sonnet-4-5", "ollama_chat/llama3:8b"])
def test_a_base_url_that_lies_in_the_environment_is_not_called(
    monkeypatch: pytest.MonkeyPatch, fake: FakeModel, ask: Asker, variable: str, model: str
) -> None:
    monkeypatch.setenv(variable, fake.url)
    monkeypatch.setattr("socket.getaddrinfo", _nobody_knows)
    with FakeModel() as proxy:  # in the way of calls to the provider itself
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        failure = ask(model, base_url=None, policy=OPEN)
    assert failure.kind == "refused_connection"
    assert fake.seen == []


def _nobody_knows(*_: object, **__: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_a_password_in_a_netrc_file_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fake: FakeModel, ask: Asker
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password sesame\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert ask(key=None, policy=OPEN).text
    assert "authorization" not in fake.seen[0].headers


@pytest.mark.parametrize("model", ["openai/fake", "mistral/fake", "hosted_vllm/fake"])
@pytest.mark.parametrize("status", [422, 429, 500])
def test_no_provider_has_a_retry_of_its_own(fake: FakeModel, ask: Asker, model: str, status: int) -> None:
    fake.default = Behaviour(status=status, error_message="messages: extra fields not permitted")
    assert ask(model).status == status
    assert fake.requests == 1


@pytest.mark.parametrize("model", ["mistral/fake", "hosted_vllm/fake"])
def test_a_cut_connection_is_not_tried_again_with_another_client(fake: FakeModel, ask: Asker, model: str) -> None:
    fake.default = Behaviour(cut="before")
    assert ask(model).kind == "refused_connection"
    assert fake.requests == 1
