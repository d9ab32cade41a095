"""The help pages about models against the program: kinds of failure, variables of templates, keys of JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from core.domain.calls import FailureKind
from core.prompts.content import ShotsBy
from core.prompts.redaction import FINDERS
from core.prompts.render import VARIABLES
from tests.fake_model.server import FakeModel
from tests.unit.core.cli.conftest import ROOT, Cli
from tests.unit.core.cli.test_model import serving

HELP = ROOT / "resources" / "help"


def read(name: str) -> str:
    return (HELP / name).read_text(encoding="utf-8")


def rows(page: str) -> set[str]:
    """What stands in the first column of the tables of a page."""
    return set(re.findall(r"^\| `([a-z_]+)` \|", read(page), flags=re.MULTILINE))


def test_each_kind_of_failure_is_explained() -> None:
    assert {str(kind) for kind in FailureKind} <= rows("models.md")


def test_each_variable_of_a_template_and_each_way_to_choose_examples_is_explained() -> None:
    assert rows("prompts.md") == {*VARIABLES, *ShotsBy}


def test_each_kind_of_redaction_is_named() -> None:
    for page in ("models.md", "command-line.md"):
        assert {kind for kind in FINDERS if kind in read(page)} == set(FINDERS)


def keys(value: dict[str, Any]) -> Iterator[str]:
    """The keys of an object, and of the first object in each of its lists; messages and examples are told in words."""
    for name, part in value.items():
        yield name
        first = cast("list[Any]", part)[:1] if isinstance(part, list) and name not in ("messages", "examples") else []
        for one in first:
            yield from keys(cast("dict[str, Any]", one)) if isinstance(one, dict) else ()


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with serving() as server:
        yield server


def test_json_keys_are_documented(cli: Cli, fake: FakeModel) -> None:
    cli.colours(3)
    connect = ("model", "add", "fake", "--model", "openai/fake", "--base-url", fake.url)
    prompt = ("--project", "Colours", "--model", "fake")
    calls = (
        connect,
        ("model", "list"),
        ("model", "test", "fake"),
        ("prompt", "add", *prompt),
        ("prompt", "add", *prompt, "--rationale", "--parent", "1"),
        ("prompt", "list", "--project", "Colours"),
        ("prompt", "show", "--project", "Colours", "1"),
        ("prompt", "diff", "--project", "Colours", "2"),
        ("prompt", "activate", "--project", "Colours", "1"),
        ("suggest", "--project", "Colours"),
        ("calls", "--project", "Colours"),
        ("calls", "--project", "Colours", "--show", "1"),
        ("project", "limits", "Colours"),
        ("prompt", "activate", "--project", "Colours", "builtin"),
        ("model", "remove", "fake"),
    )
    sections = dict(
        re.findall(r"^### countersign ([\w ]+)\n(.*?)(?=^### |\Z)", read("command-line.md"), flags=re.MULTILINE | re.DOTALL)
    )
    for words in calls:
        name = words[0] if words[0] in ("suggest", "calls") else " ".join(words[:2])
        told = sections[name if name != "model list" else "model add"].partition("JSON:")[2] + (
            "`models`" if name == "model list" else ""
        )
        assert set(keys(cli.json(*words))) <= set(re.findall(r"`(\w+)`", told)), words
