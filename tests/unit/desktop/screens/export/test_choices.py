"""What the choices of an export ask, offer and make a recipe of: real widgets, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.filters import Filter
from core.domain.task import Label, Task
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import FORMATS, Disagreement, Recipe, SplitPlan, formats_for
from core.queues.views import QueueInfo
from desktop.actions import Keymap
from desktop.operations.exporting import Offers
from desktop.screens.export.choices import Choices
from desktop.theme import Theme

CHOICE = Task("choice", (Label("card"), Label("pin")))
SPANS = Task("spans", (Label("who"), Label("where")))
BLIND, ASSISTED = Provenance.BLIND, Provenance.ASSISTED


@pytest.fixture
def choices(qtbot: QtBot, theme: Theme) -> Choices:
    made = Choices(theme, Keymap())
    qtbot.addWidget(made)
    made.resize(460, 1_000)
    made.begin(CHOICE, anew=True)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def to_purpose(choices: Choices, purpose: Purpose) -> None:
    """By the arrow keys, as radio buttons go."""
    rows = choices.purposes.rows
    names, wanted = [row.way.name for row in rows], purpose.value
    step = names.index(wanted) - names.index(choices.purposes.name)
    choices.purposes.take_focus()
    for _ in range(abs(step)):
        here = next(row for row in rows if row.isChecked())
        QTest.keyClick(here, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
    assert choices.purpose is purpose


def test_at_first_it_trains_a_classifier_with_the_first_format(choices: Choices) -> None:
    assert choices.recipe() == Recipe(formats_for(Purpose.CLASSIFIER)[0].name, Purpose.CLASSIFIER)


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("task", [CHOICE, SPANS], ids=["choice", "spans"])
def test_each_purpose_offers_its_formats_from_the_table(choices: Choices, purpose: Purpose, task: Task) -> None:
    choices.begin(task, anew=True)
    to_purpose(choices, purpose)
    rows = {row.way.name: row for row in choices.formats.rows}
    assert list(rows) == [one.name for one in formats_for(purpose)]
    for name, row in rows.items():
        why = FORMATS[name].problem(task)
        assert row.isEnabled() is not bool(why)
        assert row.accessibleDescription() == (why or FORMATS[name].told)
    assert choices.format is not None
    assert not choices.format.problem(task)


def test_a_format_that_cannot_hold_the_task_is_passed_by(choices: Choices) -> None:
    to_purpose(choices, Purpose.CLASSIFIER)
    asleep = [row.way.name for row in choices.formats.rows if not row.isEnabled()]
    assert asleep  # CoNLL holds passages, not labels of whole items
    seen: set[str] = set()
    choices.formats.take_focus()
    for _ in choices.formats.rows:
        seen.add(choices.formats.name)
        here = next(row for row in choices.formats.rows if row.isChecked())
        QTest.keyClick(here, Qt.Key.Key_Down)
    assert not seen & set(asleep)
    assert len(seen) == len(choices.formats.rows) - len(asleep)


def test_the_format_of_a_purpose_is_remembered(choices: Choices) -> None:
    choices.formats.choose("jsonl")
    to_purpose(choices, Purpose.AUDIT)
    assert choices.recipe().format in {one.name for one in formats_for(Purpose.AUDIT)}
    to_purpose(choices, Purpose.CLASSIFIER)
    assert choices.recipe().format == "jsonl"


def test_what_a_purpose_takes_is_ticked_and_more_is_warned_of(choices: Choices) -> None:
    to_purpose(choices, Purpose.EVALUATE)
    assert choices.provenances.ticked == (BLIND,)
    assert choices.recipe().provenance == ()
    assert not choices.warning.isVisible()
    choices.more.click()
    tick = choices.provenances.ticks[ASSISTED]
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert choices.recipe().provenance == (BLIND, ASSISTED)
    assert choices.warning.isVisible()
    assert "lean" in choices.warning.text()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert choices.recipe().provenance == ()
    assert not choices.warning.isVisible()


def test_blind_labels_in_training_are_warned_of_otherwise(choices: Choices) -> None:
    choices.provenances.ticks[BLIND].click()
    assert "cannot be evaluated" in choices.warning.text()
    choices.provenances.ticks[BLIND].click()
    choices.provenances.ticks[ASSISTED].click()  # fewer than by itself: nothing to warn of
    assert choices.warning.text() == ""
    choices.provenances.ticks[Provenance.AUTO].click()
    assert "one by one" in choices.warning.text()


def test_nothing_ticked_is_no_recipe(choices: Choices) -> None:
    for tick in choices.provenances.ticks.values():
        tick.setChecked(False)
    with pytest.raises(UserError, match="ticked"):
        choices.recipe()


def test_queues_are_filters_and_models_are_offered(choices: Choices) -> None:
    flagged = Filter(flagged=True)
    choices.offer(
        Offers(
            [QueueInfo("Flagged", flagged, "imported"), QueueInfo("Mine", Filter(text="pin"), "imported", 7)], ["v1", "openai/x"]
        )
    )
    choices.items.setCurrentIndex(1)
    assert choices.recipe().filter == flagged
    choices.offer(Offers([QueueInfo("Flagged", flagged, "imported")], ["v1", "v2"]))
    assert choices.recipe().filter == flagged
    to_purpose(choices, Purpose.EVALUATE)
    choices.model.setFocus()
    QTest.keyClicks(choices.model, "v2")
    assert choices.recipe().model == "v2"
    to_purpose(choices, Purpose.EXCHANGE)
    assert choices.recipe().model == ""  # only an evaluation is for somebody


def test_splits_are_usual_ones_or_typed(choices: Choices) -> None:
    split = choices.split
    split.way.setFocus()
    QTest.keyClick(split.way, Qt.Key.Key_Down)
    assert choices.recipe().split == SplitPlan((("train", 0.8), ("test", 0.2)))
    split.way.setCurrentIndex(3)
    assert choices.recipe().split.shares == (("train", 0.8), ("test", 0.2))  # as the field shows it
    QTest.keyClicks(split.own, "a=.5,b=.25,c=.25")
    choices.more.click()
    QTest.keyClicks(split.group, "customer")
    split.by_time.click()
    QTest.keyClicks(split.time, "received")
    split.again.click()
    split.seed.setValue(7)
    recipe = choices.recipe()
    assert recipe.split == SplitPlan((("a", 0.5), ("b", 0.25), ("c", 0.25)), True, "received", "customer", True)
    assert recipe.seed == 7
    QTest.keyClicks(split.own, ",d=.5")
    with pytest.raises(UserError, match="add up"):
        choices.recipe()
    split.way.setCurrentIndex(0)
    assert choices.recipe().split == SplitPlan()  # without a split its settings say nothing


def test_disagreement_is_settled_by_somebody_with_a_name(choices: Choices) -> None:
    choices.more.click()
    way, who = choices.disagreement.way, choices.disagreement.who
    assert not who.isVisible()
    way.setCurrentIndex(way.findData(Disagreement.ADJUDICATED.value))
    assert who.isVisible()
    with pytest.raises(UserError, match="Nobody"):
        choices.recipe()
    QTest.keyClicks(who, "Grace")
    assert (choices.recipe().disagreement, choices.recipe().adjudicator) == (Disagreement.ADJUDICATED, "Grace")


def test_an_audit_takes_everything(choices: Choices) -> None:
    choices.split.way.setCurrentIndex(1)
    choices.provenances.ticks[ASSISTED].click()
    to_purpose(choices, Purpose.AUDIT)
    recipe = choices.recipe()
    assert recipe == Recipe(recipe.format, Purpose.AUDIT)
    assert not choices.first.isVisible()


def test_what_is_set_out_of_sight_is_counted(choices: Choices) -> None:
    assert choices.more.accessibleName() == "More choices, closed"
    choices.options.switch("safe", on=True)
    choices.provenances.ticks[Provenance.AUTO].click()
    assert "2 set" in choices.more.accessibleName()


def test_another_project_begins_as_at_first(choices: Choices) -> None:
    choices.formats.choose("jsonl")
    choices.split.way.setCurrentIndex(2)
    choices.provenances.ticks[Provenance.AUTO].click()
    choices.begin(CHOICE, anew=False)
    assert choices.recipe().split.names == ("train", "validation", "test")
    assert choices.recipe().format == "jsonl"
    choices.begin(SPANS, anew=True)
    assert choices.recipe() == Recipe("csv", Purpose.CLASSIFIER)
