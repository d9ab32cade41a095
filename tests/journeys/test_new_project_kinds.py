"""A project of every kind, from a dropped file to its first item: by keys, on a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from core.domain.content import Form
from core.domain.task import Field, FieldType, Preset
from core.storage.projects import ProjectInfo
from desktop.screens.new_project.page import NewProjectPage

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

ENTER, DOWN, UP, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Space
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

SETTINGS = """name: Tickets
kind: choices
instruction: What is it about?
labels:
  - name: refund
    description: wants money back
    colour: red
  - delivery
guidelines: |
  # How
  Look twice.
order: random
import: {text: body, external_id: number}
"""
MOODS = ("joy", "anger", "surprise", "sadness")


def lines_of(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    return path


def drop(person: Person, path: Path) -> NewProjectPage:
    """Drop a file on the window; the page has looked at it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(person.window, QDragEnterEvent(QPoint(200, 200), actions, data, buttons, none))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(200, 200), actions, data, buttons, none))
    page = person.window.pages.new_project()
    person.until(lambda: page.columns.text.hasFocus() or bool(page.notice.text))
    return page


def start(person: Person, name: str) -> ProjectInfo:
    """Press Start and wait for the project's first item."""
    person.tab_to("Start")
    person.press(ENTER)
    page = person.window.pages.new_project()
    person.until(
        lambda: (person.window.desk.project is not None and person.window.desk.project.name == name) or bool(page.notice.text)
    )
    assert not page.notice.text
    person.until_item()
    project = person.window.desk.project
    assert project is not None
    return project


def sit(sit_down: Callable[..., Person], small: Path) -> Person:
    person = sit_down(small)
    person.until_item()
    return person


