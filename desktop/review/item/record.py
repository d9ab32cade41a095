"""A record: names and values in two aligned columns, nested names stepped in. Long records come in portions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.content import Part
from core.domain.json import JsonValue
from desktop.i18n import tr
from desktop.review.item.document import DocumentView, Pages
from desktop.review.item.rows import Row, rows
from desktop.review.item.view import scaled
from desktop.theme import Theme

_ROWS = 30
_CHARACTERS = 6_000
_STEP = 18
_NAMES_LEAST, _NAMES_MOST = 72, 220


class _Table(Pages):
    """Right opens the first thing in sight that is cut, as a click on it does."""

    @override
    def keyPressEvent(self, ev: QKeyEvent, /) -> None:
        if ev.key() == Qt.Key.Key_Right and not ev.modifiers() and (link := self._link_in_sight()):
            self.anchorClicked.emit(QUrl(link))
            return
        super().keyPressEvent(ev)

    def _link_in_sight(self) -> str:
        cursor = self.cursorForPosition(self.viewport().rect().topLeft())
        end = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        while cursor.position() < end and cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
            reach = QTextCursor(cursor)
            reach.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if reach.charFormat().isAnchor():
                return reach.charFormat().anchorHref()
        return ""


class RecordView(DocumentView):
    """Shows any JSON object or list. What is cut can be opened in place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._value: JsonValue = None
        self._opened: set[str] = set()
        self._whole = False
        self._names = _NAMES_LEAST
        self._rest: Iterator[Row] = iter(())
        super().__init__(theme, parent)
        self.browser.anchorClicked.connect(self._open)

    @override
    def make_browser(self) -> Pages:
        return _Table()

    @override
    def take(self, part: Part) -> None:
        self._value, self._opened, self._whole = part.value, set(), False

    @override
    def begin(self) -> None:
        document = self.fresh()
        document.setDefaultFont(scaled(self.theme.font("label"), self.zoom))
        self._rest = rows(self._value, self._opened, whole=self._whole)
        first = self._portion()
        self._names = self._names_width(first)
        self._write(QTextCursor(document), first)
        self.put(document)

    @override
    def more(self) -> bool:
        portion = self._portion()
        if portion:
            self._write(self.at_end(), portion)
        return bool(portion)

    @override
    def look_for(self, query: str) -> int:
        if query and not self._whole:
            self._whole = True  # what is cut is searched too
            self.begin_again()
        return super().look_for(query)

    def _open(self, link: QUrl) -> None:
        at = self.browser.verticalScrollBar().value()
        self._opened.add(link.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
        self.begin_again()
        self.browser.verticalScrollBar().setValue(at)

    def _portion(self) -> list[Row]:
        taken: list[Row] = []
        length = 0
        for row in islice(self._rest, _ROWS):
            taken.append(row)
            length += len(row.text)
            if length > _CHARACTERS:
                break
        return taken

    def _names_width(self, first: list[Row]) -> int:
        """The names take the room that those of the first portion need, within limits; the limits grow with the zoom."""
        metrics = QFontMetrics(scaled(self.theme.font("label"), self.zoom))
        scale = metrics.height() / QFontMetrics(self.theme.font("label")).height()
        needed = max((metrics.horizontalAdvance(row.name[:60]) + row.depth * _STEP for row in first), default=0) + 24
        return max(round(_NAMES_LEAST * scale), min(round(_NAMES_MOST * scale), needed))

    def _write(self, cursor: QTextCursor, portion: list[Row]) -> None:
        if not portion:
            return
        cursor.beginEditBlock()
        table = cursor.insertTable(len(portion), 2, self._form())
        for place, row in enumerate(portion):
            self._write_row(table, place, row)
        cursor.endEditBlock()

    def _write_row(self, table: QTextTable, place: int, row: Row) -> None:
        name = table.cellAt(place, 0).firstCursorPosition()
        name.setBlockFormat(_stepped(row.depth))
        name.insertText(row.name, self._look("text" if row.head else "muted", bold=row.head))
        value = table.cellAt(place, 1).firstCursorPosition()
        value.insertText(row.text, self._look("text"))
        if row.hidden:
            value.insertText(_left_out(row), self._link(row.path))

    def _look(self, tone: str, *, bold: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self.theme.colour(tone))
        if bold:
            look.setFontWeight(self.theme.font("label", bold=True).weight())
        return look

    def _link(self, path: str) -> QTextCharFormat:
        look = self._look("accent")
        if path:
            look.setAnchor(True)
            url = QUrl()
            url.setFragment(path, QUrl.ParsingMode.DecodedMode)
            look.setAnchorHref(url.toString())
            look.setFontUnderline(True)
        return look

    def _form(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(3)
        form.setCellSpacing(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        fixed = QTextLength(QTextLength.Type.FixedLength, self._names)
        form.setColumnWidthConstraints([fixed, QTextLength(QTextLength.Type.VariableLength, 0)])
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        return form


def _stepped(depth: int) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLeftMargin(_STEP * depth)
    return form


def _left_out(row: Row) -> str:
    if row.text:
        return " … " + tr("{n} more characters", n=row.hidden)
    return tr("{n} more", n=row.hidden)
