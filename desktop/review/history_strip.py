"""The strip of the last ten decisions. A click, or Enter on one, opens it again."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.vocabulary import Verdict
from core.review.cards import HistoryEntry
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review import words
from desktop.review.key_bar import Hint, KeyHint
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

HEIGHT = 42
SHOWN = 10
_WIDEST = 168
_SIGNS = {
    Verdict.ACCEPTED: ("check", "good"),
    Verdict.CORRECTED: ("pencil", "changed"),
    Verdict.ANSWERED: ("answer", "accent"),
    Verdict.REJECTED: ("cross", "bad"),
    Verdict.SKIPPED: ("skip", "muted"),
}


class HistoryChip(Pressable):
    """One decision: a sign for what was done, and the answer. `picked` gives the decision's id."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._entry: HistoryEntry | None = None
        self._text = ""
        self.clicked.connect(self._tell)

    def show_entry(self, entry: HistoryEntry) -> None:
        """Show `entry`."""
        if entry == self._entry:
            return
        self._entry = entry
        self._text = words.reason(entry.text) if entry.verdict is Verdict.REJECTED else entry.text or words.verdict(entry.verdict)
        told = tr(
            "{text}: {verdict}, {provenance}",
            text=self._text,
            verdict=words.verdict(entry.verdict),
            provenance=words.provenance(entry.provenance),
        )
        self.setAccessibleName(tr("Open again: {what}", what=told))
        self.setAccessibleDescription(told)
        self.setToolTip(plain_tip(told))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(min(_WIDEST, paint.text_width(self.theme.font("small"), self._text[:80]) + 38), 26)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        if self._entry is None:
            return
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        sign, colour = _SIGNS[self._entry.verdict]
        paint.box(painter, rect, rect.height() // 2, theme.colour("hover" if self.hovered else "raised"), theme.colour("border"))
        paint_icon(painter, QRect(9, rect.center().y() - 6, 13, 13), sign, theme.colour(colour))
        paint.line(painter, theme.font("small"), theme.colour("text"), rect.adjusted(28, 0, -8, 0), self._text)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, rect.height() // 2)

    def _tell(self) -> None:
        if self._entry is not None:
            self.picked.emit(self._entry.decision_id)


class HistoryStrip(QWidget):
    """The newest decision first; those without room are left out. At the right, how to undo."""

    reopened = Signal(str)
    undone = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chips = [HistoryChip(theme, self) for _ in range(SHOWN)]
        self._undo = KeyHint(theme, self)
        self._undo.hide()
        self._can_undo = False
        self._entries: tuple[HistoryEntry, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("The last decisions"))
        for chip in self.chips:
            chip.hide()
            chip.picked.connect(self.reopened)
        self._undo.picked.connect(self.undone)
        theme.changed.connect(self.update)

    def show_history(self, entries: tuple[HistoryEntry, ...], undo: Hint | None) -> None:
        """Show at most ten of `entries`, newest first, and how to undo when that is possible."""
        shown = entries[:SHOWN]
        if undo is not None:
            self._undo.show_hint(undo)
        if (shown, undo is not None) == (self._entries, self._can_undo):
            return
        self._entries, self._can_undo = shown, undo is not None
        for chip, entry in zip(self.chips, shown, strict=False):
            chip.show_entry(entry)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("border"))
        text = tr("Last:") if self._entries else tr("Your last decisions will stand here.")
        rect = QRect(24, 1, self.width() // 2, HEIGHT - 1)
        paint.line(painter, self.theme.font("small"), self.theme.colour("muted"), rect, text)

    def _arrange(self) -> None:
        size = self._undo.sizeHint()
        right = self.width() - 20 - size.width()
        self._undo.setGeometry(QRect(right, (HEIGHT - size.height()) // 2 + 1, size.width(), size.height()))
        self._undo.setVisible(self._can_undo)
        x = 24 + paint.text_width(self.theme.font("small"), tr("Last:")) + 10
        for at, chip in enumerate(self.chips):
            wanted = chip.sizeHint()
            fits = at < len(self._entries) and x + wanted.width() <= right - 16
            chip.setGeometry(QRect(x, (HEIGHT - wanted.height()) // 2 + 1, wanted.width(), wanted.height()))
            chip.setVisible(fits)
            x += wanted.width() + 8 if fits else self.width()
        self.update()  # the words beneath the chips are others with the first one
