"""The labels under their digits, in two columns, with what a step of the cursor is; more labels are found by name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.boundaries import Unit
from core.domain.task import Label
from desktop.actions import Keymap
from desktop.i18n import QT_TR_NOOP, tr
from desktop.review.editors.spans_chip import chip
from desktop.review.marks import Look
from desktop.review.printed import printed
from desktop.review.search_door import SearchDoor
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable
from desktop.widgets.spoken import Role

DIGITS = 9
HEIGHT = 28
UNITS = {
    Unit.WORD: QT_TR_NOOP("by words"),
    Unit.SENTENCE: QT_TR_NOOP("by sentences"),
    Unit.CHARACTER: QT_TR_NOOP("by characters"),
}


class LabelChip(Pressable):
    """One label with its digit. `picked` gives its name."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        theme.hold_height(self, HEIGHT)
        self._label = Label("")
        self._look = Look()
        self._key = ""
        self.marked = False
        self.clicked.connect(self._tell)

    def show_label(self, label: Label, look: Look, key: str) -> None:
        """Show a label."""
        self._label, self._look, self._key = label, look, key
        self.setAccessibleName(label.name)
        self.setAccessibleDescription(label.description)
        self.setToolTip(plain_tip(label.name, label.description))
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Whether it is the label of the current passage."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, self.theme.scaled(HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter, theme, rect = QPainter(self), self.theme, self.rect().adjusted(0, 1, 0, -1)
        if self.marked or self.hovered:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft" if self.marked else "hover"))
        left = rect.left() + 4
        if self._key:
            left = paint.keycap(painter, theme, left, rect.center().y(), self._key) + 6
        chip(
            painter, theme, QRect(left, rect.top() + 3, rect.right() - left - 2, rect.height() - 6), self._label.name, self._look
        )
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _tell(self) -> None:
        self.picked.emit(self._label.name)


class _Heading(QWidget):
    """What the labels are for; at the right the arrows, what a step of theirs is, and the key that changes it."""

    spoken_as = Role.Heading

    def __init__(self, theme: Theme, arrows: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._arrows, self._key = theme, arrows, key
        self._words = ""
        theme.hold_height(self, 24)
        theme.changed.connect(self.update)

    def show_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter, theme, rect = QPainter(self), self._theme, self.rect()
        small, muted = theme.font("small"), theme.colour("muted")
        right = rect.right() - 4
        if self._key:
            right -= paint.keycap_width(theme, self._key)
            paint.keycap(painter, theme, right, rect.center().y(), self._key)
        wide = paint.text_width(small, self._words) + 2
        right -= wide + 8
        paint.line(painter, small, muted, QRect(right, rect.top(), wide, rect.height()), self._words)
        right -= paint.keycap_width(theme, self._arrows) + 6
        paint.keycap(painter, theme, right, rect.center().y(), self._arrows)
        paint.line(painter, small, muted, QRect(rect.left(), rect.top(), right - rect.left() - 8, rect.height()), tr("Label"))


class SpansLabels(QWidget):
    """Keeps its height for a task, whatever the item. `picked` gives a label's name; `searched`: the search is wanted."""

    picked = Signal(str)
    searched = Signal()

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.keymap = theme, keymap
        self._heading = _Heading(theme, _arrows(keymap), printed(keymap, "snap"), self)
        self.chips = [LabelChip(theme, self) for _ in range(DIGITS)]
        self.door = SearchDoor(theme, self)
        self._lay_out()
        for one in self.chips:
            one.picked.connect(self.picked)
        self.door.clicked.connect(self.searched)

    def set_labels(self, labels: tuple[Label, ...], looks: Mapping[str, Look]) -> None:
        """The labels of another task."""
        for at, one in enumerate(self.chips):
            one.setVisible(at < len(labels))
            if at < len(labels):
                one.show_label(labels[at], looks[labels[at].name], printed(self.keymap, "label_span", at))
        self.door.setVisible(len(labels) > DIGITS)
        self.door.set_words(tr("{n} labels", n=len(labels)), printed(self.keymap, "search"))
        self.door.setAccessibleName(tr("Find one of {n} labels", n=len(labels)))

    def show_state(self, unit: Unit, label: str) -> None:
        """What a step is, and the label of the current passage."""
        self._heading.show_words(tr(UNITS[unit]))
        for one in self.chips:
            one.set_marked(bool(label) and one.accessibleName() == label)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for at, one in enumerate(self.chips):
            grid.addWidget(one, at // 2, at % 2)
        self.theme.hold_height(self.door, HEIGHT)
        grid.addWidget(self.door, DIGITS // 2, DIGITS % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addLayout(grid)


def _arrows(keymap: Keymap) -> str:
    """The keys that step through the text, on one keycap."""
    signs = {"Left": "\u2190", "Right": "\u2192"}
    keys = (printed(keymap, action_id) for action_id in ("word_prev", "word_next"))
    return " ".join(signs.get(key, key) for key in keys if key)
