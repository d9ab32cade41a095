"""A choice of one out of few with long names: what does not fit ends in an ellipsis, and is never what makes a screen wide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionComboBox, QWidget
from typing_extensions import override

from desktop.screens.combo import Combo

_ROOM = 44  # for the frame and the arrow


class ElidedCombo(Combo):
    """Takes the width that it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def initStyleOption(self, option: QStyleOptionComboBox, /) -> None:
        super().initStyleOption(option)
        text = option.currentText  # pyright: ignore[reportAttributeAccessIssue]  (a member that the stub leaves out)
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - _ROOM)  # pyright: ignore[reportAttributeAccessIssue]
