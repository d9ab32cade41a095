"""Which bulk action, with what it needs to know: how sure a suggester has to be, or which answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from core.domain.task import Task
from core.queues.views import BulkRequest
from desktop.i18n import tr
from desktop.screens.items.answer_field import AnswerField
from desktop.screens.items.bulk_kinds import OFFERED, BulkKind
from desktop.screens.look import label
from desktop.screens.models.number_box import NumberBox
from desktop.theme import Theme

_SURE = 90


class BulkForm(QWidget):
    """`changed` follows every change of what is asked for."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.confidence = NumberBox(0, 100)
        self.confidence.setSuffix(" %")
        self.confidence.setFixedWidth(90)
        self.confidence.setAccessibleName(tr("Least confidence"))
        self.answer = AnswerField(theme)
        self.hint = label(theme, "small", "muted", wrap=True)
        self.needs = QStackedWidget()
        self._lay_out(theme)
        self.group.idToggled.connect(self._kind_changed)
        self.confidence.valueChanged.connect(self.changed)
        self.answer.changed.connect(self.changed)
        self.group.button(0).setChecked(True)

    def start(self, task: Task) -> None:
        """As at first, for this task."""
        self.answer.start(task)
        self.confidence.setValue(_SURE)
        self.group.button(0).setChecked(True)

    @property
    def kind(self) -> BulkKind:
        """The action that is chosen."""
        return OFFERED[max(0, self.group.checkedId())]

    def request(self) -> BulkRequest | None:
        """What is asked for; None while something is missing."""
        kind = self.kind
        if kind.needs == "answer":
            answer = self.answer.answer()
            return None if answer is None else BulkRequest(kind.name, answer=answer)
        share = self.confidence.value() / 100 if kind.needs == "confidence" else 0.0
        return BulkRequest(kind.name, confidence=share)

    @property
    def answer_text(self) -> str:
        """The answer as one line, of an action that sets one."""
        return self.answer.text() if self.kind.needs == "answer" else ""

    def marked(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.group.button(max(0, self.group.checkedId()))

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*self.group.buttons(), self.confidence, self.answer.line]

    def _kind_changed(self, _place: int, checked: bool) -> None:
        if checked:
            self.hint.setText(tr(self.kind.hint))
            places = {"confidence": 1, "answer": 2}
            self.needs.setCurrentIndex(places.get(self.kind.needs, 0))
            self.changed.emit()

    def _lay_out(self, theme: Theme) -> None:
        across = QHBoxLayout()
        across.setSpacing(14)
        for place, kind in enumerate(OFFERED):
            button = QRadioButton(tr(kind.title))
            self.group.addButton(button, place)
            across.addWidget(button)
        across.addStretch(1)
        self.needs.addWidget(QWidget())
        self.needs.addWidget(_row(theme, tr("From a confidence of"), self.confidence))
        self.needs.addWidget(_row(theme, tr("Label"), self.answer, wide=True))
        self.needs.setFixedHeight(36)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(across)
        down.addWidget(self.hint)
        down.addWidget(self.needs)


def _row(theme: Theme, words: str, field: QWidget, *, wide: bool = False) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    across.addWidget(label(theme, "body", "text", words))
    across.addWidget(field, 1 if wide else 0)
    if not wide:
        across.addStretch(1)
    return row
