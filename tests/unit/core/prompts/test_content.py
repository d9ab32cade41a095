"""A prompt version is known by the hash of its content: the same everywhere, another one for every change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from enum import Enum
from typing import Any, cast

import orjson
import pytest

from core.prompts.content import (
    Contract,
    ExamplePolicy,
    InputFormat,
    PromptContent,
    ShotForm,
    ShotsBy,
    TemplateMessage,
)

CONTENT = PromptContent(
    (TemplateMessage("system", "Label it. 标注"), TemplateMessage("user", "{{ input }}")),
    "openai/gpt-5-mini-2025-08-07",
    params={"temperature": 0.2, "seed": 7},
    contract=Contract(rationale=True, steps=("read", "decide"), language="zh"),
    examples=ExamplePolicy(ShotsBy.FIXED, 2, ShotForm.OUTPUTS, 3, 900, ("00", "01")),
    input_format=InputFormat.XML,
    candidates=2,
)
_HASH = """import sys, orjson
from core.prompts.content import PromptContent
print(PromptContent.from_json(orjson.loads(sys.stdin.buffer.read())).hash)"""


def other(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case Enum():
            return next(one for one in value.__class__ if one is not value)
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "x"
        case dict():
            return {**cast("dict[str, Any]", value), "top_p": 0.5}
        case tuple():
            return cast("tuple[Any, ...]", value)[:-1]
        case _:
            raise AssertionError("a field of another type")


def variants(value: PromptContent | Contract | ExamplePolicy) -> list[tuple[str, Any]]:
    """(path, `value` with this one field changed), for every field of a dataclass and of those within it."""
    found: list[tuple[str, Any]] = []
    for field in fields(value):
        inner: object = getattr(value, field.name)
        changed = variants(inner) if isinstance(inner, Contract | ExamplePolicy) else [("", other(inner))]
        found += [(f"{field.name}.{path}".rstrip("."), replace(value, **{field.name: new})) for path, new in changed]
    return found


VARIANTS = [
    *variants(CONTENT),
    ("role", replace(CONTENT, messages=(TemplateMessage("user", "Label it. 标注"), CONTENT.messages[1]))),
]


@pytest.mark.parametrize(("path", "variant"), VARIANTS, ids=[path for path, _ in VARIANTS])
def test_every_field_changes_the_hash(path: str, variant: PromptContent) -> None:
    assert variant.hash != CONTENT.hash


def test_every_change_gives_a_hash_of_its_own() -> None:
    assert len({variant.hash for _, variant in VARIANTS}) == len(VARIANTS) >= 19


def test_the_order_of_keys_does_not_change_it() -> None:
    backwards = {name: CONTENT.to_json()[name] for name in reversed(CONTENT.to_json())}
    backwards["params"] = dict(reversed(CONTENT.params.items()))
    assert list(backwards) != list(CONTENT.to_json())
    assert PromptContent.from_json(backwards).hash == CONTENT.hash


def test_what_was_written_is_read_again_as_it_was() -> None:
    read = PromptContent.from_json(orjson.loads(orjson.dumps(CONTENT.to_json())))
    assert read == CONTENT
    assert (read.hash, read.examples.by, read.input_format) == (CONTENT.hash, ShotsBy.FIXED, InputFormat.XML)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_it_is_the_same_in_every_process(hash_seed: str) -> None:
    stored = json.dumps(CONTENT.to_json(), indent=3).encode()
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run([sys.executable, "-c", _HASH], input=stored, capture_output=True, check=True, env=environment)
    assert told.stdout.decode().strip() == CONTENT.hash


def test_it_says_how_it_was_made() -> None:
    assert CONTENT.hash.startswith("sha256:")
    assert len(CONTENT.hash) == len("sha256:") + 64
