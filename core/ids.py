"""Identifiers and hashes: UUIDv7, keyed identity hashes, hashes of canonical JSON.

UUIDv7 follows RFC 9562, section 5.7: 48 bits of Unix milliseconds, then 74 random bits. Within one process the ids only go up
(section 6.2, method 2: the random part of the last id is incremented when the millisecond repeats or the clock goes back).
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from uuid import UUID

import orjson

from core.domain.json import JsonValue

_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)


class _Uuid7Source:
    """Remembers the last id, so that ids of one process only go up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ms = 0
        self._rand = 0

    def next(self, n: int = 1) -> list[bytes]:
        with self._lock:
            ms = time.time_ns() // 1_000_000
            if ms > self._ms:
                # The top bit stays free, so that increments never run over.
                self._ms, self._rand = ms, int.from_bytes(os.urandom(10), "big") >> 7
            else:
                self._rand += 1
            first, self._rand = self._rand, self._rand + n - 1
            ms = self._ms
        return [_layout(ms, rand) for rand in range(first, first + n)]


def _layout(ms: int, rand: int) -> bytes:
    value = (ms << 80) | ((rand >> 62) << 64) | (rand & ((1 << 62) - 1)) | _VERSION_AND_VARIANT
    return value.to_bytes(16, "big")


_source = _Uuid7Source()


def uuid7_bytes() -> bytes:
    """A new UUIDv7 as 16 bytes, greater than every one made before in this process."""
    return _source.next()[0]


def uuid7_batch(n: int) -> list[bytes]:
    """`n` new UUIDv7, going up."""
    return _source.next(n) if n else []


def uuid7() -> UUID:
    """A new UUIDv7 (see `uuid7_bytes`)."""
    return UUID(bytes=uuid7_bytes())


def canonical_json(value: JsonValue) -> bytes:
    """`value` as canonical JSON in UTF-8: sorted keys, no white space. Equal values give equal bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def content_id(value: JsonValue) -> str:
    """The hash of `value` as canonical JSON, with its algorithm as prefix: `blake2b-128:...`."""
    return "blake2b-128:" + hashlib.blake2b(canonical_json(value), digest_size=16).hexdigest()


def keyed_hash(key: bytes, data: bytes, person: bytes = b"") -> bytes:
    """16 bytes of BLAKE2b of `data` under `key` (at most 64 bytes; RFC 7693, section 2.9).

    `person` (at most 16 bytes) keeps the uses of one key apart.
    """
    return hashlib.blake2b(data, digest_size=16, key=key, person=person).digest()


def keyed_hasher(key: bytes, person: bytes = b"") -> Callable[[bytes], bytes]:
    """`keyed_hash` for many values under one key: the key is taken in once."""
    base = hashlib.blake2b(digest_size=16, key=key, person=person)

    def hashed(data: bytes) -> bytes:
        digest = base.copy()
        digest.update(data)
        return digest.digest()

    return hashed
