from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.content import Content, Form, Part
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.kinds.preference import ALL_BAD, ranking_of
from core.domain.task import Task
from core.review.cards import Card, Phase
from desktop.review.editors.preference import PreferenceEditor
from desktop.review.editors.preference_ranking import RankDraft
from desktop.review.label_row import LabelRow
from tests.unit.desktop.review.conftest import Bench
from tests.unit.desktop.review.editors.shown import Presses, press, presses_until_decided, show, suggested

Key = Qt.Key
TASK = Task("preference")


def ranked(text: str) -> Answer:
    """The answer that `2 > 1 = 3` is, with the names of the item."""
    return kind_of("preference").settle(text, TASK)


def content(count: int, text: str = "An answer") -> Content:
    parts = tuple(Part(f"model {at + 1}", f"{text} {at + 1}.", candidate=True) for at in range(count))
    return Content("What is the capital?", parts=parts)


def show_items(
    bench: Bench, count: int, suggestion: str = "", *, order: str = "", phase: Phase = Phase.REVIEW, **more: object
) -> Card:
    """An item with `count` candidates, of which `order` tells how they stand on the screen."""
    answers = (ranked(suggestion),) if suggestion else ()
    held: dict[str, object] = {"content": content(count), "presented": tuple(order or "123456789"[:count]), **more}
    return show(bench, TASK, *answers, phase=phase, **held)  # pyright: ignore[reportArgumentType] - fields of Card by name


def editor_of(bench: Bench) -> PreferenceEditor:
    editor = bench.screen.panel.editor
    assert isinstance(editor, PreferenceEditor)
    return editor


def places(bench: Bench) -> list[tuple[str, int, int]]:
    """Name, the model's place and one's own, of each row."""
    return [(row.face.name, row.face.model, row.face.mine) for row in editor_of(bench).rows if row.face is not None]


# --- what the keys cost


@pytest.mark.parametrize(
    ("way", "presses", "said"),
    [
        ("accept", (Key.Key_Return,), ("accept", "")),
        ("correct", ("1",), ("choose", ranked("1 > 2"))),
        ("the suggested one", ("2",), ("accept", "")),
        ("tie", ("t",), ("choose", ranked("1 = 2"))),
        ("all bad", ("x",), ("choose", ALL_BAD)),
        ("reject", ("X", Key.Key_Return), ("reject", "no_label_fits")),
    ],
)
def test_what_each_way_costs_with_two_candidates(bench: Bench, way: str, presses: Presses, said: tuple[str, object]) -> None:
    show_items(bench, 2, "2 > 1")
    assert presses_until_decided(bench, presses) == (2 if way == "reject" else 1)
    assert bench.said == [said]


@pytest.mark.parametrize(
    ("presses", "answer"),
    [
        (("3", "1", Key.Key_Return), "3 > 1 > 2"),  # the last one is placed by itself
        (("3", "1", Key.Key_Up, Key.Key_Return), "1 = 3 > 2"),
        (("3", "t"), "3 > 1 = 2"),
        (("t",), "1 = 2 = 3"),
    ],
)
def test_three_candidates_are_ranked_one_after_another(bench: Bench, presses: Presses, answer: str) -> None:
    show_items(bench, 3, "2 > 1 > 3")
    assert presses_until_decided(bench, presses) == len(presses)
    assert bench.said == [("choose", ranked(answer))]


def test_enter_waits_until_every_candidate_has_its_place(bench: Bench) -> None:
    show_items(bench, 4, "1 > 2 > 3 > 4")
    bench.press("2", Key.Key_Return)
    assert bench.said == []
    assert "T" in bench.screen.message.accessibleName()
    bench.press("3")
    assert not bench.screen.message.isVisible()
    bench.press("4", Key.Key_Return)
    assert bench.said == [("choose", ranked("2 > 3 > 4 > 1"))]


def test_left_takes_back_a_tie_and_then_a_pick(bench: Bench) -> None:
    show_items(bench, 4, "1 > 2 > 3 > 4")
    bench.press("2", "3", Key.Key_Up, Key.Key_Left)
    assert [mine for _, _, mine in places(bench)] == [0, 1, 2, 0]
    bench.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert [mine for _, _, mine in places(bench)] == [0, 0, 0, 0]
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_candidate_that_was_picked_stays_where_it_is(bench: Bench) -> None:
    show_items(bench, 3, "1 > 2 > 3")
    bench.press("2", "2", "2", "9")
    assert [mine for _, _, mine in places(bench)] == [0, 1, 0]
    assert bench.said == []


def _marked(widget: LabelRow) -> bool:
    return widget.row is not None and widget.row.marked


# --- the order on the screen


