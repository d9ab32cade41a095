"""What was changed in a draft: what went is struck through, what came is underlined; of the rest as much as says where it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.edits import Edit, EditKind
from desktop.i18n import tr
from desktop.review.section_title import SectionTitle
from desktop.theme import Theme

LEAST, MOST = 96, 160
#: so much of what is kept is shown at each side of a change, in characters
_AROUND = 40
#: of more changes than these the rest is only counted
_MOST = 200
_SCROLLS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})


class DiffView(QWidget):
    """A heading and the edits. It keeps its place when there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edits: tuple[Edit, ...] = ()
        self.title = SectionTitle(theme, "", self)
        self.page = _Page(self)
        self.page.setAccessibleName(tr("What you changed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.page, 1)
        self.setFixedHeight(LEAST)
        theme.changed.connect(self._fill)

    def show_edits(self, edits: Sequence[Edit]) -> None:
        """Show these; an empty sequence clears the place."""
        if tuple(edits) != self._edits:
            self._edits = tuple(edits)
            self._fill()

    def _fill(self) -> None:
        removed, added = (sum(edit.kind is kind for edit in self._edits) for kind in (EditKind.REMOVED, EditKind.ADDED))
        changed = bool(removed or added)
        count = tr("{removed} removed, {added} added", removed=removed, added=added) if changed else ""
        self.title.set_texts(tr("What you changed") if changed else "", count)
        self.page.setAccessibleDescription(count)
        self.page.setFocusPolicy(Qt.FocusPolicy.TabFocus if changed else Qt.FocusPolicy.NoFocus)
        self.page.clear()
        if changed:
            self._write()

    def _write(self) -> None:
        cursor = QTextCursor(self.page.document())
        cursor.beginEditBlock()
        before = EditKind.KEPT
        for edit in _shortened(self._edits)[: 2 * _MOST]:
            if (before, edit.kind) == (EditKind.REMOVED, EditKind.ADDED):
                cursor.insertText("\u2009", self._format(EditKind.KEPT))  # what went and what came do not touch
            cursor.insertText(edit.text, self._format(edit.kind))
            before = edit.kind
        cursor.endEditBlock()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, kind: EditKind) -> QTextCharFormat:
        tone = {EditKind.KEPT: "muted", EditKind.REMOVED: "bad", EditKind.ADDED: "good"}[kind]
        form = QTextCharFormat()
        form.setFont(self._theme.font("body"))
        form.setForeground(self._theme.colour(tone))
        if kind is not EditKind.KEPT:
            form.setBackground(self._theme.colour(f"{tone}_soft"))
            form.setFontStrikeOut(kind is EditKind.REMOVED)
            form.setFontUnderline(kind is EditKind.ADDED)
        return form


class _Page(QTextEdit):
    """The arrows scroll it; every other key goes on to the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("diff")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        bar = self.verticalScrollBar()
        if Qt.Key(e.key()) in _SCROLLS and not e.modifiers():
            bar.setValue(bar.value() + (20 if e.key() == Qt.Key.Key_Down else -20))
        else:
            e.ignore()

    @override
    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        self.viewport().update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, 2, self.viewport().height(), self.palette().accent())


def _shortened(edits: Sequence[Edit]) -> list[Edit]:
    """The edits, with the middle of what is kept left out."""
    last = len(edits) - 1
    return [
        _cut(edit, first=at == 0, last=at == last) if edit.kind is EditKind.KEPT else _told(edit) for at, edit in enumerate(edits)
    ]


def _told(edit: Edit) -> Edit:
    """A break that came or went is seen by its sign."""
    return Edit(edit.kind, edit.text.replace("\n", "\u21b5\n")) if not edit.text.strip() else edit


def _cut(edit: Edit, *, first: bool, last: bool) -> Edit:
    text = edit.text
    if len(text) <= (_AROUND if first or last else 2 * _AROUND) + 10:
        return edit
    head = "" if first else _ends_in_word(text[:_AROUND])
    tail = "" if last else _begins_in_word(text[-_AROUND:])
    return Edit(edit.kind, f"{head}\u2026 {tail}" if tail else f"{head}\u2026")


def _ends_in_word(text: str) -> str:
    at = text.rfind(" ")
    return text[: at + 1] if at > _AROUND // 2 else text


def _begins_in_word(text: str) -> str:
    at = text.find(" ")
    return text[at + 1 :] if 0 <= at < _AROUND // 2 else text
