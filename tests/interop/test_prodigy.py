"""Prodigy itself cannot be bought for a test: what we export for it is held against its documentation and against real files of it."""

from __future__ import annotations

import json
from itertools import count, pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.storage.items import NewItem
from core.workspace import Workspace
from tests.conftest import exported
from tests.interchange import TASKS, filled, several
from tests.kinds import TASKS as PLAIN

_SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def numbers() -> count[int]:
    return count()


# --- https://prodi.gy/docs/api-interfaces, read as a schema ---


def check(line: dict[str, Any]) -> None:
    """Fail where a line of db-out is not what the documentation says."""
    assert isinstance(line["text"], str)
    assert line["answer"] in ("accept", "reject", "ignore")
    for name in ("_input_hash", "_task_hash"):
        assert isinstance(line[name], int)
        assert -(2**31) <= line[name] < 2**31
    assert isinstance(line.get("meta", {}), dict)
    assert isinstance(line.get("_timestamp", 0), int)
    assert isinstance(line["_session_id"], str | None)
    INTERFACES[line["_view_id"]](line)


def choice(line: dict[str, Any]) -> None:
    ids = [one["id"] for one in line["options"]]
    assert all(isinstance(one["id"], str | int) and isinstance(one["text"], str) for one in line["options"])
    assert len(set(ids)) == len(ids)
    assert set(line["accept"]) <= set(ids)
    style = line["config"]["choice_style"]
    assert style in ("single", "multiple")
    assert style == "multiple" or len(line["accept"]) == 1


def manual(line: dict[str, Any]) -> None:
    """Tokens in order, to the letter; spans that begin and end with one (`token_end` is inclusive)."""
    text, tokens = line["text"], line["tokens"]
    assert [one["id"] for one in tokens] == list(range(len(tokens)))
    assert all(one["text"] == text[one["start"] : one["end"]] and one["text"] for one in tokens)
    assert all(before["end"] <= after["start"] for before, after in pairwise(tokens))
    covered = {at for one in tokens for at in range(one["start"], one["end"])}
    assert all(sign.isspace() for at, sign in enumerate(text) if at not in covered)
    assert all(isinstance(one["ws"], bool) for one in tokens)
    for span in line["spans"]:
        assert isinstance(span["label"], str)
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    if line["_view_id"] == "ner_manual":
        placed = sorted((one["start"], one["end"]) for one in line["spans"])
        assert all(before[1] <= after[0] for before, after in pairwise(placed))


def text_input(line: dict[str, Any]) -> None:
    assert isinstance(line[line["field_id"]], str)


def nothing_asked(line: dict[str, Any]) -> None:
    assert line["answer"] != "accept"


def blocks(line: dict[str, Any]) -> None:
    assert all(value is not None for name, value in line.items() if name.startswith("field:"))


INTERFACES: dict[str, Any] = {
    "choice": choice,
    "ner_manual": manual,
    "spans_manual": manual,
    "text_input": text_input,
    "blocks": blocks,
    "text": nothing_asked,
}


@pytest.mark.parametrize("kind", TASKS)
@settings(max_examples=10, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_every_line_is_as_documented(
    workspace: Workspace, tmp_path: Path, numbers: count[int], kind: str, data: st.DataObject
) -> None:
    task, number = TASKS[kind], next(numbers)
    given_items = data.draw(several(task))
    project = filled(workspace, f"p{number}", task, given_items)
    out = exported(workspace, project, "prodigy", tmp_path / f"{number}.jsonl").path
    lines = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    assert len(lines) >= len(given_items)
    for line in lines:
        check(line)


def real(name: str) -> list[dict[str, Any]]:
    path = _ROOT / "tests" / "data" / "formats" / "prodigy" / name
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def shape(value: Any) -> Any:
    """Keys and types; of a list that of its members."""
    held: Any = value
    if isinstance(held, dict):
        return {name: shape(part) for name, part in cast("dict[str, Any]", held).items()}
    return [shape(cast("list[Any]", held)[0])] if isinstance(held, list) and held else type(value).__name__


def test_spans_have_the_shape_of_a_real_file(workspace: Workspace, tmp_path: Path) -> None:
    sample = next(one for one in real(_NER) if one.get("spans"))
    check({"_session_id": None, **sample, "tokens": [{"ws": True, **one} for one in sample["tokens"]]})
    spans: Any = [{"start": 0, "end": 3, "label": "person"}]
    project = filled(workspace, "p", PLAIN["spans"], [NewItem("Ada, met Bob", "a", {"source": "made"}, spans)])
    out = exported(workspace, project, "prodigy", tmp_path / "out.jsonl").path
    (line,) = [json.loads(one) for one in out.read_text("utf-8").split("\n") if one]
    ours, theirs = shape(line), shape(sample)
    for held in ours["tokens"]:
        del held["ws"]  # newer releases have it
    assert {name: ours.get(name) for name in theirs} == theirs
    assert [one["text"] for one in line["tokens"]] == ["Ada", ",", "met", "Bob"]


_NER = "ner_manual_news_headlines.first60.jsonl"
