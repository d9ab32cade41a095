"""An answer typed in a line: a few letters find a label, the arrow keys go through the others that fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Task
from desktop.i18n import tr
from desktop.screens.look import label
from desktop.theme import Theme
from desktop.widgets.fuzzy import FuzzyIndex

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Line(QLineEdit):
    """The arrows up and down belong to the field around it."""

    moved = Signal(int)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        step = _STEPS.get(Qt.Key(arg__1.key()))
        if step is None:
            super().keyPressEvent(arg__1)
        else:
            self.moved.emit(step)


class AnswerField(QWidget):
    """What is typed, and beside it the answer that it means. `changed` follows both."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = Task("choice")
        self._labels: tuple[str, ...] = ()
        self._index = FuzzyIndex(())
        self._found: list[int] = []
        self._at = 0
        self.line = _Line()
        self.line.setAccessibleName(tr("Label"))
        self.meant = label(theme, "body", "accent", bold=True)
        self.meant.setMinimumWidth(80)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.line, 1)
        across.addWidget(self.meant, 1)
        self.line.textChanged.connect(self._typed)
        self.line.moved.connect(self._move)

    def start(self, task: Task) -> None:
        """Empty, for this task. Labels are searched only where an answer is one of them."""
        self._task = task
        single = set(kind_of(task.kind).classes(task))
        self._labels = tuple(one.name for one in task.offered if one.name in single)
        self._index = FuzzyIndex(self._labels)
        self.line.setPlaceholderText(
            tr("Type to find a label") if self._labels else tr("Type the answer, as in a cell of a table")
        )
        self.line.clear()
        self._typed("")

    def answer(self) -> Answer:
        """The answer that is meant; None when what is typed is none."""
        typed = self.line.text().strip()
        if not typed:
            return None
        if self._found:
            return self._labels[self._found[self._at]]
        return kind_of(self._task.kind).parse(typed, self._task)

    def text(self) -> str:
        """The answer as one line."""
        answer = self.answer()
        return "" if answer is None else kind_of(self._task.kind).text(answer)

    def _typed(self, text: str) -> None:
        self._found = self._index.find(text.strip()) if self._labels and text.strip() else []
        self._at = 0
        self._tell()

    def _move(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._tell()

    def _tell(self) -> None:
        said = self.text()
        more = tr(" · {n} more fit, by the arrow keys", n=len(self._found) - 1) if len(self._found) > 1 else ""
        self.meant.setText(said + more)
        self.line.setAccessibleDescription(said)
        self.changed.emit()
