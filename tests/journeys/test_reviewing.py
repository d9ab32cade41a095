"""An hour of triage in small: what is pressed, what is shown, and what then stands in the workspace."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from core.domain.vocabulary import Verdict
from core.insight.stats import Stats, project_stats
from core.insight.timeline import item_timeline
from core.review.cards import Card, Phase, SuggestionView
from core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

PROJECT = "Five labels"
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def stats_of(path: Path, project: str = PROJECT) -> Stats:
    """The figures as another process reads them."""
    with Workspace(path) as workspace, workspace.read.connect() as connection:
        return project_stats(connection, workspace.project(project).seq)


def until_phase(person: Person, phase: Phase, most: int = 45) -> Card:
    """Skip until there is a card of this phase."""
    for _ in range(most):
        card = person.until_item()
        if card.phase is phase:
            return card
        person.decide("s")
    pytest.fail(f"no card is {phase}")


def given(person: Person) -> SuggestionView | None:
    """What was suggested for the item on screen, also where the reviewer does not see it."""
    assert person.session.on is not None
    return person.session.on.given.view


def agreeing(person: Person) -> Qt.Key | str:
    """The key that agrees with the suggestion; any label's where there is none."""
    card, view = person.until_item(), given(person)
    if card.phase is Phase.REVIEW:
        return ENTER
    return "1" if view is None else str(card.slots.index(str(view.top.answer)) + 1)


def test_from_the_first_start_to_an_export_by_keys_alone(sit_down: Callable[..., Person], home: Path, tmp_path: Path) -> None:
    person = sit_down()
    decided: set[str] = set()
    while len(decided) < 3:
        until_phase(person, Phase.REVIEW)
        decided.add(person.decide(ENTER).external_id)
    assert person.view.top.accessibleName().endswith("saved")
    out = tmp_path / "labels.csv"
    person.press(Qt.Key.Key_2, held=CONTROL)
    person.until(lambda: person.window.stack.currentWidget() is person.window.pages.get("export"))
    person.tab_to("File")
    person.press(Qt.Key.Key_A, held=CONTROL)
    person.press(str(out), ENTER)
    person.until(out.is_file)
    with out.open(encoding="utf-8", newline="") as file:
        assert {row["item_id"] for row in csv.DictReader(file)} == decided
    person.press(Qt.Key.Key_1, held=CONTROL)
    until_phase(person, Phase.REVIEW)
    person.decide(ENTER)
    assert home.joinpath("default.countersign").is_file()


