"""Prodigy's lines to the letter; tokens that fit every span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.domain.spans import Span
from core.export import SplitPlan, splits_of
from core.export.formats.prodigy_views import tokens_of
from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import ANSWERS, TEXT
from tests.unit.core.export.judged import judged
from tests.unit.core.export.test_votes import annotate


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_a_choice_to_the_letter(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "c")
    annotate(workspace, project, "n0", "gil", "surprise", "rejected")
    report = exported(workspace, project, "prodigy", tmp_path / "out.jsonl")
    label, other = lines(report.path)
    decided = label.pop("_timestamp")
    assert isinstance(decided, int)
    options = [{"id": one, "text": one} for one in ("joy", "anger", "surprise", "neutral")]
    assert label == {
        "text": f"{TEXT} (0)",
        "item_id": "n0",
        "countersign": "choice",
        "label_source": "assisted",
        "options": options,
        "config": {"choice_style": "single"},
        "accept": ["anger"],
        "_input_hash": label["_input_hash"],
        "_task_hash": label["_task_hash"],
        "_view_id": "choice",
        "answer": "accept",
        "_annotator_id": "Ada Lovelace",
        "_session_id": "Ada Lovelace",
    }
    assert (other["accept"], other["answer"], other["_annotator_id"]) == (["surprise"], "reject", "gil")
    assert (other["_input_hash"], other["_task_hash"]) == (label["_input_hash"], label["_task_hash"])
    assert "label_source" not in other
    assert report.losses == {"suggestions": 1, "times": 1}


def test_every_kind_has_its_interface(workspace: Workspace, tmp_path: Path) -> None:
    found: dict[str, Any] = {}
    for name in ("choices", "text", "fields", "spans", "preference"):
        (found[name],) = lines(exported(workspace, judged(workspace, name, "c"), "prodigy", tmp_path / name).path)
    views = {name: one["_view_id"] for name, one in found.items()}
    assert views == {
        "choices": "choice", "text": "text_input", "fields": "blocks", "spans": "ner_manual", "preference": "choice",
    }  # fmt: skip
    assert (found["choices"]["accept"], found["choices"]["config"]) == (["joy", "surprise"], {"choice_style": "multiple"})
    assert found["text"]["user_input"] == ANSWERS["text"][1]
    assert {name: value for name, value in found["fields"].items() if name.startswith("field:")} == {
        "field:name": "Bob", "field:total": 12.5, "field:paid": True, "field:currency": "EUR",
    }  # fmt: skip
    assert found["spans"]["spans"] == [
        {"start": 0, "end": 3, "label": "person", "token_start": 0, "token_end": 0},
        {"start": 15, "end": 20, "label": "place", "token_start": 4, "token_end": 4},
    ]
    assert found["preference"]["accept"] == ["2"]
    assert [one["text"] for one in found["preference"]["options"]] == ["The first answer.", "The second one."]


def test_tokens_are_cut_where_a_span_begins_or_ends() -> None:
    text = "😀 well-known  fact"

    def words(*places: tuple[int, int]) -> list[str]:
        return [text[start:end] for start, end in tokens_of(text, [Span(*place, "x") for place in places])]

    assert words() == ["😀", "well", "-", "known", "fact"]
    assert words((4, 9)) == ["😀", "we", "ll", "-", "kn", "own", "fact"]
    assert words((1, 6)) == ["😀", " ", "well", "-", "known", "fact"]
    assert words((7, 13)) == ["😀", "well", "-", "known", " ", "fact"]
    assert words((12, 14)) == ["😀", "well", "-", "known", "  ", "fact"]
    assert tokens_of("", []) == []


def test_each_split_has_its_file(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "a" * 8)
    split = SplitPlan(splits_of("train=.5,test=.5"))
    report = exported(workspace, project, "prodigy", tmp_path / "out.jsonl", split=split)
    assert [one.path.name for one in report.files] == ["out.test.jsonl", "out.train.jsonl"]
    assert {one.path.name.split(".")[1]: len(lines(one.path)) for one in report.files} == report.splits
