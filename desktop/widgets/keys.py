"""From a key event to strokes (see `desktop.actions`), on every layout; and from a stroke to what is printed on the key.

The digits follow the key's place in the number row, so that AZERTY and Czech keyboards need no Shift. Native scan codes: X11 and
Wayland report evdev + 8 (`1` is 10), Windows set 1 (`1` is 2), macOS virtual key codes (Carbon, `kVK_ANSI_1`).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.i18n import tr

_X11 = {code: str(digit) for digit, code in enumerate(range(10, 19), 1)}
_WINDOWS = {code: str(digit) for digit, code in enumerate(range(2, 11), 1)}
_MACOS = {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9"}
# Where no scan code comes (remote desktops, on-screen keyboards) the characters of the French row stand in.
_AZERTY = dict(zip("&é\"'(-è_ç", "123456789", strict=True))

_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def strokes(event: QKeyEvent) -> tuple[str, ...]:
    """What the event may mean, the likeliest first: a digit by place, the typed symbol, the key with its modifiers."""
    modifiers = event.modifiers() & _MODIFIERS
    plain = modifiers == Qt.KeyboardModifier.NoModifier
    keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    placed = _digit_by_place(event) if plain and not keypad else ""
    if placed:
        return (placed,)
    typed = _typed(event.text(), modifiers & _COMMAND)
    last = _AZERTY.get(event.text(), "") if plain and not keypad else ""
    return tuple(stroke for stroke in (typed, _named(event, modifiers), _shifted_symbol(event, modifiers), last) if stroke)


def key_text(stroke: str) -> str:
    """What is printed on the key: `Enter`, `Ctrl K`, the platform's own signs on macOS."""
    words = {"Return": tr("Enter"), "Space": tr("Space"), "PgDown": "PgDn", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
    if sys.platform == "darwin" and stroke not in words:
        return QKeySequence(stroke).toString(QKeySequence.SequenceFormat.NativeText)
    if len(stroke) == 1:
        return stroke
    held, plus = (stroke[:-1], ["+"]) if stroke.endswith("++") else (stroke, [])  # of `Ctrl++` the last one is the key
    return " ".join([*(words.get(part, part) for part in held.split("+") if part), *plus]) or stroke


def _digit_by_place(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        return _MACOS.get(event.nativeVirtualKey(), "")
    return (_WINDOWS if sys.platform == "win32" else _X11).get(event.nativeScanCode(), "")


def _typed(text: str, command: Qt.KeyboardModifier) -> str:
    """The symbol or digit that was typed; letters are known by their key instead, so that Shift+Z stays apart from Z."""
    if len(text) != 1 or not text.isprintable() or text.isspace() or (text.isalnum() and text not in "0123456789"):
        return ""
    return text if command in (Qt.KeyboardModifier.NoModifier, _ALT_GR) else ""


def _shifted_symbol(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> str:
    """A symbol with Ctrl that takes Shift to type, as + does on many layouts: `Ctrl++` is meant, not `Ctrl+Shift++`."""
    symbol = (
        event.key() < 128
        and chr(event.key()).isprintable()
        and not chr(event.key()).isalnum()
        and event.key() != Qt.Key.Key_Space
    )
    shift = Qt.KeyboardModifier.ShiftModifier
    return _named(event, modifiers & ~shift) if symbol and modifiers & shift and modifiers & _COMMAND else ""


def _named(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> str:
    combination = QKeyCombination(modifiers, Qt.Key(event.key()))
    name = QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)
    return name.replace("Enter", "Return")
