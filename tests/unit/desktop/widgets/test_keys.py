from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.actions import Keymap, Scope
from desktop.widgets.keys import key_text, strokes

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _event(key: int, text: str, modifiers: Qt.KeyboardModifier = NONE, scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


def _does(event: QKeyEvent, scope: Scope = Scope.REVIEW) -> tuple[str, int] | None:
    found = Keymap().find(scope, strokes(event))
    return (found[0].id, found[1]) if found else None


@pytest.mark.parametrize(("text", "place"), list(zip("&é\"'(è_ç", [0, 1, 2, 3, 4, 6, 7, 8], strict=True)))
def test_the_unshifted_row_of_azerty_gives_digits_by_its_characters(text: str, place: int) -> None:
    assert _does(_event(ord(text.upper()), text)) == ("choose", place)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X11 and Wayland")
@pytest.mark.parametrize(("text", "scan", "place"), [("&", 10, 0), ("-", 15, 5), ("ç", 18, 8), ("+", 10, 0), ("ě", 11, 1)])
def test_the_row_gives_digits_by_place_where_a_scan_code_comes(text: str, scan: int, place: int) -> None:
    assert _does(_event(ord(text.upper()), text, scan=scan)) == ("choose", place)


def test_minus_without_a_place_in_the_row_is_a_thumb() -> None:
    assert _does(_event(Qt.Key.Key_Minus, "-")) == ("thumb_down", 0)
    assert _does(_event(Qt.Key.Key_Minus, "-", KEYPAD, scan=15)) == ("thumb_down", 0)


def test_shifted_digits_of_azerty_and_the_keypad_are_digits() -> None:
    assert _does(_event(Qt.Key.Key_3, "3", SHIFT)) == ("choose", 2)
    assert _does(_event(Qt.Key.Key_3, "3", KEYPAD)) == ("choose", 2)


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "action"),
    [
        (Qt.Key.Key_Slash, "/", NONE, "search"),
        (Qt.Key.Key_Slash, "/", SHIFT, "search"),  # QWERTZ: Shift+7
        (Qt.Key.Key_Colon, ":", NONE, "search"),  # AZERTY, unshifted
        (Qt.Key.Key_BracketLeft, "[", ALT_GR, "candidate_prev"),  # AltGr on Windows
        (Qt.Key.Key_BracketRight, "]", NONE, "candidate_next"),
        (Qt.Key.Key_Comma, ",", NONE, "candidate_prev"),
        (Qt.Key.Key_Question, "?", SHIFT, "cheat_sheet"),
        (Qt.Key.Key_Plus, "+", SHIFT, "thumb_up"),
        (Qt.Key.Key_Plus, "", Qt.KeyboardModifier.ControlModifier | SHIFT, "zoom_in"),  # Ctrl++ where + takes Shift
        (Qt.Key.Key_Z, "Z", SHIFT, "redo"),
        (Qt.Key.Key_Z, "z", NONE, "undo"),
        (Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier, "undo"),
        (Qt.Key.Key_Enter, "\r", KEYPAD, "accept"),
    ],
)
def test_keys_work_however_they_are_typed(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, action: str) -> None:
    found = _does(_event(key, text, modifiers))
    assert found is not None
    assert found[0] == action


def test_a_digit_with_ctrl_or_shift_on_qwerty_chooses_nothing() -> None:
    assert _does(_event(Qt.Key.Key_Exclam, "!", SHIFT, scan=10)) is None
    found = _does(_event(Qt.Key.Key_3, "3", Qt.KeyboardModifier.ControlModifier, scan=12))
    assert found is None


def test_keys_are_named_as_printed() -> None:
    strokes_of = ("Return", "Ctrl+K", "/", "+", "Ctrl++", "PgDown")
    assert [key_text(stroke) for stroke in strokes_of] == ["Enter", "Ctrl K", "/", "+", "Ctrl +", "PgDn"]
