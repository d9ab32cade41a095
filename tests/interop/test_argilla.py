"""Argilla's flattened records as `datasets` loads them, with the features of the manifest and without."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.export.formats.prodigy import Prodigy
from core.workspace import Workspace
from tests.conftest import exported
from tests.interchange import TASKS, filled, several
from tests.kinds import TASKS as PLAIN
from tests.unit.core.export.judged import judged

_SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)


@pytest.fixture
def numbers() -> count[int]:
    return count()


def loaded(path: Path, cache: Path, features: Any = None) -> list[dict[str, Any]]:
    import datasets

    library: Any = datasets
    held = None if features is None else library.Features.from_dict(features)
    return library.Dataset.from_json(str(path), features=held, cache_dir=str(cache)).to_list()


def features_of(path: Path) -> Any:
    return json.loads(path.with_name(f"{path.name}.manifest.json").read_text("utf-8"))["figures"]["features"]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("kind", TASKS)
@settings(max_examples=3, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_datasets_loads_every_record(
    workspace: Workspace, tmp_path: Path, numbers: count[int], kind: str, data: st.DataObject
) -> None:
    task, number = TASKS[kind], next(numbers)
    given_items = data.draw(several(task))
    project = filled(workspace, f"p{number}", task, given_items)
    out = exported(workspace, project, "argilla", tmp_path / f"{number}.jsonl").path
    wanted, came = lines(out), loaded(out, tmp_path / "cache", features_of(out))
    for one, other in zip(wanted, came, strict=True):
        # Its reader rounds the last digit of some numbers, and takes a column of nothing but dates for instants.
        scores = {name: pytest.approx(value) for name, value in other.items() if name.endswith(".score")}
        assert as_instants(one) == as_instants(other) | scores


def as_instants(value: Any) -> Any:
    """The value with texts that are dates as instants."""
    held: Any = value
    if isinstance(held, dict):
        return {name: as_instants(part) for name, part in cast("dict[str, Any]", held).items()}
    if isinstance(held, list):
        return [as_instants(part) for part in cast("list[Any]", held)]
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(held).isoformat(" ")
    return held


@pytest.mark.parametrize("name", PLAIN)
def test_datasets_finds_the_columns_by_itself(workspace: Workspace, tmp_path: Path, name: str) -> None:
    """The names that Argilla gives them (docs.argilla.io, import_export), of Prodigy's lines too."""
    project = judged(workspace, name, "ac")
    rows = loaded(exported(workspace, project, "argilla", tmp_path / "a.jsonl").path, tmp_path / "cache")
    questions = [one.name for one in project.task.fields] or ["label"]
    for question in questions:
        wanted = ("suggestion", "suggestion.score", "suggestion.agent", "responses", "responses.users", "responses.status")
        assert {f"{question}.{one}" for one in wanted} <= rows[0].keys()
    assert [row["id"] for row in rows] == ["n0", "n1"]
    assert [row[f"{questions[0]}.responses.users"] for row in rows] == [["Ada Lovelace"]] * 2
    told = loaded(exported(workspace, project, Prodigy.name, tmp_path / "p.jsonl").path, tmp_path / "cache")
    assert [(row["item_id"], row["answer"]) for row in told] == [("n0", "accept"), ("n1", "accept")]
