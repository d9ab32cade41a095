"""Editor and preview side by side: what is written is rendered on a real item as soon as the hands rest, and can be tried."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UserError
from core.storage.projects import ProjectInfo
from core.suggest.views import Preview, Tried
from desktop.messages import told
from desktop.operations import prompts
from desktop.operations.prompts import Draft, PromptsView
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.prompts.editor import PromptEditor
from desktop.screens.prompts.preview import PreviewPane

#: the preview waits for so long after the last change
DEBOUNCE_MS = 300


class Workbench(QWidget):
    """A draft for each project is kept until it is saved or discarded. `tried` follows the end of a try."""

    tried = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project: ProjectInfo | None = None
        self._view: PromptsView | None = None
        self._drafts: dict[int, PromptEditor] = {}
        self._waiting: int | None = None
        self._arrivals = Arrivals(desk.bridge)
        self.asking = False
        self.viewer = PromptEditor(desk.theme, read_only=True)
        self.editors = QStackedWidget()
        self.editors.setMinimumWidth(260)
        self.editors.addWidget(self.viewer)
        self.preview = PreviewPane(desk.theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.render_now)
        self._lay_out()
        self.preview.item_changed.connect(self.render_now)

    @property
    def editor(self) -> PromptEditor:
        """What is shown: the draft, or a version to be looked at."""
        shown = self.editors.currentWidget()
        assert isinstance(shown, PromptEditor)
        return shown

    @property
    def has_draft(self) -> bool:
        """Whether there is a draft of the project."""
        return self._project is not None and self._project.seq in self._drafts

    def enter(self, project: ProjectInfo, view: PromptsView) -> None:
        """The project and what there is of it now."""
        other = self._project is None or self._project.seq != project.seq
        self._project, self._view = project, view
        for editor in (self.viewer, *self._drafts.values()):
            editor.set_choices(view.connections, view.variables)
        self.preview.show_samples(view.samples)
        if other:
            self.preview.clear()

    def begin_draft(self, draft: Draft) -> None:
        """Write on `draft`, in the place of an earlier one."""
        if self._project is None or self._view is None:
            return
        editor = self._drafts.get(self._project.seq)
        if editor is None:
            editor = self._drafts[self._project.seq] = PromptEditor(self._desk.theme)
            editor.changed.connect(self._timer.start)
            self.editors.addWidget(editor)
        editor.set_choices(self._view.connections, self._view.variables)
        editor.show_draft(draft)
        self.show_draft()

    def show_draft(self) -> None:
        """Show the draft of the project."""
        if self._project is not None and self._project.seq in self._drafts:
            self.editors.setCurrentWidget(self._drafts[self._project.seq])
            self._begin_looking()

    def show_version(self, draft: Draft) -> None:
        """Show a saved version, to be looked at."""
        self.viewer.show_draft(draft)
        self.editors.setCurrentWidget(self.viewer)
        self._begin_looking()

    def discard(self) -> None:
        """Throw the draft of the project away."""
        if self._project is not None and self._project.seq in self._drafts:
            editor = self._drafts.pop(self._project.seq)
            self.editors.removeWidget(editor)
            editor.deleteLater()

    @property
    def written_on(self) -> bool:
        """Whether the draft of the project was changed by hand."""
        return self._project is not None and self._project.seq in self._drafts and self._drafts[self._project.seq].written_on

    def draft_is(self, draft: Draft) -> bool:
        """Whether the draft of the project still is `draft`."""
        if self._project is None or self._project.seq not in self._drafts:
            return False
        try:
            return self._drafts[self._project.seq].draft() == draft
        except UserError:
            return False

    def leave(self) -> None:
        """Nothing is rendered any more."""
        self._timer.stop()
        self._arrivals.leave()

    def focus_template(self) -> None:
        """Give the keyboard to what is mostly written on."""
        give_focus(self.editor.templates["system"])

    # --- the preview ---

    def render_now(self) -> None:
        """Render what stands in the editor for the chosen item; what was asked before no longer counts."""
        self._timer.stop()
        self._forget()
        if self._project is None:
            return
        try:
            draft = self.editor.draft()
        except UserError as error:
            self._refused(error)
            return
        future = prompts.preview(self._desk.workspace, self._project, draft, self.preview.item_seq)
        self._waiting = self._arrivals.watch(future, partial(self._rendered, self.editor))

    def _forget(self) -> None:
        self._arrivals.forget(self._waiting)
        self._waiting = None

    def _begin_looking(self) -> None:
        self.preview.reply.hide()
        self.render_now()

    def _rendered(self, editor: PromptEditor, future: Future[Preview]) -> None:
        self._waiting = None
        if editor is not self.editor:
            return
        try:
            preview = future.result()
        except UserError as error:
            self._refused(error)
            return
        editor.show_error(None)
        self.preview.show_preview(preview)

    def _refused(self, error: UserError) -> None:
        self.editor.show_error(error)
        self.preview.show_stale()

    # --- trying ---

    def try_it(self) -> None:
        """Ask the model for the chosen item with what stands in the editor."""
        if self._project is None or self.asking:
            return
        try:
            draft = self.editor.draft()
        except UserError as error:
            self._refused(error)
            return
        self.asking = True
        self.preview.show_asking()
        future = prompts.try_out(self._desk.workspace, self._project, draft, self.preview.item_seq)
        self._arrivals.watch(future, self._was_tried)

    def _was_tried(self, future: Future[Tried]) -> None:
        self.asking = False
        try:
            self.preview.show_tried(future.result())
        except (UserError, CancelledError) as error:
            self.preview.show_failed(told(error))
        self.tried.emit()

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        for widget in (self.editors, self.preview):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, 1)
        parts.setSizes([520, 460])
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(parts)
