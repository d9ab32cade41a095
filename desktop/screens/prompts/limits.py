"""Limits and privacy of a project, beside its prompts: the whole form, in a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.storage.projects import ProjectInfo
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.models.limits_form import LimitsForm, spent_words

_WIDEST = 720


class LimitsView(QScrollArea):
    """`saved` follows a save."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = LimitsForm(desk)
        self.arrivals, self.notice, self.local_only = self.form.arrivals, self.form.notice, self.form.local_only
        self._place()
        self.form.shown.connect(self._focus)
        self.form.saved.connect(self.saved)

    def enter(self, project: ProjectInfo) -> None:
        """Show what holds for a project."""
        self.form.enter(project)
        self._focus()

    def _focus(self) -> None:
        give_focus(self.local_only)

    def _place(self) -> None:
        column = QWidget()
        column.setObjectName("column")
        column.setMaximumWidth(_WIDEST)
        down = QVBoxLayout(column)
        down.setContentsMargins(20, 16, 20, 20)
        down.addWidget(self.form)
        down.addStretch(1)
        outer = QWidget()
        outer.setObjectName("column")
        across = QHBoxLayout(outer)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(outer)


__all__ = ["LimitsView", "spent_words"]
