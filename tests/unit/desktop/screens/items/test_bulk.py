"""What the sheet of bulk actions asks and tells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.task import Label, Task
from core.queues.views import ActionInfo, BulkRequest, FacetValue, LeftOut, Preview
from desktop.operations.running import Step
from desktop.screens.items.bulk_form import BulkForm
from desktop.screens.items.bulk_preview import BulkPreview, label_lines, left_out_lines, sample_cells
from desktop.screens.items.done_bar import DoneBar, step_words
from desktop.theme import Theme
from tests.unit.desktop.screens.items.rows import row

CHOICE = Task("choice", (Label("card_arrival"), Label("card_swallowed"), Label("餐馆")))
CHOICES = Task("choices", (Label("joy"), Label("fear")))


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> BulkForm:
    made = BulkForm(theme)
    qtbot.addWidget(made)
    made.show()
    made.start(CHOICE)
    return made


def choose(form: BulkForm, name: str) -> None:
    """By the arrow keys, as radio buttons go."""
    form.group.button(0).setFocus()
    for _ in range(5):
        if form.kind.name == name:
            return
        here = form.marked()
        QTest.keyClick(here, Qt.Key.Key_Right)
    pytest.fail(f"no arrow leads to {name}")


def test_at_first_it_accepts_what_is_nine_tenths_sure(form: BulkForm) -> None:
    assert form.request() == BulkRequest("accept", confidence=0.9)
    form.confidence.setValue(75)
    assert form.request() == BulkRequest("accept", confidence=0.75)


def test_a_few_letters_find_the_label_and_arrows_the_next(form: BulkForm) -> None:
    choose(form, "label")
    assert form.request() is None
    QTest.keyClicks(form.answer.line, "card")
    assert form.request() == BulkRequest("label", answer="card_arrival")
    assert "1 more" in form.answer.meant.text()
    QTest.keyClick(form.answer.line, Qt.Key.Key_Down)
    assert form.request() == BulkRequest("label", answer="card_swallowed")
    form.answer.line.setText("zzz")
    assert form.request() is None
    form.answer.line.setText("餐")
    assert form.request() == BulkRequest("label", answer="餐馆")


def test_an_answer_of_another_kind_is_typed_as_in_a_cell(form: BulkForm) -> None:
    form.start(CHOICES)
    choose(form, "label")
    form.answer.line.setText("no label")
    assert form.request() is None
    form.answer.line.setText("fear")
    request = form.request()
    assert request is not None
    assert request.answer == ["fear"]
    assert form.answer_text == "fear"


@pytest.mark.parametrize("name", ["requeue", "retire", "restore"])
def test_the_others_need_nothing(form: BulkForm, name: str) -> None:
    choose(form, name)
    assert form.request() == BulkRequest(name)
    assert form.answer_text == ""


PREVIEW = Preview(
    1_204,
    tuple(FacetValue(f"label {at}", 100) for at in range(12)),
    (LeftOut("blind", 61), LeftOut("unsure", 5_000), LeftOut("decided", 0)),
    (row(1, suggestion="card"), row(2, label="old", suggestion="new", status="decided")),
)


@pytest.mark.usefixtures("theme")
def test_labels_and_what_is_left_out_are_told_with_their_counts() -> None:
    assert label_lines(PREVIEW)[0] == "100 become label 0"
    assert label_lines(PREVIEW)[6] == "600 become one of 6 other labels"
    assert left_out_lines(PREVIEW) == [
        "61 left out: in the blind sample, to be answered by a person",
        "5,000 left out: below that confidence",
    ]


@pytest.mark.usefixtures("theme")
def test_the_sample_says_what_is_and_what_will_be() -> None:
    assert sample_cells(PREVIEW.sample[1], "") == ["q-2", "question 2", "old", "new"]
    assert sample_cells(PREVIEW.sample[0], "retired") == ["q-1", "question 1", "to review", "retired"]


def test_nothing_to_do_is_said(qtbot: QtBot, theme: Theme) -> None:
    preview = BulkPreview(theme)
    qtbot.addWidget(preview)
    preview.show_preview(PREVIEW, "")
    assert (preview.count.text(), preview.sample.texts.rowCount()) == ("1,204 items change", 2)
    preview.show_preview(Preview(0), "")
    assert preview.count.text() == "Nothing to do: no item changes."
    assert preview.sample.isHidden()


def test_the_bar_says_what_was_done_and_offers_the_way_back(qtbot: QtBot, theme: Theme) -> None:
    bar = DoneBar(theme)
    qtbot.addWidget(bar)
    action = ActionInfo(7, "label", 1_204, 0)
    bar.say(action)
    assert bar.words.text() == "1,204 items labelled"
    asked: list[ActionInfo] = []
    bar.undo_asked.connect(asked.append)
    bar.undo.click()
    assert asked == [action]
    bar.say(ActionInfo(7, "label", 1_204, 0, undone=True))
    assert bar.undo.isHidden()
    bar.dismiss.click()
    assert bar.isHidden()


@pytest.mark.usefixtures("theme")
def test_progress_has_a_count_a_rate_and_an_estimate() -> None:
    assert step_words(Step(0, 9_000, 0), 0.0) == "0 of 9,000 items"
    assert step_words(Step(3_000, 9_000, 3_000), 10.0) == "3,000 of 9,000 items, 300 a second, 20 s left"
