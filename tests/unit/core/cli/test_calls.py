"""The record of calls by command: listed, filtered, shown whole, repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fake_model.moods import MOODS
from tests.fake_model.server import FakeModel
from tests.unit.core.cli.conftest import Cli
from tests.unit.core.cli.test_model import serving

CALLS = ("calls", "--project", "Colours")


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with serving() as server:
        yield server


@pytest.fixture
def called(cli: Cli, fake: FakeModel) -> Cli:
    """Four items, one of them asked about three times: the model says nonsense twice."""
    cli.colours(4)
    cli.told("model", "add", "fake", "--model", "openai/fake", "--base-url", fake.url, "--in-flight", "1")
    cli.told("prompt", "add", "--project", "Colours", "--model", "fake", "--activate")
    fake.then(MOODS["off_list_label"], MOODS["off_list_label"])
    assert cli.run("suggest", "--project", "Colours", "--limit", "1").status == 1
    cli.told("suggest", "--project", "Colours")
    return cli


def listed(cli: Cli, *more: str) -> list[dict[str, Any]]:
    return cli.json(*CALLS, *more)["calls"]


def test_calls_are_listed_the_latest_first(called: Cli) -> None:
    rows = listed(called)
    assert [row["number"] for row in rows] == [6, 5, 4, 3, 2, 1]
    assert [row["outcome"] for row in rows] == ["answered"] * 4 + ["invalid_answer"] * 2
    assert {(row["version"], row["connection"], row["model"], row["run"]) for row in rows} == {
        (1, "fake", "openai/fake", "batch")
    }
    assert rows[-1]["item"] == "n0"
    assert all(row["tokens_in"] > 50 and row["at"].endswith("Z") and not row["cache_hit"] for row in rows)
    lines = called.told(*CALLS).splitlines()
    assert [line.split()[0] for line in lines] == ["#6", "#5", "#4", "#3", "#2", "#1"]
    assert "n0  v1  fake  invalid_answer" in lines[-1]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("--failed", [2, 1]),
        ("--kind invalid_answer", [2, 1]),
        ("--kind answered --limit 2", [6, 5]),
        ("--kind budget", []),
        ("--version v1 --limit 1", [6]),
        ("--version 2", []),
        ("--item n0 --failed --limit 1", [2]),
    ],
)
def test_calls_are_filtered(called: Cli, words: str, numbers: list[int]) -> None:
    assert [row["number"] for row in listed(called, *words.split())] == numbers
    assert ("no such call" in called.told(*CALLS, *words.split())) is not bool(numbers)


def test_the_calls_for_an_item_are_found(called: Cli) -> None:
    rows = listed(called, "--item", "n0")
    assert [row["outcome"] for row in rows] == ["answered", "invalid_answer", "invalid_answer"]
    assert {row["item"] for row in rows} == {"n0"}
    assert len(listed(called, "--item", "n3")) == 1


def test_a_call_is_shown_whole(called: Cli) -> None:
    text = (called.folder / "colours.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    whole = called.json(*CALLS, "--show", "1")
    assert (whole["number"], whole["outcome"], whole["examples"]) == (1, "invalid_answer", [])
    assert text in whole["request"]["messages"][-1]["content"]
    assert "no_such_label" in whole["response"]["text"]
    told = called.told(*CALLS, "--show", "1")
    for part in (
        "#1  ",
        'Parameters: {"max_tokens": 512}',
        "--- system ---",
        "--- user ---",
        text,
        "--- response ---",
        "no_such_label",
    ):
        assert part in told


def test_a_call_is_repeated_as_it_was_and_goes_on_record(called: Cli, fake: FakeModel) -> None:
    again = called.json(*CALLS, "--repeat", "1")
    assert (again["number"], again["outcome"], again["item"], again["run"]) == (7, "answered", "n0", "trial")
    first, last = fake.seen[0].body, fake.seen[-1].body
    assert (last["messages"], last["max_tokens"]) == (first["messages"], first["max_tokens"])
    assert len(fake.seen) == 7 == len(listed(called))
    fake.default = MOODS["wrong_key"]
    assert "key" in called.refused(*CALLS, "--repeat", "1")
    assert listed(called)[0]["outcome"] == "auth"


def test_the_text_of_an_erased_item_is_in_no_call(called: Cli) -> None:
    called.told("erase", "--project", "Colours", "--id", "n0", "--why", "asked for it")
    told = called.told(*CALLS, "--show", "1")
    assert "What was sent was erased." in told
    assert called.json(*CALLS, "--show", "1")["request"] is None
    assert "was erased" in called.refused(*CALLS, "--repeat", "1")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--show 99", "There is no call 99 in 'Colours'."),
        ("--repeat 99", "There is no call 99 in 'Colours'."),
        ("--show 0", "Invalid value for '--show'"),
        ("--kind tired", "No call ends as 'tired'. Known: answered, under_way, auth, not_found,"),
        ("--item nobody", "There is no item with this id"),
        ("--version x", "'x' is no prompt version."),
        ("--limit 0", "Invalid value for '--limit'"),
    ],
)
def test_a_wrong_call_is_refused(called: Cli, words: str, says: str) -> None:
    assert says in called.refused(*CALLS, *words.split())


def test_a_call_of_another_project_is_not_shown(called: Cli) -> None:
    called.told("project", "create", "Other", "--labels", "a,b")
    assert called.told("calls", "--project", "Other") == "There is no such call on record.\n"
    assert "There is no call 1 in 'Other'." in called.refused("calls", "--project", "Other", "--show", "1")
