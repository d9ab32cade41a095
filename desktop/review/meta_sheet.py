"""All of an item's metadata over the review screen: nested, whole, to be read, selected and copied."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.content import Form, Part
from core.domain.json import JsonValue
from desktop.i18n import tr
from desktop.review.item.record import RecordView
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text
from desktop.widgets.overlay import Overlay

_HEAD = 52
_FOOT = 44
_INSET = 20
_SCROLLS = {Qt.Key.Key_PageDown: 0.9, Qt.Key.Key_PageUp: -0.9, Qt.Key.Key_J: 0.1, Qt.Key.Key_K: -0.1}


class MetaSheet(Overlay):
    """Esc closes; arrows and PgUp and PgDn scroll; Ctrl+A and Ctrl+C copy."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=QSize(720, 560))
        self.setAccessibleName(tr("Metadata"))
        self.record = RecordView(theme)
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(_INSET, _HEAD, 8, _FOOT)
        layout.addWidget(self.record)

    def show_record(self, record: dict[str, JsonValue]) -> None:
        """Open on these names and values."""
        self.open()
        self.record.show_part(Part("", record, Form.RECORD))
        self.record.wanted_height(self.record.width(), self.box.height())  # writes as much as there is room for
        self.record.set_name(tr("Metadata"))
        self.record.area.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        self.record.scroll_pages(_SCROLLS.get(Qt.Key(event.key()), 0))
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = self.box.geometry()
        head = QRect(box.left() + _INSET, box.top() + 8, box.width() - 2 * _INSET, _HEAD - 8)
        paint.line(painter, self.theme.font("title", bold=True), self.theme.colour("text"), head, tr("Metadata"))
        x, middle = box.left() + _INSET, box.bottom() - _FOOT // 2
        x = paint.keycap(painter, self.theme, x, middle, key_text("Esc")) + 8
        room = QRect(x, middle - 12, box.right() - x, 24)
        paint.line(painter, self.theme.font("body"), self.theme.colour("muted"), room, tr("close"))
