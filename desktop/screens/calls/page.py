"""Calls: the list of all that was asked of models, filtered; one of them whole below."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.storage.call_list import CallFilter, CallRow, CallWhole
from core.storage.projects import ProjectInfo
from desktop.actions import Scope
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import calls
from desktop.screens.buttons import Button
from desktop.screens.calls.detail import CallDetail
from desktop.screens.calls.table import CallsView
from desktop.screens.calls.words import OUTCOMES
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.wide_page import WidePage
from desktop.screens.notice import Tone
from desktop.screens.prompts.empty import EmptyState
from desktop.widgets.keys import strokes

#: what the filter of outcomes holds beside them
_ALL, _FAILED = "", "failed"
_NO_CALLS = frozenset({"unknown"})  # what is no outcome of a call on record
_SETTLE_MS = 60


class CallsPage(WidePage):
    """Reads the open project's calls."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Calls"))
        self._desk = desk
        self._of: ProjectInfo | None = None
        self._arrivals = Arrivals(desk.bridge)
        self._waiting: int | None = None  # what is asked of the list
        self._looking: int | None = None  # what is asked of one call
        self._all_there = False
        self._filling = False
        self.outcome, self.version = Combo(), Combo()
        self.again = Button(tr("Read a&new"))
        self.table = CallsView(desk.theme)
        self.detail = CallDetail(desk.theme)
        self.empty = EmptyState(desk.theme, "calls")
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.stack = QStackedWidget()
        self._settle = QTimer(self)  # a mark that runs over the list asks for the last call alone
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._fill_outcomes()
        self._lay_out()
        self.dress()
        self._connect()

    def enter(self) -> None:
        """See `Page.enter`."""
        project = self._desk.project
        self.say("")
        if project is None:
            self._of = None
            self.set_detail("")
            self._show_empty(tr("No project is open"), tr("Open a project, then look at its calls."))
            return
        if self._of is None or self._of.seq != project.seq:
            self.outcome.setCurrentIndex(0)
        self._of = project
        self.set_detail(project.name)
        self._arrivals.watch(calls.versions(self._desk.workspace, project), partial(self._versions_read, project))
        self.refresh()

    def leave(self) -> None:
        """See `Page.leave`."""
        self._settle.stop()
        self._arrivals.leave()

    def refresh(self) -> None:
        """Read the list from its beginning."""
        self._ask(None)

    def wanted(self) -> CallFilter:
        """The filter that is set."""
        chosen = str(self.outcome.currentData())
        outcome = None if chosen in (_ALL, _FAILED) else chosen
        return CallFilter(failed=chosen == _FAILED, outcome=outcome, version=self.version.currentData())

    def repeat(self) -> None:
        """Ask the model again what the marked call asked."""
        row = self.table.row()
        if row is not None and self.detail.repeat.isEnabled():
            self.detail.repeat.setEnabled(False)
            self.say(tr("Asking the model again."), Tone.CARE)
            self._arrivals.watch(calls.repeat(self._desk.workspace, row.seq), self._repeated)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        found = self._desk.keymap.find(Scope.CALLS, strokes(event))
        does = {"call_repeat": self.repeat, "calls_read": self.refresh}
        if found is None or found[0].id not in does:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            does[found[0].id]()

    # --- reading ---

    def _ask(self, before: int | None) -> None:
        """Read the next page of the list; `before` None: the first one, in the place of what is there."""
        if self._of is None:
            return
        self._arrivals.forget(self._waiting)
        future = calls.page(self._desk.workspace, self._of, self.wanted(), before)
        self._waiting = self._arrivals.watch(future, partial(self._read, before is None))

    def _more(self) -> None:
        rows = self.table.calls.rows
        if rows and self._waiting is None and not self._all_there:
            self._ask(rows[-1].seq)

    def _read(self, first: bool, future: Future[list[CallRow]]) -> None:
        self._waiting = None
        rows = future.result()
        self._all_there = len(rows) < calls.PAGE
        if not first:
            self.table.calls.append(rows)
            return
        here = QApplication.focusWidget()
        self.table.begin(rows)
        if rows:
            self.stack.setCurrentWidget(self.parts)
        else:
            self._nothing()
        if here is None or not self.isAncestorOf(here) or not here.isVisible():
            give_focus(self.table if rows else self.outcome)

    def _nothing(self) -> None:
        self.detail.clear()
        if self.wanted() == CallFilter():
            words = tr("Each time that a model is asked, what was sent and what came back is kept here.")
            self._show_empty(tr("No calls yet"), words)
        else:
            self._show_empty(tr("No such calls"), tr("Nothing on record is like that. Choose another filter above."))

    def _show_empty(self, title: str, words: str) -> None:
        self.empty.say(title, words, "")
        self.stack.setCurrentWidget(self.empty)

    def _look(self) -> None:
        row = self.table.row()
        if row is not None:
            self._arrivals.forget(self._looking)
            self._looking = self._arrivals.watch(calls.whole(self._desk.workspace, row.seq), self._looked)

    def _looked(self, future: Future[CallWhole]) -> None:
        self._looking = None
        try:
            self.detail.show_call(future.result())
        except UserError as error:
            self.say(told(error))

    def _repeated(self, future: Future[CallWhole]) -> None:
        self.detail.repeat.setEnabled(True)
        try:
            call = future.result()
        except (UserError, CancelledError) as error:
            self.say(told(error))
            self.refresh()
            return
        self.say(tr("Asked again. The new call stands at the top."), Tone.DONE)
        self.detail.show_call(call)
        self.refresh()

    def _versions_read(self, project: ProjectInfo, future: Future[list[int]]) -> None:
        if self._of is None or self._of.seq != project.seq:
            return
        self._filling = True
        before = self.version.currentData()
        self.version.clear()
        self.version.addItem(tr("All versions"), None)
        for one in future.result():
            self.version.addItem(f"v{one}", one)
        self.version.setCurrentIndex(max(0, self.version.findData(before)) if before is not None else 0)
        self._filling = False

    def _filter_changed(self) -> None:
        if not self._filling:
            self.refresh()

    def _mark_moved(self) -> None:
        self._settle.start()

    def _fill_outcomes(self) -> None:
        self.outcome.setAccessibleName(tr("Outcome"))
        self.version.setAccessibleName(tr("Version"))
        self.outcome.addItem(tr("All outcomes"), _ALL)
        self.outcome.addItem(tr("All that failed"), _FAILED)
        for outcome, words in OUTCOMES.items():
            if outcome not in _NO_CALLS:
                self.outcome.addItem(tr(words), str(outcome))
        self.version.addItem(tr("All versions"), None)

    def _connect(self) -> None:
        self.outcome.currentIndexChanged.connect(self._filter_changed)
        self.version.currentIndexChanged.connect(self._filter_changed)
        self.again.clicked.connect(self.refresh)
        self.table.marked.connect(self._mark_moved)
        self.table.end_near.connect(self._more)
        self._settle.timeout.connect(self._look)
        self.detail.repeat_asked.connect(self.repeat)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 16, 10)
        top.setSpacing(10)
        for widget in (label(self.theme, "body", "muted", tr("Show")), self.outcome, self.version):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.again)
        around = QWidget()
        inside = QVBoxLayout(around)
        inside.setContentsMargins(12, 0, 12, 4)
        inside.addWidget(self.table)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(around)
        self.parts.addWidget(self.detail)
        self.parts.setSizes([330, 360])
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.parts)
        self.column.addLayout(top)
        self.column.addWidget(self.stack, 1)
