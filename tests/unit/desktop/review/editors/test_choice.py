from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.task import Label, Options, Preset, Task
from core.review.cards import Card, Phase
from desktop.review.editors.choice_tree import TreeCursor
from desktop.review.label_row import Row
from tests.unit.desktop.review.conftest import Bench
from tests.unit.desktop.review.editors.shown import Presses, presses_until_decided, show, suggested

Key = Qt.Key
SHOP = (
    *(f"Electronics > Audio > {name}" for name in ("Headphones", "Speakers")),
    *(f"Electronics > {name}" for name in ("Cables", "Cameras")),
    "Books",
    *(f"Food > {name}" for name in ("Nuts", "Tea")),
)
TREE = Task("choice", tuple(Label(name) for name in SHOP), options=Options(separator=" > "))
WIDE = Task("choice", tuple(Label(f"b{at:02}/leaf {leaf}") for at in range(23) for leaf in "xy"), options=Options(separator="/"))
CHINESE = Task(
    "choice",
    tuple(Label(name) for name in ("电子/音频/耳机", "电子/音频/音箱", "家居/厨房", "书籍")),
    options=Options(separator="/"),
)
YES_NO = Task("choice", (Label("pass"), Label("fail")), options=Options(preset=Preset.YES_NO))
HEADPHONES = "Electronics > Audio > Headphones"


def steps(bench: Bench) -> list[str]:
    return [row.row.text for row in bench.choice.rows if row.row is not None]


def cursor(bench: Bench) -> TreeCursor:
    assert bench.choice.tree is not None
    return bench.choice.tree


# --- a tree


@pytest.mark.parametrize(
    ("way", "presses", "said"),
    [
        ("accept", (Key.Key_Return,), ("accept", "")),
        ("correct, one step", ("2",), ("choose", "Books")),
        ("correct, two steps", ("1", "2"), ("choose", "Electronics > Cables")),
        ("correct, three steps", ("1", "1", "2"), ("choose", "Electronics > Audio > Speakers")),
        ("the suggestion by its digits", ("1", "1", "1"), ("accept", "")),
        ("reject", ("x", Key.Key_Return), ("reject", "no_label_fits")),
        ("by name", ("/", "t", "e", "a", Key.Key_Return), ("choose", "Food > Tea")),
    ],
)
def test_what_each_way_through_a_tree_costs(bench: Bench, way: str, presses: Presses, said: tuple[str, str]) -> None:
    show(bench, TREE, HEADPHONES, slots=())
    costs = {"accept": 1, "correct, one step": 1, "correct, two steps": 2, "correct, three steps": 3, "reject": 2, "by name": 5}
    assert presses_until_decided(bench, presses) == costs.get(way, 3)
    assert bench.said == [said]


def test_the_suggestion_is_shown_as_its_way(bench: Bench) -> None:
    show(bench, TREE, HEADPHONES, slots=())
    assert bench.choice.card.face.title == "Headphones"
    assert bench.choice.card.face.detail == "Electronics \u203a Audio \u203a Headphones"
    marked = [row.row.text for row in bench.choice.rows if row.row and row.row.marked]
    assert marked == ["Electronics …"]
    bench.press("1", "1")
    assert [(row.row.text, row.row.marked) for row in bench.choice.rows if row.row] == [("Headphones", True), ("Speakers", False)]


def test_left_goes_up_and_to_the_top_no_further(bench: Bench) -> None:
    show(bench, TREE, HEADPHONES, slots=())
    bench.press("1", "1", Key.Key_Left)
    assert steps(bench) == ["Audio …", "Cables", "Cameras"]
    bench.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert steps(bench) == ["Electronics …", "Books", "Food …"]
    assert bench.said == []


def test_more_than_nine_steps_come_nine_at_a_time(bench: Bench) -> None:
    show(bench, WIDE, "b03/leaf x", slots=())
    assert "1-9 of 23" in bench.choice.crumbs.count.accessibleName()
    bench.press(Key.Key_Right, Key.Key_Right)
    assert steps(bench) == [f"b{at} …" for at in range(18, 23)]
    bench.press("2")
    assert cursor(bench).place == ("b19",)
    bench.press(Key.Key_Left)
    assert steps(bench)[0] == "b18 …"  # among those it was taken from
    bench.press(Key.Key_Right, "1", "2")
    assert bench.said == [("choose", "b00/leaf y")]


def test_a_level_may_be_added_to_and_the_sheet_knows_where_one_stands(bench: Bench) -> None:
    wanted: list[object] = []
    show(bench, TREE, HEADPHONES, slots=())
    bench.choice.label_wanted.connect(wanted.append)
    bench.press("1", "1", "a", "Radios", Key.Key_Return)
    assert wanted == [{"name": "Electronics > Audio > Radios", "description": ""}]


