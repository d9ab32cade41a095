"""What is done with drafts and versions: beginning one, saving it, making one live, rolling back."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.errors import UserError
from core.storage.projects import ProjectInfo
from core.suggest.versions import PromptVersion
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import prompts
from desktop.operations.prompts import Draft
from desktop.screens.confirm import Confirm
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
        self.confirm = Confirm(desk.theme)
        self.confirm.agreed.connect(self._discard)
        self.confirm.declined.connect(page.bench.focus_template)

    def begin_new(self) -> None:
        """Begin with the default prompt; a draft that is there is gone on with."""
        page = self._page
        if page.bench.has_draft:
            page.versions.go(DRAFT)
            page.bench.focus_template()
            return
        live = page.view.live
        named = [one for one in page.view.connections if live is not None and one.name == live.connection]
        connection = (named or list(page.view.connections))[0]
        future = prompts.first_draft(self._desk.workspace, page.project, connection)
        self._page.arrivals.watch(future, partial(self._drafted, page.project))

    def begin_from(self) -> None:
        """Write on from the marked version; a draft that is there comes first."""
        page = self._page
        if page.versions.place.kind is not PlaceKind.VERSION:
            return
        if page.bench.has_draft:
            page.versions.go(DRAFT)
            page.say(tr("There is a draft already. Save or discard it first."), Tone.CARE)
            return
        version = page.version(page.versions.place)
        self._begin_draft(Draft(version.content, version.connection, parent=version.number))

    def discard(self) -> None:
        """Ask whether the draft is to go; one that was not written on goes at once."""
        if self._page.bench.written_on:
            self.confirm.ask(tr("Discard the draft? What was written in it cannot be brought back."), tr("Discard the draft"))
        else:
            self._discard()

    def _drafted(self, project: ProjectInfo, future: Future[Draft]) -> None:
        if not self._page.is_at(project) or self._page.bench.has_draft:
            return
        try:
            self._begin_draft(future.result())
        except UserError as error:
            self._page.say(told(error))

    def _begin_draft(self, draft: Draft) -> None:
        page = self._page
        page.say("")
        page.bench.begin_draft(draft)
        page.versions.show_view(page.view, draft=True, at=DRAFT)
        page.show_place(DRAFT)
        page.bench.focus_template()

    def _discard(self) -> None:
        page = self._page
        page.bench.discard()
        page.versions.show_view(page.view, draft=False, at=BUILT_IN)
        page.back()

    # --- saving ---

    def save(self) -> None:
        """Save the draft as a new version."""
        self._save(live=False)

    def save_live(self) -> None:
        """Save the draft, and make it what suggests from now on."""
        self._save(live=True)

    def _save(self, *, live: bool) -> None:
        page = self._page
        if page.versions.place.kind is not PlaceKind.DRAFT:
            return
        try:
            draft = page.bench.editor.draft()
        except UserError as error:
            page.bench.editor.show_error(error, go=True)
            return
        future = prompts.save(self._desk.workspace, page.project, draft, live=live)
        self._page.arrivals.watch(future, partial(self._was_saved, page.project, draft, live))

    def _was_saved(self, project: ProjectInfo, draft: Draft, live: bool, future: Future[PromptVersion]) -> None:
        page = self._page
        try:
            version = future.result()
        except UserError as error:
            if page.is_at(project) and page.bench.has_draft:
                page.bench.editor.show_error(error, go=True)
            return
        if live:
            page.live_changed.emit()
        if page.is_at(project):
            self._show_saved(draft, version, live=live)

    def _show_saved(self, draft: Draft, version: PromptVersion, *, live: bool) -> None:
        """Go on to the version; what was written on meanwhile stays a draft."""
        page = self._page
        known = any(one.number == version.number for one in page.view.versions)
        page.say(_saved_words(version, known=known, live=live), Tone.DONE)
        if page.bench.draft_is(draft):
            page.bench.discard()
            give_focus(page.versions)
            page.refresh(Place(PlaceKind.VERSION, version.number))
        else:
            page.refresh()

    # --- what is live ---

    def make_live(self) -> None:
        """Make the marked suggester the one that suggests: a version, or the built-in one. Rolling back is the same."""
        number = self._page.versions.place.number
        future = prompts.activate(self._desk.workspace, self._page.project, number)
        self._page.arrivals.watch(future, partial(self._was_made_live, number))

    def _was_made_live(self, number: int | None, future: Future[None]) -> None:
        page = self._page
        try:
            future.result()
        except UserError as error:
            page.say(told(error))
            return
        name = tr("The built-in suggester") if number is None else f"v{number}"
        page.say(tr("{name} suggests from now on.", name=name), Tone.DONE)
        page.refresh()
        give_focus(page.versions)
        page.live_changed.emit()


def _saved_words(version: PromptVersion, *, known: bool, live: bool) -> str:
    if known:
        said = tr("The same prompt is there already: {version}.", version=version.shown)
    else:
        said = tr("Saved as {version}.", version=version.shown)
    return " ".join((said, tr("It suggests from now on."))) if live else said
