"""The fine-tune formats to the letter: the keys of each record, messages or plain text, the further columns; and the preview of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.domain.uses import Purpose
from core.errors import UserError
from core.export import Recipe
from core.export.formats.tuning import plain
from core.export.recipe import SplitPlan, splits_of
from core.workspace import Workspace
from tests.conftest import exported, fill
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.export.pairs.sessions import DRAFT, OTHER, SMALL, Row, accept, choose, drafting, reject, written

EXTRA = [
    *("weight", "action", "cause", "length_gap", "item_id", "reviewer", "reason"),
    *("prompt_version", "model", "decision_id"),
]
SFT_EXTRA = ["weight", "item_id", "label_source", "reviewer", "prompt_from", "prompt_version", "model"]
KEYS: dict[str, list[str]] = {
    "trl_sft": ["prompt", "completion"],
    "trl_preference": ["prompt", "chosen", "rejected"],
    "trl_reward": ["chosen", "rejected"],
    "trl_kto": ["prompt", "completion", "label"],
}


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=json.dumps({"answer": DRAFT, "confidence": 0.9}))) as model:
        yield model


@pytest.fixture
def workspace(fake: FakeModel, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "shop.countersign") as opened:
        yield opened


def reviewed(workspace: Workspace, fake: FakeModel) -> tuple[Any, Any]:
    project, session = drafting(workspace, fake)
    accept(session)
    choose(session, OTHER)
    choose(session, SMALL)
    reject(session)
    return project, session


@pytest.mark.parametrize("name", KEYS)
def test_the_keys_are_those_of_the_trainer(workspace: Workspace, fake: FakeModel, tmp_path: Path, name: str) -> None:
    project, session = reviewed(workspace, fake)
    more = SFT_EXTRA if name == "trl_sft" else EXTRA
    assert list(written(workspace, project, name, tmp_path)[1][0]) == [*KEYS[name], *more]
    for talks in (True, False):
        options = {"extra": False, "conversational": talks}
        rows = written(workspace, project, name, tmp_path, options=options)[1]
        assert [list(row) for row in rows] == [KEYS[name]] * len(rows)
        texts = [row[key] for row in rows for key in KEYS[name] if key != "label"]
        assert all(_messages(one) if talks else isinstance(one, str) for one in texts)
    session.close()


def _messages(value: Any) -> bool:
    return all(list(one) == ["role", "content"] and isinstance(one["content"], str) for one in value)


def test_plain_text_says_the_same_as_messages(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = reviewed(workspace, fake)
    pairs = written(workspace, project, "trl_preference", tmp_path)[1]
    told = written(workspace, project, "trl_preference", tmp_path, options={"conversational": False})[1]
    for row, text in zip(pairs, told, strict=True):
        assert text["prompt"] == "".join(f"{turn['content']}\n\n" for turn in row["prompt"])
        assert [text[side] for side in ("chosen", "rejected")] == [row[side][0]["content"] for side in ("chosen", "rejected")]
    whole = written(workspace, project, "trl_reward", tmp_path, options={"conversational": False})[1]
    assert [(row["chosen"], row["rejected"]) for row in whole] == [
        (row["prompt"] + row["chosen"], row["prompt"] + row["rejected"]) for row in told
    ]
    session.close()


def test_where_several_speak_each_turn_says_who() -> None:
    turns = [{"role": role, "content": content} for role, content in (("user", "a"), ("assistant", "b"), ("user", "c"))]
    assert plain(turns) == "User: a\n\nAssistant: b\n\nUser: c\n\nAssistant: "
    assert plain(turns[:1]) == "a\n\n"


def test_openai_gets_no_other_keys(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = reviewed(workspace, fake)
    report, rows = written(workspace, project, "dpo_openai", tmp_path)
    sides = ("preferred_output", "non_preferred_output")
    assert [list(row) for row in rows] == [["input", *sides]] * 2
    assert {tuple(row["input"]) for row in rows} == {("messages",)}
    assert [json.loads(rows[0][side][0]["content"])["answer"] for side in sides] == [OTHER, DRAFT]
    assert report.losses == {"unpaired": 2}
    assert report.figures["actions"] == {"accepted_small_edit": 1, "corrected": 1}
    with pytest.raises(UserError, match="no setting"):
        written(workspace, project, "dpo_openai", tmp_path, options={"extra": True})
    session.close()


def test_a_preview_shows_the_first_records_and_all_counts(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = reviewed(workspace, fake)
    workspace.writer.submit(lambda _: None).result()
    recipe = Recipe("trl_preference", Purpose.FINE_TUNE, split=SplitPlan(splits_of("train=.5,test=.5")))
    plan = workspace.datasets(project).plan(recipe, 1)
    assert (plan.records, sum(plan.splits.values()), plan.losses) == (2, 2, {"unpaired": 2})
    first: Row = json.loads(plan.sample.splitlines()[0])
    assert list(first)[:3] == KEYS["trl_preference"]
    assert plan.figures["signals"] == {"negative": 0, "pairs": 2, "positive": 0}
    session.close()


def test_a_project_without_anything_gives_empty_files(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 3)
    for name in (*KEYS, "sft", "dpo_openai"):
        report = exported(workspace, project, name, tmp_path / f"{name}.jsonl")
        assert (report.records, report.path.read_bytes(), report.excluded.get("open")) == (
            0,
            b"",
            3 - report.excluded.get("blind_sample", 0),
        )
