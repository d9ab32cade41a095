"""The cache of replies: its key is made of what changes the output and of nothing else; replies stand there as JSON."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from core.domain.json import JsonValue, without_surrogates
from core.ids import canonical_json
from core.llm.types import Connection, ModelRequest, RawReply

KEY_PREFIX = "sha256:"


def cache_key(connection: Connection, request: ModelRequest) -> str:
    """`sha256:` and the hash of the canonical JSON of model, address, messages, parameters and output contract.

    Not in it: keys, rates, prices, time-outs, names of connections, the item, the project.
    """
    parts: dict[str, JsonValue] = {
        "model": connection.model,
        "base_url": connection.base_url,
        "messages": [[one.role, one.content, *(image.sha256 for image in one.images)] for one in request.messages],
        "params": {**connection.params, **request.params},
        "max_tokens": request.max_tokens,
        "schema": request.schema,
        "prefill": request.prefill,
        "logprobs": request.logprobs,
    }
    return KEY_PREFIX + hashlib.sha256(canonical_json(parts)).hexdigest()


def _fields(reply: RawReply) -> dict[str, Any]:
    """The reply's fields as they are: a copy of a whole response would take longer than the rest."""
    return {name: getattr(reply, name) for name in RawReply.__slots__}


def to_stored(reply: RawReply) -> str:
    """A reply as JSON text."""
    return orjson.dumps(_fields(reply)).decode()


def well_formed(reply: RawReply) -> RawReply:
    """The reply without lone surrogates, which neither JSON nor the database holds (RFC 8259, 8.2); each becomes U+FFFD."""
    try:
        to_stored(reply)
    except TypeError:
        return RawReply(**{name: without_surrogates(value) for name, value in _fields(reply).items()})
    return reply


def from_stored(stored: str) -> RawReply:
    """The reply that `to_stored` wrote."""
    return RawReply(**orjson.loads(stored))
