"""promptfoo tests: the layout to the letter, and that what an item says is never a template or the name of a file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from core.domain.uses import Purpose
from core.export import CutReport, SplitPlan
from core.export.formats.promptfoo import literal
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import TASKS, TEXT
from tests.unit.core.export.formats.test_dspy_rows import with_metadata
from tests.unit.core.export.judged import judged

ROOT = Path(__file__).resolve().parents[5]


def cut(workspace: Workspace, project: ProjectInfo, folder: Path, **choices: Any) -> CutReport:
    return exported(workspace, project, "promptfoo", folder / "tests.jsonl", **{"purpose": Purpose.EXCHANGE, **choices})


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_the_layout(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"text": "a cup", "label": "red", "order no": "7", "tags": ["x", "y"]}]
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path)
    (test,) = lines(report.path)
    assert list(test) == ["description", "vars", "assert", "metadata"]
    assert list(test["vars"]) == ["text", "order_no", "tags"]
    assert (test["vars"]["text"], test["vars"]["order_no"]) == ("a cup", "7")
    assert json.loads(test["vars"]["tags"]) == ["x", "y"], "a list would make a test of each element"
    assert test["assert"] == [{"type": "equals", "value": "red"}]
    assert test["metadata"] == {
        "item_id": test["description"],
        "label_source": "imported",
        **dict.fromkeys(("reviewer", "selection_prob", "split", "group_id", "suggester", "guideline_version", "decided_at")),
    }


ASSERTED: dict[str, Any] = {
    "choices": [{"type": "is-json"}, {"type": "equals", "value": ["joy", "surprise"]}],
    "spans": [
        {"type": "is-json"},
        {"type": "equals", "value": [{"text": "Ada", "label": "person"}, {"text": "Paris", "label": "place"}]},
    ],
    "checklist": [{"type": "is-json"}, {"type": "equals", "value": {"polite": True, "correct": False, "complete": False}}],
    "preference": [{"type": "equals", "value": "2 > 1"}],
    "yes_no": [{"type": "equals", "value": "no"}],
}


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_kind_and_cut_again(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "ac")
    report = cut(workspace, project, tmp_path)
    found = lines(report.path)[1]
    assert found["vars"]["text"] == f"{TEXT} (1)"
    assert found["metadata"]["label_source"] == "assisted"
    assert found["assert"] == ASSERTED.get(name, found["assert"])
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "again.jsonl")
    assert again.again is True
    assert again.path.read_bytes() == report.path.read_bytes()


def test_each_split_has_its_file(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"text": f"{n} thing", "label": "red"} for n in range(20)]
    split = SplitPlan((("dev", 0.5), ("test", 0.5)))
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path, split=split)
    assert [one.path.name for one in report.files] == ["tests.dev.jsonl", "tests.test.jsonl"]
    assert {one["metadata"]["split"] for one in lines(report.files[0].path)} == {"dev"}


# --- templates ---

TEMPLATES = (
    "{{ text }}", "{{text}}", "{{ 7 * 7 }}", "{% raw %}", "{% endraw %}", "{# a comment #}", "{{{", "{{{{", "}}", "{", "{ {", "{%%}", "{{%",
    "{{ range.constructor('return 1')() }}",
    "file:///etc/passwd", "file://tests/*.txt", "package:evil:run", " file://x", "a\n", "\n", "a\n\n",
    "{", "ends in {", '{"a": {"b": 1}}', "{{ \"{{\" }}", "{{ other }}", "{%- if x -%}", "", "plain",
)  # fmt: skip

#: Nunjucks is Jinja2 in JavaScript; what is used here is the same in both, and it keeps the last line feed
ENGINE = Environment(autoescape=False, keep_trailing_newline=True)
_MAPPED = re.compile(r"\{\{\s*(\w+)\s*\}\}", re.ASCII)


def in_promptfoo(prompt: str, variables: dict[str, str]) -> str:
    """What promptfoo makes of a prompt that is text (src/evaluatorHelpers.ts, `renderPrompt`), step by step."""
    held = dict(variables)
    assert not [one for one in held.values() if one.startswith(("file://", "package:"))], "a file would be loaded"
    held = {name: re.sub(r"\n\Z", "", value) for name, value in held.items()}
    for _ in range(5):  # variables in variables
        for name, value in held.items():
            found = _MAPPED.search(value)
            if found is not None and found[1] in held:
                held[name] = value.replace(found[0], held[found[1]], 1)
    rendered = ENGINE.from_string(prompt).render(held)
    return ENGINE.from_string(rendered).render(held)  # what was rendered is rendered once more


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_text_arrives_as_it_is(text: str) -> None:
    written = {"text": literal(text), "other": literal("OTHER")}
    assert in_promptfoo("Classify: {{ text }}.", written) == f"Classify: {text}."
    assert ENGINE.from_string(literal(text)).render() == text, "as the value of an assertion"


@given(st.text("{}%# \n\"'a-text", max_size=24))
def test_any_text_arrives_as_it_is(text: str) -> None:
    assert in_promptfoo("<{{ text }}>", {"text": literal(text), "a": "A"}) == f"<{text}>"


def test_plain_texts_are_written_as_they_are_and_others_counted(workspace: Workspace, tmp_path: Path) -> None:
    project = with_metadata(workspace, tmp_path, [{"text": text, "label": "red"} for text in ("plain {x}", "{{ x }}", "{% x %}")])
    report = cut(workspace, project, tmp_path)
    assert [one["vars"]["text"] for one in lines(report.path)] == ["plain {x}", '{{ "{{" }} x }}', '{{ "{%" }} x %}']
    assert cast("dict[str, Any]", report.figures["promptfoo"]) == {"escaped": 2, "left_as_templates": 0}
    report = cut(workspace, project, tmp_path, options={"escape": False})
    assert [one["vars"]["text"] for one in lines(report.path)] == ["plain {x}", "{{ x }}", "{% x %}"]
    assert cast("dict[str, Any]", report.figures["promptfoo"]) == {"escaped": 0, "left_as_templates": 2}


def test_every_nasty_text_arrives(workspace: Workspace, tmp_path: Path) -> None:
    shared = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data")) / "nasty" / "blns_shared.jsonl"
    path = shared if shared.is_file() else ROOT / "tests" / "data" / "nasty" / "blns_shared.jsonl"
    held = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    texts = [one for one in (str(line.get("string", line.get("text", ""))) for line in held) if one.strip() and "\0" not in one]
    project = with_metadata(workspace, tmp_path, [{"text": text, "label": "red"} for text in texts])
    found = [one["vars"]["text"] for one in lines(cut(workspace, project, tmp_path).path)]
    assert [in_promptfoo("{{ text }}", {"text": one}) for one in found] == texts