def test_digits_are_the_numbers_on_the_screen_and_answers_name_places_in_the_item(bench: Bench) -> None:
    show_items(bench, 3, "1 > 2 > 3", order="312")
    assert places(bench) == [("Candidate 1", 3, 0), ("Candidate 2", 1, 0), ("Candidate 3", 2, 0)]
    assert editor_of(bench).card.face.title == "2 > 3 > 1"
    bench.press("1", "3", Key.Key_Return)
    assert bench.said == [("choose", ranked("3 > 2 > 1"))]


def test_two_that_are_shown_the_other_way_round(bench: Bench) -> None:
    show_items(bench, 2, "1 > 2", order="21")
    assert editor_of(bench).card.face.title == "2 is better"
    bench.press("1")
    assert bench.said == [("choose", ranked("2 > 1"))]


def test_a_second_opinion_tells_both_rankings_in_the_numbers_of_the_screen(bench: Bench) -> None:
    show_items(
        bench, 3, "1 > 2 > 3", order="312", phase=Phase.SECOND_OPINION, own_answer="3 > 1 = 2", own_value=ranked("3 > 1 = 2")
    )
    opinion = bench.screen.panel.opinion
    assert opinion.mine.face.title == "1 > 2 = 3"
    assert opinion.models.face.title == "2 > 3 > 1"
    bench.press("m")
    assert bench.said == [("take_models", "")]


def test_what_the_model_says_and_why_are_shown_as_its_own(bench: Bench) -> None:
    show_items(bench, 3, "2 > 1 = 3")
    face = editor_of(bench).card.face
    assert (face.title, face.why, face.mine) == ("2 > 1 = 3", "Because of what it says.", False)
    bench.press("1")
    assert editor_of(bench).card.face.mine
    assert editor_of(bench).rows[0].accessibleName() == "1, Candidate 1, suggested place 2, your place 1"


def test_a_suggested_tie_and_all_bad_are_marked_in_their_rows(bench: Bench) -> None:
    show_items(bench, 2, "tie")
    assert _marked(editor_of(bench).tie)
    show_items(bench, 2, "all bad")
    assert _marked(editor_of(bench).bad)
    bench.press("x")
    assert bench.said == [("accept", "")]


# --- lateness, undo, blind


def test_a_blind_item_shows_no_place_of_a_model(bench: Bench) -> None:
    show_items(bench, 3, "2 > 1 > 3", phase=Phase.BLIND)
    assert [model for _, model, _ in places(bench)] == [0, 0, 0]
    assert editor_of(bench).card.face.title == "Answer first"
    bench.press(Key.Key_Return)
    assert bench.said == []
    bench.press("3", "1", Key.Key_Return)
    assert bench.said == [("choose", ranked("3 > 1 > 2"))]


def test_a_late_suggestion_loses_no_pick_and_moves_nothing(bench: Bench) -> None:
    def where() -> list[tuple[int, int]]:
        QApplication.processEvents()
        page = editor_of(bench)
        return [(part.y(), part.height()) for part in (page.card, *page.rows, page.tie, page.bad)]

    card = show_items(bench, 3, phase=Phase.ASKING, model="gpt-x @ v7")
    bench.press("3")
    before = where()
    bench.put(replace(card, phase=Phase.REVIEW, suggestion=suggested("preference", ranked("1 > 2 > 3"))))
    assert places(bench) == [("Candidate 1", 1, 0), ("Candidate 2", 2, 0), ("Candidate 3", 3, 1)]
    bench.press("2", Key.Key_Return)
    assert bench.said == []  # it came under the finger
    bench.see()
    assert where() == before
    bench.press(Key.Key_Return)
    assert bench.said == [("choose", ranked("3 > 2 > 1"))]


def test_the_next_item_and_an_undone_one_start_clean(bench: Bench) -> None:
    first = show_items(bench, 3, "1 > 2 > 3")
    bench.press("3", "2", Key.Key_Return)
    show_items(bench, 3, "1 > 2 > 3")
    assert [mine for _, _, mine in places(bench)] == [0, 0, 0]
    bench.press("2")
    bench.put(first)
    bench.see()
    assert [mine for _, _, mine in places(bench)] == [0, 0, 0]
    bench.press("3", "2", Key.Key_Return)
    bench.put(Card(Phase.FINISHED))
    bench.put(first)
    assert [mine for _, _, mine in places(bench)] == [0, 0, 0]


# --- safety


@pytest.mark.parametrize(("key", "text"), [(Key.Key_1, "1"), (Key.Key_Return, "\r"), (Key.Key_T, "t"), (Key.Key_X, "x")])
def test_a_held_key_decides_nothing(bench: Bench, key: Qt.Key, text: str) -> None:
    show_items(bench, 2, "2 > 1")
    bench.hold(key, text)
    assert bench.said == []


