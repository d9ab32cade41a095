"""Markdown, rendered by Qt without HTML: no picture is loaded, no link opens, no file is read. Its source is in the menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextList,
    QTextTable,
)
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from core.domain.content import Part
from desktop.i18n import tr
from desktop.review.guidelines import FEATURES, without_images
from desktop.review.item.document import DocumentView
from desktop.review.item.portions import markdown_portions, text_portions
from desktop.review.item.view import scaled
from desktop.theme import Theme

_PORTION = 8_000
#: a longer line is no Markdown that somebody wrote: it is shown as it stands
_LONGEST_LINE = 20_000


class MarkdownView(DocumentView):
    """See the module."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._source = ""
        self._raw = False
        self._portions: Iterator[str] = iter(())
        super().__init__(theme, parent)
        self.browser.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.browser.customContextMenuRequested.connect(self._offer)

    @property
    def raw(self) -> bool:
        """Whether the source is shown."""
        return self._raw

    def turn(self) -> None:
        """From what it means to the source, and back."""
        self._raw = not self._raw
        self.begin_again()

    @override
    def take(self, part: Part) -> None:
        self._source, self._raw = part.text, False

    @override
    def begin(self) -> None:
        document = self.fresh()
        document.setDefaultFont(scaled(self.theme.font("item_long", mono=self._raw), self.zoom))
        lines = max(map(len, self._source.splitlines()), default=0)
        plain = self._raw or lines > _LONGEST_LINE
        self._write = _plain if plain else self._rendered
        self._portions = text_portions(self._source, _PORTION) if plain else markdown_portions(self._source, _PORTION)
        first = next(self._portions, "")
        QTextCursor(document).insertFragment(self._write(first, document))
        self.put(document)

    @override
    def more(self) -> bool:
        portion = next(self._portions, None)
        if portion is None:
            return False
        cursor = self.at_end()
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertFragment(self._write(portion, self.browser.document()))
        return True

    def _offer(self, point: QPoint) -> None:
        """The menu: copying, and the source."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("&Copy"))
        copy.setEnabled(self.browser.textCursor().hasSelection())
        copy.triggered.connect(self.browser.copy)
        turn = menu.addAction(tr("Show what it &means") if self._raw else tr("Show the &source"))
        turn.triggered.connect(self.turn)
        menu.popup(self.browser.mapToGlobal(point))

    def _rendered(self, source: str, like: QTextDocument) -> QTextDocumentFragment:
        """What `source` means, in a document that is never laid out: nothing can be looked for while it is made."""
        made = QTextDocument()
        made.setDefaultFont(like.defaultFont())
        made.setMarkdown(source, FEATURES)
        without_images(made)
        self._dress_blocks(made)
        self._dress_tables(made.rootFrame())
        return QTextDocumentFragment(made)

    def _dress_blocks(self, document: QTextDocument) -> None:
        block = document.begin()
        while block.isValid():
            if _is_code(block):
                self._dress_code(block)
            elif cast("QTextTable | None", QTextCursor(block).currentTable()) is None:
                self._dress_text(block)
            block = block.next()

    def _dress_text(self, block: QTextBlock) -> None:
        """Room between paragraphs; a quotation in a quieter tone."""
        form = block.blockFormat()
        listed = cast("QTextList | None", block.textList()) is not None
        form.setTopMargin(10 if form.headingLevel() else 0)
        form.setBottomMargin(3 if listed else 10)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(form)
        if form.hasProperty(QTextFormat.Property.BlockQuoteLevel.value):
            quiet = QTextCharFormat()
            quiet.setForeground(self.theme.colour("muted"))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(quiet)

    def _dress_code(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        form = block.blockFormat()
        form.setBackground(self.theme.colour("hover"))
        form.setTopMargin(0 if _is_code(block.previous()) else 8)
        form.setBottomMargin(0 if _is_code(block.next()) else 10)
        cursor.setBlockFormat(form)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        mono = scaled(self.theme.font("label", mono=True), self.zoom)
        look.setFontFamilies(mono.families())
        look.setProperty(QTextFormat.Property.FontPixelSize.value, mono.pixelSize())
        cursor.mergeCharFormat(look)

    def _dress_tables(self, frame: QTextFrame) -> None:
        for child in frame.childFrames():
            if isinstance(child, QTextTable):
                form = child.format()
                form.setBorder(1)
                form.setBorderCollapse(True)
                form.setBorderBrush(self.theme.colour("border_strong"))
                form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                form.setCellPadding(5)
                form.setTopMargin(8)
                form.setBottomMargin(12)
                child.setFormat(form)


def _is_code(block: QTextBlock) -> bool:
    form = block.blockFormat()
    fenced = form.hasProperty(QTextFormat.Property.BlockCodeFence.value)
    return block.isValid() and (
        fenced or form.hasProperty(QTextFormat.Property.BlockCodeLanguage.value) or form.nonBreakableLines()
    )


def _plain(source: str, _like: QTextDocument) -> QTextDocumentFragment:
    return QTextDocumentFragment.fromPlainText(source)
