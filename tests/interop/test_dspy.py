"""DSPy rows loaded by DSPy: `dspy.Example(**row).with_inputs(...)`, for every kind and under the oddest names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.uses import Purpose
from core.export import CutReport
from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import TASKS
from tests.unit.core.export.formats.test_dspy_rows import with_metadata
from tests.unit.core.export.judged import judged

#: run by itself: DSPy patches what it imports, and warns of it
_LOAD = """import json, sys, warnings
warnings.simplefilter("ignore")
import dspy
names = json.loads(sys.argv[2])
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8", newline="\\n")]
made = [dspy.Example(**row).with_inputs(*names) for row in rows]
print(json.dumps({
    "inputs": [dict(one.inputs().items()) for one in made],
    "labels": [dict(one.labels().items()) for one in made],
    "read": [{name: getattr(one, name) for name in [*names, "answer"]} for one in made],
    "own": [name for name in dir(dspy.Example) if not name.startswith("__")],
}))"""


def loaded(report: CutReport) -> dict[str, Any]:
    told = report.figures["dspy"]
    assert isinstance(told, dict)
    command = [sys.executable, "-c", _LOAD, str(report.path), json.dumps(told["inputs"])]
    done = subprocess.run(command, capture_output=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def check(report: CutReport) -> dict[str, Any]:
    rows = [orjson.loads(line) for line in report.path.read_bytes().splitlines()]
    found = loaded(report)
    answers = [{"answer": row["answer"]} for row in rows]
    assert found["labels"] == answers
    assert found["inputs"] == [{name: value for name, value in row.items() if name != "answer"} for row in rows]
    assert found["read"] == rows
    return found


@pytest.mark.parametrize("name", ["choice", "fields", "preference", "spans"])
def test_every_shape_of_answer(workspace: Workspace, tmp_path: Path, name: str) -> None:
    assert name in TASKS
    check(exported(workspace, judged(workspace, name, "ac"), "dspy", tmp_path / "rows.jsonl", purpose=Purpose.EXCHANGE))


def test_no_name_clashes_with_what_an_example_has_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    names = "base self cls copy get inputs items keys labels toDict values with_inputs without answer _store _input_keys dspy_uuid class"
    row = {
        "text": "a cup",
        "label": "red",
        **{name: f"of {name}" for name in names.split()},
        "Größe (cm)": "7",
        "__len__": "x",
        "1": "y",
    }
    report = exported(
        workspace, with_metadata(workspace, tmp_path, [row]), "dspy", tmp_path / "rows.jsonl", purpose=Purpose.EXCHANGE
    )
    found = check(report)
    told = report.figures["dspy"]
    assert isinstance(told, dict)
    assert isinstance(told["inputs"], list)
    assert not set(map(str, told["inputs"])) & {*found["own"], "base", "self"}
    assert len(told["inputs"]) == len(row) - 1


def test_nasty_texts_arrive(workspace: Workspace, tmp_path: Path) -> None:
    held = [json.loads(line) for line in NASTY.read_text("utf-8").split("\n") if line]
    texts = [one for one in (str(line.get("string", line.get("text", ""))) for line in held) if one.strip() and "\0" not in one]
    project = with_metadata(workspace, tmp_path, [{"text": text, "label": "red", "note": text} for text in texts])
    found = check(exported(workspace, project, "dspy", tmp_path / "rows.jsonl", purpose=Purpose.EXCHANGE))
    assert [one["text"] for one in found["inputs"]] == texts


NASTY = Path(__file__).resolve().parents[1] / "data" / "nasty" / "blns_shared.jsonl"