def test_nothing_decides_before_it_was_painted_for_150_ms(bench: Bench) -> None:
    show_items(bench, 2, "2 > 1", seen=False)
    bench.press("1", "t", "x", Key.Key_Return)
    QApplication.processEvents()
    bench.clock.pass_ms(100)
    bench.press("1", "t", "x", Key.Key_Return)
    assert bench.said == []
    bench.clock.pass_ms(60)
    bench.press("1")
    assert bench.said == [("choose", ranked("1 > 2"))]


def test_backspace_and_other_keys_decide_nothing(bench: Bench) -> None:
    show_items(bench, 2, "2 > 1")
    bench.press(Key.Key_Backspace, Key.Key_Delete, Key.Key_Escape, Key.Key_Left, Key.Key_Up, "3", "0")
    assert bench.said == []


def test_an_item_without_candidates_says_so_and_can_be_rejected(bench: Bench) -> None:
    show_items(bench, 0, phase=Phase.NO_IDEA)
    assert editor_of(bench).card.face.title == "No candidates"
    bench.press("1", "t", "x", Key.Key_Return)
    assert bench.said == []
    press(bench, "X")
    bench.press("2")
    assert bench.said == [("reject", "several_fit")]


# --- texts, mouse, names


@pytest.mark.parametrize("text", ["word " * 210_000, "شكرا لك على كل شيء", "巴黎是法国的首都。"])
def test_any_text_is_named_by_its_first_words(bench: Bench, text: str) -> None:
    show_items(bench, 2, "2 > 1", content=content(2, text), text=text)
    face = editor_of(bench).rows[0].face
    assert face is not None
    assert text[:8] in face.words
    assert len(face.words) <= 400
    bench.press("1")
    assert bench.said == [("choose", ranked("1 > 2"))]


def test_candidates_without_a_name_or_words_are_called_by_their_number(bench: Bench) -> None:
    parts = (Part("", "", candidate=True), Part("", "/a/picture.png", Form.IMAGE, candidate=True))
    show_items(bench, 2, "2 > 1", content=Content("Which?", parts=parts))
    assert [row.face.name for row in editor_of(bench).rows if row.face] == ["Candidate 1", "Candidate 2"]
    assert [row.face.words for row in editor_of(bench).rows if row.face] == ["It is empty.", "An image"]


def test_clicks_do_what_the_keys_do(bench: Bench) -> None:
    show_items(bench, 3, "1 > 2 > 3")
    editor = editor_of(bench)
    QTest.mouseClick(editor.rows[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor.tie, Qt.MouseButton.LeftButton)
    assert bench.said == [("choose", ranked("3 > 1 = 2"))]
    show_items(bench, 2, "1 > 2")
    QTest.mouseClick(editor.card, Qt.MouseButton.LeftButton)
    show_items(bench, 2, "1 > 2")
    QTest.mouseClick(editor.bad, Qt.MouseButton.LeftButton)
    assert bench.said[1:] == [("accept", ""), ("choose", ALL_BAD)]


def test_the_rows_follow_each_other_by_tab_and_have_names(bench: Bench) -> None:
    show_items(bench, 3, "1 > 2 > 3")
    seen: list[object] = []
    for _ in range(12):
        bench.press(Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    at = [seen.index(row) for row in editor_of(bench).rows[:3]]
    assert all(after == before + 1 for before, after in pairwise(at))
    assert [row.accessibleName()[:14] for row in editor_of(bench).rows[:3]] == [
        "1, Candidate 1",
        "2, Candidate 2",
        "3, Candidate 3",
    ]


# --- the draft alone


_STEPS = st.lists(st.one_of(st.integers(0, 8), st.sampled_from(["equal", "back"])), max_size=40)


@given(st.permutations("12345"), _STEPS)
def test_whatever_is_pressed_the_ranking_is_valid_when_it_is_complete(order: list[str], steps: list[int | str]) -> None:
    draft = RankDraft()
    draft.clear(tuple(order))
    for step in steps:
        if isinstance(step, int):
            draft.pick(step)
        else:
            {"equal": draft.equal, "back": draft.back}[step]()
    named = sorted(name for group in ranking_of(draft.tied()) or [] for name in group)
    assert named == list("12345")
    if draft.complete:
        assert not kind_of("preference").problem(draft.answer(), TASK, content(5))
        assert draft.tied() == draft.answer()


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=6))
def test_back_undoes_every_step(picks: list[tuple[int, bool]]) -> None:
    draft = RankDraft()
    draft.clear(tuple("123456"))
    for at, equal in picks:
        draft.pick(at)
        if equal:
            draft.equal()
    for _ in range(12):
        draft.back()
    assert not draft.begun
