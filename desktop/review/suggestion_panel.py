"""The right pane: a heading, one page at a time (the editor, search, reasons, second opinion), and why this item comes now."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Task
from core.review.cards import Card, Phase
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.asked_line import AskedLine
from desktop.review.comment_box import HEIGHT as COMMENT_HEIGHT
from desktop.review.comment_box import CommentBox
from desktop.review.editors import Editor, Maker, maker_of
from desktop.review.opinion_page import OpinionPage
from desktop.review.reasons_page import ReasonsPage
from desktop.review.section_title import SectionTitle
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import Entry, Finder
from desktop.widgets.keys import key_text

_FOOT = 68
_SIDE = 20


class Page(IntEnum):
    """The pages, in the order of the stack."""

    EDITOR = 0
    SEARCH = 1
    REASONS = 2
    OPINION = 3


class SuggestionPanel(QWidget):
    """Holds the pages. `painted` follows each paint of what is decided on; `edited` says that there is another editor."""

    painted = Signal()
    edited = Signal()

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keymap = keymap
        self._maker: Maker = maker_of(Task(""))
        keys = keymap.keys("search")
        self._search_key = key_text(keys[0]) if keys else ""
        self._card: Card | None = None
        self.asked = AskedLine(theme, self)
        self.title = SectionTitle(theme, "", self)
        self.editor: Editor = self._maker(theme, keymap)
        self.finder = Finder(theme)
        self.reasons = ReasonsPage(theme, keymap)
        self.opinion = OpinionPage(theme, keymap)
        self.comment = CommentBox(theme, self)
        self.comment.hide()
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.editor.painted.connect(self.painted)
        self.opinion.models.painted.connect(self.painted)
        theme.changed.connect(self.update)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return Page(self._stack.currentIndex())

    def set_task(self, task: Task) -> None:
        """The task that is reviewed. `edited` follows when it is of another kind than before."""
        maker = maker_of(task)
        if maker is not self._maker:
            self._maker = maker
            self._put_editor(maker(self.theme, self._keymap))
        labels = task.offered
        self.asked.show_text(task.options.instruction)
        self.editor.set_task(task)
        self.opinion.set_task(task)
        entries = [Entry(label.name, label.description) for label in labels]
        self.finder.set_entries(entries, named=tr("Find one of {n} labels", n=len(labels)), key=self._search_key)

    def show_card(self, card: Card) -> None:
        """Show `card` on the page that stays open, or on its own page when it is another item."""
        same = self._card is not None and _stays(self._card, card)
        self._card = card
        if card.phase is Phase.SECOND_OPINION:
            self.opinion.show_card(card)
        else:
            self.editor.show_card(card)
        if not same:
            self.finder.clear()
            self.show_page(self.own_page())
        self._head(card)
        self.setAccessibleDescription(_foot(card))
        self.update()

    def own_page(self) -> Page:
        """The page that belongs to the card."""
        if self._card is None:
            return Page.EDITOR
        if self._card.phase is Phase.SECOND_OPINION:
            return Page.OPINION
        return Page.SEARCH if self.editor.starts_in_search(self._card) else Page.EDITOR

    def show_page(self, page: Page) -> None:
        """Turn to `page`."""
        if self._stack.currentIndex() != page:
            self._stack.setCurrentIndex(page)
            if self._card is not None:
                self._head(self._card)

    def set_asleep(self, asleep: bool) -> None:
        """Whether the commands sleep because a text field has the keys."""
        self.editor.set_asleep(asleep)
        self.opinion.mine.set_asleep(asleep)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 600)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self.comment.setGeometry(QRect(1, self.height() - COMMENT_HEIGHT, self.width() - 1, COMMENT_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), self.theme.colour("border"))
        if self._card is not None and self.comment.isHidden():
            foot = QRect(_SIDE, self.height() - _FOOT + 12, self.width() - 2 * _SIDE, _FOOT)
            paint.paragraph(painter, self.theme.font("small"), self.theme.colour("muted"), foot, _foot(self._card))

    def _head(self, card: Card) -> None:
        if card.phase is Phase.BLIND:
            self.title.set_texts(tr("Your answer first"), tr("blind item"), badge=True)
        elif card.phase is Phase.SECOND_OPINION:
            self.title.set_texts(tr("Your answer"), tr("blind item"), badge=True)
        elif self.page is Page.SEARCH:
            self.title.set_texts(tr("Find a label"))
        else:
            self.title.set_texts(tr("Suggestion"), words.suggester(card.suggestion) or card.model)

    def _put_editor(self, editor: Editor) -> None:
        """Another editor takes the first page."""
        old = self._stack.widget(Page.EDITOR)
        assert old is not None
        self.editor = editor
        self._stack.insertWidget(Page.EDITOR, _scrolling(editor))
        self._stack.removeWidget(old)
        self._stack.setCurrentIndex(Page.EDITOR)
        old.deleteLater()
        editor.painted.connect(self.painted)
        self.edited.emit()

    def _lay_out(self) -> None:
        for page in (self.editor, self.finder, self.reasons, self.opinion):
            self._stack.addWidget(page if page is self.finder else _scrolling(page))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 18, _SIDE, _FOOT)
        layout.setSpacing(12)
        layout.addWidget(self.asked)
        layout.addWidget(self.title)
        layout.addWidget(self._stack, 1)


def _stays(before: Card, card: Card) -> bool:
    """Whether the page that is open stays: also when the suggestion of an item comes while somebody is searching or rejecting."""
    arrived = before.phase is Phase.ASKING and card.phase in (Phase.REVIEW, Phase.NO_IDEA, Phase.FAILED)
    return before.item_id == card.item_id and (before.phase is card.phase or arrived)


def _foot(card: Card) -> str:
    if card.phase is Phase.BLIND:
        return tr(
            "1 item in 20 comes without a suggestion, so that we can see what suggestions do to our labels. "
            "You see the model's answer afterwards."
        )
    flags = words.flags(card.suggestion.flags) if card.suggestion is not None else ""
    return "\n".join(part for part in (words.stands_in(card.model, card.model_failure), flags, words.why_now(card.why)) if part)


def _scrolling(page: QWidget) -> QScrollArea:
    """Small windows scroll a page rather than squeeze it."""
    area = QScrollArea()
    area.setObjectName("panel")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    return area
