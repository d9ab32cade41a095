"""What several people answered in another tool: each keeps an answer of their own, and the item's label comes about as before."""

from __future__ import annotations

from pathlib import Path

from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Label
from core.ingest.detect import detect_table
from core.ingest.importing import ImportReport
from core.ingest.table import open_table
from core.storage.sql import from_json
from core.workspace import Workspace
from tests.conftest import checked, rows_of
from tests.unit.core.ingest.formats.test_formats import jsonl, result

Row = dict[str, JsonValue]
_SAID = """SELECT c.text, a.annotator, a.answer, a.status, a.lead_ms, a.given_us FROM annotation a
JOIN item_content c ON c.item_seq = a.item_seq ORDER BY c.text, a.seq"""


def imported(workspace: Workspace, path: Path, form: str | None = None) -> ImportReport:
    """Import a file into a project that is like it; once more adds nothing."""
    table = open_table(path, form=form)
    found = detect_table(table)
    few = len(found.task.labels) < 2 and bool(kind_of(found.task.kind).classes(found.task) or found.task.kind == "choice")
    task = found.task.with_labels((*found.task.labels, Label("another"), Label("third"))) if few else found.task
    project = workspace.create_project("P", task)
    with workspace.importing(project, table, found.mapping) as work:
        report = work.run()
    with workspace.importing(project, open_table(path, form=form), found.mapping) as work:
        again = work.run()
    assert (again.added, again.annotations, again.suggestions) == (0, 0, 0)
    assert checked(workspace).clean
    return report


def told(workspace: Workspace) -> list[tuple[object, ...]]:
    """(annotator, answer, status) of each annotation."""
    return [(row[1], from_json(row[2]), row[3]) for row in rows_of(workspace, _SAID)]


def labels(workspace: Workspace) -> list[JsonValue]:
    return [from_json(row[0]) for row in rows_of(workspace, "SELECT label FROM item_content ORDER BY text")]


def test_label_studio_tasks_with_several_annotations(workspace: Workspace, tmp_path: Path) -> None:
    def annotation(label: str, who: JsonValue, **more: JsonValue) -> JsonValue:
        return {"result": [result("choices", choices=[label])] if label else [], "completed_by": who, **more}

    timed: Row = {"lead_time": 1.5, "updated_at": "2026-01-02T03:04:05.000000Z"}
    tasks: list[JsonValue] = [
        {
            "id": 1,
            "data": {"text": "one"},
            "annotations": [
                annotation("a", {"id": 7, "email": "ann@example.com"}, ground_truth=True, **timed),
                annotation("b", 8, was_cancelled=False),
                annotation("c", 9, was_cancelled=True),
                annotation("", 10),
            ],
            "predictions": [{"model_version": "m1", "score": 0.4, "result": [result("choices", choices=["b"])]}],
        },
        {"id": 2, "data": {"text": "two"}, "annotations": []},
    ]
    report = imported(workspace, jsonl(tmp_path / "ls.jsonl", *tasks))
    assert (report.added, report.annotations, report.suggestions, report.failed_said) == (2, 4, 1, 0)
    assert told(workspace) == [
        ("ann@example.com", "a", "submitted"),
        ("8", "b", "submitted"),
        ("9", "c", "cancelled"),
        ("10", None, "submitted"),
    ]
    assert rows_of(workspace, _SAID)[0][4:] == (1500, 1_767_323_045_000_000)
    assert labels(workspace) == ["a", None]


def test_an_empty_result_of_passages_says_that_there_are_none(workspace: Workspace, tmp_path: Path) -> None:
    span = result("labels", start=0, end=2, text="EU", labels=["ORG"])
    tasks: list[JsonValue] = [
        {
            "id": 1,
            "data": {"text": "EU asks"},
            "annotations": [{"result": [span], "completed_by": 1}, {"result": [], "completed_by": 2}],
        }
    ]
    assert imported(workspace, jsonl(tmp_path / "ls.jsonl", *tasks)).annotations == 2
    assert told(workspace) == [
        ("1", [{"start": 0, "end": 2, "label": "ORG"}], "submitted"),
        ("2", [], "submitted"),
    ]


def test_the_short_form_has_a_row_for_each_annotator(workspace: Workspace, tmp_path: Path) -> None:
    def short(task: int, text: str, label: str, who: int, number: int) -> JsonValue:
        notes: Row = {"annotator": who, "annotation_id": number, "created_at": f"2026-01-0{number}T00:00:00Z", "lead_time": 2.0}
        return {"text": text, "id": task, "feeling": label, **notes}

    rows = [short(1, "one", "a", 1, 1), short(1, "one", "b", 2, 2), short(2, "two", "b", 1, 3)]
    report = imported(workspace, jsonl(tmp_path / "min.jsonl", *rows))
    assert (report.added, report.known, report.rejected, report.annotations) == (2, 1, 0, 3)
    assert told(workspace) == [("1", "a", "submitted"), ("2", "b", "submitted"), ("1", "b", "submitted")]
    assert labels(workspace) == ["a", "b"]


