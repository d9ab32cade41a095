"""What is asked: the labels or fields, the guidelines, the project's name, the order of its queue and who suggests."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from core.domain.task import Field, Label, Options, Preset, Task
from core.ingest.mapping import Mapping
from core.ingest.task_file import ProjectFile
from desktop.i18n import QT_TR_NOOP, number, plain, tr
from desktop.operations.importing import LOOKED_THROUGH, FoundLabels, Preview, find_labels
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.new_project.field_lines import FieldLine
from desktop.screens.new_project.label_lines import label_text, parse_labels
from desktop.screens.new_project.lines import Lines
from desktop.screens.project.choosing import ORDERS, choose, choose_order
from desktop.screens.project.ways import Way

#: who suggests: what of the mapping is kept, and where to go on
IN_FILE, BUILT_IN, PROMPT = "file", "builtin", "prompt"
_SUGGESTERS = (
    (IN_FILE, QT_TR_NOOP("Suggestions in the file, else the built-in suggester")),
    (BUILT_IN, QT_TR_NOOP("Built-in suggester: local, learns as you decide")),
    (PROMPT, QT_TR_NOOP("Prompt on a model, which I set up next")),
)
_SHOWN_COUNTS = 8


class TaskCard(QObject):
    """Fills four cards. `completed` gives the `Task` of labels that were found, when it says more than the labels."""

    completed = Signal(object)

    def __init__(self, desk: Desk, cards: Sequence[QVBoxLayout], parent: QObject) -> None:
        """`cards`: for the labels, the fields, the guidelines and the project."""
        super().__init__(parent)
        self._desk = desk
        self._found: frozenset[str] = frozenset()
        self._known: dict[str, Label] = {}
        self._filled = ""
        self._asked: object = None
        self.labels = _field(tr("Labels"), 132)
        self.labels.setPlaceholderText(tr("card_arrival: asks where the card is\nlost_or_stolen_card"))
        self.told = label(desk.theme, "small", "muted", wrap=True)
        self.fields = Lines(self._field_line, tr("Add a fi&eld"))
        self.guidelines = _field(tr("Guidelines"), 92)
        self.guidelines.setPlaceholderText(tr("What reviewers should know, in Markdown. They open it with G."))
        self.name, self.order, self.suggester = QLineEdit(), Combo(), Combo()
        choose_order(self.order, ORDERS[0][0])
        self._checklist = False
        self._lay_out(cards)

    def clear(self) -> None:
        """Begin anew."""
        for field in (self.labels, self.guidelines):
            field.clear()
        self.name.clear()
        self.told.clear()
        self.fields.clear()
        self._found, self._known, self._filled, self._asked = frozenset(), {}, "", None
        self.offer_suggesters(in_file=False)

    def fill(self, file: ProjectFile) -> None:
        """Show what a file of settings says."""
        self.name.setText(file.name)
        self.guidelines.setPlainText(file.guidelines)
        self.order.setCurrentIndex(max(0, self.order.findData(file.order)))
        self._known = {one.name: one for one in file.task.labels}
        self.labels.setPlainText(label_text(file.task.labels))
        self.offer_fields(file.task.fields, checklist=file.task.options.preset is Preset.CHECKLIST)

    def offer_fields(self, fields: Sequence[Field], *, checklist: bool) -> None:
        """Show the fields of a record; `checklist`: all of them are yes or no."""
        self._checklist = checklist
        self.fields.clear()
        for field in fields:
            self.fields.add().show_field(field, checklist=checklist)

    def set_checklist(self, on: bool) -> None:
        """Every field is yes or no, or of any type again."""
        self._checklist = on
        for line in self.fields.lines:
            line.set_checklist(on)

    def offer_suggesters(self, *, in_file: bool) -> None:
        """Offer who can suggest; what was chosen stays unless what is offered changes."""
        same = in_file == (self.suggester.findData(IN_FILE) >= 0) and self.suggester.count() > 0
        chosen = self.suggester.currentData() if same else IN_FILE if in_file else BUILT_IN
        offered = [(tr(words), value) for value, words in _SUGGESTERS if in_file or value != IN_FILE]
        choose(self.suggester, offered, chosen)

    def look_for_labels(self, preview: Preview, mapping: Mapping, task: Task) -> None:
        """Fill in the labels that stand in these columns, unless the user has written some."""
        future = find_labels(self._desk.workspace.executor, preview.table, mapping, task)
        self._asked = future
        self._desk.bridge.watch(future, self._looked)

    def task(self, way: Way, options: Options) -> Task:
        """The task as it was written. Raises `UserError` when labels or fields cannot be."""
        labels: tuple[Label, ...] = ()
        if way.labels is not None:
            labels = parse_labels(self.labels.toPlainText(), self._found - self._known.keys(), self._known, way.labels)
        fields = tuple(line.value() for line in self.fields.lines) if way.fields else ()
        return Task(way.kind, labels, fields, options)

    def mapping(self, mapping: Mapping) -> Mapping:
        """The mapping with or without the suggestions in the file."""
        return mapping if self.suggester.currentData() == IN_FILE else replace(mapping, suggestions=())

    def _looked(self, future: Future[FoundLabels]) -> None:
        if future is self._asked:
            self._take(future.result())

    def _take(self, found: FoundLabels) -> None:
        self._found = frozenset(found.names)
        if self.labels.toPlainText() == self._filled:
            names = [one.name for one in found.task.labels] if found.task is not None else found.names
            self._filled = label_text(names)
            self.labels.setPlainText(self._filled)
            if found.task is not None:
                self.completed.emit(found.task)
        self.told.setText(_told(found))

    def _field_line(self) -> FieldLine:
        line = FieldLine(self._desk.theme)
        line.set_checklist(self._checklist)
        return line

    def _lay_out(self, cards: Sequence[QVBoxLayout]) -> None:
        labels, fields, guidelines, project = cards
        labels.addWidget(self.labels)
        labels.addWidget(self.told)
        fields.addWidget(self.fields)
        guidelines.addWidget(self.guidelines)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows = ((tr("&Name"), self.name), (tr("&Order"), self.order), (tr("S&uggester"), self.suggester))
        for row, (name, widget) in enumerate(rows):
            widget.setAccessibleName(plain(name))
            caption = label(self._desk.theme, "body", "text", name)
            caption.setBuddy(widget)
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnStretch(1, 1)
        project.addLayout(grid)


def _field(name: str, tall: int) -> QPlainTextEdit:
    """A field of several lines that Tab leaves."""
    field = QPlainTextEdit()
    field.setObjectName("field")
    field.setAccessibleName(name)
    field.setFixedHeight(tall)
    field.setTabChangesFocus(True)
    return field


def _told(found: FoundLabels) -> str:
    if not found.counts:
        return tr("One on a line; what follows a colon describes it. With up to nine labels, digits follow this order.")
    often = sorted(found.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    counts = ", ".join(f"{name} {number(count)}" for name, count in often[:_SHOWN_COUNTS])
    counts += ", …" if len(often) > _SHOWN_COUNTS else ""
    if found.more:
        return tr(
            "Found {n} labels in the first {rows} rows: {counts}. There may be others: rows with a label that is not listed are rejected.",
            n=len(often),
            rows=LOOKED_THROUGH,
            counts=counts,
        )
    return tr(
        "Found {n} labels: {counts}. Change them as you like; what follows a colon describes a label.",
        n=len(often),
        counts=counts,
    )
