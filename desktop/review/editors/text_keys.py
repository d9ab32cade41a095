"""Keys inside of an editor's text field: which are the field's own, and which belong to the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.actions import Keymap, Scope
from desktop.widgets.keys import strokes

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


def stroke_of(event: QKeyEvent) -> str:
    """The stroke of a key that edits no text by itself: `Esc`, `Tab`, `Return`, `Ctrl+Return`; else empty."""
    found = strokes(event)
    return found[-1] if found and (event.modifiers() & _COMMAND or len(found[-1]) > 1) else ""


def is_screens(event: QKeyEvent, keymap: Keymap, kind: str) -> bool:
    """Whether the key is a command of the screen even while one types: those with Ctrl, and F1 and its like, that the table has."""
    if not event.modifiers() & _COMMAND and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
        return False
    return keymap.find(Scope.EDITING, strokes(event), kind) is not None


def run_own(event: QKeyEvent, own: Mapping[str, Callable[[], None]]) -> bool:
    """Do what the field itself does on a stroke; a held key does it not again. Says whether the stroke was one of these."""
    act = own.get(stroke_of(event))
    if act is None:
        return False
    event.accept()
    if not event.isAutoRepeat():
        act()
    return True