def test_a_digit_chooses_and_the_suggested_one_accepts(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    card = until_phase(person, Phase.REVIEW)
    assert card.suggestion is not None
    other = next(place for place, name in enumerate(card.slots, 1) if name != card.suggestion.top.answer)
    person.decide(str(other))
    card = until_phase(person, Phase.REVIEW)
    assert card.suggestion is not None
    person.decide(str(card.slots.index(str(card.suggestion.top.answer)) + 1))
    person.window.close()
    stats = stats_of(few)
    assert (stats.corrected, stats.accepted) == (1, 1)


def test_two_letters_and_enter_find_one_of_77_labels(sit_down: Callable[..., Person], home: Path) -> None:
    person = sit_down(sample=True)
    until_phase(person, Phase.REVIEW)
    person.press("/", "pin bl")
    person.decide(ENTER)
    entry = person.session.screen().history[0]
    assert entry.text == "pin_blocked"
    assert entry.verdict in (Verdict.CORRECTED, Verdict.ANSWERED, Verdict.ACCEPTED)


def test_a_rejection_takes_a_reason_and_a_skipped_item_comes_again(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    until_phase(person, Phase.REVIEW)
    person.press("x", ESCAPE, "x")
    person.decide("3")
    assert (person.session.screen().history[0].verdict, person.session.screen().history[0].text) == (
        Verdict.REJECTED,
        "unreadable",
    )
    before = person.session.screen().progress.skipped
    person.decide("s")
    assert person.session.screen().progress.skipped == before + 1
    person.window.close()
    assert (stats_of(few).rejected, stats_of(few).skipped) == (1, before + 1)


def test_undo_goes_ten_back_across_a_restart_and_redo_one_forward(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    decided = [person.decide(agreeing(person)).item_id for _ in range(10)]
    assert person.left == 190
    person.window.close()
    again = sit_down(few)
    again.until_item()
    for item_id in reversed(decided):
        again.press("z")
        again.until(lambda wanted=item_id: again.card.item_id == wanted)
    assert again.left == 200
    again.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ShiftModifier)
    again.until(lambda: again.left == 199)
    again.window.close()
    assert stats_of(few).decided == 1


@pytest.mark.parametrize(("key", "kept"), [(ENTER, True), ("m", False)])
def test_a_blind_answer_that_differs_waits_for_a_second_thought(
    sit_down: Callable[..., Person], few: Path, key: Qt.Key | str, kept: bool
) -> None:
    person = sit_down(few)
    card = until_phase(person, Phase.BLIND)
    while (view := given(person)) is None:  # the suggester has no idea, so there is nothing to differ from
        person.decide("s")
        card = until_phase(person, Phase.BLIND)
    assert card.suggestion is None
    mine = next(place for place, name in enumerate(card.slots, 1) if name != view.top.answer)
    person.press(str(mine))
    person.until(lambda: person.card.phase is Phase.SECOND_OPINION)
    assert person.card.item_id == card.item_id
    person.decide(key)
    person.window.close()
    with Workspace(few) as workspace, workspace.read.connect() as connection:
        lines = item_timeline(connection, card.item_seq).lines
    answers = [line.answer for line in lines if line.verdict]
    assert answers == ([card.slots[mine - 1]] if kept else [card.slots[mine - 1], view.top.answer])


def test_marks_and_comments_stay_on_the_item(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    card = until_phase(person, Phase.REVIEW)
    person.press("f")
    person.until(lambda: person.card.flagged)
    person.press("+")
    person.until(lambda: person.card.thumb == 1)
    person.press("c", "The date is wrong.")
    person.press(ENTER, held=CONTROL)
    person.until(lambda: person.card.comments == 1)
    assert person.card.item_id == card.item_id
    person.press("h")
    sheets = person.window.reviewing.sheets
    person.until(lambda: sheets.timeline is not None and sheets.timeline.table.texts.rowCount() > 3)
    person.window.close()
    with Workspace(few) as workspace, workspace.read.connect() as connection:
        comments = [line.comment for line in item_timeline(connection, card.item_seq).lines if line.comment]
    assert comments == ["The date is wrong."]


def test_another_suggestion_comes_and_the_first_is_refused(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    card = until_phase(person, Phase.REVIEW)
    assert card.suggestion is not None
    person.press("r")
    first = card.suggestion.id
    person.until(lambda: person.card.suggestion is not None and person.card.suggestion.id != first)
    assert person.card.item_id == card.item_id
    person.decide(ENTER)


def test_a_full_disk_is_told_and_the_item_stays(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    card = until_phase(person, Phase.REVIEW)
    writer = person.window.desk.workspace.writer
    pages = writer.submit(lambda c: int(c.exec_driver_sql("PRAGMA page_count").scalar_one())).result()
    writer.submit(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one()).result()
    person.press("c")
    person.view.panel.comment.field.insertPlainText("x\n" * 200_000)
    person.press(ENTER, held=CONTROL)
    person.until(lambda: "full" in person.view.message.message)
    assert person.card.item_id == card.item_id
    assert person.view.top.accessibleName().endswith("not saved")
    writer.submit(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one()).result()
    person.decide(ENTER)
    assert person.view.top.accessibleName().endswith(", saved")


def test_a_finished_queue_goes_through_what_was_skipped(sit_down: Callable[..., Person], small: Path) -> None:
    person = sit_down(small)
    while person.until_item().phase in (Phase.REVIEW, Phase.BLIND):
        before = person.card.item_id
        person.press("s")
        person.until(lambda then=before: person.card.item_id != then)
        if person.card.phase is Phase.FINISHED:
            break
    assert person.session.screen().progress.skipped == 3
    person.tab_to(person.view.state.buttons[0].accessibleName())
    person.press(Qt.Key.Key_Space)
    assert person.until_item().item_id
