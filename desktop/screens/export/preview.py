"""What a dataset would be, before it is made: how many records, the first of them, what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UserError
from core.export import Plan
from desktop.i18n import tr
from desktop.messages import todo, what
from desktop.screens.buttons import Button
from desktop.screens.export.preview_table import RecordView
from desktop.screens.export.reasons import ReasonList, lines_of
from desktop.screens.export.risk import RiskRow
from desktop.screens.look import label
from desktop.screens.prompts.empty import EmptyState
from desktop.theme import Theme

_TEXT_TALL = 360


class Preview(QWidget):
    """`safe_switched` follows the safe mode's switch. `plan` is what is shown, if anything is."""

    safe_switched = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self._as_table, self._lossless = True, True
        self._safe: bool | None = None
        self.count = label(theme, "title", "text", bold=True)
        self.splits = label(theme, "body", "muted", wrap=True)
        self.waiting = label(theme, "small", "muted")
        self.turn = Button()
        self.records = RecordView(theme)
        self.caption = label(theme, "small", "muted", wrap=True)
        self.sample = QPlainTextEdit()
        self.risk = RiskRow(theme)
        self.reasons = ReasonList(theme)
        self.empty, self.problem = EmptyState(theme, "export"), EmptyState(theme, "warning")
        self.shown, self.stack = QStackedWidget(), QStackedWidget()
        self.area = QScrollArea()
        self._dress_sample(theme)
        self._lay_out()
        self.turn.clicked.connect(self.turn_view)
        self.risk.switched.connect(self.safe_switched)

    def wait(self) -> None:
        """Something was asked that is not here yet; what is shown may be out of date."""
        self.waiting.setText(tr("counting…"))

    def show_plan(self, plan: Plan, splits: Sequence[str] = (), *, lossless: bool, safe: bool | None) -> None:
        """Show a plan. `splits`: those that were asked for, also where nothing falls into one.

        `lossless`: the format is a table of labels; `safe`: its safe mode, None where it has none.
        """
        self.waiting.clear()
        self.plan, self._safe = plan, safe
        if lossless != self._lossless or not self.sample.toPlainText():
            self._as_table = lossless or not plan.sample
        self._lossless = lossless
        self.count.setText(tr("{n} records", n=plan.records))
        self.splits.setText(" · ".join(tr("{split} {n}", split=name, n=plan.splits.get(name, 0)) for name in splits))
        self.reasons.show_lines(lines_of(plan))
        self.sample.setPlainText(plan.sample)
        self.risk.show_risk(len(plan.risky), safe=safe)
        self._show_view()
        self.stack.setCurrentWidget(self.area)
        if not plan.records and not plan.excluded:
            self.empty.say(tr("Nothing to export yet"), tr("Import items and decide some of them, then export their labels."), "")
            self.stack.setCurrentWidget(self.empty)

    def show_problem(self, error: UserError) -> None:
        """Tell why there is nothing to show."""
        self._show_words(self.problem, what(error), todo(error))

    def say(self, title: str, words: str) -> None:
        """Only words in the place of a plan."""
        self._show_words(self.empty, title, words)

    def _show_words(self, state: EmptyState, title: str, words: str) -> None:
        self.waiting.clear()
        self.plan = None
        state.say(title, words, "")
        self.stack.setCurrentWidget(state)

    def turn_view(self) -> None:
        """From the table to the text of the file, and back."""
        if self.plan is not None and self.plan.sample and self.plan.records:
            self._as_table = not self._as_table
            self._show_view()

    def scroll_pages(self, pages: int) -> None:
        """Scroll what does not fit, by most of a page."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * max(40, bar.pageStep() - 40))

    def _show_view(self) -> None:
        plan = self.plan
        assert plan is not None
        self.turn.setVisible(bool(plan.sample and plan.records))
        self.turn.setText(tr("Show as &text") if self._as_table else tr("Show as &table"))
        table = self._as_table or not plan.sample
        if table:
            self.records.show_records(
                plan.columns, plan.rows, plan.risky if self._safe is not None else (), made_safe=bool(self._safe)
            )
        self.caption.setText(self._caption(table=table))
        self.caption.setVisible(bool(self.caption.text()))
        self.shown.setCurrentWidget(self.records if table else self.sample)
        self.shown.setVisible(bool(plan.rows) or (bool(plan.sample) and bool(plan.records)))
        self.shown.setFixedHeight(self.records.height() if table else _TEXT_TALL)

    def _caption(self, *, table: bool) -> str:
        plan = self.plan
        if plan is None or not plan.records:
            return tr("No label may go into it. What is left out, and why, stands below.")
        if not table:
            return tr("How the file begins")
        return tr("The first labels") if self._lossless else tr("The first of the labels that it is made from")

    def _dress_sample(self, theme: Theme) -> None:
        self.sample.setObjectName("field")
        self.sample.setReadOnly(True)
        self.sample.setTabChangesFocus(True)
        self.sample.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.sample.setFont(theme.font("small", mono=True))
        self.sample.setAccessibleName(tr("How the file begins"))
        theme.changed.connect(lambda: self.sample.setFont(theme.font("small", mono=True)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.count)
        head.addWidget(self.splits, 1)
        head.addWidget(self.waiting)
        head.addWidget(self.turn)
        for one in (self.records, self.sample):
            self.shown.addWidget(one)
        inside = QWidget()
        inside.setObjectName("column")
        down = QVBoxLayout(inside)
        down.setContentsMargins(20, 14, 20, 16)
        down.setSpacing(10)
        down.addLayout(head)
        for one in (self.caption, self.shown, self.risk, self.reasons):
            down.addWidget(one)
        down.addStretch(1)
        self.area.setObjectName("page")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(inside)
        self.area.setAccessibleName(tr("What the dataset would be"))
        self.shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.problem)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.stack)
