"""The guidelines: Markdown, shown as text. Nothing outside is loaded, no HTML runs, no link opens."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Label
from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint

#: GitHub's Markdown, in which HTML is text
FEATURES = QTextDocument.MarkdownFeature(
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
)
_MOST_LABELS = 200
_PICTURE = "\ufffc"  # the character that stands for an object in a text


class ClosedBrowser(QTextBrowser):
    """A text browser that fetches nothing and goes nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @override
    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        """An empty picture for whatever is asked for: for nothing at all, Qt would look on the disk by itself."""
        empty = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        empty.fill(Qt.GlobalColor.transparent)
        return empty

    @override
    def keyPressEvent(self, ev: QKeyEvent, /) -> None:
        scrolls = ev.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if scrolls or ev.matches(QKeySequence.StandardKey.Copy) or ev.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(ev)
        else:
            ev.ignore()


class Guidelines(QWidget):
    """The panel: a heading over the rendered guidelines and the labels with their descriptions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._markdown = ""
        self._labels: tuple[Label, ...] = ()
        self._version = 0
        self.browser = ClosedBrowser(self)
        self.browser.setObjectName("guidelines")
        self.browser.setAccessibleName(tr("Guidelines"))
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 40, 8, 8)
        layout.addWidget(self.browser)
        theme.changed.connect(self._render)

    def set_content(self, markdown: str, labels: tuple[Label, ...], version: int = 0) -> None:
        """Show `markdown`, then every label that has a description or an example. `version`: the number told in the heading."""
        self._markdown, self._labels, self._version = markdown, labels, version
        self.browser.setAccessibleName(self.heading)
        self._render()
        self.update()

    @property
    def heading(self) -> str:
        """What stands over them."""
        return tr("Guidelines, version {number}", number=self._version) if self._version else tr("Guidelines")

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("border"))
        heading = QRect(48, 8, self.width() - 96, 28)
        paint.line(painter, self.theme.font("small", bold=True), self.theme.colour("muted"), heading, self.heading)

    def _render(self) -> None:
        document = QTextDocument(self.browser)
        document.setDefaultFont(self.theme.font("label"))
        document.setMarkdown(self._markdown or tr("This project has no guidelines yet."), FEATURES)
        without_images(document)
        self.browser.setDocument(document)
        self._add_labels()
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _add_labels(self) -> None:
        told = [label for label in self._labels if label.description or label.example]
        if not told:
            return
        cursor = QTextCursor(self.browser.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        plain, strong, quiet = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(self.theme.colour("muted"))
        strong.setFontWeight(self.theme.font("label", bold=True).weight())
        for label in told[:_MOST_LABELS]:
            cursor.insertBlock(_apart())
            cursor.insertText(label.name, strong)
            cursor.insertText("  " + label.description, plain)
            if label.example:
                cursor.insertText("  " + tr("Example: {example}", example=label.example), quiet)


def without_images(document: QTextDocument) -> None:
    """Put words in the place of every picture, before anything is laid out: laying one out already looks for its file.

    A picture in the guidelines could tell a stranger who reads them, and when.
    """
    cursor = document.find(_PICTURE)
    while not cursor.isNull():
        if cursor.charFormat().isImageFormat():
            cursor.insertText(tr("[picture not shown]"), QTextCharFormat())
        cursor = document.find(_PICTURE, cursor)


def _apart() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(6)
    return form
