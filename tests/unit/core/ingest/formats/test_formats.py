"""Records of other tools: real files of theirs, and what becomes of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.detect import detect_table
from core.ingest.formats.label_studio_regions import placed
from core.ingest.table import open_table
from tests.unit.core.ingest.conftest import DataFile
from tests.unit.core.ingest.test_table import read


def jsonl(path: Path, *records: JsonValue) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def labels(path: Path) -> list[str]:
    return [label.name for label in detect_table(open_table(path)).task.labels]


def test_label_studio_predictions_become_suggestions_by_model(data_file: DataFile) -> None:
    path = data_file("formats/label_studio/server__text_with_2_predictions.json")
    found = detect_table(open_table(path))
    assert (found.mapping.text, found.mapping.label) == ("text", None)
    assert [(one.column, one.many) for one in found.mapping.suggestions] == [("predictions", True)]
    assert [label.name for label in found.task.labels] == ["class_A", "class_B"]
    given = read(open_table(path))[0][0].values["predictions"]
    assert given == [
        {"suggester": "model_version_A", "answer": "class_A", "score": None},
        {"suggester": "model_version_B", "answer": "class_B", "score": None},
    ]


def test_label_studio_tasks_annotations_and_bare_data_are_read(data_file: DataFile) -> None:
    table = open_table(data_file("formats/label_studio/server__tasks_annotations_predictions.json"))
    rows, bad = read(table)
    assert (table.format, len(rows), bad) == ("label_studio", 6, [])
    assert rows[0].values["annotation"] == "class_A"
    assert labels(data_file("formats/label_studio/csv__csv_test_history.json")) == ["Positive"]


def test_one_task_alone_is_a_file_of_one_row(data_file: DataFile) -> None:
    rows, _ = read(open_table(data_file("formats/label_studio/server__previous_export.json")))
    assert [row.values["annotation"] for row in rows] == ["Cat"]


def test_what_has_no_counterpart_here_is_no_answer_but_not_lost(data_file: DataFile) -> None:
    rows, _ = read(open_table(data_file("formats/label_studio/csv__csv_test.json")))
    assert rows[0].values["annotation"] == {"unread": ["rectanglelabels"]}


def result(kind: str, name: str = "c", **value: JsonValue) -> JsonValue:
    return {"from_name": name, "to_name": "text", "type": kind, "value": value}


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        ([result("choices", choices=["a", "b"])], ["a", "b"]),
        ([result("taxonomy", taxonomy=[["A", "B"]])], "A > B"),
        ([result("textarea", text=["one", "two"])], "one\ntwo"),
        ([result("pairwise", selected="right")], "2"),
        ([result("rating", rating=4)], 4),
        ([result("choices", "x", choices=["a"]), result("number", "y", number=3)], {"x": "a", "y": 3}),
        ([result("labels", start=0, end=2, text="EU", labels=["ORG"])], [{"start": 0, "end": 2, "label": "ORG", "text": "EU"}]),
        ([], None),
    ],
)
def test_results_of_label_studio_are_answers(tmp_path: Path, results: list[JsonValue], wanted: JsonValue) -> None:
    task: JsonValue = {"id": 1, "data": {"text": "EU asks"}, "annotations": [{"result": results, "was_cancelled": False}]}
    rows, _ = read(open_table(jsonl(tmp_path / "ls.jsonl", task)))
    assert rows[0].values["annotation"] == wanted


def test_of_several_annotations_the_settled_or_last_one_counts(tmp_path: Path) -> None:
    def annotation(label: str, **more: JsonValue) -> JsonValue:
        return {"result": [result("choices", choices=[label])], **more}

    cancelled, truth = annotation("c", was_cancelled=True), annotation("t", ground_truth=True)
    tasks: list[JsonValue] = [
        {"data": {"text": "x"}, "annotations": [annotation("a"), annotation("b"), cancelled]},
        {"data": {"text": "y"}, "annotations": [truth, annotation("b")]},
        {"data": {"text": "z"}, "annotations": [cancelled]},
    ]
    rows, _ = read(open_table(jsonl(tmp_path / "ls.jsonl", *tasks)))
    assert [row.values.get("annotation") for row in rows] == ["b", "t", None]


def test_offsets_in_utf_16_are_turned_into_code_points() -> None:
    text = "😀 Ulm 😀 Bonn"
    assert placed(text, 3, 6, "Ulm") == (2, 5)
    assert placed(text, 2, 5, "Ulm") == (2, 5)
    assert placed(text, 0, 3, "nowhere") == (0, 3)


def test_prodigy_spans_are_answers_and_hashes_are_left_out(data_file: DataFile) -> None:
    table = open_table(data_file("formats/prodigy/ner_manual_news_headlines.first60.jsonl"))
    assert (table.format, table.columns) == ("prodigy", ["text", "answer", "meta_source", "annotation", "annotations"])
    found = detect_table(table)
    assert (found.task.kind, found.mapping.label) == ("spans", "annotation")
    assert {"LOCATION", "ORG"} <= {label.name for label in found.task.labels}


def test_prodigys_verdicts_on_a_label_keep_it_as_a_suggestion(data_file: DataFile) -> None:
    table = open_table(data_file("formats/prodigy/textcat_binary_sessions.first100.jsonl"))
    rows, _ = read(table)
    accepted = [row.values.get("annotation") for row in rows if row.values["answer"] == "accept"]
    rejected = [row.values.get("annotation") for row in rows if row.values["answer"] == "reject"]
    assert accepted
    assert rejected
    assert all(one == "new-dataset" for one in accepted)
    assert all(one is None for one in rejected)
    assert [one.column for one in detect_table(table).mapping.suggestions] == ["label"]


def test_prodigys_options_are_answers_where_they_were_accepted(tmp_path: Path) -> None:
    options: JsonValue = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    base: dict[str, JsonValue] = {"text": "x", "options": options, "_task_hash": 1}
    path = jsonl(
        tmp_path / "p.jsonl", {**base, "accept": ["a", "b"], "answer": "accept"}, {**base, "accept": ["a"], "answer": "ignore"}
    )
    rows, _ = read(open_table(path))
    assert [row.values.get("annotation") for row in rows] == [["a", "b"], None]
    assert detect_table(open_table(path)).task.kind == "choices"


def test_argillas_suggestions_and_responses(tmp_path: Path) -> None:
    def record(n: int, given: list[JsonValue], status: list[JsonValue]) -> JsonValue:
        return {
            "id": str(n),
            "status": "completed",
            "text": f"what a fine text number {n}",
            "label.responses": given,
            "label.responses.status": status,
            "label.suggestion": "pos",
            "label.suggestion.score": 0.9,
            "label.suggestion.agent": "gpt-x",
        }

    path = jsonl(
        tmp_path / "a.jsonl",
        record(1, ["neg", "pos"], ["submitted", "draft"]),
        record(2, ["pos"], ["submitted"]),
        record(3, [], []),
    )
    table = open_table(path)
    found = detect_table(table)
    assert (table.format, found.mapping.text, found.mapping.label) == ("argilla", "text", "label.answer")
    suggestion = found.mapping.suggestions[0]
    assert (suggestion.column, suggestion.score, suggestion.suggester_column) == (
        "label.suggestion",
        "label.suggestion.score",
        "label.suggestion.agent",
    )
    assert [row.values.get("label.answer") for row in read(table)[0]] == ["neg", "pos", None]
    assert [label.name for label in found.task.labels] == ["neg", "pos"]


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("export__sequence_labeling__example.jsonl", "spans", ["MISC", "ORG", "PERSON"]),
        ("import__relation_extraction__example.jsonl", "spans", ["DATE", "ORG", "PERSON"]),
        ("import__sequence_labeling__example.txt", "spans", ["MISC", "ORG", "PER"]),
        ("export__text_classification__example.json", "choice", ["negative", "positive"]),
        ("import__text_classification__example.csv", "choice", ["negative", "positive"]),
        ("import__text_classification__example.txt", "choice", ["negative", "positive"]),
        ("export__intent_detection__example.jsonl", "choice", ["airport", "flight"]),
        ("import__sequence_to_sequence__example.jsonl", "text", []),
    ],
)
def test_doccanos_examples(data_file: DataFile, name: str, kind: str, found: list[str]) -> None:
    task = detect_table(open_table(data_file(f"formats/doccano/{name}"))).task
    assert (task.kind, [label.name for label in task.labels]) == (kind, found)


def test_records_may_be_taken_as_they_are_and_formats_have_names(data_file: DataFile) -> None:
    path = data_file("formats/prodigy/ner_manual_news_headlines.first60.jsonl")
    assert "tokens" in open_table(path, form="plain").columns
    with pytest.raises(UserError) as caught:
        open_table(path, form="brat")
    assert caught.value.code == "import.format_unknown"
