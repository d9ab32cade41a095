"""A project as one YAML file: written, read again, refused with the line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.filters import Filter
from core.domain.kinds import kind_of
from core.domain.task import COLOURS, Field, FieldType, Label, Options, Preset, Task
from core.errors import UserError
from core.ingest.mapping import Mapping, PartColumn, SuggestionColumn
from core.ingest.project_settings import make_project, read_project
from core.ingest.task_file import ProjectFile, parse_project_file, project_yaml, read_project_file
from core.ingest.task_file_reader import QueueSetting
from core.ingest.yaml_values import read_yaml, write_yaml
from core.workspace import Workspace

NAME = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8) | st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "1",
        "1.0",
        "1e5",
        "~",
        "true",
        "on",
        "a: b",
        "# x",
        "- x",
        "2026-01-02",
        "0x1F",
        "=",
        "<<",
        "🙂",
        "标签",
        "'q'",
    ]
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
SHORTCUT = st.sampled_from(["", "q", "w", "7"])
LABEL = st.builds(
    Label, NAME, TEXT.map(str.strip), TEXT.map(str.strip), st.sampled_from(["", *COLOURS]), st.just(""), st.booleans()
)
LABELS = st.lists(LABEL, min_size=2, max_size=5, unique_by=lambda one: one.name).map(tuple)
FIELD = st.builds(
    Field, NAME, st.sampled_from([FieldType.STRING, FieldType.DATE, FieldType.LIST]), TEXT, st.just(()), st.booleans()
)
ENUM = st.builds(Field, NAME, st.just(FieldType.ENUM), TEXT, st.lists(NAME, min_size=2, max_size=4, unique=True).map(tuple))
FIELDS = st.lists(FIELD | ENUM, min_size=1, max_size=4, unique_by=lambda one: one.name).map(tuple)
OPTIONS = st.builds(
    Options,
    separator=st.sampled_from(["", " > ", "/"]),
    overlapping=st.booleans(),
    severities=st.lists(NAME, max_size=2, unique=True).map(tuple),
    comments=st.booleans(),
    instruction=TEXT,
    max_length=st.integers(0, 500),
)
TASK = (
    st.builds(Task, st.sampled_from(["choice", "choices", "spans"]), LABELS, st.just(()), OPTIONS)
    | st.builds(Task, st.just("fields"), st.just(()), FIELDS, OPTIONS)
    | st.builds(Task, st.sampled_from(["text", "preference"]), options=OPTIONS)
)
MAPPING = st.none() | st.builds(
    Mapping,
    NAME,
    st.none() | NAME,
    parts=st.lists(st.builds(PartColumn, NAME, candidate=st.booleans()), max_size=2).map(tuple),
    suggestions=st.lists(st.builds(SuggestionColumn, NAME, NAME, many=st.booleans()), max_size=2).map(tuple),
)
QUEUES = st.lists(
    st.builds(
        QueueSetting,
        st.sampled_from(["A", "B 1", "yes"]),
        st.sampled_from([Filter(flagged=True).to_json(), Filter(text="1e5").to_json()]),
        st.just("imported"),
    ),
    max_size=2,
    unique_by=lambda one: one.name,
).map(tuple)
FILES = st.builds(
    ProjectFile,
    NAME,
    TASK,
    TEXT,
    st.sampled_from(["uncertain", "random"]),
    st.integers(0, 2**63 - 1),
    MAPPING,
    QUEUES,
    st.booleans(),
)


@given(FILES)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(file: ProjectFile) -> None:
    checked = replace(file, task=kind_of(file.task.kind).check(file.task))
    assert parse_project_file(project_yaml(checked)) == checked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | TEXT | NAME,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(NAME, JSON, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_json_value_goes_through_yaml(value: dict[str, object]) -> None:
    assert read_yaml(write_yaml(value), "x").to_json() == value  # pyright: ignore[reportArgumentType]  (hypothesis types its values loosely)


def test_the_short_way_to_write_it() -> None:
    found = parse_project_file(
        "name: Yes or no\nlabels: [yes, no]\noptions: {preset: yes_no}\nguidelines: |\n  # How\n\n  Well.\n"
    )
    assert found == ProjectFile(
        "Yes or no", Task("choice", (Label("yes"), Label("no")), options=Options(preset=Preset.YES_NO)), "# How\n\nWell.\n"
    )


def test_guidelines_may_stand_in_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("# How\n", encoding="utf-8")
    (tmp_path / "task.yaml").write_text("name: P\nlabels: [a, b]\nguidelines_file: guide.md\n", encoding="utf-8")
    assert read_project_file(tmp_path / "task.yaml").guidelines == "# How\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("name: P\nkind: chioce\n", 2, "no kind of task"),
        ("name: P\nlabels: [a, b]\ncolour: red\n", 3, "'colour'"),
        ("name: P\nlabels:\n  - name: a\n    color: red\n  - b\n", 4, "'color'"),
        ("name: P\nlabels:\n  - name: a\n    colour: mauve\n  - b\n", 4, "no colour"),
        ("name: P\nlabels:\n  - a\n  - a\n", 2, "twice"),
        ("name: P\nkind: fields\nfields:\n  - name: a\n    type: colour\n", 5, "no type of field"),
        ("name: P\nlabels: [a, b]\nimport:\n  text: t\n  gld: x\n", 4, "'gld'"),
        ("name: P\nlabels: [a, b]\norder: alphabet\n", 3, "no order"),
        ("name: P\nlabels: [a, b]\nseed: many\n", 3, "whole number"),
        ("name: P\nlabels: [a, b]\noptions: {preset: maybe}\n", 3, "no preset"),
        ("name: P\nlabels: [a, b]\nqueues:\n  - {name: Q, filter: {colour: red}}\n", 4, "cannot be read"),
        ("name: P\nname: Q\n", 2, "twice"),
        ("name: [a\n", 2, ""),
        ("name: P\nlabels: &x [a, b]\nseed: *x\n", 2, "aliases"),
        ("name: !!python/object:os.system P\n", 1, "tags"),
        ("- a\n- b\n", 1, "names with values"),
        ("", 1, "names with values"),
        ("name: \x07\n", 1, "character"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_project_file(text, "task.yaml")
    assert caught.value.what.startswith(f"Line {line} of task.yaml: ")
    assert told in caught.value.what


def test_a_file_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(UserError, match="nested too deep"):
        parse_project_file("[" * 5_000)


def test_a_project_in_a_workspace_is_made_and_read_whole(workspace: Workspace) -> None:
    queue = QueueSetting("Mine", Filter(flagged=True).to_json(), "imported")
    wanted = ProjectFile("P", Task("text"), "# How", "random", 7, Mapping("t", gold="g"), (queue,), reviewers_add_labels=False)
    workspace.writer.submit(lambda connection: make_project(connection, wanted)).result()
    with workspace.read.connect() as connection:
        assert read_project(connection, workspace.project("P")) == wanted


def test_a_project_that_cannot_be_made_whole_is_not_made_at_all(workspace: Workspace) -> None:
    wanted = ProjectFile("P", Task("text"), queues=(QueueSetting("", {}, "imported"),))
    with pytest.raises(UserError):
        workspace.writer.submit(lambda connection: make_project(connection, wanted)).result()
    assert workspace.projects() == []
