"""What is asked: the labels, the guidelines, the project's name and the order of its queue."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from core.domain.task import Task
from desktop.i18n import QT_TR_NOOP, tr
from desktop.operations.importing import LOOKED_THROUGH, FoundLabels, Preview, find_labels
from desktop.operations.projects import NewProject
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.new_project.label_lines import label_text, parse_labels

#: the orders of a queue, in words; the first one is taken unless another is chosen
ORDERS = (
    ("uncertain", QT_TR_NOOP("Least certain first")),
    ("imported", QT_TR_NOOP("In the order of the import")),
    ("random", QT_TR_NOOP("At random")),
)
_KIND = "choice"


class TaskCard(QObject):
    """Fills three cards: labels, guidelines, and the project itself."""

    def __init__(self, desk: Desk, cards: Sequence[QVBoxLayout], parent: QObject) -> None:
        """`cards`: for the labels, the guidelines and the project."""
        super().__init__(parent)
        labels, guidelines, project = cards
        self._desk = desk
        self._found: frozenset[str] = frozenset()
        self._filled = ""
        self.labels = _field(tr("Labels"), 132)
        self.labels.setPlaceholderText(tr("card_arrival: asks where the card is\nlost_or_stolen_card"))
        self.told = label(desk.theme, "small", "muted", wrap=True)
        self.guidelines = _field(tr("Guidelines"), 92)
        self.guidelines.setPlaceholderText(tr("What reviewers should know, in Markdown. They open it with G."))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.order = Combo()
        self.order.setAccessibleName(tr("Order of the queue"))
        for value, words in ORDERS:
            self.order.addItem(tr(words), value)
        labels.addWidget(self.labels)
        labels.addWidget(self.told)
        guidelines.addWidget(self.guidelines)
        project.addLayout(self._last_row())

    def clear(self) -> None:
        """Begin anew."""
        for field in (self.labels, self.guidelines):
            field.clear()
        self.name.clear()
        self.told.clear()
        self._found, self._filled = frozenset(), ""

    def look_for_labels(self, preview: Preview, columns: list[str]) -> None:
        """Fill in the labels that stand in these columns, unless the user has written some."""
        if not columns:
            self._take(FoundLabels())
            return
        future = find_labels(self._desk.workspace.executor, preview.table, columns)
        self._desk.bridge.watch(future, self._looked)

    def new_project(self) -> NewProject:
        """What was written. Raises `UserError` when the labels cannot be labels."""
        task = Task(_KIND, parse_labels(self.labels.toPlainText(), self._found))
        return NewProject(self.name.text().strip(), task, self.guidelines.toPlainText().strip(), str(self.order.currentData()))

    def _looked(self, future: Future[FoundLabels]) -> None:
        self._take(future.result())

    def _take(self, found: FoundLabels) -> None:
        self._found = frozenset(found.names)
        if self.labels.toPlainText() == self._filled:
            self._filled = label_text(found.names)
            self.labels.setPlainText(self._filled)
        self.told.setText(_told(found))

    def _last_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, widget, room in ((tr("&Name"), self.name, 3), (tr("&Order"), self.order, 2)):
            caption = label(self._desk.theme, "body", "text", name)
            caption.setBuddy(widget)
            row.addWidget(caption)
            row.addWidget(widget, room)
        return row


def _field(name: str, tall: int) -> QPlainTextEdit:
    """A field of several lines that Tab leaves."""
    field = QPlainTextEdit()
    field.setObjectName("field")
    field.setAccessibleName(name)
    field.setFixedHeight(tall)
    field.setTabChangesFocus(True)
    return field


def _told(found: FoundLabels) -> str:
    if not found.names:
        return tr("One on a line; what follows a colon describes it. With up to nine labels, digits follow this order.")
    if found.more:
        return tr(
            "Found {n} labels in the first {rows} rows. There may be others: rows with a label that is not listed are rejected.",
            n=len(found.names),
            rows=LOOKED_THROUGH,
        )
    return tr(
        "Found {n} labels in the file. Change them as you like; what follows a colon describes a label.", n=len(found.names)
    )