def test_a_tree_on_a_blind_item_is_the_same_and_shows_nothing_of_a_model(bench: Bench) -> None:
    show(bench, TREE, HEADPHONES, phase=Phase.BLIND, slots=())
    assert steps(bench) == ["Electronics …", "Books", "Food …"]
    assert not any(row.row.marked or row.row.chance for row in bench.choice.rows if row.row)
    assert bench.choice.card.face.title == "Answer first"
    bench.press(Key.Key_Return)
    assert bench.said == []
    bench.press("3", "2")
    assert bench.said == [("choose", "Food > Tea")]


def test_a_late_suggestion_leaves_the_tree_where_it_is(bench: Bench) -> None:
    card = show(bench, TREE, phase=Phase.ASKING, slots=(), model="gpt-x @ v7")
    bench.press("1")
    before = [
        (part.y(), part.height()) for part in (bench.choice.card, bench.choice.crumbs, *bench.choice.rows, bench.choice.door)
    ]
    bench.put(replace(card, phase=Phase.REVIEW, suggestion=suggested("choice", "Food > Tea")))
    assert cursor(bench).place == ("Electronics",)
    bench.press("2")
    assert bench.said == []  # it came under the finger
    bench.see()
    after = [
        (part.y(), part.height()) for part in (bench.choice.card, bench.choice.crumbs, *bench.choice.rows, bench.choice.door)
    ]
    assert after == before
    bench.press("2")
    assert bench.said == [("choose", "Electronics > Cables")]


def test_the_next_item_and_an_undone_one_start_at_the_top(bench: Bench) -> None:
    first = show(bench, TREE, HEADPHONES, slots=())
    bench.press("1", "2")
    show(bench, TREE, HEADPHONES, slots=())
    assert cursor(bench).place == ()
    bench.press("1")
    bench.put(first)
    assert cursor(bench).place == ()
    bench.see()
    bench.press("1", "3")
    bench.put(Card(Phase.FINISHED))
    bench.put(first)
    assert cursor(bench).place == ()


def test_nothing_in_a_tree_decides_unseen_or_held(bench: Bench) -> None:
    show(bench, TREE, HEADPHONES, slots=(), seen=False)
    bench.press("2", Key.Key_Return)
    assert bench.said == []
    bench.see()
    bench.hold(Key.Key_2, "2")
    bench.press(Key.Key_Backspace, "9")
    assert bench.said == []


def test_steps_can_be_clicked_and_have_names(bench: Bench) -> None:
    show(bench, TREE, HEADPHONES, slots=())
    QTest.mouseClick(bench.choice.rows[0], Qt.MouseButton.LeftButton)
    assert steps(bench) == ["Audio …", "Cables", "Cameras"]
    QTest.mouseClick(bench.choice.crumbs.way, Qt.MouseButton.LeftButton)
    assert steps(bench) == ["Electronics …", "Books", "Food …"]
    assert bench.choice.crumbs.way.accessibleName() == "All labels"
    QTest.mouseClick(bench.choice.rows[1], Qt.MouseButton.LeftButton)
    assert bench.said == [("choose", "Books")]


@pytest.mark.parametrize("text", ["word " * 210_000, "سماعات لاسلكية", "索尼无线降噪耳机"])
def test_any_text_is_answered_with_the_same_keys(bench: Bench, text: str) -> None:
    show(bench, CHINESE, "书籍", slots=(), text=text)
    assert steps(bench) == ["电子 \u203a 音频 …", "家居 \u203a 厨房", "书籍"]
    bench.press("1", "2")
    assert bench.said == [("choose", "电子/音频/音箱")]


# --- yes or no


@pytest.mark.parametrize(
    ("presses", "said"),
    [
        ((Key.Key_Return,), ("accept", "")),
        (("y",), ("choose", "pass")),
        (("1",), ("choose", "pass")),
        (("n",), ("accept", "")),
        (("2",), ("accept", "")),
    ],
)
def test_yes_and_no_cost_one_key(bench: Bench, presses: Presses, said: tuple[str, str]) -> None:
    show(bench, YES_NO, "fail")
    assert presses_until_decided(bench, presses) == 1
    assert bench.said == [said]


def test_yes_and_no_on_a_blind_item(bench: Bench) -> None:
    show(bench, YES_NO, "fail", phase=Phase.BLIND)
    assert [row.row for row in bench.choice.rows if row.row] == [
        Row("Y", "pass", "pass", also="1"),
        Row("N", "fail", "fail", also="2"),
    ]
    bench.press(Key.Key_Return)
    bench.hold(Key.Key_Y, "y")
    assert bench.said == []
    bench.press("n")
    assert bench.said == [("choose", "fail")]


def test_yes_and_no_are_large_and_nothing_is_searched(bench: Bench) -> None:
    show(bench, YES_NO, "fail")
    QApplication.processEvents()
    assert [row.height() for row in bench.choice.rows if row.isVisible()] == [66, 66]
    assert not bench.choice.door.isVisible()
    bench.press("/", "e", "3", Key.Key_Left)
    assert bench.said == []
    assert not bench.screen.panel.finder.isVisible()


def test_y_and_n_mean_nothing_where_labels_are_others(bench: Bench) -> None:
    bench.show()
    bench.press("y", "n", Key.Key_Left, Key.Key_Right)
    assert bench.said == []
