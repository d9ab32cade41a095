"""Fine-tune data as its consumers take it: `datasets`, TRL's own utilities with a real tokenizer's template, OpenAI's documented schema."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from core.export import CutReport
from core.export.recipe import SplitPlan, splits_of
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.export.pairs.sessions import DRAFT, OTHER, SMALL, accept, again, choose, drafting, reject, rows_at, written

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when these libraries are first imported
ROLES = ["system", "user", "assistant", "developer", "tool", "function"]
MESSAGE = {
    "type": "object",
    "properties": {"role": {"enum": ROLES}, "content": {"type": "string", "minLength": 1}, "weight": {"enum": [0, 1]}},
    "required": ["role", "content"],
    "additionalProperties": False,
    "if": {"properties": {"weight": True}, "required": ["weight"]},
    "then": {"properties": {"role": {"const": "assistant"}}},
}
ASSISTANT = {**MESSAGE, "properties": {**cast("dict[str, Any]", MESSAGE["properties"]), "role": {"const": "assistant"}}}
#: https://developers.openai.com/api/docs/api-reference/fine-tuning/chat-input (what is sent, of a chat without tools)
CHAT = {
    "type": "object",
    "properties": {"messages": {"type": "array", "minItems": 2, "items": MESSAGE, "contains": ASSISTANT}},
    "required": ["messages"],
    "additionalProperties": False,
}
#: https://developers.openai.com/api/docs/api-reference/fine-tuning/preference-input
OUTPUT = {"type": "array", "minItems": 1, "maxItems": 1, "items": ASSISTANT}
PREFERENCE = {
    "type": "object",
    "properties": {
        "input": {
            "type": "object",
            "properties": {"messages": {"type": "array", "minItems": 1, "items": MESSAGE}},
            "required": ["messages"],
            "additionalProperties": False,
        },
        "preferred_output": OUTPUT,
        "non_preferred_output": OUTPUT,
    },
    "required": ["input", "preferred_output", "non_preferred_output"],
    "additionalProperties": False,
}
TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text='{"answer": "' + DRAFT + '", "confidence": 0.9}')) as model:
        yield model


@pytest.fixture
def workspace(fake: FakeModel, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "shop.countersign") as opened:
        yield opened


@pytest.fixture
def project(workspace: Workspace, fake: FakeModel) -> Iterator[ProjectInfo]:
    """Drafts that were accepted, edited, corrected, rejected and asked for anew."""
    project, session = drafting(workspace, fake, 24)
    for _ in range(4):
        accept(session)
        choose(session, OTHER)
        choose(session, SMALL)
        reject(session)
    again(session)
    yield project
    session.close()


def loaded(report: CutReport, folder: Path, split: str = "") -> Any:
    """The file (of a split) as `datasets` reads it."""
    datasets: Any = import_module("datasets")
    path = next(one.path for one in report.files if not split or f".{split}." in one.path.name)
    return datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(folder / "cache"))


@pytest.mark.parametrize(("name", "schema"), [("sft", CHAT), ("dpo_openai", PREFERENCE)])
def test_openai_takes_every_line(workspace: Workspace, project: ProjectInfo, tmp_path: Path, name: str, schema: Any) -> None:
    report, rows = written(workspace, project, name, tmp_path)
    validator: Any = Draft202012Validator(schema)
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []
    assert report.records == len(rows) >= 8
    last = "messages" if name == "sft" else "preferred_output"
    assert all(row[last][-1]["role"] == "assistant" for row in rows)


@pytest.mark.parametrize("name", ["trl_sft", "trl_preference", "trl_reward", "trl_kto"])
@pytest.mark.parametrize("extra", [True, False])
def test_trl_takes_conversations(workspace: Workspace, project: ProjectInfo, tmp_path: Path, name: str, extra: bool) -> None:
    trl: Any = import_module("trl.data_utils")
    report, rows = written(workspace, project, name, tmp_path, options={"extra": extra})
    found = loaded(report, tmp_path)
    assert found.num_rows == len(rows) > 0
    assert all(trl.is_conversational(row) for row in found)
    told = found.map(trl.maybe_extract_prompt).map(trl.maybe_apply_chat_template, fn_kwargs={"processing_class": tokenizer()})
    sides = [side for side in ("completion", "chosen", "rejected") if side in found.column_names]
    for row, one in zip(rows, told, strict=True):
        whole = rows_prompt(row)
        assert one["prompt"] == "".join(f"<|{turn['role']}|>{turn['content']}<|end|>" for turn in whole) + "<|assistant|>"
        assert [one[side] for side in sides] == [f"{row[side][-1]['content']}<|end|>" for side in sides]
    assert ("weight" in told.column_names) is extra


def rows_prompt(row: dict[str, Any]) -> list[dict[str, str]]:
    """The prompt of a record: that of a reward model's stands before both sides."""
    return row["prompt"] if "prompt" in row else row["chosen"][:-1]


def tokenizer() -> Any:
    """A tokenizer of a handful of words, with a template; nothing of it comes from the net."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from transformers import PreTrainedTokenizerFast

    made = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]")))
    made.chat_template = TEMPLATE
    return made


@pytest.mark.parametrize("name", ["trl_preference", "trl_reward", "trl_kto", "trl_sft"])
def test_trl_takes_plain_text(workspace: Workspace, project: ProjectInfo, tmp_path: Path, name: str) -> None:
    trl: Any = import_module("trl.data_utils")
    report, _ = written(workspace, project, name, tmp_path, options={"conversational": False})
    found = loaded(report, tmp_path)
    assert not any(trl.is_conversational(row) for row in found)
    for row, one in zip(found, found.map(trl.maybe_extract_prompt), strict=True):
        if name == "trl_reward":
            assert one["prompt"] + one["chosen"] == row["chosen"]
            assert one["prompt"] + one["rejected"] == row["rejected"]


@pytest.mark.parametrize("extra", [True, False])
def test_pairs_come_apart_into_judgements(workspace: Workspace, project: ProjectInfo, tmp_path: Path, extra: bool) -> None:
    trl: Any = import_module("trl.data_utils")
    report, rows = written(workspace, project, "trl_preference", tmp_path, options={"extra": extra})
    apart = trl.maybe_unpair_preference_dataset(loaded(report, tmp_path))
    assert apart.num_rows == 2 * len(rows)
    single, judged = written(workspace, project, "trl_kto", tmp_path)
    same = trl.maybe_unpair_preference_dataset(loaded(single, tmp_path))
    assert same.column_names == list(judged[0])
    ours = {(row["prompt"][-1]["content"], row["completion"][0]["content"], row["label"]) for row in judged}
    assert {(row["prompt"][-1]["content"], row["completion"][0]["content"], row["label"]) for row in apart} <= ours
    assert {row["action"] for row in judged} == {"accepted", "accepted_small_edit", "corrected", "rejected", "regenerated"}
    assert same.features["label"].dtype == "bool"


def test_every_split_is_a_file(workspace: Workspace, project: ProjectInfo, tmp_path: Path) -> None:
    split = SplitPlan(splits_of("train=.75,test=.25"))
    workspace.writer.submit(lambda _: None).result()
    report = exported(workspace, project, "trl_preference", tmp_path / "pairs.jsonl", split=split)
    found = {name: loaded(report, tmp_path, name) for name in ("train", "test")}
    assert {name: rows.num_rows for name, rows in found.items()} == report.splits
    assert not set(found["train"]["item_id"]) & set(found["test"]["item_id"])
    assert sum(len(rows_at(one.path)) for one in report.files) == report.records == 8
