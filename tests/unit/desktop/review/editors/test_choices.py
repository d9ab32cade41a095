from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.json import Answer, JsonValue
from core.domain.task import Label, Task
from core.review.cards import Card, Phase, SuggestionView
from desktop.review.editors.choices import ChoicesEditor
from desktop.review.editors.choices_draft import Slots, Tick, TickDraft
from desktop.screens.labels.add_label import AddLabel
from tests.unit.desktop.review.conftest import Bench
from tests.unit.desktop.review.editors.shown import Presses, presses_until_decided, show, suggested

Key = Qt.Key
FEW = Task("choices", tuple(Label(name, f"About {name}.") for name in ("delivery", "payment", "refund", "fees", "account")))
_WORDS = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval disgust "
    "embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief remorse sadness "
    "surprise neutral"
)
EMOTIONS: list[JsonValue] = [*_WORDS.split()]
MANY = Task("choices", tuple(Label(str(name)) for name in EMOTIONS))
CHINESE = Task("choices", tuple(Label(name) for name in ("询问餐馆", "说明餐馆", "询问酒店", "道谢")))
ALL_OPEN = (Phase.REVIEW, Phase.NO_IDEA, Phase.ASKING, Phase.FAILED, Phase.BLIND)


def editor_of(bench: Bench) -> ChoicesEditor:
    editor = bench.screen.panel.editor
    assert isinstance(editor, ChoicesEditor)
    return editor


def ticks(bench: Bench) -> dict[str, Tick]:
    """How each label stands that is shown, but for those that are neither ticked nor suggested."""
    faces = [row.face for row in editor_of(bench).rows if row.face is not None]
    return {face.name: face.tick for face in faces if face.tick is not Tick.NONE}


# --- what the keys cost


WAYS: list[tuple[str, Presses, tuple[str, Answer]]] = [
    ("accept", (Key.Key_Return,), ("accept", "")),
    ("correct", ("2", Key.Key_Return), ("choose", ["delivery", "payment", "refund"])),
    ("swap", ("1", "4", Key.Key_Return), ("choose", ["refund", "fees"])),
    ("none", ("0",), ("choose", [])),
    ("reject", ("x", Key.Key_Return), ("reject", "no_label_fits")),
]


@pytest.mark.parametrize(("way", "presses", "said"), WAYS)
def test_what_each_way_costs(bench: Bench, way: str, presses: Presses, said: tuple[str, Answer]) -> None:
    show(bench, FEW, ["delivery", "refund"])
    costs = {"accept": 1, "correct": 2, "swap": 3, "none": 1, "reject": 2}
    assert presses_until_decided(bench, presses) == costs[way]
    assert bench.said == [said]


def test_with_28_labels_one_that_is_found_by_name_costs_five_presses(bench: Bench) -> None:
    show(bench, MANY, ["anger"])
    assert presses_until_decided(bench, ("/", "j", "o", Key.Key_Return, Key.Key_Return)) == 5
    assert bench.said == [("choose", ["anger", "joy"])]


# --- whose tick it is


def test_what_is_suggested_is_the_models_until_it_is_touched(bench: Bench) -> None:
    show(bench, FEW, ["delivery", "refund"])
    assert ticks(bench) == {"delivery": Tick.SUGGESTED, "refund": Tick.SUGGESTED}
    bench.press("1", "2")
    assert ticks(bench) == {"delivery": Tick.REMOVED, "payment": Tick.ADDED, "refund": Tick.SUGGESTED}
    rows = editor_of(bench).rows
    assert [row.accessibleName() for row in rows[:3]] == ["delivery, removed", "payment, added", "refund, suggested"]
    assert editor_of(bench).card.face.mine
    assert bench.said == []


