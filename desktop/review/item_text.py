"""The item's text, with marks on it: passages are selected with the mouse or the keyboard, taken hold of by a click, and named."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from desktop.review.mark_layer import MarkLayer
from desktop.review.marks import PASSAGES, Mark, MarkRole
from desktop.review.positions import CHUNK
from desktop.review.read_text import ReadText
from desktop.theme import Theme
from desktop.widgets.finder import plain_tip

_SELECTING = Qt.KeyboardModifier.ShiftModifier
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
#: marks of an editor that moves its own cursor by the arrows
_GUIDED = PASSAGES | {MarkRole.CURSOR}
_FOLLOWED = frozenset({MarkRole.CURSOR, MarkRole.CURRENT})


class ItemText(ReadText):
    """`text_selected` gives a passage (code points): selected with the mouse or the keyboard, or marked, and clicked on."""

    text_selected = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._layer = MarkLayer(theme)
        super().__init__(theme, parent)
        self.verticalScrollBar().valueChanged.connect(self._draw_marks)

    @override
    def show_text(self, text: str) -> None:
        if text != self.text:
            self._layer.set_marks(())
            self.setExtraSelections([])
        super().show_text(text)

    @override
    def drawn_anew(self) -> None:
        self._draw_marks()

    # --- marks ---

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these passages, and no others. What keys act on comes into view when it is another than before.

        An item is read from its beginning, so a passage that is current from the first does not move it.
        """
        before = _followed(self._layer.marks)
        self._layer.set_marks(marks)
        self._select_cursor(before)
        self._draw_marks()
        for mark in _followed(self._layer.marks):
            if mark not in before and (before or mark.role is MarkRole.CURSOR):
                self.scroll_to(mark.start)

    # --- Qt ---

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.matches(QKeySequence.StandardKey.SelectAll):
            self.reach(len(self.text))
        selecting = e.modifiers() & _SELECTING and Qt.Key(e.key()) in _ARROWS and not self._guided()
        before = self.selection()
        if selecting or e.matches(QKeySequence.StandardKey.Copy) or e.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(e)
        else:
            e.ignore()
        if self.selection() != before:
            self._tell_selected()

    @override
    def mousePressEvent(self, e: QMouseEvent, /) -> None:
        if e.button() is Qt.MouseButton.LeftButton and not e.modifiers() and self._guided():
            self._clear_selection()  # else Qt would begin to drag the words of the cursor, and not select among them
        super().mousePressEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(e)
        if e.button() is not Qt.MouseButton.LeftButton or self._tell_selected():
            return
        passage = self._layer.passage_at(self.code_point_at(e.position().toPoint()))
        if passage is None:
            self._select_cursor()  # a click beside it takes nothing back
        else:
            self.text_selected.emit(passage.start, passage.end)

    @override
    def viewportEvent(self, event: QEvent, /) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """What the marks at a point of the viewport say."""
        at = self.code_point_at(point)
        names = dict.fromkeys(mark.name for mark in self._layer.meeting(at, at + 1) if at >= 0 and mark.name)
        return plain_tip("\n".join(names), "") if names else ""

    # --- marks ---

    def _draw_marks(self) -> None:
        """Hand Qt the marks that can be seen."""
        if not self._layer.marks and not self.extraSelections():
            return
        first = self.firstVisibleBlock().blockNumber()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).blockNumber()
        start, end = self.positions.block_start(first), self.positions.block_start(last + 1)
        self.setExtraSelections(self._layer.selections(self.document(), self.positions, start, end))

    def _select_cursor(self, before: Sequence[Mark] = ()) -> None:
        """The words of a cursor mark are selected, so that they can be copied and are told to screen readers."""
        mark = next((mark for mark in self._layer.marks if mark.role is MarkRole.CURSOR), None)
        if mark is not None:
            self.select(mark.start, mark.end)
        elif self._guided() or any(mark.role is MarkRole.CURSOR for mark in before):
            self._clear_selection()

    def _clear_selection(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            reached = self.verticalScrollBar().value()
            self.setTextCursor(cursor)  # which goes to where it stands
            self.verticalScrollBar().setValue(reached)

    def _guided(self) -> bool:
        """Whether an editor moves its own cursor over the text."""
        return any(mark.role in _GUIDED for mark in self._layer.marks)

    def _tell_selected(self) -> bool:
        """Tell what is selected, if anything is; says whether it is."""
        start, end = self.selection()
        if start < end:
            self.text_selected.emit(start, end)
        return start < end


def _followed(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that keys act on: they are followed by the view."""
    return [mark for mark in marks if mark.role in _FOLLOWED]


__all__ = ["CHUNK", "ItemText"]
