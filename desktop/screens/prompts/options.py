"""The options of a prompt: examples, reasons, candidates, how the item is written, and what is sent along."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from core.prompts.content import MAX_CANDIDATES, Contract, ExamplePolicy, InputFormat, PromptContent, ShotForm, ShotsBy
from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.combo import Combo
from desktop.screens.models.fields import captioned, json_in, line_field, shown_json
from desktop.screens.models.number_box import NumberBox
from desktop.screens.models.tick import Tick
from desktop.theme import Theme

_BY: dict[StrEnum, str] = {
    ShotsBy.NONE: QT_TR_NOOP("None"),
    ShotsBy.NEAREST: QT_TR_NOOP("Most like the item"),
    ShotsBy.STRATIFIED: QT_TR_NOOP("Evenly over the labels"),
    ShotsBy.PROPORTIONAL: QT_TR_NOOP("As the labels occur"),
    ShotsBy.FIXED: QT_TR_NOOP("These items"),
}
_FORM: dict[StrEnum, str] = {ShotForm.PAIRS: QT_TR_NOOP("Item and answer"), ShotForm.OUTPUTS: QT_TR_NOOP("Answers alone")}
_INPUT: dict[StrEnum, str] = {
    InputFormat.AUTO: QT_TR_NOOP("As the model likes it"),
    InputFormat.XML: QT_TR_NOOP("XML"),
    InputFormat.MARKDOWN: QT_TR_NOOP("Markdown"),
    InputFormat.JSON: QT_TR_NOOP("JSON"),
}
_MOST_SHOTS = 64
_MOST_TOKENS = 100_000


class Options(QWidget):
    """`changed` follows every change; `applied` gives a content with what is set here."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by, self.form, self.input = _combo(_BY), _combo(_FORM), _combo(_INPUT)
        self.shots, self.candidates = NumberBox(1, _MOST_SHOTS), NumberBox(1, MAX_CANDIDATES)
        self.max_tokens = NumberBox(1, _MOST_TOKENS)
        self.items = line_field(tr("their ids, apart by spaces"))
        self.params = line_field('{"temperature": 0}')
        self.rationale = Tick(theme, tr("&Reasons before the answer"))
        self.ungrounded = Tick(theme, tr("Ask again when a value does not occur in the item"))
        self.steps = QPlainTextEdit()
        self._lay_out(theme)
        self._connect()
        self._adapt()

    def show_content(self, content: PromptContent) -> None:
        """Show the options of `content`."""
        examples, contract = content.examples, content.contract
        for combo, value in ((self.by, examples.by), (self.form, examples.form), (self.input, content.input_format)):
            combo.setCurrentIndex(max(0, combo.findData(value.value)))
        self.shots.setValue(examples.n)
        self.candidates.setValue(content.candidates)
        self.max_tokens.setValue(content.max_tokens)
        self.items.setText(" ".join(examples.items))
        self.params.setText(shown_json(content.params))
        self.rationale.setChecked(contract.rationale)
        self.ungrounded.setChecked(contract.retry_ungrounded)
        self.steps.setPlainText("\n".join(contract.steps))
        self._adapt()

    def applied(self, content: PromptContent) -> PromptContent:
        """`content` with what is set here. Raises `UserError` when the parameters are no JSON object."""
        return replace(
            content,
            params=json_in(self.params),
            max_tokens=self.max_tokens.value(),
            contract=self._contract(content.contract),
            examples=self._examples(content.examples),
            input_format=InputFormat(self.input.currentData()),
            candidates=self.candidates.value(),
        )

    def set_read_only(self, read_only: bool) -> None:
        """Whether the options are only looked at."""
        ticks = (self.rationale, self.ungrounded)
        for widget in (self.by, self.form, self.input, self.shots, self.candidates, self.max_tokens, *ticks):
            widget.setEnabled(not read_only)
        for field in (self.items, self.params, self.steps):
            field.setReadOnly(read_only)
        if not read_only:
            self._adapt()

    def _contract(self, before: Contract) -> Contract:
        lines = tuple(line.strip() for line in self.steps.toPlainText().splitlines() if line.strip())
        return replace(before, rationale=self.rationale.isChecked(), steps=lines, retry_ungrounded=self.ungrounded.isChecked())

    def _examples(self, before: ExamplePolicy) -> ExamplePolicy:
        return replace(
            before,
            by=ShotsBy(self.by.currentData()),
            n=self.shots.value(),
            form=ShotForm(self.form.currentData()),
            items=tuple(self.items.text().replace(",", " ").split()),
        )

    def _adapt(self) -> None:
        """Only what matters with the rest is shown or awake."""
        by = ShotsBy(self.by.currentData())
        self._items_row.setVisible(by is ShotsBy.FIXED)
        self._steps_row.setVisible(self.rationale.isChecked())
        if self.by.isEnabled():
            self.shots.setEnabled(by not in (ShotsBy.NONE, ShotsBy.FIXED))
            self.form.setEnabled(by is not ShotsBy.NONE)

    def _tell(self) -> None:
        self._adapt()
        self.changed.emit()

    def _connect(self) -> None:
        for combo in (self.by, self.form, self.input):
            combo.currentIndexChanged.connect(self._tell)
        for spin in (self.shots, self.candidates, self.max_tokens):
            spin.valueChanged.connect(self._tell)
        for tick in (self.rationale, self.ungrounded):
            tick.toggled.connect(self._tell)
        for field in (self.items, self.params):
            field.textChanged.connect(self._tell)
        self.steps.textChanged.connect(self._tell)

    def _lay_out(self, theme: Theme) -> None:
        self.steps.setObjectName("field")
        self.steps.setTabChangesFocus(True)
        self.steps.setFixedHeight(76)
        self._items_row, self._steps_row = QWidget(), QWidget()
        self._items_row.setLayout(captioned(theme, tr("Items of the examples"), self.items))
        self._steps_row.setLayout(captioned(theme, tr("What the reasons go through, one on a line"), self.steps))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addLayout(captioned(theme, tr("E&xamples"), self.by), 0, 0)
        grid.addLayout(captioned(theme, tr("How many"), self.shots), 0, 1)
        grid.addLayout(captioned(theme, tr("What they show"), self.form), 0, 2)
        grid.addWidget(self._items_row, 1, 0, 1, 3)
        grid.addLayout(captioned(theme, tr("The item is written as"), self.input), 2, 0)
        grid.addLayout(captioned(theme, tr("Candidates"), self.candidates), 2, 1)
        grid.addLayout(captioned(theme, tr("Most tokens of a reply"), self.max_tokens), 2, 2)
        grid.addWidget(self.rationale, 3, 0, 1, 3)
        grid.addWidget(self._steps_row, 4, 0, 1, 3)
        grid.addWidget(self.ungrounded, 5, 0, 1, 3)
        grid.addLayout(captioned(theme, tr("Parameters, as JSON"), self.params), 6, 0, 1, 3)
        for column, room in enumerate((3, 2, 3)):
            grid.setColumnStretch(column, room)


def _combo(words: dict[StrEnum, str]) -> Combo:
    made = Combo()
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for value, said in words.items():
        made.addItem(tr(said), value.value)
    return made
