"""From the Markdown of a page to a document in the theme that is worn: headings, tables, code, links and pictures.

Qt reads the Markdown; what it makes of it is dressed afterwards, before any view lays it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from desktop.review.guidelines import FEATURES
from desktop.theme import Theme

_CHINESE = re.compile("[\u3400-\u9fff]")
_LINE = 122.0  # per cent
_SIZES = {1: "item", 2: "title"}
_ABOVE = {1: 0, 2: 26, 3: 20}
_PROPORTIONAL = int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def build_document(markdown: str, theme: Theme, parent: QObject) -> QTextDocument:
    """The document of a page. The caller gives it to a view."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(theme.font("label"))
    document.setDocumentMargin(0)
    document.setMarkdown(markdown, FEATURES)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in list(_blocks(document)):
        _dress_block(cursor, block, theme)
    for table in _tables(document):
        _dress_table(cursor, table, theme)
    cursor.endEditBlock()
    return document


def heading_blocks(document: QTextDocument) -> list[int]:
    """The numbers of the blocks that are headings, in order: the sections of the page."""
    return [block.blockNumber() for block in _blocks(document) if block.blockFormat().headingLevel()]


def image_places(document: QTextDocument) -> list[tuple[int, str]]:
    """Where pictures stand: position in the document and name."""
    return [
        (at, form.toImageFormat().name()) for block in _blocks(document) for at, _, form in _runs(block) if form.isImageFormat()
    ]


def _dress_block(cursor: QTextCursor, block: QTextBlock, theme: Theme) -> None:
    level, in_code = block.blockFormat().headingLevel(), _is_code(block)
    cursor.setPosition(block.position())
    form = QTextBlockFormat()
    form.setLineHeight(100.0 if in_code else _LINE, _PROPORTIONAL)
    if level:
        form.setTopMargin(_ABOVE.get(level, 16))
        form.setBottomMargin(8)
    elif in_code:
        _as_code(form, block, theme)
    elif not cursor.currentTable():
        form.setTopMargin(0)
        form.setBottomMargin(5 if block.textList() else 10)
    cursor.mergeBlockFormat(form)
    for at, length, given in list(_runs(block)):
        _select(cursor, at, length)
        if level:
            cursor.setCharFormat(_heading(given, level, theme))
        if given.fontItalic() and _CHINESE.search(block.text()):
            cursor.mergeCharFormat(_upright(theme))
        dress = _dressed(given, theme, in_code=in_code)
        if dress is not None:
            cursor.mergeCharFormat(dress)


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _as_code(form: QTextBlockFormat, block: QTextBlock, theme: Theme) -> None:
    """Code stands on a ground of its own and breaks where the window ends, rather than push it wider."""
    form.setNonBreakableLines(False)
    form.setBackground(theme.colour("hover"))
    form.setLeftMargin(12)
    form.setTopMargin(0 if _is_code(block.previous()) else 4)
    form.setBottomMargin(0 if _is_code(block.next()) else 14)


def _heading(given: QTextCharFormat, level: int, theme: Theme) -> QTextCharFormat:
    """A heading in a size of ours: Qt's own adjustment has to go, since it would win over any size."""
    form = QTextCharFormat(given)
    form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    font = theme.font(_SIZES.get(level, "label"), bold=True)
    form.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
    form.setFontWeight(font.weight())
    return form


def _upright(theme: Theme) -> QTextCharFormat:
    """Emphasis among Chinese signs, which have no italics: what Qt slants reads badly."""
    form = QTextCharFormat()
    form.setFontItalic(False)
    form.setFontWeight(theme.font("label", bold=True).weight())
    return form


def _dressed(given: QTextCharFormat, theme: Theme, *, in_code: bool) -> QTextCharFormat | None:
    """What is added to the format of a run; None where nothing is."""
    form = QTextCharFormat()
    if given.isAnchor():
        form.setForeground(theme.colour("accent"))
        form.setFontUnderline(True)
    if given.fontFixedPitch() or in_code:
        form.setFontFamilies(theme.font("small", mono=True).families())
        form.setProperty(QTextFormat.Property.FontPixelSize, theme.font("body").pixelSize())
        if not in_code:
            form.setBackground(theme.colour("keycap"))
    elif not given.isAnchor():
        return None
    return form


def _dress_table(cursor: QTextCursor, table: QTextTable, theme: Theme) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(theme.colour("border")))
    form.setCellPadding(6)
    form.setCellSpacing(0)
    form.setTopMargin(6)
    form.setBottomMargin(12)
    table.setFormat(form)
    for column in range(table.columns()):
        _dress_head(cursor, table, column, theme)


def _dress_head(cursor: QTextCursor, table: QTextTable, column: int, theme: Theme) -> None:
    cell = table.cellAt(0, column)
    form = cell.format()
    form.setBackground(theme.colour("hover"))
    cell.setFormat(form)
    bold = QTextCharFormat()
    bold.setFontWeight(theme.font("label", bold=True).weight())
    _select(cursor, cell.firstPosition(), cell.lastPosition() - cell.firstPosition())
    cursor.mergeCharFormat(bold)


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _runs(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """The pieces of a block that look the same: position, length, format."""
    at = block.begin()
    while not at.atEnd():
        run = at.fragment()
        if run.isValid():
            yield run.position(), run.length(), run.charFormat()
        at += 1


def _select(cursor: QTextCursor, at: int, length: int) -> None:
    cursor.setPosition(at)
    cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)


def mark_format(theme: Theme) -> QTextCharFormat:
    """How a word that was searched for is marked."""
    form = QTextCharFormat()
    form.setBackground(theme.colour("selection"))
    form.setForeground(theme.colour("text"))
    return form
