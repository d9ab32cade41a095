"""Label Studio's own library on what we export for it: the labeling config, tasks, annotations and predictions, and its converters."""

from __future__ import annotations

import csv
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.task import Task
from core.storage.items import NewAnnotation, NewItem, NewSuggested
from core.workspace import Workspace
from tests.conftest import exported
from tests.interchange import TASKS, filled, several
from tests.kinds import ANSWERS, PARTS, TEXT
from tests.kinds import TASKS as PLAIN_TASKS

_SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)


def interface(config: Path) -> Any:
    from label_studio_sdk.label_interface.interface import LabelInterface

    return LabelInterface(config.read_text("utf-8"))


def converter(config: Path, folder: Path) -> Any:
    from label_studio_sdk.converter.converter import Converter

    return Converter(config.read_text("utf-8"), str(folder), download_resources=False)


def config_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.label_config.xml")


@pytest.fixture
def numbers() -> count[int]:
    return count()


@pytest.mark.parametrize("kind", TASKS)
@settings(max_examples=10, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_its_interface_finds_every_task_in_order(
    workspace: Workspace, tmp_path: Path, numbers: count[int], kind: str, data: st.DataObject
) -> None:
    task, number = TASKS[kind], next(numbers)
    given_items = data.draw(several(task))
    project = filled(workspace, f"p{number}", task, given_items)
    out = exported(workspace, project, "label_studio", tmp_path / f"{number}.json").path
    checks = interface(config_of(out))
    checks.validate()
    tasks = json.loads(out.read_text("utf-8"))
    assert len(tasks) == len(given_items)
    for one in tasks:
        assert checks.validate_task({"data": one["data"]})
        for answered in (*one["annotations"], *one["predictions"]):
            wrong = checks._validate_object(answered, return_errors=True)  # pyright: ignore[reportPrivateUsage]
            assert not wrong or _NOT_IN_XML in json.dumps(answered["result"])


#: the name of a label that XML cannot hold: the config has another sign in its place, and `label_config_names` is counted
_NOT_IN_XML = '"\\ufffe"'


PLAIN: dict[str, Task] = {name: task for name, task in PLAIN_TASKS.items() if name not in ("yes_no", "checklist")}


def plain_items(name: str) -> list[NewItem]:
    """Two items: a label by Ada after a model's suggestion, and one by Bob."""
    first, right = ANSWERS[name]
    parts: Any = None
    if name == "preference":
        parts = {"name": "", "form": "text", "value": None, "parts": [one.to_json() for one in PARTS]}
    said = (
        (NewAnnotation("ada@example.com", right, "submitted", 4_500, 1_700_000_000_000_000),),
        (NewAnnotation("bob@example.com", first, "submitted"),),
    )
    models = ((NewSuggested("gpt-x", first, 0.75),), ())
    labels = (right, first)
    return [
        NewItem(
            f"😀 {TEXT}"[2:] if number else TEXT,
            f"n{number}",
            {"shop": number},
            labels[number],
            None,
            parts,
            models[number],
            said[number],
        )
        for number in range(2)
    ]


WANTED: dict[str, list[Any]] = {
    "choice": ["anger", "joy"],
    "choices": [{"choices": ["joy", "surprise"]}, "joy"],
    "text": [ANSWERS["text"][1], ANSWERS["text"][0]],
    "preference": [[{"selected": "right"}], [{"selected": "left"}]],
}


@pytest.mark.parametrize("name", PLAIN)
def test_its_converters_read_the_export(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = filled(workspace, name, PLAIN[name], plain_items(name))
    out = exported(workspace, project, "label_studio", tmp_path / "tasks.json").path
    converts = converter(config_of(out), tmp_path)
    assert {"JSON", "JSON_MIN", "CSV", "TSV"} <= set(converts.supported_formats)
    for form in ("JSON", "JSON_MIN", "CSV", "TSV"):
        converts.convert(str(out), str(tmp_path / form), form, is_dir=False)
    rows = json.loads((tmp_path / "JSON_MIN" / "result.json").read_text("utf-8"))
    assert [row["item_id"] for row in rows] == ["n0", "n1"]
    assert [row["annotator"] for row in rows] == ["ada@example.com", "bob@example.com"]
    assert [row["lead_time"] for row in rows] == [4.5, None]
    control = {"text": "answer", "preference": "preference"}.get(name, "label")
    if name in WANTED:
        assert [_one(row[control]) for row in rows] == WANTED[name]
    with (tmp_path / "CSV" / "result.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["text"] for row in table] == [row["text"] for row in rows]
    assert [json.loads(row["meta"]) for row in table] == [{"shop": 0}, {"shop": 1}]


def _one(value: Any) -> Any:
    held: Any = value
    return held[0] if isinstance(value, list) and len(held) == 1 and "choices" in held[0] else held


def test_spans_become_conll_at_their_tokens(workspace: Workspace, tmp_path: Path) -> None:
    text = "😀 Ada met Bob in 巴黎 today"
    spans: Any = [{"start": 2, "end": 5, "label": "person"}, {"start": 17, "end": 19, "label": "place"}]
    assert (text[2:5], text[17:19]) == ("Ada", "巴黎")
    project = filled(workspace, "Places", PLAIN["spans"], [NewItem(text, "a", None, spans)])
    out = exported(workspace, project, "label_studio", tmp_path / "tasks.json").path
    converter(config_of(out), tmp_path).convert(str(out), str(tmp_path / "conll"), "CONLL2003", is_dir=False)
    lines = (tmp_path / "conll" / "result.conll").read_text("utf-8").splitlines()
    tags = {line.split(" -X- _ ")[0]: line.split(" -X- _ ")[1] for line in lines[1:] if line}
    assert tags == {"😀": "O", "Ada": "B-person", "met": "O", "Bob": "O", "in": "O", "巴黎": "B-place", "today": "O"}
    value = json.loads(out.read_text("utf-8"))[0]["annotations"][0]["result"][0]["value"]
    assert value == {"start": 2, "end": 5, "text": "Ada", "labels": ["person"]}
