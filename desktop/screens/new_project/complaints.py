"""What is wrong, told at the field that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.errors import UserError
from desktop.messages import what
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.theme import Theme


class Complaints:
    """One line for each sort of error, at the foot of the card in which it is put right."""

    def __init__(self, theme: Theme, fields: Iterable[tuple[str, QVBoxLayout, QWidget]]) -> None:
        """`fields`: the beginning of an error's code, the card, and the field; the first that fits is taken."""
        self._lines: list[tuple[str, QLabel, QWidget]] = []
        for prefix, card, field in fields:
            words = label(theme, "small", "bad", wrap=True)
            words.hide()
            card.addWidget(words)
            self._lines.append((prefix, words, field))

    @property
    def told(self) -> str:
        """What is said now, or nothing."""
        return " ".join(words.text() for _, words, _ in self._lines if not words.isHidden())

    def calm(self) -> None:
        """Take it back."""
        for _, words, _ in self._lines:
            words.hide()

    def tell(self, error: UserError) -> None:
        """Say it at its field, and give that the keyboard."""
        for prefix, words, field in self._lines:
            if error.code.startswith(prefix):
                words.setText(what(error))
                words.show()
                give_focus(field)
                return
