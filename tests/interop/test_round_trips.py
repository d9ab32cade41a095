"""What is exported comes back as it was, or the loss was counted: every format that is also read, with everything that breaks things.

A new format adds its entry to `ROUND_TRIPS`: which tasks it holds, and what each of its losses may change. Without such a loss counted,
nothing may differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.kinds import kind_of
from core.domain.task import Field, FieldType, Label, Options, Task
from core.export import FORMATS, CutReport
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.nasty import can_be_label, can_be_text, nasty_texts
from tests.whole import exported

FIELDS = ("item_id", "text", "label", "parts", "metadata")
_ALL_TASKS = ("choice", "choices", "text", "fields", "spans", "crossing_spans", "noted_spans", "preference")
_numbers = itertools.count()


@dataclass(frozen=True)
class RoundTrip:
    """What a format holds. `losses`: by code, what may differ of as many items as were counted; `settings`: those it is written with."""

    tasks: tuple[str, ...] = _ALL_TASKS
    losses: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    settings: dict[str, Any] = field(default_factory=dict[str, Any])


_LINES = {"item_ids": ("item_id",), "parts": ("parts",), "metadata": ("metadata",), "provenance": ()}
_SAFE_MARKS: dict[str, tuple[str, ...]] = {"marked_cells": ()}  # undone by what the manifest says
ROUND_TRIPS: dict[str, RoundTrip] = {
    "csv": RoundTrip(),
    "csv safe": RoundTrip(losses=_SAFE_MARKS, settings={"safe": True}),
    "jsonl": RoundTrip(),
    "parquet": RoundTrip(),
    "xlsx": RoundTrip(losses={"text_cut": ("item_id", "text", "label"), "too_long_left_out": ("label", "parts", "metadata")}),
    "xlsx plain": RoundTrip(
        losses={"text_cut": ("item_id", "text", "label"), "too_long_left_out": ("label", "parts", "metadata")},
        settings={"safe": False},
    ),
    "hf": RoundTrip(),
    "fasttext": RoundTrip(
        ("choice", "choices"),
        {**_LINES, "line_breaks_folded": ("text",), "leading_space": ("text",), "label_marks_escaped": (), "without_label": ()},
    ),
    "conll": RoundTrip(
        ("spans", "crossing_spans"),
        {
            **_LINES,
            "spacing": ("text", "label"),
            "tokens_split": ("text", "label"),
            "misaligned_spans": ("label",),
            "overlapping_spans": ("label",),
            "empty_spans": ("label",),
            "span_notes": ("label",),
        },
    ),
}

INVOICE = (
    Field("text", required=True),
    Field("label"),
    Field("total", FieldType.NUMBER),
    Field("pages", FieldType.INTEGER),
    Field("paid", FieldType.BOOLEAN),
    Field("day", FieldType.DATE),
    Field("tags", FieldType.LIST),
)
PAIR = {
    "name": "question",
    "form": "text",
    "value": None,
    "parts": [
        {"name": "response 1", "form": "text", "value": "=1+1", "candidate": True},
        {"name": "response 2", "form": "chat", "value": [{"role": "user", "content": "卡\n"}], "candidate": True},
    ],
}


def task_of(name: str, labels: Sequence[str]) -> Task:
    """The task of this name with these labels."""
    held = tuple(map(Label, labels))
    return {
        "choice": Task("choice", held),
        "choices": Task("choices", held),
        "text": Task("text"),
        "fields": Task("fields", fields=INVOICE),
        "spans": Task("spans", held),
        "crossing_spans": Task("spans", held, options=Options(overlapping=True, comments=True)),
        "noted_spans": Task("spans", held, options=Options(overlapping=True, severities=("low", "high"), comments=True)),
        "preference": Task("preference"),
    }[name]


def answer_of(name: str, number: int, text: str, labels: Sequence[str]) -> Any:
    """An answer that is different from item to item; `text` is the item's."""
    some = [labels[(number + step) % len(labels)] for step in range(number % 3)]
    passages = [{"start": 0, "end": max(1, len(text) // 2), "label": labels[number % len(labels)]}]
    passages += [{"start": len(text) - 1, "end": len(text), "label": labels[0]}] if len(text) > 3 else []
    noted = [*passages, {"start": 0, "end": len(text), "label": labels[-1]}]
    return {
        "choice": labels[number % len(labels)],
        "choices": some,
        "text": text[:90_000],
        "fields": {
            "text": text, "label": text if number % 2 else None, "total": number / 3, "pages": 2**53 + number, "paid": bool(number % 2),
            "day": "2026-11-21", "tags": [text[:300]],
        },
        "spans": passages,
        "crossing_spans": [{**one, "comment": f"why {number}"} for one in noted],
        "noted_spans": [{**one, "severity": "high", "comment": f"why {number}"} for one in noted],
        "preference": ({"ranking": [["2"], ["1"]]}, {"ranking": [["1", "2"]]}, {"all_bad": True})[number % 3],
    }[name]  # fmt: skip


def made(workspace: Workspace, folder: Path, name: str, texts: Sequence[str], labels: Sequence[str]) -> ProjectInfo:
    """A project whose items all came with a label, some with metadata and parts, with nasty ids; through a file, as they come."""
    task = kind_of(task_of(name, labels).kind).check(task_of(name, labels))
    project = workspace.create_project(f"made {next(_numbers)}", task)
    kind, ids = kind_of(task.kind), list(dict.fromkeys(texts))
    path = folder / "made.jsonl"
    with path.open("wb") as file:
        for number, text in enumerate(texts):
            parts = PAIR if name == "preference" else {**PAIR, "parts": []} if number % 4 == 3 else None
            answer = kind.settle(answer_of(name, number, text, labels), task)
            meta = {"text": text, "label": [number, {"nested": text}], "item_id": number} if number % 3 else None
            row = {"i": f"{ids[number % len(ids)]}{number}", "t": text, "l": answer, "p": parts, "m": meta}
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    mapping = Mapping("t", "i", "l", parts_column="p", metadata_column="m")
    with workspace.importing(project, open_table(path, form="plain"), mapping) as work:
        report = work.run()
    assert (report.added, report.rejected) == (len(texts), 0), report.reasons
    return project


def rows_in(workspace: Workspace, project: ProjectInfo, folder: Path) -> list[dict[str, Any]]:
    """The records of a project as JSON, in their order."""
    report = exported(workspace, project, "jsonl", folder / "compare.jsonl")
    lines = report.path.read_bytes().split(b"\n")
    return [{name: held.get(name) for name in FIELDS} for held in map(orjson.loads, filter(None, lines))]


def again(workspace: Workspace, project: ProjectInfo, name: str, folder: Path) -> tuple[CutReport, ProjectInfo]:
    """The project exported in this format, and a new one with the same task into which that was imported, without a word about it."""
    held = name.partition(" ")[0]
    out = folder / f"out-{next(_numbers)}{FORMATS[held].suffix}"
    report = exported(workspace, project, held, out, options=ROUND_TRIPS[name].settings)
    table = open_table(out)
    assert table.known is not None
    other = workspace.create_project(f"again {next(_numbers)}", project.task)
    with workspace.importing(other, table, table.known.mapping) as work:
        came = work.run()
    # A passage may lie beyond the end of a text that had to be cut.
    assert came.added + came.rejected == report.records
    assert came.rejected <= report.losses.get("text_cut", 0), came.reasons
    return report, other


def compare(name: str, report: CutReport, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Every difference has a loss that was counted, and no more items differ than were counted."""
    unknown = set(report.losses) - set(ROUND_TRIPS[name].losses)
    assert not unknown, f"{name} loses what its entry does not name: {unknown}"
    lost = [one for one in before if len(after) < len(before) and one["item_id"] not in {other["item_id"] for other in after}]
    assert len(lost) <= allowed_of(name, report, "label"), lost[:3]
    before = [one for one in before if one not in lost]
    assert len(before) == len(after)
    for part in FIELDS:
        differing = [(one, other) for one, other in zip(before, after, strict=True) if one[part] != other[part]]
        allowed = allowed_of(name, report, part)
        shown = [(repr(one[part])[:300], repr(other[part])[:300]) for one, other in differing[:3]]
        assert len(differing) <= allowed, f"{name}: {len(differing)} times another {part}, {allowed} counted: {shown}"


def allowed_of(name: str, report: CutReport, part: str) -> int:
    """How many items may differ in this part, by the losses that were counted."""
    return sum(n for code, n in report.losses.items() if part in ROUND_TRIPS[name].losses[code])


_WAYS = [pytest.param(name, task, id=f"{name}-{task}") for name, held in ROUND_TRIPS.items() for task in held.tasks]


@pytest.mark.parametrize(("name", "task"), _WAYS)
def test_what_breaks_things_comes_back(workspace: Workspace, tmp_path: Path, name: str, task: str) -> None:
    texts = nasty_texts()
    labels = [one for one in texts if can_be_label(one)][:80]
    project = made(workspace, tmp_path, task, texts, labels)
    report, other = again(workspace, project, name, tmp_path)
    assert report.records == len(texts)
    compare(name, report, rows_in(workspace, project, tmp_path), rows_in(workspace, other, tmp_path))


_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=60).filter(can_be_text)
_LABELS = st.lists(_TEXT.map(str.strip).filter(can_be_label), min_size=2, max_size=5, unique=True)


@pytest.mark.parametrize("name", ROUND_TRIPS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_text_comes_back(workspace: Workspace, tmp_path: Path, name: str, data: st.DataObject) -> None:
    task = data.draw(st.sampled_from(ROUND_TRIPS[name].tasks))
    texts, labels = data.draw(st.lists(_TEXT, min_size=1, max_size=8)), data.draw(_LABELS)
    project = made(workspace, tmp_path, task, texts, labels)
    report, other = again(workspace, project, name, tmp_path)
    compare(name, report, rows_in(workspace, project, tmp_path), rows_in(workspace, other, tmp_path))


def test_a_table_of_ours_is_known_without_parts_and_metadata_too(workspace: Workspace, tmp_path: Path) -> None:
    task = Task("choice", (Label("a"), Label("b")))
    project = workspace.create_project("Plain", task)
    path = tmp_path / "in.csv"
    path.write_text("i,t,l\n1,one,a\n2,two,b\n")
    with workspace.importing(project, open_table(path), Mapping("t", "i", "l")) as work:
        work.run()
    for name in ("csv", "jsonl", "parquet", "xlsx", "hf"):
        report, other = again(workspace, project, name, tmp_path)
        assert rows_in(workspace, other, tmp_path) == rows_in(workspace, project, tmp_path)
        assert report.losses == {}


def test_the_same_project_knows_its_own_table_again(workspace: Workspace, tmp_path: Path) -> None:
    project = made(workspace, tmp_path, "choice", nasty_texts()[:60], ["a", "b"])
    for name in ("csv", "jsonl", "parquet", "hf"):
        out = exported(workspace, project, name, tmp_path / f"own.{name}").path
        table = open_table(out)
        assert table.known is not None
        with workspace.importing(project, table, table.known.mapping) as work:
            came = work.run()
        assert (came.known, came.added, came.rejected) == (60, 0, 0), name
