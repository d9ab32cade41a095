"""promptfoo tests and Langfuse items against the documented schemas of these tools, with every kind of answer and nasty texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from core.domain.uses import Purpose
from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import TASKS
from tests.unit.core.export.formats.test_dspy_rows import with_metadata
from tests.unit.core.export.judged import judged

ANY_JSON: dict[str, Any] = {}

#: promptfoo, "Configuration reference": Test Case and Assertion. A list as a variable is a matrix of tests, so none may be one.
PROMPTFOO: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["vars", "assert"],
    "properties": {
        "description": {"type": "string"},
        "vars": {
            "type": "object",
            "propertyNames": {"pattern": r"^[^\W\d]\w*$"},
            "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
        },
        "provider": {"type": ["string", "object"]},
        "options": {"type": "object"},
        "threshold": {"type": "number"},
        "metadata": {"type": "object"},
        "assert": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/assertion"}},
    },
    "$defs": {
        "assertion": {
            "type": "object",
            "additionalProperties": False,
            "required": ["type"],
            "properties": {
                "type": {"enum": ["equals", "is-json"]},
                "value": {"type": ["string", "object", "array"]},
                "threshold": {"type": "number"},
                "weight": {"type": "number"},
                "metric": {"type": "string"},
                "transform": {"type": "string"},
            },
        }
    },
}
#: Langfuse, "API reference": CreateDatasetItemRequest, DatasetStatus
LANGFUSE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["datasetName", "id", "input", "expectedOutput", "status"],
    "properties": {
        "datasetName": {"type": "string", "minLength": 1},
        "input": ANY_JSON,
        "expectedOutput": ANY_JSON,
        "metadata": ANY_JSON,
        "sourceTraceId": {"type": ["string", "null"]},
        "sourceObservationId": {"type": ["string", "null"]},
        "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "status": {"enum": ["ACTIVE", "ARCHIVED"]},
    },
}
SCHEMAS = {"promptfoo": PROMPTFOO, "langfuse": LANGFUSE}
NASTY = Path(__file__).resolve().parents[1] / "data" / "nasty" / "blns_shared.jsonl"


def lines(path: Path) -> list[dict[str, Any]]:
    """Read as JavaScript's readers of JSON Lines do: by line feeds alone."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def valid(layout: str, value: Any) -> None:
    validator: Any = Draft202012Validator(SCHEMAS[layout])
    validator.validate(value)


@pytest.mark.parametrize("layout", sorted(SCHEMAS))
@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_kind_keeps_to_the_schema(workspace: Workspace, tmp_path: Path, layout: str, name: str) -> None:
    report = exported(workspace, judged(workspace, name, "ac"), layout, tmp_path / "out.jsonl", purpose=Purpose.EXCHANGE)
    found = lines(report.path)
    assert len(found) == 2
    for one in found:
        valid(layout, one)


@pytest.mark.parametrize("layout", sorted(SCHEMAS))
def test_nasty_texts_and_columns_keep_to_the_schema(workspace: Workspace, tmp_path: Path, layout: str) -> None:
    texts = [str(line.get("string", line.get("text", ""))) for line in map(json.loads, NASTY.read_text("utf-8").splitlines())]
    rows = [
        {"text": text, "label": "red", "a b": text, "{{ x }}": [1, {"b": None}], "n": 1.5, "y": True}
        for text in texts
        if text.strip()
    ]
    report = exported(
        workspace, with_metadata(workspace, tmp_path, rows), layout, tmp_path / "out.jsonl", purpose=Purpose.EXCHANGE
    )
    found = lines(report.path)
    assert len(found) == len(rows)
    for one in found:
        valid(layout, one)
