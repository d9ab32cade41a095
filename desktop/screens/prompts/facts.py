"""What there is to know of a prompt as it will be sent: tokens by section, what is heavy, which examples, advice. Painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.suggest.views import Preview, SectionView
from desktop.i18n import QT_TR_NOOP, number, tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint

#: the parts of a prompt in words
SECTIONS: dict[str, str] = {
    "instructions": QT_TR_NOOP("Instructions"),
    "labels": QT_TR_NOOP("Labels"),
    "guidelines": QT_TR_NOOP("Guidelines"),
    "contract": QT_TR_NOOP("What the reply must be"),
    "examples": QT_TR_NOOP("Examples"),
    "input": QT_TR_NOOP("The item"),
    "earlier": QT_TR_NOOP("Earlier candidates"),
}
_ROW = 21
_SIGN = 14
_SIDE = 18


class Facts(QWidget):
    """As tall as what it says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        theme.changed.connect(self.update)

    def show_preview(self, preview: Preview | None) -> None:
        """Tell of a preview; None: nothing."""
        self._preview = preview
        self.setAccessibleName(", ".join([*(f"{name} {count}" for name, count in self.rows()), *self.sentences()]))
        self.updateGeometry()
        self._fit()
        self.update()

    def rows(self) -> list[tuple[str, str]]:
        """(section, tokens), the sum last."""
        if self._preview is None:
            return []
        rows = [(section_words(one), number(one.tokens)) for one in self._preview.sections if one.tokens]
        return [*rows, (tr("Tokens in all"), number(self._preview.tokens))]

    def sentences(self) -> list[str]:
        """What should be thought of, the heavy parts first."""
        preview = self._preview
        if preview is None:
            return []
        said = list(preview.advice)
        if preview.heavy:
            names = ", ".join(section_words(one) for one in preview.heavy)
            said.insert(0, tr("Past 2,000 tokens. What weighs most: {names}.", names=names))
        return said

    def quiet(self) -> list[str]:
        """What is good to know."""
        preview = self._preview
        if preview is None:
            return []
        held = tr("The provider is asked to hold the reply to a JSON Schema.")
        words = tr("What the reply must be is put into words: this provider takes no JSON Schema.")
        shown = tr("Examples: {names}.", names=", ".join(f"{name} ({why})" for name, why in preview.examples))
        return [held if preview.schema_sent else words, *([shown] if preview.examples else [])]

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, self._tall(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        y = 10
        rows = self.rows()
        for at, (name, count) in enumerate(rows):
            self._row(painter, y, name, count, last=at == len(rows) - 1)
            y += self._theme.scaled(_ROW)
        y += 8
        for text in self.sentences():
            paint_icon(painter, QRect(_SIDE, y + 2, _SIGN, _SIGN), "warning", self._theme.colour("changed"))
            y = self._text(painter, y, text, "changed", _SIDE + _SIGN + 8)
        for text in self.quiet():
            y = self._text(painter, y, text, "muted", _SIDE)

    def _row(self, painter: QPainter, y: int, name: str, count: str, *, last: bool) -> None:
        theme, room = self._theme, QRect(_SIDE, y, self.width() - 2 * _SIDE, self._theme.scaled(_ROW))
        if last:
            painter.fillRect(room.left(), y, room.width(), 1, theme.colour("border"))
        font, tone = theme.font("small", bold=last), theme.colour("text" if last else "muted")
        wide = paint.text_width(font, count) + 4
        paint.line(painter, font, tone, room.adjusted(0, 0, -wide - 8, 0), name)
        paint.line(painter, font, tone, QRect(room.right() - wide, y, wide, room.height()), count, trailing=True)

    def _text(self, painter: QPainter, y: int, text: str, tone: str, left: int) -> int:
        tall = self._height_of(text, left)
        rect = QRect(left, y, self.width() - left - _SIDE, tall)
        paint.paragraph(painter, self._theme.font("small"), self._theme.colour(tone), rect, text)
        return y + tall + 6

    def _height_of(self, text: str, left: int) -> int:
        room = QRect(0, 0, max(80, self.width() - left - _SIDE), 10_000)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(self._theme.font("small")).boundingRect(room, flags, text).height()

    def _tall(self, _width: int) -> int:
        told = sum(self._height_of(text, _SIDE + _SIGN + 8) + 6 for text in self.sentences())
        told += sum(self._height_of(text, _SIDE) + 6 for text in self.quiet())
        return 10 + self._theme.scaled(_ROW) * len(self.rows()) + 8 + told + 6 if self._preview is not None else 0

    def _fit(self) -> None:
        self.setFixedHeight(self._tall(self.width()))


def section_words(section: SectionView) -> str:
    """A part of a prompt in words."""
    return tr(SECTIONS.get(section.name, section.name))
