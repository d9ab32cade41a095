"""What SQL may ask of the kinds of answer: functions that every connection to a workspace has."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

import orjson

from core.domain.kinds import kind_of


def add_functions(connection: sqlite3.Connection) -> None:
    """Add `has_label(kind, answer, names)` and `same_answer(kind, one, other)`: answers and names are JSON text. Null in, null out."""
    connection.create_function("has_label", 3, has_label, deterministic=True)
    connection.create_function("same_answer", 3, same_answer, deterministic=True)


def has_label(kind: str, answer: str | None, names: str) -> int | None:
    """Whether an answer gives one of these labels."""
    return None if answer is None else int(not _names(names).isdisjoint(labels_in(kind, answer)))


def same_answer(kind: str, one: str | None, other: str | None) -> int | None:
    """Whether two answers say the same."""
    if one is None or other is None:
        return None
    return int(one == other or kind_of(kind).equal(orjson.loads(one), orjson.loads(other)))


@lru_cache(maxsize=16_384)
def labels_in(kind: str, answer: str) -> tuple[str, ...]:
    """The labels that an answer gives (`Kind.labels_in`)."""
    return kind_of(kind).labels_in(orjson.loads(answer))


@lru_cache(maxsize=64)
def _names(names: str) -> frozenset[str]:
    return frozenset(orjson.loads(names))
