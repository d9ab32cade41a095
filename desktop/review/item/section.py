"""A section of the item: a card with a quiet heading over the view of one part. A candidate has its digit instead of a name.

`bare`: without card and heading, when the item is nothing but this part.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.content import Form, Part
from desktop.i18n import tr
from desktop.review.item import FORMS
from desktop.review.item.view import PartView
from desktop.theme import Theme
from desktop.widgets import paint

HEAD = 36
_FOOT = 8
_INSET = 16
#: the room at the left and at the right of a view; a text keeps margins of its own, the others have their scroll bar at the right
_MARGINS = {Form.TEXT: (2, 2), Form.IMAGE: (_INSET, _INSET)}
_USUAL = (_INSET, 4)


class Section(QWidget):
    """Shows one part. The ring says that it has the keyboard."""

    painted = Signal()
    grown = Signal()
    focused = Signal()
    counted = Signal()

    def __init__(self, theme: Theme, form: Form, parent: QWidget | None = None, view: PartView | None = None) -> None:
        """`view`: to show the part with; one of the form's own when there is none."""
        super().__init__(parent)
        self.theme = theme
        self.form = form
        self.bare = False
        self.view: PartView = view or FORMS[form](theme)
        self.view.setParent(self)
        self._name, self._number = "", 0
        self._part: Part | None = None
        self.view.painted.connect(self.painted)
        self.view.grown.connect(self.grown)
        self.view.focused.connect(self._focused)
        self.view.counted.connect(self.counted)
        theme.changed.connect(self.update)

    @property
    def name(self) -> str:
        """What stands over it."""
        return tr("Candidate {n}", n=self._number) if self._number else self._name

    @property
    def part(self) -> Part | None:
        """What it shows."""
        return self._part

    @property
    def number(self) -> int:
        """The digit of a candidate; 0 for what is none."""
        return self._number

    def show_part(self, part: Part, name: str, number: int = 0) -> None:
        """Show `part` under `name`, or as the candidate with this digit; again from its beginning when it is another one."""
        self._name, self._number = name, number
        if part != self._part:
            self._part = part
            self.view.show_part(part)
        self.view.set_name(self.name)
        self.update()

    def rest(self) -> None:
        """It is not shown any more."""
        if self.view.rest():
            self._part = None

    def wanted_height(self, width: int, most: int) -> int:
        """How tall it would be at `width`."""
        around = 0 if self.bare else HEAD + _FOOT
        return around + self.view.wanted_height(self._inner(width, most).width(), max(1, most - around))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self.view.setGeometry(self._inner(self.width(), self.height()))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self.bare:
            return
        painter = QPainter(self)
        radius = self.theme.radius("medium")
        paint.box(painter, self.rect(), radius, self.theme.colour("surface"), self.theme.colour("border"))
        if self.view.area.hasFocus():
            paint.focus_ring(painter, self.theme, self.rect(), radius)
        x = _INSET
        if self._number:
            x = paint.keycap(painter, self.theme, x, HEAD // 2, str(self._number)) + 8
        else:
            room = QRect(x, 0, self.width() - 2 * x, HEAD)
            paint.line(painter, self.theme.font("small", bold=True), self.theme.colour("muted"), room, self._name)

    def _inner(self, width: int, height: int) -> QRect:
        if self.bare:
            return QRect(0, 0, width, height)
        left, right = _MARGINS.get(self.form, _USUAL)
        return QRect(left, HEAD, max(0, width - left - right), max(0, height - HEAD - _FOOT))

    def _focused(self) -> None:
        self.update()
        self.focused.emit()
