"""Shows one page: text that selects, links that are told to the screen, pictures as wide as the room. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QTextDocument, QTextFormat, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop.i18n import language, tr
from desktop.screens.help.library import HelpPage, picture
from desktop.screens.help.rendering import build_document, heading_blocks, image_places, mark_format
from desktop.theme import Theme

_READING_WIDTH = 780
_SIDE, _NARROW_SIDE = 40, 16
_NARROW = 560
_MOST_MARKS = 300
_SCROLLS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})
_GOES = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COMMANDS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class HelpBrowser(QTextBrowser):
    """`followed` gives what a link that was clicked, or taken by Enter, says."""

    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._page: HelpPage | None = None
        self._words: tuple[str, ...] = ()
        self._shown: QTextDocument | None = None
        self._section: int | None = None  # where the page was opened, until the reader moves
        self.setObjectName("help")
        self.setAccessibleName(tr("Help page"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # columns of a table get as narrow as their words, not narrower
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._redress)

    # --- the page ---

    def show_page(self, page: HelpPage, section: int = 0, words: Iterable[str] = ()) -> None:
        """Show a page from one of its sections on; `words` are marked wherever they stand."""
        self._page, self._words, self._section = page, tuple(words), section
        self.setAccessibleName(page.title)
        self._redress()

    @property
    def page(self) -> HelpPage | None:
        """The page that is shown."""
        return self._page

    @property
    def scrolled(self) -> int:
        """How far the page is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def scroll_back(self, pixels: int) -> None:
        """Scroll to where the page was left."""
        self._section = None
        self.document().size()  # laid out, so that there is something to scroll
        self.verticalScrollBar().setValue(pixels)

    def _redress(self) -> None:
        """Make the document anew, in the theme that is worn now."""
        if self._page is None:
            return
        self._set_margins()
        before = self.scrolled
        document = build_document(self._page.markdown, self.theme, self)
        self._fit_pictures(document)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        self._mark()
        if self._section is None:
            self.verticalScrollBar().setValue(before)
        else:
            self._go_to(self._section)

    def _go_to(self, section: int) -> None:
        """Bring a section to the top; where its first marked word would lie below the window, that word into the middle."""
        headings = heading_blocks(self.document())
        if not 0 < section < len(headings):
            self.verticalScrollBar().setValue(0)
            return
        block = self.document().findBlockByNumber(headings[section])
        layout = self.document().documentLayout()
        top = layout.blockBoundingRect(block).top()
        end = headings[section + 1] if section + 1 < len(headings) else self.document().blockCount()
        for one in self.extraSelections():
            found = one.cursor.block()
            if headings[section] <= found.blockNumber() < end:
                below = layout.blockBoundingRect(found).bottom() - self.viewport().height()
                top = max(top, below + self.viewport().height() / 2) if below > top else top
                break
        self.verticalScrollBar().setValue(round(top))

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        form = mark_format(self.theme)
        for word in self._words:
            cursor = self.document().find(word)
            while not cursor.isNull() and len(marks) < _MOST_MARKS:
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, form
                marks.append(one)
                cursor = self.document().find(word, cursor)
        marks.sort(key=lambda one: one.cursor.position())
        self.setExtraSelections(marks)

    # --- pictures ---

    def _room(self) -> int:
        return max(120, min(self._widest, self.width() - 2 * self._side - 16))

    @property
    def _widest(self) -> int:
        """How wide the text may be: tables want more than running text does."""
        return max(self.theme.scaled(_READING_WIDTH), self.theme.reading_width)

    @property
    def _side(self) -> int:
        return _SIDE if self.width() >= _NARROW else _NARROW_SIDE

    def _fit_pictures(self, document: QTextDocument) -> None:
        """Draw every picture as wide as the room at most, in as many pixels as the screen has."""
        for at, name in image_places(document):
            image = _image(name, language(), dark=self.theme.tokens.dark)
            if image.isNull():
                continue
            width = min(self._room(), image.width())
            ratio = self.devicePixelRatioF()
            fine = image.scaledToWidth(min(image.width(), round(width * ratio)), Qt.TransformationMode.SmoothTransformation)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), fine)
            cursor = QTextCursor(document)
            cursor.setPosition(at)
            cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat().toImageFormat()
            form.setProperty(QTextFormat.Property.ImageWidth, float(width))
            form.setProperty(QTextFormat.Property.ImageHeight, float(round(image.height() * width / image.width())))
            cursor.setCharFormat(form)

    # --- Qt ---

    @override
    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        """An empty picture for whatever is not there already: for nothing at all, Qt would look on the disk by itself."""
        empty = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        empty.fill(Qt.GlobalColor.transparent)
        return empty

    @override
    def keyPressEvent(self, ev: QKeyEvent, /) -> None:
        """Scrolls, goes from link to link and copies; every other key is the screen's."""
        plain = not ev.modifiers() & _COMMANDS
        copies = ev.matches(QKeySequence.StandardKey.Copy) or ev.matches(QKeySequence.StandardKey.SelectAll)
        if plain and ev.key() in _SCROLLS:
            self._section = None
            self._scroll(Qt.Key(ev.key()))
        elif copies or (plain and ev.key() in _GOES):
            super().keyPressEvent(ev)
        else:
            ev.ignore()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        self._set_margins()
        super().resizeEvent(e)
        if e.oldSize().width() != e.size().width() and self._page is not None:
            self._fit_pictures(self.document())
            if self._section is not None:
                self._go_to(self._section)

    def _set_margins(self) -> None:
        spare = max(0, self.width() - 2 * self._side - 16 - self._widest)
        self.setViewportMargins(self._side, 16, self._side + spare, 8)

    def _scroll(self, key: Qt.Key) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: bar.value() - 48,
            Qt.Key.Key_Down: bar.value() + 48,
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep() + 48,
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep() - 48,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        bar.setValue(steps[key])

    def _follow(self, link: QUrl) -> None:
        self.followed.emit(link.toString())


@lru_cache(maxsize=4)
def _image(name: str, spoken: str, *, dark: bool) -> QImage:
    """A picture of the help by the name that a page gives it; in the dark its dark sister, where there is one."""
    plain = name.rpartition("/")[2]
    stem, dot, ending = plain.rpartition(".")
    data = (picture(f"{stem}-dark{dot}{ending}", spoken) if dark else None) or picture(plain, spoken)
    return QImage.fromData(QByteArray(data)) if data else QImage()
