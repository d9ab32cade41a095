from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.domain.content import Content
from core.domain.spans import Span, spans_answer
from core.domain.task import Label, Task
from core.review.cards import Card, Phase
from desktop.review.editors.spans import SpansEditor
from tests.unit.desktop.review.conftest import Bench
from tests.unit.desktop.review.editors.shown import suggested

ROOT = Path(__file__).resolve().parents[5]
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data"))
HEAD = ROOT / "tests" / "data" / "heads" / "spans_wnut17.jsonl"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def rows() -> list[dict[str, Any]]:
    """Posts in which people marked entities, up to thirty with two or more of them."""
    whole = SHARED / "spans_wnut17.jsonl"
    lines = (whole if whole.exists() else HEAD).read_text(encoding="utf-8").splitlines()
    return list(islice((row for row in map(json.loads, lines) if len(row["spans"]) > 1), 30))


def spans_of(row: dict[str, Any]) -> list[Span]:
    return sorted({Span(one["start"], one["end"], one["label"]) for one in row["spans"]})


def task_of(found: list[dict[str, Any]]) -> Task:
    return Task("spans", tuple(Label(name) for name in sorted({one.label for row in found for one in spans_of(row)})))


def show(bench: Bench, task: Task, row: dict[str, Any], spans: list[Span] | None) -> SpansEditor:
    view = None if spans is None else suggested("spans", spans_answer(spans))
    phase = Phase.NO_IDEA if spans is None else Phase.REVIEW
    content = Content(row["text"])
    bench.screen.set_project("Entities", "To review", task)
    bench.put(Card(phase, row["id"], 1, text=row["text"], content=content, suggestion=view))
    bench.see()
    editor = bench.screen.panel.editor
    assert isinstance(editor, SpansEditor)
    return editor


def mark(bench: Bench, editor: SpansEditor, task: Task, span: Span) -> int:
    """Go to a passage by arrows, extend to its end, label it; how many keys that took."""
    keys = 1
    while editor.draft.place[0] < span.start or editor.draft.cursor is None:
        bench.press(Qt.Key.Key_Right)
        keys += 1
    while editor.draft.place[1] < span.end:
        bench.press(Qt.Key.Key_Right, modifier=SHIFT)
        keys += 1
    if editor.draft.place[1] > span.end:  # the passage ends with a full stop: back, and on by characters
        bench.press(Qt.Key.Key_Left, modifier=SHIFT)
        bench.press("w", "w")
        while editor.draft.place[1] < span.end:
            bench.press(Qt.Key.Key_Right, modifier=SHIFT)
            keys += 1
        bench.press("w")
        keys += 4
    bench.press(str(task.names.index(span.label) + 1))
    return keys


def test_what_people_marked_can_be_marked_by_keys_alone(bench: Bench) -> None:
    found = rows()
    task = task_of(found)
    for row in found:
        editor = show(bench, task, row, None)
        spans = spans_of(row)
        keys = sum(mark(bench, editor, task, span) for span in spans)
        bench.press(Qt.Key.Key_Return)
        assert bench.said[-1] == ("choose", spans_answer(spans))
        assert keys <= len(row["text"].split()) + 3 * len(spans)


def test_a_missing_and_a_wrong_passage_of_a_suggestion_are_put_right(bench: Bench) -> None:
    found = rows()
    task = task_of(found)
    for row in found:
        spans = spans_of(row)
        wrong = next(name for name in task.names if name != spans[0].label)
        editor = show(bench, task, row, [Span(spans[0].start, spans[0].end, wrong), *spans[1:-1]])
        bench.press(str(task.names.index(spans[0].label) + 1))
        mark(bench, editor, task, spans[-1])
        bench.press(Qt.Key.Key_Return)
        QApplication.processEvents()
        assert bench.said[-1] == ("choose", spans_answer(spans))
