"""How an answer goes out: at once, byte by byte, or with the connection cut on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable

from aiohttp import web

from tests.fake_model import payload
from tests.fake_model.behaviour import Behaviour, Body


async def respond(request: web.Request, body: Body, behaviour: Behaviour, number: int) -> web.StreamResponse:
    """Send what the behaviour says and return it; what fails because the client has left is its own affair."""
    await asyncio.sleep(behaviour.latency)
    if behaviour.cut == "before":
        return _gone(request)
    if body.get("stream") and behaviour.status < 300 and behaviour.raw is None and not behaviour.redirect:
        return await _stream(request, behaviour, payload.events(behaviour, body, number))
    return await _whole(request, behaviour, _bytes(request, body, behaviour, number))


def _bytes(request: web.Request, body: Body, behaviour: Behaviour, number: int) -> bytes:
    if behaviour.raw is not None:
        return behaviour.raw
    if behaviour.status >= 400 or behaviour.echo_key:
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return json.dumps(payload.error(behaviour, key)).encode()
    made = payload.completion(behaviour, body, number) if request.method == "POST" else payload.models()
    return json.dumps(made, ensure_ascii=False).encode()


async def _whole(request: web.Request, behaviour: Behaviour, data: bytes) -> web.StreamResponse:
    """A body of known length."""
    headers = _headers(behaviour, behaviour.content_type)
    status = 302 if behaviour.redirect else 401 if behaviour.echo_key else behaviour.status
    if behaviour.cut is None and not behaviour.drip:
        return web.Response(status=status, body=data, headers=headers)
    response = web.StreamResponse(status=status, headers=headers)
    response.content_length = len(data)
    return await _in_pieces(request, response, behaviour, data)


async def _stream(request: web.Request, behaviour: Behaviour, events: Iterable[bytes]) -> web.StreamResponse:
    """Server-sent events, each in a write of its own."""
    response = web.StreamResponse(headers=_headers(behaviour, "text/event-stream"))
    if behaviour.cut or behaviour.drip:
        return await _in_pieces(request, response, behaviour, b"".join(events))
    await response.prepare(request)
    for event in events:
        await response.write(event)
        await asyncio.sleep(0)  # a client reads chunks, not one block
    await response.write_eof()
    return response


async def _in_pieces(request: web.Request, response: web.StreamResponse, behaviour: Behaviour, data: bytes) -> web.StreamResponse:
    await response.prepare(request)
    data = b"" if behaviour.cut == "headers" else data[: len(data) // 2] if behaviour.cut == "half" else data
    step = 1 if behaviour.drip else max(1, len(data))
    for at in range(0, len(data), step):
        await response.write(data[at : at + step])
        await asyncio.sleep(behaviour.drip)
    if behaviour.cut and request.transport is not None:
        request.transport.close()  # sends what is buffered, then ends
    else:
        await response.write_eof()
    return response


def _gone(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _headers(behaviour: Behaviour, content_type: str) -> dict[str, str]:
    more = {"Retry-After": behaviour.retry_after, "Location": behaviour.redirect}
    return {"Content-Type": content_type} | {name: value for name, value in more.items() if value is not None}
