"""Local-only: nothing but this machine and listed private hosts, checked before a socket is opened, and pinned."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calls import FailureKind
from core.llm.network import PinnedResolver, check
from core.llm.types import CallFailure, NetworkPolicy
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import LOCAL, OPEN, Asker

_LISTENING: list[list[tuple[str, str]]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook can never be removed, so there is one for all tests; it hears nothing while no list is open."""
    if _LISTENING and event in {"socket.connect", "socket.getaddrinfo"}:
        where = arguments[1] if event == "socket.connect" else arguments[0]
        _LISTENING[-1].append((event, str(where)))


@contextmanager
def recorded() -> Generator[list[tuple[str, str]]]:
    """Every connection and every question to a name server of this process meanwhile, as the interpreter itself reports it."""
    if _hear not in _HOOKED:
        sys.addaudithook(_hear)
        _HOOKED.append(_hear)
    _LISTENING.append([])
    try:
        yield _LISTENING[-1]
    finally:
        _LISTENING.pop()


_HOOKED: list[Any] = []


class Names:
    """A name server whose answers change: each name gets its answers one after the other, then the last again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **answers: list[list[str]]) -> None:
        self.asked: list[str] = []
        self._answers = {name.replace("_", "."): list(found) for name, found in answers.items()}
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._lookup)

    def _lookup(self, host: str, port: Any, *rest: Any, **named: Any) -> list[Any]:
        if host not in self._answers:
            return self._real(host, port, *rest, **named)
        self.asked.append(host)
        answers = self._answers[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, int(port))) for one in addresses
        ]


def test_the_recorder_hears_lookups_and_connections() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, recorded() as events, socket.create_connection(server.getsockname()):
        pass
    assert {event for event, _ in events} == {"socket.getaddrinfo", "socket.connect"}


def allowed(url: str, *hosts: str) -> tuple[str, ...]:
    return asyncio.run(check(url, NetworkPolicy(local_only=True, hosts=hosts)))


def refused(url: str, *hosts: str) -> FailureKind:
    with pytest.raises(CallFailure) as caught:
        allowed(url, *hosts)
    return caught.value.kind


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "[::1]"])
def test_loopback_is_allowed_and_pinned_to_itself(host: str) -> None:
    assert allowed(f"http://{host}:8000/v1") == (host.strip("[]"),)


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost."])
def test_localhost_is_loopback_without_asking_a_name_server(name: str) -> None:
    with recorded() as events:
        assert allowed(f"http://{name}:8000/v1") == ("127.0.0.1", "::1")
    assert events == []


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "http://10.0.0.5:8000/v1",
        "http://192.168.1.4/v1",
        "http://localhost.evil.example/v1",
        "http://127.0.0.1@evil.example/v1",
        "http://evil.example:80@10.0.0.5/v1",
        "http://0.0.0.0:8000/v1",
        "http://2130706433/v1",
        "http://0x7f.1/v1",
        "http://[::ffff:8.8.8.8]/v1",
        "http://[::]/v1",
        "file:///etc/hosts",
        "",
    ],
)
def test_everything_else_is_refused_before_a_name_is_looked_up(url: str) -> None:
    with recorded() as events:
        assert refused(url) is FailureKind.LOCAL_ONLY
    assert events == []


def test_a_listed_private_address_is_allowed_and_a_listed_public_one_is_not() -> None:
    assert allowed("http://10.0.0.5:8000/v1", "10.0.0.5") == ("10.0.0.5",)
    assert allowed("http://[fd12::7]:8000/v1", "[FD12::7]") == ("fd12::7",)
    assert refused("http://8.8.8.8/v1", "8.8.8.8") is FailureKind.LOCAL_ONLY
    assert refused("http://172.32.0.1/v1", "172.32.0.1") is FailureKind.LOCAL_ONLY


@pytest.mark.parametrize(
    ("addresses", "fine"),
    [
        (["10.1.2.3"], True),
        (["192.168.0.9", "fe80::1", "fd00::2"], True),
        (["10.1.2.3", "93.184.216.34"], False),
        (["::ffff:93.184.216.34"], False),
        (["::ffff:10.1.2.3"], True),
        (["100.64.0.1"], False),
    ],
)
def test_every_address_of_a_listed_name_has_to_be_private(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str], *, fine: bool
) -> None:
    Names(monkeypatch, gpu_corp=[addresses])
    if fine:
        assert allowed("http://GPU.corp:8000/v1", "gpu.corp.") == tuple(addresses)
    else:
        assert refused("http://gpu.corp:8000/v1", "gpu.corp") is FailureKind.LOCAL_ONLY


def test_a_listed_name_that_nobody_knows_is_an_unreachable_host(monkeypatch: pytest.MonkeyPatch) -> None:
    Names(monkeypatch, gpu_corp=[[]])
    assert refused("http://gpu.corp/v1", "gpu.corp") is FailureKind.REFUSED_CONNECTION


@given(st.ip_addresses().filter(lambda address: not address.is_private))
def test_no_public_address_passes_even_when_it_is_listed(address: Any) -> None:
    host = f"[{address}]" if ":" in str(address) else str(address)
    assert refused(f"http://{host}/v1", str(address)) is FailureKind.LOCAL_ONLY


def test_a_name_keeps_the_addresses_it_was_checked_with(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(monkeypatch, gpu_corp=[["127.0.0.1"], ["93.184.216.34"]])

    async def twice() -> list[str]:
        resolver = PinnedResolver(NetworkPolicy(local_only=True, hosts=("gpu.corp",)))
        return [one["host"] for _ in range(2) for one in await resolver.resolve("gpu.corp", 8000)]

    assert asyncio.run(twice()) == ["127.0.0.1", "127.0.0.1"]
    assert names.asked == ["gpu.corp"]


def test_without_local_only_nothing_is_checked() -> None:
    assert asyncio.run(check("https://api.openai.com/v1", OPEN)) == ()


def test_a_call_goes_to_the_pinned_address_when_the_name_points_elsewhere_a_moment_later(
    monkeypatch: pytest.MonkeyPatch, fake: FakeModel, ask: Asker
) -> None:
    names = Names(monkeypatch, gpu_corp=[["127.0.0.1"], ["127.0.0.1"], ["203.0.113.9"]])
    with recorded() as events:
        reply = ask(base_url=f"http://gpu.corp:{fake.port}/v1", policy=NetworkPolicy(local_only=True, hosts=("gpu.corp",)))
    assert reply.text
    assert {where for event, where in events if event == "socket.connect"} == {f"('127.0.0.1', {fake.port})"}
    assert len(names.asked) <= 2


def test_a_forbidden_host_gets_neither_a_socket_nor_a_lookup(ask: Asker) -> None:
    with recorded() as events:
        failure = ask(base_url="https://api.openai.com/v1")
    assert failure.kind is FailureKind.LOCAL_ONLY
    assert events == []


@pytest.mark.parametrize("model", ["openai/gpt-4o", "anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash", "groq/llama"])
def test_a_public_provider_is_refused(ask: Asker, model: str) -> None:
    with recorded() as events:
        failure = ask(model, base_url=None)
    assert failure.kind is FailureKind.LOCAL_ONLY
    assert events == []


@pytest.mark.parametrize(
    "model", ["bedrock/anthropic.claude-v2", "vertex_ai/gemini-2.5-flash", "huggingface/some/model", "sagemaker/x"]
)
def test_a_provider_that_makes_its_own_way_out_is_refused_even_with_a_local_base_url(
    ask: Asker, fake: FakeModel, model: str
) -> None:
    with recorded() as events:
        failure = ask(model, base_url=fake.url)
    assert failure.kind is FailureKind.LOCAL_ONLY
    assert events == []
    assert fake.seen == []


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("policy", [LOCAL, OPEN])
def test_a_proxy_in_the_environment_is_ignored_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, fake: FakeModel, ask: Asker, variable: str, policy: NetworkPolicy
) -> None:
    with FakeModel() as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        assert ask(policy=policy).text
        assert proxy.seen == []
    assert len(fake.seen) == 1


def test_a_proxy_is_used_for_other_hosts_where_the_project_is_not_local_only(monkeypatch: pytest.MonkeyPatch, ask: Asker) -> None:
    with FakeModel() as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        ask(base_url="http://far.example/v1", policy=OPEN)
        assert len(proxy.seen) == 1
        listed = NetworkPolicy(local_only=True, hosts=("far.example",))
        Names(monkeypatch, far_example=[["127.0.0.1"]])
        ask(base_url="http://far.example:9/v1", policy=listed)
        assert len(proxy.seen) == 1


@pytest.mark.parametrize(("policy", "kind"), [(LOCAL, FailureKind.LOCAL_ONLY), (OPEN, FailureKind.SERVER)])
def test_a_redirect_to_another_host_is_not_followed(
    fake: FakeModel, ask: Asker, policy: NetworkPolicy, kind: FailureKind
) -> None:
    with FakeModel() as other:
        fake.then(Behaviour(redirect=f"{other.url}/chat/completions"))
        failure = ask(policy=policy)
        assert failure.kind is kind
        assert failure.status == 302
        assert other.seen == []
    assert len(fake.seen) == 1