def test_the_model_s_and_the_person_s_ticks_look_different_without_colour(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press("2")
    bench.see()
    images = [
        row.grab().toImage().convertToFormat(row.grab().toImage().Format.Format_Grayscale8) for row in editor_of(bench).rows
    ]
    boxes = [image.copy(32, 0, 36, image.height()) for image in images]
    ratio = images[0].devicePixelRatio()
    dark = [sum(box.pixelColor(x, box.height() // 2 + 6).value() < 128 for x in range(round(36 * ratio))) for box in boxes]
    assert dark[1] > dark[0] + 8 * ratio  # the person's box is filled, the model's is not


def test_back_to_the_suggestion_with_one_key(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press("1", "4", "o")
    assert ticks(bench) == {"delivery": Tick.SUGGESTED}
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_draft_that_says_what_was_suggested_accepts_it(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press("1", "1", Key.Key_Return)
    assert bench.said == [("accept", "")]


# --- the empty answer


@pytest.mark.parametrize("phase", [Phase.NO_IDEA, Phase.ASKING, Phase.FAILED, Phase.BLIND])
def test_enter_with_nothing_ticked_says_which_key_means_none(bench: Bench, phase: Phase) -> None:
    show(bench, FEW, phase=phase)
    bench.press(Key.Key_Return, Key.Key_Space)
    assert bench.said == []
    assert "0" in bench.screen.message.accessibleName()
    bench.press("3")
    assert not bench.screen.message.isVisible()
    bench.press(Key.Key_Return)
    assert bench.said == [("choose", ["refund"])]


def test_all_unticked_is_no_answer_and_0_is(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press("1", Key.Key_Return)
    assert bench.said == []
    bench.press("0")
    assert bench.said == [("choose", [])]


def test_a_suggestion_of_none_says_so_and_0_accepts_it(bench: Bench) -> None:
    show(bench, FEW, [])
    assert "None" in editor_of(bench).card.accessibleName()
    bench.press("0")
    assert bench.said == [("accept", "")]


# --- many labels: digits, search, fixed places


def test_digits_belong_to_what_is_suggested_and_to_what_was_found(bench: Bench) -> None:
    show(bench, MANY, ["sadness", "anger"], ["grief"], ["sadness", "fear"])
    names = [row.face.name for row in editor_of(bench).rows if row.face]
    assert names == ["sadness", "anger", "grief", "fear"]
    bench.press("/", "joy", Key.Key_Return)
    names = [row.face.name for row in editor_of(bench).rows if row.face]
    assert names == ["sadness", "anger", "grief", "fear", "joy"]
    bench.press("5", "2", Key.Key_Return)
    assert bench.said == [("choose", ["sadness"])]


def test_a_tenth_label_has_a_row_without_a_digit(bench: Bench) -> None:
    show(bench, MANY, phase=Phase.BLIND)
    for name in EMOTIONS[:10]:
        bench.press("/", str(name), Key.Key_Return)
    faces = [row.face for row in editor_of(bench).rows if row.face]
    assert [face.key for face in faces] == [*"123456789", ""]
    bench.press(Key.Key_Return)
    assert bench.said == [("choose", EMOTIONS[:10])]


def test_the_chance_of_a_label_stands_by_it_where_the_card_gives_it(bench: Bench) -> None:
    show(bench, FEW, ["delivery", "refund"], ["fees"])
    chances = {row.face.name: row.face.chance for row in editor_of(bench).rows if row.face}
    assert chances == {"delivery": "", "payment": "", "refund": "", "fees": "60 %", "account": ""}


def test_nothing_jumps_when_a_suggestion_comes_late_or_is_long(bench: Bench) -> None:
    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        page = editor_of(bench)
        return [(part.y(), part.height()) for part in (page.card, *page.rows, page.door)]

    card = show(bench, FEW, phase=Phase.ASKING, model="gpt-x @ v7")
    before = places()
    bench.put(_with(card, suggested("choices", list(FEW.names))))
    assert places() == before


# --- lateness, undo, the next item


def _with(card: Card, view: SuggestionView) -> Card:
    return replace(card, phase=Phase.REVIEW, suggestion=view)


def test_a_late_suggestion_loses_nothing_that_was_ticked(bench: Bench) -> None:
    card = show(bench, FEW, phase=Phase.ASKING, model="gpt-x @ v7")
    bench.press("2")
    bench.put(_with(card, suggested("choices", ["delivery"])))
    assert ticks(bench) == {"payment": Tick.ADDED, "delivery": Tick.PROPOSED}
    bench.press(Key.Key_Return)
    assert bench.said == []  # it came under the finger
    bench.see()
    bench.press(Key.Key_Return)
    assert bench.said == [("choose", ["payment"])]


def test_a_late_suggestion_is_ticked_where_nothing_was_done(bench: Bench) -> None:
    card = show(bench, MANY, phase=Phase.ASKING, model="gpt-x @ v7")
    bench.put(_with(card, suggested("choices", ["joy"])))
    bench.see()
    assert ticks(bench) == {"joy": Tick.SUGGESTED}
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_the_next_item_and_an_undone_one_start_clean(bench: Bench) -> None:
    first = show(bench, MANY, ["joy"])
    bench.press("/", "fear", Key.Key_Return, Key.Key_Return)
    assert bench.said == [("choose", ["fear", "joy"])]
    show(bench, MANY, ["love"])
    assert ticks(bench) == {"love": Tick.SUGGESTED}
    bench.put(first)
    bench.see()
    assert ticks(bench) == {"joy": Tick.SUGGESTED}


def test_the_last_item_once_more_after_it_was_undone_starts_clean(bench: Bench) -> None:
    card = show(bench, FEW, ["refund"])
    bench.press("1", Key.Key_Return)
    bench.put(Card(Phase.FINISHED))
    bench.put(card)
    assert ticks(bench) == {"refund": Tick.SUGGESTED}


def test_a_key_that_came_too_early_takes_nothing_away(bench: Bench) -> None:
    card = show(bench, FEW, phase=Phase.ASKING, model="gpt-x @ v7")
    bench.press("2")
    late = _with(card, suggested("choices", ["delivery"]))
    bench.put(late)
    bench.press(Key.Key_Return)
    assert bench.said == []
    bench.put(replace(late, flagged=True))
    assert ticks(bench)["payment"] is Tick.ADDED


def test_another_candidate_is_ticked_when_it_is_walked_to(bench: Bench) -> None:
    card = show(bench, FEW, ["delivery"], ["fees", "account"])
    assert card.suggestion is not None
    bench.put(replace(card, suggestion=replace(card.suggestion, place=1)))
    assert ticks(bench) == {"fees": Tick.SUGGESTED, "account": Tick.SUGGESTED}
    assert editor_of(bench).card.face.title == "fees, account"


# --- safety


@pytest.mark.parametrize(("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_2, "2"), (Key.Key_0, "0"), (Key.Key_O, "o")])
def test_a_held_key_does_nothing(bench: Bench, key: Qt.Key, text: str) -> None:
    show(bench, FEW, ["delivery"])
    bench.hold(key, text)
    assert bench.said == []
    assert ticks(bench) == {"delivery": Tick.SUGGESTED}


def test_nothing_decides_before_it_was_painted_for_150_ms(bench: Bench) -> None:
    show(bench, FEW, ["delivery"], seen=False)
    bench.press(Key.Key_Return, "0")
    QApplication.processEvents()
    bench.clock.pass_ms(100)
    bench.press(Key.Key_Return, "0")
    assert bench.said == []
    bench.clock.pass_ms(60)
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_backspace_decides_and_changes_nothing(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press(Key.Key_Backspace, Key.Key_Delete, Key.Key_Escape, "9")
    assert bench.said == []
    assert ticks(bench) == {"delivery": Tick.SUGGESTED}


def test_a_blind_item_shows_nothing_of_a_model(bench: Bench) -> None:
    show(bench, MANY, ["joy"], ["love"], phase=Phase.BLIND)
    assert [row.face for row in editor_of(bench).rows if row.face] == []
    assert "gpt" not in bench.screen.panel.title.accessibleName()
    bench.press("1", "o", Key.Key_Return)
    assert bench.said == []
    show(bench, FEW, ["fees"], phase=Phase.BLIND)
    assert ticks(bench) == {}
    bench.press("2", Key.Key_Return)
    assert bench.said == [("choose", ["payment"])]


def test_where_there_is_nothing_to_decide_no_key_is_live(bench: Bench) -> None:
    show(bench, FEW, phase=Phase.LOADING)
    bench.press("1", "0", Key.Key_Return)
    assert bench.said == []


# --- texts, mouse, names


@pytest.mark.parametrize("text", ["word " * 210_000, "شكرا لك على كل شيء", "好的。游玩结束想去住宿。"])
def test_any_text_is_answered_with_the_same_keys(bench: Bench, text: str) -> None:
    show(bench, CHINESE, ["道谢"], text=text)
    assert ticks(bench) == {"道谢": Tick.SUGGESTED}
    bench.press("1", Key.Key_Return)
    assert bench.said == [("choose", ["询问餐馆", "道谢"])]


def test_a_click_ticks_and_one_on_the_card_does_what_enter_does(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    QTest.mouseClick(editor_of(bench).rows[1], Qt.MouseButton.LeftButton)
    assert ticks(bench)["payment"] is Tick.ADDED
    QTest.mouseClick(editor_of(bench).card, Qt.MouseButton.LeftButton)
    assert bench.said == [("choose", ["delivery", "payment"])]
    show(bench, FEW, ["delivery"])
    QTest.mouseClick(editor_of(bench).card, Qt.MouseButton.LeftButton)
    assert bench.said[-1] == ("accept", "")


def test_tab_reaches_a_row_and_space_ticks_it(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    row = editor_of(bench).rows[3]
    for _ in range(40):
        if QApplication.focusWidget() is row:
            break
        bench.press(Key.Key_Tab)
    bench.press(Key.Key_Space)
    assert ticks(bench)["fees"] is Tick.ADDED
    assert bench.said == []


@pytest.mark.parametrize("phase", ALL_OPEN)
def test_every_row_has_a_name(bench: Bench, phase: Phase) -> None:
    answer: Answer = ["delivery"]
    show(bench, FEW, *([answer] if phase is Phase.REVIEW else []), phase=phase)
    assert all(row.accessibleName() for row in editor_of(bench).rows if row.isEnabled())
    assert editor_of(bench).card.accessibleName()


def test_a_small_window_shows_what_was_ticked_and_then_the_next_card(bench: Bench) -> None:
    task = Task("choices", tuple(Label(f"label {at}") for at in range(9)))
    bench.screen.resize(1000, 560)
    show(bench, task, ["label 0"])
    bench.press("9")
    QApplication.processEvents()
    assert not editor_of(bench).rows[8].visibleRegion().isEmpty()
    show(bench, task, ["label 1"])
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


# --- adding a label


def test_a_label_that_is_added_is_ticked_when_it_is_there(bench: Bench) -> None:
    wanted: list[object] = []
    show(bench, FEW, ["delivery"])
    editor_of(bench).label_wanted.connect(wanted.append)
    bench.press("a", "tax", Key.Key_Return)
    assert wanted == [{"name": "tax", "description": ""}]
    assert bench.screen.hasFocus()
    bench.screen.set_task(FEW.with_labels((*FEW.labels, Label("tax"))), "")
    assert ticks(bench) == {"delivery": Tick.SUGGESTED, "tax": Tick.ADDED}
    bench.press("6", "6", Key.Key_Return)
    assert bench.said[-1] == ("choose", ["delivery", "tax"])
    assert bench.said[0] == ("add_label", {"name": "tax", "description": ""})


def test_no_key_decides_while_the_sheet_is_open(bench: Bench) -> None:
    show(bench, FEW, ["delivery"])
    bench.press("a", "s x 0", Key.Key_Tab, "z", Key.Key_Escape)
    assert bench.said == []
    QApplication.sendPostedEvents()
    assert [sheet for sheet in bench.screen.findChildren(AddLabel) if sheet.isVisible()] == []


# --- the draft alone


_NAMES = st.sampled_from("abcdef")


@given(st.sets(_NAMES), st.lists(_NAMES), st.sets(_NAMES))
def test_the_draft_keeps_what_was_done_whatever_is_suggested_later(first: set[str], toggled: list[str], later: set[str]) -> None:
    draft = TickDraft()
    draft.suggest(sorted(first))
    assert not draft.touched
    for name in toggled:
        draft.toggle(name)
    before, touched = draft.ticked, draft.touched
    draft.suggest(sorted(later))
    assert draft.ticked == (before if touched else later)
    draft.restore()
    assert draft.ticked == later
    assert not draft.touched


@given(st.lists(st.sampled_from([f"l{at}" for at in range(20)])), st.lists(st.sampled_from([f"l{at}" for at in range(20)])))
def test_what_has_been_shown_keeps_its_place(found: list[str], later: list[str]) -> None:
    slots = Slots()
    slots.set_labels(tuple(f"l{at}" for at in range(20)))
    for name in found:
        slots.add(name)
    before = slots.shown
    slots.add_suggested(later, found)
    assert slots.shown[: len(before)] == before
    assert len(set(slots.shown)) == len(slots.shown)
    assert set(later) <= set(slots.shown)


def test_a_tenth_label_of_the_task_moves_none_of_the_nine() -> None:
    slots = Slots()
    slots.set_labels(tuple("abcdefghi"))
    slots.set_labels(tuple("abcdefghij"))
    assert slots.shown == tuple("abcdefghi")
