"""A model that is none: a real HTTP server on loopback that speaks the OpenAI protocol and misbehaves on demand.

    with FakeModel() as fake:
        fake.then(MOODS["too_many"], Behaviour(text="hm"))   # the next two requests; after them `fake.default` again
        ask(base_url=fake.url)
        assert fake.seen[0].body["model"] == "fake"

It listens on a thread of its own. POST /v1/chat/completions (streamed or whole) and GET /v1/models take a behaviour each; other
paths get 404, are kept in `seen` as well and take none. From another process: GET /fake/figures says how many requests there were
and how many were in flight, POST /fake/mood/NAME sets the default; these two are not counted.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from aiohttp import web

from core.runtime.loop import LoopThread
from tests.fake_model.behaviour import ANSWERS, Behaviour, Body
from tests.fake_model.certificate import self_signed
from tests.fake_model.moods import MOODS, mood
from tests.fake_model.process import FakeProcess, running
from tests.fake_model.sending import respond

__all__ = ["Behaviour", "FakeModel", "FakeProcess", "Seen"]


@dataclass(frozen=True)
class Seen:
    """One request as it came in. `at` is monotonic seconds, `number` counts from 1; headers are in lower case."""

    number: int
    at: float
    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    body: Body = field(repr=False)


class FakeModel:
    """The server. As a context manager it listens from the start to the end of the block.

    With `keep` off nothing goes into `seen`: for long runs.
    """

    def __init__(
        self, *, port: int = 0, default: Behaviour = ANSWERS, tls: bool = False, host: str = "127.0.0.1", keep: bool = True
    ) -> None:
        self.host = host
        self.port = port
        self.default = default
        self.seen: list[Seen] = []
        self.requests = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self._scheme, self._ssl = ("https", self_signed()) if tls else ("http", None)
        self._first = default
        self._keep = keep
        self._next: deque[Behaviour] = deque()
        self._changed = threading.Condition()

    @property
    def url(self) -> str:
        """The base URL: scheme, host, port and `/v1`."""
        return f"{self._scheme}://{self.host}:{self.port}/v1"

    def then(self, *behaviours: Behaviour) -> None:
        """The next requests get these, one each; then it is the default's turn again."""
        self._next.extend(behaviours)

    def wait_for(self, requests: int, timeout: float = 10.0) -> None:
        """Return once so many requests have come in. Raises `TimeoutError`."""
        self._wait(lambda: self.requests >= requests, f"{requests} requests", timeout)

    def wait_for_idle(self, timeout: float = 10.0) -> None:
        """Return once nothing is in flight: answers are sent, clients that gave up are noticed. Raises `TimeoutError`."""
        self._wait(lambda: not self.in_flight, "idle moment", timeout)

    def _wait(self, there: Callable[[], bool], what: str, timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(there, timeout):
                raise TimeoutError(f"no {what} within {timeout} s: {self.requests} came, {self.in_flight} are in flight")

    def die(self) -> None:
        """Cut every connection and refuse new ones. The port stays ours, so that nobody else can take it meanwhile."""
        self._loop.spawn(self._stop()).result()

    def revive(self) -> None:
        """Listen again on the same port."""
        self._loop.spawn(self._listen()).result()

    @staticmethod
    def process(
        *, latency: float = 0.0, mood: str | None = None, answers: Path | None = None
    ) -> AbstractContextManager[FakeProcess]:
        """The same in a process of its own, for benchmarks: it must not share this one's interpreter."""
        return running(latency=latency, mood=mood, answers=answers)

    def __enter__(self) -> Self:
        self._loop = LoopThread()
        try:
            self._socket = self._bind()
            self._loop.spawn(self._start()).result()
        except BaseException:
            self._loop.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.spawn(self._end()).result()
        self._loop.close()

    def _bind(self) -> socket.socket:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((self.host, self.port))
        except OSError:
            made.close()
            raise
        self.port = made.getsockname()[1]
        return made

    async def _start(self) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/v1/models", self._answer)
        app.router.add_post("/v1/chat/completions", self._answer)
        app.router.add_get("/fake/figures", self._figures)
        app.router.add_post("/fake/mood/{name}", self._set_mood)
        app.router.add_route("*", "/{rest:.*}", self._nowhere)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        await self._listen()

    async def _listen(self) -> None:
        self._site = web.SockSite(self._runner, self._socket, ssl_context=self._ssl, backlog=1024)
        await self._site.start()

    async def _stop(self) -> None:
        await self._site.stop()
        await _settle()
        self._cut()
        self._socket = self._bind()

    async def _end(self) -> None:
        if self._site in self._runner.sites:
            await self._site.stop()
        await _settle()  # what was accepted just now becomes a connection, which then can be cut
        self._cut()
        await self._runner.cleanup()
        # A client that goes on calling may have come in between; the loop knows every transport that it has open.
        for transport in list(getattr(asyncio.get_running_loop(), "_transports", {}).values()):
            transport.abort()
        await _settle()
        self._socket.close()

    def _cut(self) -> None:
        for connection in self._runner.server.connections if self._runner.server else []:
            if connection.transport is not None:
                connection.transport.abort()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        number = self._note(request, body, flying=1)
        behaviour = self._next.popleft() if self._next else self.default
        try:
            return await respond(request, body, behaviour, number)
        finally:
            with self._changed:
                self.in_flight -= 1
                self._changed.notify_all()

    def _note(self, request: web.Request, body: Body, *, flying: int = 0) -> int:
        with self._changed:
            self.requests += 1
            self.in_flight += flying
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            if self._keep:
                headers = {name.lower(): value for name, value in request.headers.items()}
                self.seen.append(Seen(self.requests, time.monotonic(), request.method, request.path, headers, body))
            self._changed.notify_all()
            return self.requests

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        behaviour = Behaviour(status=404, error_message=f"Invalid URL ({request.method} {request.path})")
        return await respond(request, body, behaviour, self._note(request, body))

    async def _figures(self, _: web.Request) -> web.StreamResponse:
        figures = {"requests": self.requests, "in_flight": self.in_flight, "most_in_flight": self.most_in_flight}
        return web.json_response(figures)

    async def _set_mood(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in MOODS:
            return web.json_response({"moods": list(MOODS)}, status=404)
        self.default = mood(name, self._first)
        return web.json_response({"mood": name})


async def _settle() -> None:
    """Let the loop do what is due: a transport that was aborted closes its socket a turn later."""
    for _ in range(10):
        await asyncio.sleep(0)


async def _body(request: web.Request) -> Body:
    """The parsed JSON object; an empty one where there is none."""
    try:
        parsed: Any = json.loads(await request.read() or b"{}")
    except ValueError:
        return {}
    return cast("Body", parsed) if isinstance(parsed, dict) else {}
