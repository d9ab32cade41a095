"""Paints marks on the item's text: only those that can be seen, whatever their number.

A mark is drawn by Qt itself, as a format over a range: it follows lines and the direction of writing. Colour is never alone: what
the model proposes has a dashed edge, what is dropped is struck out, and each label has an underline of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextEdit

from core.domain.spans_edit import Places
from desktop.review.marks import PASSAGES, Mark, MarkRole
from desktop.review.positions import Positions
from desktop.theme import Theme

#: more than so many marks in what can be seen would be a blur, and slow
_MOST = 1_000
_UNDERLINES = (
    QTextCharFormat.UnderlineStyle.SingleUnderline,
    QTextCharFormat.UnderlineStyle.DashUnderline,
    QTextCharFormat.UnderlineStyle.DotLine,
    QTextCharFormat.UnderlineStyle.WaveUnderline,
    QTextCharFormat.UnderlineStyle.DashDotLine,
)
#: grounds first, edges over them
_ORDER = tuple(MarkRole)


class MarkLayer:
    """The marks of one text, found by place."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._marks: list[Mark] = []
        self._places = Places(())
        self._formats: dict[tuple[str, MarkRole, str, int], QTextCharFormat] = {}

    @property
    def marks(self) -> Sequence[Mark]:
        """All marks, in order of place."""
        return self._marks

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Other marks; those without a character are left out."""
        self._marks = sorted((mark for mark in marks if mark.start < mark.end), key=_place)
        self._places = Places([_place(mark) for mark in self._marks])

    def meeting(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with the stretch, in order of place."""
        return [self._marks[at] for at in self._places.meeting(start, end)]

    def passage_at(self, offset: int) -> Mark | None:
        """The shortest passage that holds the code point."""
        held = [mark for mark in self.meeting(offset, offset + 1) if mark.role in PASSAGES]
        return min(held, key=lambda mark: mark.end - mark.start, default=None)

    def selections(self, document: QTextDocument, positions: Positions, start: int, end: int) -> list[QTextEdit.ExtraSelection]:
        """What Qt is to draw over the stretch of the text that can be seen."""
        seen = self.meeting(start, end)[:_MOST]
        seen.sort(key=lambda mark: _ORDER.index(mark.role))
        return [self._selection(document, positions, mark) for mark in seen]

    def _selection(self, document: QTextDocument, positions: Positions, mark: Mark) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(document)
        cursor.setPosition(positions.to_document(min(mark.start, positions.covered)))
        cursor.setPosition(positions.to_document(min(mark.end, positions.covered)), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - a field that the stubs do not know
        selection.format = self._format(mark)  # pyright: ignore[reportAttributeAccessIssue] - the same
        return selection

    def _format(self, mark: Mark) -> QTextCharFormat:
        key = (self._theme.tokens.name, mark.role, mark.colour, mark.line % len(_UNDERLINES))
        if key not in self._formats:
            made = QTextCharFormat()
            _DRAWN[mark.role](made, self._theme, mark)
            self._formats[key] = made
        return self._formats[key]


def _place(mark: Mark) -> tuple[int, int]:
    return (mark.start, mark.end)


def underline_of(line: int) -> QTextCharFormat.UnderlineStyle:
    """The underline with this number, round and round."""
    return _UNDERLINES[line % len(_UNDERLINES)]


def _edge(made: QTextCharFormat, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    made.setProperty(QTextFormat.Property.OutlinePen, QPen(colour, width, style))


def _underline(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    made.setUnderlineStyle(underline_of(mark.line))
    made.setUnderlineColor(theme.colour(mark.colour or "accent"))


def _span(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    made.setBackground(theme.colour(f"{mark.colour}_soft" if mark.colour else "accent_soft"))
    _underline(made, theme, mark)


def _suggested(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    _edge(made, theme.colour(mark.colour or "accent"), 1.0, Qt.PenStyle.DashLine)
    _underline(made, theme, mark)


def _dropped(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    made.setFontStrikeOut(True)
    made.setForeground(theme.colour("muted"))


def _current(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    _edge(made, theme.colour("text"), 2.0)


def _cursor(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    _edge(made, theme.colour("focus"), 2.0)


def _value(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    made.setBackground(theme.colour(f"{mark.colour}_soft" if mark.colour else "label_amber_soft"))
    _edge(made, theme.colour(mark.colour or "label_amber"), 1.0)


def _found(made: QTextCharFormat, theme: Theme, mark: Mark) -> None:
    made.setBackground(theme.colour(f"{mark.colour}_soft" if mark.colour else "selection"))
    made.setForeground(theme.colour("text"))  # the colour of a link could not be read on it


_DRAWN: dict[MarkRole, Callable[[QTextCharFormat, Theme, Mark], None]] = {
    MarkRole.SPAN: _span,
    MarkRole.SUGGESTED: _suggested,
    MarkRole.DROPPED: _dropped,
    MarkRole.CURRENT: _current,
    MarkRole.CURSOR: _cursor,
    MarkRole.VALUE: _value,
    MarkRole.FOUND: _found,
}
