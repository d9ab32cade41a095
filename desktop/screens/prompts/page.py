"""Prompts: the versions at the left, what is marked at the right, and what can be done with it below."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget
from typing_extensions import override

from core.errors import BugError
from core.storage.projects import ProjectInfo
from core.suggest.versions import PromptVersion
from desktop.actions import Scope
from desktop.i18n import tr
from desktop.operations import prompts
from desktop.operations.prompts import Draft, PromptsView
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.wide_page import WidePage
from desktop.screens.prompts.batching import Batching
from desktop.screens.prompts.comparing import Comparing
from desktop.screens.prompts.diff_view import DiffView
from desktop.screens.prompts.drafting import Drafting
from desktop.screens.prompts.empty import EmptyState
from desktop.screens.prompts.foot import Foot
from desktop.screens.prompts.layout import lay_out
from desktop.screens.prompts.limits import LimitsView
from desktop.screens.prompts.side import Side
from desktop.screens.prompts.versions import Place, PlaceKind
from desktop.screens.prompts.workbench import Workbench
from desktop.widgets.keys import strokes


class PromptsPage(WidePage):
    """`models_asked`: a model is to be connected; `live_changed` follows when another suggester is live."""

    models_asked = Signal()
    live_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Prompts"))
        self._desk = desk
        self._view: PromptsView | None = None
        self._of: ProjectInfo | None = None
        self.arrivals = Arrivals(desk.bridge)
        self.side = Side(desk.theme)
        self.versions = self.side.versions
        self.bench = Workbench(desk)
        self.empty = EmptyState(desk.theme, "prompts")
        self.diff = DiffView(desk.theme)
        self.limits = LimitsView(desk)
        self.foot = Foot(desk.theme)
        self.stack = QStackedWidget()
        for widget in (self.empty, self.bench, self.diff, self.limits):
            self.stack.addWidget(widget)
        self.batch = Batching(desk, self)
        self.drafting = Drafting(desk, self)
        self.comparing = Comparing(desk, self)
        lay_out(self)
        self.dress()
        self._connect()

    # --- going to it ---

    def enter(self) -> None:
        """See `Page.enter`."""
        project = self._desk.project
        self.say("")
        if project is None:
            self._of = self._view = None
            self.set_detail("")
            self.side.clear()
            self._show_empty(tr("No project is open"), tr("Open a project, then write its prompt."), "")
            return
        if self._of is not None and self._of.seq != project.seq:
            self.batch.stop()
        self._of = project
        self.set_detail(project.name)
        self.refresh()

    def leave(self) -> None:
        """See `Page.leave`."""
        self.batch.stop()
        self.bench.leave()
        self.limits.arrivals.leave()
        self.arrivals.leave()

    def refresh(self, at: Place | None = None) -> None:
        """Read all anew; `at` is what is marked then."""
        if self._of is not None:
            project = self._of
            future = prompts.overview(self._desk.workspace, project)
            self.arrivals.watch(future, partial(self._read, project, at))

    @property
    def view(self) -> PromptsView:
        """What is shown. Raises `BugError` before it was read."""
        if self._view is None:
            raise BugError("The prompts were not read yet.")
        return self._view

    def is_at(self, project: ProjectInfo) -> bool:
        """Whether this is the project that is shown."""
        return self._of is not None and self._of.seq == project.seq

    @property
    def project(self) -> ProjectInfo:
        """The project that is shown. Raises `BugError` when none is."""
        if self._of is None:
            raise BugError("No project is open.")
        return self._of

    def _read(self, project: ProjectInfo, at: Place | None, future: Future[PromptsView]) -> None:
        if not self.is_at(project):
            return  # another one was opened meanwhile
        first = self._view is None
        self._view = future.result()
        self.bench.enter(project, self._view)
        live = self._view.live
        if first and at is None and live is not None:
            at = Place(PlaceKind.VERSION, live.number)
        self.versions.show_view(self._view, draft=self.bench.has_draft, at=at)
        self.side.offer(new=bool(self._view.connections))
        self.show_place(self.versions.place)
        here = QApplication.focusWidget()
        if first or here is None or not self.isAncestorOf(here):
            give_focus(self.versions if self._view.versions or self.bench.has_draft else self.empty.button)

    # --- what is marked ---

    def show_place(self, place: Place) -> None:
        """Show an entry of the list."""
        if self._view is None:
            return
        shows = {
            PlaceKind.BUILT_IN: self._show_built_in,
            PlaceKind.DRAFT: self._show_draft,
            PlaceKind.VERSION: self._show_version,
        }
        shows[place.kind](place)
        live = self._view.live
        self.foot.show_place(place, live.number if live else None, len(self._view.versions) - 1)
        self.foot.setVisible(self.stack.currentWidget() is self.bench or bool(self._view.versions))

    def _show_built_in(self, _place: Place) -> None:
        if not self.view.connections:
            words = tr(
                "A prompt goes to a model: a provider's, or one on your own machine. Connect one in the settings; until then the "
                "built-in suggester proposes answers, on this computer alone."
            )
            self._show_empty(tr("No model is connected yet"), words, tr("&Connect a model…"))
        elif not self.view.versions:
            words = tr(
                "The built-in suggester proposes answers. Begin with the default prompt of this kind of task and change it."
            )
            self._show_empty(tr("No prompt yet"), words, tr("Write the &first prompt"))
        else:
            words = tr("It works on this computer without a model and learns from each decision. Mark a version to look at it.")
            self._show_empty(tr("The built-in suggester"), words, tr("&New prompt"))

    def _show_empty(self, title: str, words: str, button: str) -> None:
        self.empty.say(title, words, button)
        self.stack.setCurrentWidget(self.empty)
        self.foot.setVisible(self._view is not None)

    def _show_draft(self, _place: Place) -> None:
        self.stack.setCurrentWidget(self.bench)
        self.bench.show_draft()

    def _show_version(self, place: Place) -> None:
        self.stack.setCurrentWidget(self.bench)
        version = self.version(place)
        self.bench.show_version(Draft(version.content, version.connection, version.parent, version.note))

    def version(self, place: Place) -> PromptVersion:
        """The version in this place. Raises `BugError` when there is none."""
        for version in self.view.versions:
            if version.number == place.number:
                return version
        raise BugError("There is no such version.")

    # --- limits ---

    def show_limits(self) -> None:
        """Show the limits of the project."""
        if self._of is not None:
            self.stack.setCurrentWidget(self.limits)
            self.limits.enter(self._of)
            self.foot.hide()

    def back(self) -> None:
        """Show what is marked in the list again."""
        self.show_place(self.versions.place)
        give_focus(self.versions)

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        found = self._desk.keymap.find(Scope.PROMPTS, strokes(event))
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() in (self.diff, self.limits):
            self.back()
            return
        does = {"prompt_save": self.drafting.save, "prompt_try": self.bench.try_it, "prompt_new": self.drafting.begin_new}
        if found is None or found[0].id not in does:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and self._view is not None and self._view.connections:
            does[found[0].id]()

    def _begin(self) -> None:
        """Go on from the empty state: connect a model, or write a prompt."""
        if self._view is None or not self._view.connections:
            self.models_asked.emit()
        else:
            self.drafting.begin_new()

    def _connect(self) -> None:
        foot, drafting = self.foot, self.drafting
        self.versions.went.connect(self.show_place)
        self.versions.itemClicked.connect(self.back)
        self.versions.opened.connect(self.back)
        self.side.new.clicked.connect(drafting.begin_new)
        self.side.limits.clicked.connect(self.show_limits)
        self.empty.button.clicked.connect(self._begin)
        foot.try_asked.connect(self.bench.try_it)
        foot.save_asked.connect(drafting.save)
        foot.save_live_asked.connect(drafting.save_live)
        foot.discard_asked.connect(drafting.discard)
        foot.edit_asked.connect(drafting.begin_from)
        foot.live_asked.connect(drafting.make_live)
        foot.compare_asked.connect(self.comparing.begin)
        foot.suggest_asked.connect(self.batch.ask)
        self.diff.closed.connect(self.back)
