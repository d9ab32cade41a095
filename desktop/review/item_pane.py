"""The left pane: the item, its metadata beneath, and at the foot a line for hints and messages; guidelines when asked for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.task import Label
from core.review.cards import Card
from desktop.review.guidelines import Guidelines
from desktop.review.item_text import ItemText
from desktop.review.marks import Mark
from desktop.review.meta_strip import MetaStrip
from desktop.review.status_line import HEIGHT, StatusLine
from desktop.theme import Theme

_TOP = 40
_FOOT = HEIGHT
_LEAST_TEXT = 60


class ItemPane(QWidget):
    """Places the text at the top, as tall as it needs, and the strip right beneath it.

    `text_selected` gives a passage (code points) that was selected in the item's main text.
    """

    text_selected = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.text = ItemText(theme, self)
        self.finding = False
        self.meta = MetaStrip(theme, self)
        self.status = StatusLine(theme, self)
        self.guidelines = Guidelines(theme, self)
        self.guidelines.hide()
        self._item_id = ""
        self.text.width_changed.connect(self._arrange)
        self.text.focused.connect(self.update)
        theme.changed.connect(self._arrange)

    def show_card(self, card: Card) -> None:
        """Show the item of `card`, from its beginning when it is another one."""
        if card.item_id != self._item_id or card.text != self.text.text:
            self._item_id = card.item_id
            self.text.show_text(card.text)
        self.meta.show_card(card)
        self._arrange()

    def set_guidelines(self, markdown: str, labels: tuple[Label, ...]) -> None:
        """What the guidelines panel shows."""
        self.guidelines.set_content(markdown, labels)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Mark these passages of the main text."""

    def open_find(self) -> None:
        """Search in the item."""

    def zoom(self, step: int) -> None:
        """Larger (+1) or smaller (-1) text; 0: the usual size."""

    def toggle_guidelines(self) -> bool:
        """Show or hide the guidelines; says whether they are shown now."""
        shown = self.guidelines.isHidden()
        self.guidelines.setVisible(shown)
        self._arrange()
        return shown

    @override
    def sizeHint(self) -> QSize:
        return QSize(820, 600)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        if self.text.hasFocus():
            left = (48 if self.width() > 560 else 24) - 16
            painter.fillRect(left, self.text.y(), 3, self.text.height(), self.theme.colour("focus"))

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        foot = height - _FOOT
        if not self.guidelines.isHidden():
            tall = max(160, round(height * 0.46))
            self.guidelines.setGeometry(QRect(0, height - tall, width, tall))
            foot = height - tall
        side = 48 if width > 560 else 24
        self.status.setGeometry(QRect(side, height - _FOOT, max(0, width - 2 * side), _FOOT))
        self.status.setVisible(self.guidelines.isHidden())
        self._place_text(width, max(_LEAST_TEXT, foot - _TOP - 12), side)

    def _place_text(self, width: int, room: int, side: int) -> None:
        strip = min(self.meta.height(), max(0, room - _LEAST_TEXT))
        if self.text.width() != width:
            self.text.resize(width, self.text.height())
        tall = self.text.wanted_height(max(_LEAST_TEXT, room - strip - 16))
        self.text.setGeometry(QRect(0, _TOP, width, tall))
        self.meta.setGeometry(QRect(side, _TOP + tall + 16, max(0, min(width - 2 * side, 720)), self.meta.height()))