def test_several_labels_from_a_csv(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "moods.csv"
    rows = [f'm{at},"what a day, number {at}",{MOODS[at % 4]}|{MOODS[(at + 1) % 4]}' for at in range(24)]
    path.write_text("\n".join(["id,text,labels", *rows]), "utf-8")
    person = sit(sit_down, small)
    page = drop(person, path)
    person.until(lambda: page.task.labels.toPlainText() == "\n".join(sorted(MOODS)))
    assert page.kind.way.kind == "choices"
    assert "Found 4 labels" in page.task.told.text()
    assert "joy 12" in page.task.told.text()
    project = start(person, "moods")
    assert (project.task.kind, project.task.names) == ("choices", tuple(sorted(MOODS)))
    assert person.session.screen().progress.total == 24


def test_paths_from_a_csv(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    leaves = ("Home > Kitchen > Pans", "Home > Kitchen > Knives", "Home > Bath", "Toys > Cars", "Toys > Dolls")
    path = tmp_path / "catalogue.csv"
    path.write_text("\n".join(["title,category", *(f"thing number {at},{leaves[at % 5]}" for at in range(40))]), "utf-8")
    person = sit(sit_down, small)
    page = drop(person, path)
    person.until(lambda: len(page.task.labels.toPlainText().splitlines()) == 5)
    assert page.kind.options.separator.text() == " > "
    project = start(person, "catalogue")
    assert (project.task.kind, project.task.options.separator) == ("choice", " > ")


def test_yes_or_no_with_two_texts_side_by_side(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    rows = [
        {"document": f"The long report of day {at}. " * 30, "summary": f"Day {at} was fine.", "label": ("yes", "no")[at % 2]}
        for at in range(12)
    ]
    person = sit(sit_down, small)
    page = drop(person, lines_of(tmp_path / "summaries.jsonl", rows))
    person.until(lambda: page.task.labels.toPlainText() == "yes\nno")
    assert page.kind.way.preset is Preset.YES_NO
    assert page.columns.text.currentText() == "summary"
    assert [line.value().column for line in page.columns.parts.lines] == ["document"]
    project = start(person, "summaries")
    assert project.task.options.preset is Preset.YES_NO


def test_spans_from_jsonl(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    rows = [
        {
            "text": f"Ada met Bob in Paris, time {at}",
            "spans": [{"start": 0, "end": 3, "label": "person"}, {"start": 15, "end": 20, "label": "place"}],
        }
        for at in range(9)
    ]
    person = sit(sit_down, small)
    page = drop(person, lines_of(tmp_path / "names.jsonl", rows))
    person.until(lambda: page.task.labels.toPlainText() == "person\nplace")
    assert page.kind.way.kind == "spans"
    project = start(person, "names")
    assert (project.task.kind, project.task.names) == ("spans", ("person", "place"))


def test_a_preference_with_two_candidates(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    rows = [
        {
            "instruction": f"Say something about number {at}, please",
            "response1": f"It is {at}, isn't it",
            "response2": f"Number {at} is a number.",
            "annotator1": at % 3,
        }
        for at in range(9)
    ]
    person = sit(sit_down, small)
    page = drop(person, lines_of(tmp_path / "pairs.jsonl", rows))
    assert page.kind.way.kind == "preference"
    assert [line.value().column for line in page.columns.parts.lines if line.value().candidate] == ["response1", "response2"]
    assert not page.task.labels.isVisible()
    assert start(person, "pairs").task.kind == "preference"


def test_a_draft_whose_kind_is_picked_by_hand(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    rows = [
        {
            "question": f"How do I return parcel number {at}?",
            "answer": f"Bring parcel {at} to any shop of ours, with the receipt.",
        }
        for at in range(6)
    ]
    person = sit(sit_down, small)
    page = drop(person, lines_of(tmp_path / "replies.jsonl", rows))
    person.tab_to("Kind of answer")
    person.press("T")
    person.until(lambda: page.kind.way.kind == "text")
    person.tab_to("Instruction")
    person.press("Write a kind reply")
    project = start(person, "replies")
    assert (project.task.kind, project.task.options.instruction) == ("text", "Write a kind reply")


def test_a_record_whose_fields_are_written_by_hand(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("text\nTwo lamps for 30 euro\nA chair on Monday\n", "utf-8")
    person = sit(sit_down, small)
    page = drop(person, path)
    person.tab_to("Kind of answer")
    person.press("R")
    person.until(lambda: page.kind.way.fields)
    person.tab_to("Add a field")
    person.press(ENTER, "thing", TAB, TAB, "what is ordered")
    person.tab_to("Add a field")
    person.press(ENTER, "urgency", TAB, "On", TAB, TAB, "low, high")
    project = start(person, "orders")
    assert project.task.fields == (
        Field("thing", FieldType.STRING, "what is ordered"),
        Field("urgency", FieldType.ENUM, "", ("low", "high")),
    )


def test_what_is_wrong_is_told_at_its_field(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("text\nTwo lamps\n", "utf-8")
    person = sit(sit_down, small)
    page = drop(person, path)
    person.tab_to("Kind of answer")
    person.press("R")
    person.tab_to("Start")
    person.press(ENTER)
    person.until(page.task.fields.more.hasFocus)
    assert "each with a name" in page.complaints.told


def test_the_columns_are_put_right_by_keys(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(
        "\n".join(["a,b,mood,gpt", *(f"text {at},note {at} that is long,{MOODS[at % 2]},{MOODS[at % 2]}" for at in range(8))]),
        "utf-8",
    )
    person = sit(sit_down, small)
    page = drop(person, path)
    page.columns.text.setFocus()
    person.press("a")
    assert page.columns.text.currentText() == "a"
    person.tab_to("Form")
    person.press("Mark")
    person.tab_to("Add a column beside the text")
    person.press(ENTER, "b")
    person.tab_to("Part: shown as")
    person.press("note")
    mapping = page.columns.mapping()
    assert (mapping.text, mapping.form) == ("a", Form.MARKDOWN)
    assert [(part.column, part.shown) for part in mapping.parts][-1] == ("b", "note")


def test_a_column_of_gold_is_not_shown_beneath_the_text(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "graded.csv"
    path.write_text("\n".join(["text,grade_given", *(f"text {at},{MOODS[at % 2]}" for at in range(8))]), "utf-8")
    person = sit(sit_down, small)
    page = drop(person, path)
    person.tab_to("Gold")
    person.press("grade")
    mapping = page.columns.mapping()
    assert mapping.gold == "grade_given"
    assert "grade_given" not in mapping.metadata
    person.until(lambda: page.task.labels.toPlainText() == "anger\njoy")


def test_more_items_are_imported_as_the_first_ones_were(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    first, more = tmp_path / "first.csv", tmp_path / "more.csv"
    first.write_text("\n".join(["a,b,c", *(f"a{at},text {at} that is long enough,{at}" for at in range(5))]), "utf-8")
    more.write_text("\n".join(["a,b,c", *(f"b{at},text {at} that is longer still,{at}" for at in range(5))]), "utf-8")
    person = sit(sit_down, small)
    page = drop(person, first)
    page.columns.text.setFocus()
    person.press("a")
    person.tab_to("Labels")
    person.press("yes", ENTER, "no")
    project = start(person, "first")
    person.window.new_project(project, more)
    person.until(page.start.isVisible)
    person.until(lambda: page.columns.text.currentText() == "a")
    person.tab_to("Import")
    person.press(ENTER)
    person.until(lambda: person.window.stack.currentWidget() is person.view)
    person.until_item()
    assert person.session.screen().progress.total == 10


def test_a_yaml_file_fills_in_everything(sit_down: Callable[..., Person], small: Path, tmp_path: Path) -> None:
    settings = tmp_path / "task.yaml"
    settings.write_text(SETTINGS, "utf-8")
    path = tmp_path / "tickets.csv"
    path.write_text("number,body\n1,Where is it?\n2,I want my money back\n", "utf-8")
    person = sit(sit_down, small)
    page = drop(person, settings)
    assert "items" in page.notice.text
    assert page.source.path.hasFocus()
    person.press(str(path), ENTER)
    person.until(page.columns.text.hasFocus)
    project = start(person, "Tickets")
    assert project.task.kind == "choices"
    assert project.task.options.instruction == "What is it about?"
    refund = project.task.label("refund")
    assert refund is not None
    assert (refund.description, refund.colour) == ("wants money back", "red")
    assert (project.guidelines, project.order_name) == ("# How\nLook twice.", "random")


def test_suggestions_in_the_file_are_left_out_when_the_built_in_suggester_alone_is_wanted(
    sit_down: Callable[..., Person], small: Path, tmp_path: Path
) -> None:
    rows = [{"text": f"text number {at}", "label": MOODS[at % 2], "prediction": MOODS[at % 2]} for at in range(10)]
    person = sit(sit_down, small)
    page = drop(person, lines_of(tmp_path / "with model.jsonl", rows))
    if not page.columns.suggestions.lines:
        person.tab_to("Add a column of suggestions")
        person.press(ENTER, "pred")
    person.until(lambda: page.task.suggester.count() == 3)
    person.tab_to("Suggester")
    person.press("Built")
    assert page.task.mapping(page.columns.mapping()).suggestions == ()
    person.until(lambda: len(page.task.labels.toPlainText().splitlines()) == 2)
    assert start(person, "with model").task.kind == "choice"
