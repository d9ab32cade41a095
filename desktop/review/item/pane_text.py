"""The text of the item as the pane shows it: it can be zoomed, and keeps narrow margins where it stands in a section."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.review.item.view import scaled
from desktop.review.item_text import ItemText
from desktop.theme import Theme

_INSET = 16
_LOOKED_AT = 400
_BARE = "QPlainTextEdit { background: transparent; border: none; }"


class PaneText(ItemText):
    """See the module. In a section every text has the same size of type: a short candidate must not look more important."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, section: bool = False) -> None:
        """`section`: it stands on a card among others, rather than alone."""
        self._section = False
        self._zoom = 0
        self._asked = theme.font("item")
        super().__init__(theme, parent)
        self.set_section(section=section)

    def set_section(self, *, section: bool) -> None:
        """Whether it stands on a card among others."""
        if section != self._section:
            self._section = section
            self.setStyleSheet(_BARE if section else "")
            self.setViewportMargins(0, 0, 0, 0)
            self._rescale()

    def set_zoom(self, step: int) -> None:
        """Larger type by so many steps."""
        self._zoom = step
        self._rescale()

    @override
    def show_text(self, text: str) -> None:
        """Show `text` from its beginning; what is written from the right stands at the right."""
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if from_the_right(text) else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)
        super().show_text(text)

    @override
    def setFont(self, arg__1: QFont | str | Sequence[str], /) -> None:
        """The type that the text asks for, larger or smaller by the zoom."""
        self._asked = QFont(arg__1)
        self._rescale()

    @override
    def setViewportMargins(self, *margins: int) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt overloads it
        """The margins that keep the reading width; in a section its own."""
        left, top, right, bottom = (_INSET, 0, _INSET, 0) if self._section else margins
        super().setViewportMargins(left, top, right, bottom)

    def _rescale(self) -> None:
        font = self.theme.font("item_long") if self._section else self._asked
        super().setFont(scaled(font, self._zoom))


def from_the_right(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left (Unicode UAX #9, rule P2)."""
    kinds = (unicodedata.bidirectional(sign) for sign in text[:_LOOKED_AT])
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
