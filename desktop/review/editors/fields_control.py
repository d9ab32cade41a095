"""What every control of a record's field is: it holds a value, and says what a person does in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.task import Field
from desktop.actions import Keymap
from desktop.review.editors.text_card import ground
from desktop.review.editors.text_keys import is_screens, run_own
from desktop.theme import Theme

HEIGHT = 32
KIND = "fields"


class Control(QWidget):
    """Base of the controls (`fields_controls.CONTROLS`). A value that is put in is no edit.

    `edited`: a person changed the value; `entered`: Enter, on to the next; the rest as `Editor` has it.
    """

    edited = Signal()
    entered = Signal()
    submitted = Signal()
    restored = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, keymap: Keymap, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.keymap, self.field = theme, keymap, field
        self.models = False
        theme.hold_height(self, HEIGHT)
        self._own: dict[str, Callable[[], None]] = {
            "Return": self.entered.emit,
            "Ctrl+Return": self.submitted.emit,
            "Ctrl+R": self.restored.emit,
            "Esc": self.left.emit,
        }
        theme.changed.connect(self.update)

    def value(self) -> JsonValue:
        """What stands in it; a text that the field cannot hold as it was typed."""
        raise NotImplementedError

    def put(self, value: JsonValue) -> None:
        """Show a value."""
        raise NotImplementedError

    def inner(self) -> QWidget:
        """What takes the keyboard."""
        return self

    def enter(self) -> None:
        """Take the keyboard; what is typed takes the place of what stands there."""
        self.inner().setFocus()

    def show_whose(self, *, models: bool) -> None:
        """Whether the value is the model's still."""
        if models != self.models:
            self.models = models
            self.update()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means in every field; a command of the screen goes on to it. Says whether it was one of these."""
        if run_own(event, self._own):
            return True
        if is_screens(event, self.keymap, KIND):
            event.ignore()
            return True
        return False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        ground(painter, self.theme, self.rect(), models=self.models, lively=True, focused=self.inner().hasFocus())
