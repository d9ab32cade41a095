"""What every view of a part is: a widget that shows one value of a form, scrolls, finds, and grows with the zoom.

There is one for each form (`desktop.review.item.FORMS`). The item pane knows nothing of forms.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from core.domain.content import Part
from desktop.review.marks import Mark
from desktop.theme import Theme

#: one step of the zoom
STEP = 1.1
ZOOM_LEAST, ZOOM_MOST = -4, 10
_FOCUS = frozenset({QEvent.Type.FocusIn, QEvent.Type.FocusOut})


class PartView(QWidget):
    """See the module. Subclasses give their scrolling `area` to `hold` and emit `painted` after each paint.

    `grown`: it may want another height; `focused`: it has got or lost the keyboard; `counted`: more places were found.
    """

    painted = Signal()
    grown = Signal()
    focused = Signal()
    counted = Signal()

    area: QAbstractScrollArea

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.zoom = 0

    def hold(self, area: QAbstractScrollArea) -> None:
        """`area` is what scrolls, and what Tab stops at."""
        self.area = area
        area.setParent(self)
        area.installEventFilter(self)

    # --- what is shown ---

    def show_part(self, part: Part) -> None:
        """Show the value of `part` from its beginning."""
        raise NotImplementedError

    def set_name(self, name: str) -> None:
        """What the view is called to a screen reader."""
        self.area.setAccessibleName(name)

    def wanted_height(self, width: int, most: int) -> int:
        """How tall it would be at this width, in pixels, counted only up to `most`. It may take that width."""
        raise NotImplementedError

    def take_width(self, width: int) -> None:
        """Be as wide as this, so that it can be told how tall it would be."""
        if self.width() != width:
            self.resize(width, max(1, self.height()))

    def rest(self) -> bool:
        """It is not shown any more. Says whether it let go of what it showed, so that it has to be shown again."""
        return False

    def repaint_soon(self) -> None:
        """Paint it again, also when it shows the same."""
        self.area.viewport().update()

    def set_zoom(self, step: int) -> None:
        """Larger text by so many steps."""
        if step != self.zoom:
            self.zoom = step
            self.rescale()

    def rescale(self) -> None:
        """The zoom has changed."""

    # --- moving in it ---

    def scroll_pages(self, pages: float) -> None:
        """Scroll by so many pages, down when positive."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep()))

    def show_marks(self, marks: tuple[Mark, ...], text: str) -> None:
        """Mark these passages of `text`, the item's main text, where they stand here; only the view of that text is asked."""

    def look_for(self, query: str) -> int:
        """Mark every place of `query`; says how many there are. An empty one takes the marks away."""
        return 0

    @property
    def found(self) -> int:
        """How many places are found by now."""
        return 0

    def go_to(self, place: int) -> None:
        """Scroll to a found place, from 0, and mark it strongly; -1: none of them."""

    # --- Qt ---

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _FOCUS:
            self.focused.emit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self.area.setGeometry(self.rect())


def scaled(font: QFont, zoom: int) -> QFont:
    """`font` larger by so many steps, or smaller."""
    if not zoom:
        return font
    made = QFont(font)
    made.setPixelSize(max(8, round(font.pixelSize() * STEP**zoom)))
    return made
