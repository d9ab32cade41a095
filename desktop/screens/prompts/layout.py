"""Where the parts of the page of prompts stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.screens.prompts.page import PromptsPage

_SIDE = 240


def lay_out(page: PromptsPage) -> None:
    """The list at the left; at the right what is marked, a batch under way, and the buttons."""
    right = QWidget()
    right.setObjectName("column")
    down = QVBoxLayout(right)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    down.addWidget(page.stack, 1)
    down.addWidget(page.drafting.confirm)
    down.addWidget(page.batch.start)
    down.addWidget(page.batch.row)
    down.addWidget(page.foot)
    parts = QSplitter(Qt.Orientation.Horizontal)
    parts.setChildrenCollapsible(False)
    parts.setHandleWidth(1)
    parts.addWidget(page.side)
    parts.addWidget(right)
    parts.setStretchFactor(1, 1)
    parts.setSizes([_SIDE, 10 * _SIDE])
    page.column.addWidget(parts, 1)
