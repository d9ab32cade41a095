"""The left pane: the item, its metadata beneath, and at the foot a line for hints and messages; guidelines when asked for."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from core.domain.content import Content
from core.domain.task import Label
from core.review.cards import Card
from desktop.review.find_bar import HEIGHT as FIND_HEIGHT
from desktop.review.find_bar import FindBar
from desktop.review.guidelines import Guidelines
from desktop.review.item.board import Board, shown_parts
from desktop.review.item.finding import Finding
from desktop.review.item.pane_text import PaneText
from desktop.review.item.stage import Stage
from desktop.review.marks import PASSAGES, Mark, MarkRole
from desktop.review.meta_sheet import MetaSheet
from desktop.review.meta_strip import MetaStrip
from desktop.review.status_line import HEIGHT, StatusLine
from desktop.theme import Theme

_TOP = 40
_TOP_OF_MANY = 24
_LEAST_TEXT = 60
_APART = 16
_STRIP_MOST = 720
_LOW = 280
#: marks that the whole text is needed for, as it stands
_EXACT = PASSAGES | {MarkRole.CURSOR}


class ItemPane(QWidget):
    """Places the sections of the item at the top, as tall as they need, and the strip right beneath them.

    `painted` follows when all of the item has been painted; `text_selected` gives a passage (code points) that was selected in the
    item's main text; `find_focused` says whether the search in the item has the keyboard, `find_left` that it was closed.
    """

    painted = Signal()
    text_selected = Signal(int, int)
    find_focused = Signal(bool)
    find_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.text = PaneText(theme)
        self.stage = Stage(self)
        self.board = Board(theme, self.stage, self.text)
        self.meta = MetaStrip(theme, self)
        self.status = StatusLine(theme, self)
        self.guidelines = Guidelines(theme, self)
        self.guidelines.hide()
        self.find_bar = FindBar(theme, self)
        self.find_bar.hide()
        self._finding = Finding(self.find_bar, self.board)
        self._sheet: MetaSheet | None = None
        self._before: QWidget | None = None
        self._content = Content("")
        self._seen: tuple[str, Content, tuple[str, ...]] = ("", self._content, ())
        self._plain = self._arranging = False
        self._connect()

    @property
    def finding(self) -> bool:
        """Whether the search in the item has the keyboard."""
        return self.find_bar.field.hasFocus()

    @property
    def zoom_step(self) -> int:
        """By how many steps the item is larger than usual."""
        return self.board.zoom

    def show_card(self, card: Card) -> None:
        """Show the item of `card`, from its beginning when it is another one."""
        content = card.content if card.content.text or card.content.parts else Content(card.text)
        seen = (card.item_id, content, card.presented)
        if seen != self._seen:
            another = card.item_id != self._seen[0]
            self._seen, self._content = seen, content
            if another:
                self._shut_find()
            self._show_parts()
        else:
            self.board.repaint()
        self.meta.show_card(card)
        self._arrange()

    def set_guidelines(self, markdown: str, labels: tuple[Label, ...], version: int = 0) -> None:
        """What the guidelines panel shows; `version`: the number of the guidelines, 0 where it is not told."""
        self.guidelines.set_content(markdown, labels, version)

    def set_plain(self, *, plain: bool) -> None:
        """Whether a main text in Markdown is shown as it stands, because passages are marked in it."""
        if plain != self._plain:
            self._plain = plain
            self._show_parts()
            self._arrange()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Mark these passages of the main text."""
        if not self._plain and any(mark.role in _EXACT for mark in marks):
            self.set_plain(plain=True)
        main = self.board.main()
        if main is not None:
            main.view.show_marks(marks, self._content.text)

    def open_find(self) -> None:
        """Search in the item; the keyboard goes back to whoever has it now."""
        if not self.finding:
            self._before = QApplication.focusWidget()
        self.find_bar.open()
        self._finding.look_for(self.find_bar.field.text())
        self._arrange()

    def zoom(self, step: int) -> None:
        """Larger (+1) or smaller (-1) text; 0: the usual size."""
        before, self._arranging = self._arranging, True
        self.board.set_zoom(step)
        self._arranging = before
        self._arrange()

    def scroll_pages(self, pages: float) -> None:
        """Scroll the section that has the keyboard by so many pages, down when positive."""
        self.board.scroll_pages(pages)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in the order of reading."""
        return [*self.board.stops(), self.meta, self.find_bar.field]

    def toggle_guidelines(self) -> bool:
        """Show or hide the guidelines; says whether they are shown now."""
        shown = self.guidelines.isHidden()
        self.guidelines.setVisible(shown)
        self._arrange()
        return shown

    @override
    def sizeHint(self) -> QSize:
        return QSize(820, 600)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        main = self.board.sections[0]
        if main.bare and main.view.area.hasFocus():
            painter.fillRect(self._side() - 16, self.stage.y(), 3, self.stage.height(), self.theme.colour("focus"))

    def _connect(self) -> None:
        self.board.painted.connect(self._was_painted)
        self.board.grown.connect(self._arrange)
        self.board.focused.connect(self.update)
        self.meta.clicked.connect(self._open_meta)
        self.find_bar.left.connect(self._leave_find)
        self.find_bar.focused.connect(self.find_focused)
        self.text.text_selected.connect(self.text_selected)
        self.theme.changed.connect(self._arrange)

    def _was_painted(self) -> None:
        self.painted.emit()
        if not self.text.isVisible():
            self.text.painted.emit()  # who waits for the text waits for what stands in its place

    def _show_parts(self) -> None:
        """Nothing is placed while parts come and go."""
        before, self._arranging = self._arranging, True
        self.board.show_parts(shown_parts(self._content, self._seen[2], plain=self._plain))
        self._arranging = before
        for earlier, later in pairwise([self.text, *(stop for stop in self.stops() if stop is not self.text)]):
            QWidget.setTabOrder(earlier, later)

    def _open_meta(self) -> None:
        """All of the metadata, over the whole window: no key may decide on what is covered."""
        if self._sheet is None:
            self._sheet = MetaSheet(self.theme, self.window())
            self.destroyed.connect(self._sheet.deleteLater)
        self._sheet.show_record(self.meta.record)

    def _shut_find(self) -> None:
        """The search is over; nobody is given the keyboard."""
        if self.find_bar.isVisible():
            self._finding.stop()
            self.find_bar.hide()
            self.find_left.emit()

    def _leave_find(self) -> None:
        before, self._before = self._before, None
        heir = before if before is not None and before.isVisible() else self.parentWidget()
        if heir is not None:
            heir.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shut_find()
        self._arrange()

    def _side(self) -> int:
        return 48 if self.width() > 560 else 24

    def _arrange(self) -> None:
        """Everything in its place; what asks for it meanwhile is being placed already."""
        if self._arranging:
            return
        self._arranging = True
        self._place(self._place_foot())
        self._arranging = False
        self.update()

    def _place_foot(self) -> int:
        """The guidelines, the search and the status line; returns where the item's room ends."""
        width, height = self.width(), self.height()
        foot = height - HEIGHT
        if not self.guidelines.isHidden():
            tall = max(160, round(height * 0.46))
            self.guidelines.setGeometry(QRect(0, height - tall, width, tall))
            foot = height - tall - (0 if self.find_bar.isHidden() else FIND_HEIGHT)
        side = self._side()
        self.find_bar.setGeometry(QRect(0, foot, width, FIND_HEIGHT))
        self.status.setGeometry(QRect(side, height - HEIGHT, max(0, width - 2 * side), HEIGHT))
        self.status.setVisible(self.guidelines.isHidden() and self.find_bar.isHidden())
        return foot

    def _place(self, foot: int) -> None:
        """The sections from the top, and the strip right beneath them; a low pane keeps one line for the strip."""
        width, side = self.width(), self._side()
        top = _TOP if self.board.alone else _TOP_OF_MANY
        room = max(_LEAST_TEXT, foot - top - 12)
        self.meta.set_lines(3 if room > _LOW else 1)
        tall = max(_LEAST_TEXT, room - self.meta.height() - _APART)
        self.stage.move(0, top)
        end = top + self.board.place(width, side, tall)
        self.meta.setGeometry(QRect(side, end + _APART, max(0, min(width - 2 * side, _STRIP_MOST)), self.meta.height()))
