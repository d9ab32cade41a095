"""What is done with drafts and versions: beginning one, saving it, making one live, rolling back."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.errors import UserError
from core.suggest.versions import PromptVersion
from desktop.i18n import tr
from desktop.operations import prompts
from desktop.operations.prompts import Draft
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.notice import Tone
from desktop.screens.prompts.versions import BUILT_IN, DRAFT, Place, PlaceKind

if TYPE_CHECKING:
    from desktop.screens.prompts.page import PromptsPage


class Drafting(QObject):
    """Works on the page of prompts."""

    def __init__(self, desk: Desk, page: PromptsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    def begin_new(self) -> None:
        """Begin with the default prompt; a draft that is there is gone on with."""
        if self._page.bench.has_draft:
            self._page.versions.go(DRAFT)
            return
        live = self._page.view.live
        named = [one for one in self._page.view.connections if live is not None and one.name == live.connection]
        connection = (named or list(self._page.view.connections))[0]
        future = prompts.first_draft(self._desk.workspace, self._page.project, connection)
        self._desk.bridge.watch(future, self._drafted)

    def begin_from(self) -> None:
        """Write on from the marked version; a draft that is there is replaced by it."""
        if self._page.versions.place.kind is PlaceKind.VERSION:
            version = self._page.version(self._page.versions.place)
            self._begin_draft(Draft(version.content, version.connection, parent=version.number))

    def _drafted(self, future: Future[Draft]) -> None:
        try:
            self._begin_draft(future.result())
        except UserError as error:
            self._page.say(str(error))

    def _begin_draft(self, draft: Draft) -> None:
        self._page.bench.begin_draft(draft)
        self._page.versions.show_view(self._page.view, draft=True, at=DRAFT)
        self._page.show_place(DRAFT)
        self._page.bench.focus_template()

    def discard(self) -> None:
        """Throw the draft away."""
        self._page.bench.discard()
        self._page.versions.show_view(self._page.view, draft=False, at=BUILT_IN)
        self._page.show_place(self._page.versions.place)
        give_focus(self._page.versions)

    # --- saving, and what is live ---

    def save(self) -> None:
        """Save the draft as a new version."""
        self._save(live=False)

    def save_live(self) -> None:
        """Save the draft, and make it what suggests from now on."""
        self._save(live=True)

    def _save(self, *, live: bool) -> None:
        if self._page.versions.place.kind is not PlaceKind.DRAFT:
            return
        try:
            draft = self._page.bench.editor.draft()
        except UserError as error:
            self._page.bench.editor.show_error(error, go=True)
            return
        future = prompts.save(self._desk.workspace, self._page.project, draft, live=live)
        self._desk.bridge.watch(future, partial(self._was_saved, live))

    def _was_saved(self, live: bool, future: Future[PromptVersion]) -> None:
        try:
            version = future.result()
        except UserError as error:
            self._page.bench.editor.show_error(error, go=True)
            return
        self._page.bench.discard()
        said = (
            tr("Saved as {version}, and live.", version=version.shown)
            if live
            else tr("Saved as {version}.", version=version.shown)
        )
        self._page.say(said, Tone.DONE)
        self._page.refresh(Place(PlaceKind.VERSION, version.number))
        give_focus(self._page.versions)
        if live:
            self._page.live_changed.emit()

    def make_live(self) -> None:
        """Make the marked suggester the one that suggests: a version, or the built-in one. Rolling back is the same."""
        number = self._page.versions.place.number
        future = prompts.activate(self._desk.workspace, self._page.project, number)
        self._desk.bridge.watch(future, partial(self._was_made_live, number))

    def _was_made_live(self, number: int | None, future: Future[None]) -> None:
        try:
            future.result()
        except UserError as error:
            self._page.say(str(error))
            return
        name = tr("The built-in suggester") if number is None else f"v{number}"
        self._page.say(tr("{name} suggests from now on.", name=name), Tone.DONE)
        self._page.refresh()
        give_focus(self._page.versions)
        self._page.live_changed.emit()
