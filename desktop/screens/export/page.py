"""The Export screen: purpose first, then a format; what would be in it and what not; the file; and the datasets so far."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from core.errors import UserError
from core.export import CutReport, Plan, Recipe
from core.storage.projects import ProjectInfo
from desktop.actions import Scope
from desktop.i18n import tr
from desktop.operations import exporting
from desktop.operations.exporting import Offers, Target
from desktop.screens.desk import Desk
from desktop.screens.export.parts import ExportParts
from desktop.screens.export.place import suggested_name
from desktop.screens.export.planning import Planning
from desktop.screens.export.writing import Writing
from desktop.screens.focus import give_focus
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.notice import Tone
from desktop.widgets.keys import strokes


class ExportPage(ExportParts):
    """Makes datasets of the open project, and shows those that were made. `action_asked`: an action that works everywhere."""

    action_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._of: ProjectInfo | None = None
        self._empty_of: Recipe | None = None  # of which it is known that it holds nothing
        self._arrivals = Arrivals(desk.bridge)
        self.planning = Planning(desk, self)
        self.writing = Writing(desk, self.outcome, self)
        self._does = self._table()
        self._connect()

    # --- coming and going ---

    def enter(self) -> None:
        """See `Page.enter`."""
        project = self._desk.project
        self.say("")
        self.set_detail(project.name if project is not None else "")
        if project is None:
            self._of = None
            self.planning.stop()
            self.empty.say(tr("No project is open"), tr("Open a project, then export its labels."), "")
            self._show(self.empty)
            return
        other = self._of is None or self._of.seq != project.seq
        self._of, self._empty_of = project, None
        self._begin(project, anew=other)

    def leave(self) -> None:
        """See `Page.leave`."""
        self.planning.stop()
        self.writing.leave()
        self.history.leave()
        self.place.leave()
        self._arrivals.leave()

    def _begin(self, project: ProjectInfo, *, anew: bool) -> None:
        self.choices.begin(project.task, anew=anew)
        self.history.begin(project)
        if anew:
            self.place.forget()
            self.preview.say(tr("Counting…"), "")
        if anew or self.stack.currentWidget() is self.empty:
            self._show(self.making)
        self._arrivals.watch(exporting.offers(self._desk.workspace, project), partial(self._offered, project))
        self._suggest()
        self._plan(at_once=True)
        self._focus()

    def _offered(self, project: ProjectInfo, future: Future[Offers]) -> None:
        if self._of is not None and self._of.seq == project.seq:
            self.choices.offer(future.result())

    def _focus(self) -> None:
        if self.stack.currentWidget() is self.history:
            self.history.take_focus()
        else:
            self.choices.purposes.take_focus()

    def _show(self, part: object) -> None:
        for one in (self.making, self.history, self.empty):
            if one is part:
                self.stack.setCurrentWidget(one)
        self.show_keys()

    # --- what is chosen ---

    def recipe(self) -> Recipe | None:
        """What is asked for; None when it cannot be, which the preview then says."""
        try:
            return self.choices.recipe()
        except UserError as error:
            self.planning.stop()
            self.preview.show_problem(error)
            return None

    def _plan(self, *, at_once: bool = False) -> None:
        recipe = self.recipe()
        self.place.go.setEnabled(recipe is not None and not self.outcome.busy)
        if recipe is not None and self._of is not None:
            self.preview.wait()
            self.planning.ask(self._of, recipe, at_once=at_once)

    def _planned(self, recipe: Recipe, plan: Plan) -> None:
        found = self.choices.format
        if found is not None and found.name == recipe.format:
            safe = self.choices.option("safe")
            self._empty_of = None if plan.records else recipe
            self.preview.show_plan(plan, recipe.split.names, lossless=found.lossless, safe=None if safe is None else bool(safe))

    def _suggest(self) -> None:
        self.order_tabs()
        found, project = self.choices.format, self._of
        if found is not None and project is not None:
            name = suggested_name(project.name, self.choices.purpose, found)
            self.place.suggest(name, found.suffix, folder=found.folder)

    def _switch_safe(self, on: bool) -> None:
        self.choices.options.switch("safe", on=on)

    # --- what is done ---

    def begin(self, _place: int = 0) -> None:
        """Write what is chosen to the place that is named."""
        recipe, target = self.recipe(), self.place.target
        if self._of is None or recipe is None:
            return
        if target is None:
            self.say(tr("Name the file first."))
            give_focus(self.place.path)
            return
        if self._empty_of == recipe:
            self.say(tr("Nothing may go into it: the preview says why."), Tone.CARE)
            return
        self.say("")
        self.writing.export(self._of, recipe, target)

    def _again(self, number: int, target: Target) -> None:
        if self._of is not None:
            self.say("")
            self.writing.recut(self._of, number, target)

    def _begun(self) -> None:
        self.show_keys()
        for button in (self.place.go, self.history.foot.place.go):
            button.setEnabled(False)

    def _ended(self, report: CutReport | None) -> None:
        self.show_keys()
        for button in (self.place.go, self.history.foot.place.go):
            button.setEnabled(True)
        if report is None:
            if self._lost():
                self._focus()
            return
        if report.again is None:
            self.place.forget()
            self.place.written(report.path)
            self._suggest()
        else:
            self.history.foot.place.hide()
        self.history.refresh()
        give_focus(self.outcome.folder)

    def _lost(self) -> bool:
        """Whether the keyboard is nowhere: what had it is hidden or asleep now."""
        here = QApplication.focusWidget()
        return here is None or not self.isAncestorOf(here) or not here.isVisible()

    def _purpose_at(self, place: int) -> None:
        rows = self.choices.purposes.rows
        if place < len(rows):
            self.choices.purposes.choose(rows[place].way.name)
            self.choices.formats.take_focus()

    def _to_formats(self, _place: int = 0) -> None:
        self.choices.formats.take_focus()

    def _turn_more(self, _place: int = 0) -> None:
        self.choices.more.turn()
        give_focus(self.choices.more)

    def _more_turned(self, opened: bool) -> None:
        """What was opened comes into sight, once it has its place."""
        if opened:
            QTimer.singleShot(0, self, self._scroll_to_more)

    def _scroll_to_more(self) -> None:
        self.side.verticalScrollBar().setValue(self.choices.more.y() - 8)

    def _turn_view(self, _place: int = 0) -> None:
        self.preview.turn_view()

    def _to_place(self, _place: int = 0) -> None:
        give_focus(self.place.path)
        self.place.path.selectAll()

    def show_history(self, _place: int = 0) -> None:
        """Show the datasets so far."""
        self.outcome.put_away()
        self._show(self.history)
        self.history.refresh()
        self.history.take_focus()

    def show_new(self, _place: int = 0) -> None:
        """Show the choices of a new dataset."""
        self._show(self.making)
        self.choices.purposes.take_focus()

    def _turn(self) -> None:
        (self.show_history if self.stack.currentWidget() is self.making else self.show_new)()

    # --- keys ---

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        found = self._desk.keymap.find(self._scope, strokes(event))
        if found is None or found[0].id not in self._does or self._of is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._do(found[0].id, found[1])

    @property
    def _scope(self) -> Scope:
        return Scope.DATASETS if self.stack.currentWidget() is self.history else Scope.EXPORT

    def _do(self, name: str, place: int) -> None:
        """On a purpose Enter goes on to the formats: only from there on it writes."""
        if name == "export_write" and self.choices.purposes.has_focus:
            self.choices.formats.take_focus()
        else:
            self._does[name](place)

    def run_action(self, action_id: str) -> None:
        """Do what a key of the bar does."""
        if action_id in self._does:
            self._does[action_id](0)
        else:
            self.action_asked.emit(action_id)

    def _table(self) -> dict[str, Callable[[int], None]]:
        """What each action does; the number is the key's place among the action's keys."""
        history = self.history
        return {
            "export_write": self.begin,
            "export_purpose": self._purpose_at,
            "export_format": self._to_formats,
            "export_more": self._turn_more,
            "export_view": self._turn_view,
            "export_down": lambda _place: self.preview.scroll_pages(1),
            "export_up": lambda _place: self.preview.scroll_pages(-1),
            "export_place": self._to_place,
            "export_stop": lambda _place: self.outcome.work.cancel(),
            "export_history": self.show_history,
            "dataset_compare": lambda _place: history.compare(),
            "dataset_again": lambda _place: history.ask_again(),
            "dataset_folder": lambda _place: history.open_folder(),
            "dataset_hash": lambda _place: history.copy_hash(),
            "dataset_back": lambda _place: history.step_back(),
        }

    def _connect(self) -> None:
        self.choices.changed.connect(self._plan)
        self.choices.format_changed.connect(self._suggest)
        self.choices.more.turned.connect(self._more_turned)
        self.planning.planned.connect(self._planned)
        self.planning.failed.connect(self.preview.show_problem)
        self.preview.safe_switched.connect(self._switch_safe)
        self.place.wanted.connect(self.begin)
        self.writing.begun.connect(self._begun)
        self.writing.ended.connect(self._ended)
        self.writing.failed.connect(self.say)
        self.history.again.connect(self._again)
        self.history.folder_asked.connect(self.writing.open_folder)
        self.history.said.connect(self.say)
        self.history.back.connect(self.show_new)
        self.turn.clicked.connect(self._turn)
        self.keys.picked.connect(self.run_action)
