"""The editor of fields."""

from __future__ import annotations

from typing_extensions import override

from core.review.cards import Card
from desktop.review.editors.editor import Editor


class FieldsEditor(Editor):
    """Not written yet."""

    @override
    def show_card(self, card: Card) -> None:
        self.painted.emit()