def test_prodigys_rows_of_several_annotators_are_one_item(workspace: Workspace, tmp_path: Path) -> None:
    def row(text: str, answer: str, who: str, start: int = 0) -> JsonValue:
        spans: JsonValue = [{"start": start, "end": start + 2, "label": "ORG"}]
        hashes: Row = {"_input_hash": len(text), "_task_hash": start, "_timestamp": 1_700_000_000 + start}
        return {"text": text, "spans": spans, "answer": answer, "_annotator_id": who, **hashes, "meta": {"score": 0.1 * start}}

    rows = [
        row("EU in EU", "ignore", "ann"),
        row("EU in EU", "accept", "bob", 6),
        row("EU in EU", "reject", "cy"),
        row("EU", "accept", "ann"),
    ]
    report = imported(workspace, jsonl(tmp_path / "p.jsonl", *rows))
    assert (report.added, report.known, report.annotations) == (2, 2, 4)
    first: JsonValue = [{"start": 0, "end": 2, "label": "ORG"}]
    assert told(workspace) == [
        ("ann", first, "submitted"),
        ("ann", None, "ignored"),
        ("bob", [{"start": 6, "end": 8, "label": "ORG"}], "submitted"),
        ("cy", first, "rejected"),
    ]
    assert labels(workspace) == [first, [{"start": 6, "end": 8, "label": "ORG"}]]


def test_argillas_responses_by_user_and_status(workspace: Workspace, tmp_path: Path) -> None:
    def record(n: int, *responses: tuple[str | None, str, str]) -> JsonValue:
        values, users, states = (list(part) for part in zip(*responses, strict=True)) if responses else ([], [], [])
        held: Row = {"label.responses": values, "label.responses.users": users, "label.responses.status": states}
        return {"id": str(n), "text": f"text {n}", **held, "label.suggestion": "neg", "label.suggestion.agent": "gpt-x"}

    rows = [
        record(1, ("neg", "u1", "submitted"), ("pos", "u2", "submitted"), ("pos", "u3", "draft")),
        record(2, (None, "u1", "discarded")),
        record(3),
    ]
    report = imported(workspace, jsonl(tmp_path / "a.jsonl", *rows))
    assert (report.added, report.annotations, report.suggestions) == (3, 4, 3)
    assert told(workspace) == [
        ("u1", "neg", "submitted"),
        ("u2", "pos", "submitted"),
        ("u3", "pos", "cancelled"),
        ("u1", None, "ignored"),
    ]
    assert labels(workspace) == ["pos", None, None]


def test_doccanos_exports_by_annotator_and_of_all(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[JsonValue] = [
        {"id": 1, "text": "EU asks", "label": [[0, 2, "ORG"]], "Comments": []},
        {"id": 2, "text": "Ada asks", "label": [[0, 3, "PER"]], "Comments": ["sure?"]},
    ]
    report = imported(workspace, jsonl(tmp_path / "ann.jsonl", *rows))
    assert (report.added, report.annotations) == (2, 2)
    assert told(workspace) == [
        ("", [{"start": 0, "end": 3, "label": "PER"}], "submitted"),
        ("", [{"start": 0, "end": 2, "label": "ORG"}], "submitted"),
    ]


def test_doccanos_older_records_name_who_did_what(workspace: Workspace, tmp_path: Path) -> None:
    def one(user: int, label: int) -> JsonValue:
        return {"label": label, "user": user, "created_at": "2020-01-01T00:00:00Z"}

    rows: list[JsonValue] = [
        {"id": 1, "text": "one", "meta": {"a": 1}, "annotations": [one(1, 5), one(2, 6)], "annotation_approver": "root"},
        {"id": 2, "text": "two", "meta": {}, "annotations": [one(2, 5)], "annotation_approver": None},
    ]
    report = imported(workspace, jsonl(tmp_path / "all.jsonl", *rows))
    assert (report.added, report.annotations) == (2, 3)
    assert told(workspace) == [("1", "5", "submitted"), ("2", "6", "submitted"), ("2", "5", "submitted")]
    assert labels(workspace) == ["6", "5"]


def test_records_without_a_mark_are_doccanos_when_that_is_said(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[JsonValue] = [{"text": "one", "label": ["a"]}, {"text": "two", "label": ["b"]}, {"text": "three", "label": ["a"]}]
    assert imported(workspace, jsonl(tmp_path / "bob.jsonl", *rows), form="doccano").annotations == 3
    assert {row[2] for row in told(workspace)} == {"submitted"}
