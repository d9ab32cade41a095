"""Real files of other tools: each is read, with so many items, or refused with a sentence."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.domain.kinds import kind_of
from core.domain.task import Label, Task
from core.errors import UserError
from core.ingest.detect import detect_table
from core.ingest.table import open_table
from core.workspace import Workspace
from tests.conftest import checked
from tests.unit.core.ingest.conftest import COPIES

ROOT = COPIES / "formats"


@dataclass(frozen=True)
class Read:
    """What becomes of a file by detection alone."""

    format: str
    kind: str
    items: int
    annotations: int = 0
    suggestions: int = 0
    rejected: int = 0
    #: a file with less than two labels: those that its project is made with, besides
    more_labels: tuple[str, ...] = ()


_PLAIN_CHOICE = Read("jsonl", "choice", 3)
_PLAIN_TEXT = Read("jsonl", "text", 3)
_TWO = ("something", "else")
WANTED: dict[str, Read | str] = {
    "conll/wnut17_dev_first200sents.conll": Read("conll", "spans", 20),
    "doccano/export__intent_detection__example.jsonl": Read("jsonl", "choice", 2),
    "doccano/export__relation_extraction__example.jsonl": "import.no_records",  # one object over many lines
    "doccano/export__sequence_labeling__example.jsonl": Read("jsonl", "spans", 3),
    "doccano/export__sequence_to_sequence__example.csv": Read("csv", "text", 3),
    "doccano/export__sequence_to_sequence__example.json": Read("json", "text", 3),
    "doccano/export__sequence_to_sequence__example.jsonl": _PLAIN_TEXT,
    "doccano/export__text_classification__example.csv": Read("csv", "choice", 3),
    "doccano/export__text_classification__example.json": Read("json", "choice", 3),
    "doccano/export__text_classification__example.jsonl": _PLAIN_CHOICE,
    "doccano/export__text_classification__example.txt": Read("fasttext", "choice", 3),
    "doccano/import__intent_detection__example.jsonl": Read("jsonl", "choice", 2),
    "doccano/import__relation_extraction__example.jsonl": Read("jsonl", "spans", 1),
    "doccano/import__sequence_labeling__example.jsonl": Read("jsonl", "spans", 3),
    "doccano/import__sequence_labeling__example.txt": Read("conll", "spans", 2),
    "doccano/import__sequence_to_sequence__example.csv": Read("csv", "text", 3),
    "doccano/import__sequence_to_sequence__example.json": Read("json", "text", 3),
    "doccano/import__sequence_to_sequence__example.jsonl": _PLAIN_TEXT,
    "doccano/import__task_agnostic__text_files.txt": Read("lines", "choice", 3, more_labels=_TWO),
    "doccano/import__task_agnostic__text_lines.txt": Read("lines", "choice", 3, more_labels=_TWO),
    "doccano/import__text_classification__example.csv": Read("csv", "choice", 3),
    "doccano/import__text_classification__example.json": Read("json", "choice", 3),
    "doccano/import__text_classification__example.jsonl": _PLAIN_CHOICE,
    "doccano/import__text_classification__example.txt": Read("fasttext", "choice", 3),
    # boxes in pictures are no answers here
    "label_studio/csv__csv_test.json": Read("label_studio", "choice", 2, more_labels=_TWO),
    # its one label has lines, which no label here can have
    "label_studio/csv__csv_test2.json": Read("label_studio", "choice", 0, rejected=1, more_labels=_TWO),
    # the first column behind its id is a list of data
    "label_studio/csv__csv_test2_result.csv": Read("label_studio_short", "choice", 0, rejected=1, more_labels=_TWO),
    "label_studio/csv__csv_test_history.json": Read("label_studio", "choice", 1, annotations=1, more_labels=_TWO),
    "label_studio/json_min__chat_data.json": Read("label_studio", "choice", 1, more_labels=_TWO),
    # the picture that it is about is not there
    "label_studio/json_min__data.json": Read("label_studio", "choice", 0, rejected=1, more_labels=_TWO),
    "label_studio/json_min__data_repeater.json": Read("label_studio", "choice", 1, more_labels=_TWO),
    "label_studio/json_min__label_config.xml": "import.format",
    "label_studio/json_min__label_config_repeater.json": "import.not_a_list",
    "label_studio/label_interface_data_examples.json": "import.not_a_list",
    "label_studio/server__previous_export.json": Read("label_studio", "choice", 1, annotations=1, more_labels=_TWO),
    "label_studio/server__tasks_annotations_predictions.json": Read("label_studio", "choice", 6, annotations=4, suggestions=2),
    "label_studio/server__text_with_2_predictions.json": Read("label_studio", "choice", 1, suggestions=2),
    "prodigy/bio_events_spans.first20.jsonl": Read("jsonl", "spans", 20),
    "prodigy/ner_manual_news_headlines.first60.jsonl": Read("prodigy", "spans", 10, annotations=10),
    "prodigy/patterns_insults.jsonl": Read("jsonl", "choice", 59, more_labels=_TWO),
    # two texts were asked of two people
    "prodigy/textcat_binary_sessions.first100.jsonl": Read("prodigy", "choice", 10, 12, suggestions=10, more_labels=_TWO),
}


def test_every_file_is_in_the_table() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()} == WANTED.keys()


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / name, tmp_path))


@pytest.mark.parametrize("name", [name for name, wanted in WANTED.items() if isinstance(wanted, str)])
def test_it_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    path = copied(name, tmp_path)
    with pytest.raises(UserError) as told:
        open_table(path)
    assert told.value.code == WANTED[name]
    assert path.name in str(told.value) or path.suffix in str(told.value)
    assert str(told.value).endswith(".")


@pytest.mark.parametrize("name", [name for name, wanted in WANTED.items() if isinstance(wanted, Read)])
def test_it_is_read_and_once_more_adds_nothing(workspace: Workspace, tmp_path: Path, name: str) -> None:
    wanted = WANTED[name]
    assert isinstance(wanted, Read)
    table = open_table(copied(name, tmp_path))
    found = detect_table(table)
    assert (table.format, found.task.kind) == (wanted.format, wanted.kind)
    project = workspace.create_project("P", with_labels(found.task, wanted.more_labels))
    with workspace.importing(project, table, found.mapping) as work:
        report = work.run()
    counts = (report.added, report.rejected, report.annotations, report.suggestions - report.failed_suggestions)
    assert counts == (wanted.items, wanted.rejected, wanted.annotations, wanted.suggestions)
    with workspace.importing(project, open_table(table.path), found.mapping) as work:
        again = work.run()
    assert (again.added, again.suggestions, again.annotations, again.signals) == (0, 0, 0, 0)
    assert checked(workspace).clean


def with_labels(task: Task, more: tuple[str, ...]) -> Task:
    named = tuple(label for label in task.labels if label.name.isprintable())
    return kind_of(task.kind).check(task.with_labels((*named, *map(Label, more))) if more else task)
