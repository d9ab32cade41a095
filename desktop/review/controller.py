"""Between the review screen and a session: intents become operations, and what is saved is shown.

Nothing on screen moves before its decision is on the disk. Errors of the user's environment go to the status line, and the item
stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.domain.task import Task
from core.errors import UserError
from core.review.cards import Card, Phase, Progress, Screen
from desktop.bridge import Bridge
from desktop.i18n import tr
from desktop.messages import told
from desktop.review.intents import Intent, IntentKind
from desktop.review.screen import ReviewScreen

if TYPE_CHECKING:
    from core.review.operation import Operation
    from core.review.session import ReviewSession
    from core.storage.projects import ProjectInfo

_LOADING = Screen(Card(Phase.LOADING), Progress())
#: answered by the view alone
_NOTHING_TO_DO = frozenset({IntentKind.GUIDELINES})


class ReviewController(QObject):
    """Runs one session at a time on one screen.

    `timeline_asked` and `similar_asked` give an item's number, `queue_asked` +1 or -1: the next queue or the one before, `label_added` a
    label that a reviewer wants.
    """

    timeline_asked = Signal(int)
    similar_asked = Signal(int)
    queue_asked = Signal(int)
    label_added = Signal(object)

    def __init__(self, view: ReviewScreen, bridge: Bridge) -> None:
        super().__init__(view)
        self._view = view
        self._bridge = bridge
        self._session: ReviewSession | None = None
        self._card = _LOADING.card
        self._busy = False
        self._behind = False
        self._saving: Operation | None = None
        self._awaited: Future[Any] | None = None
        self._askers: Mapping[IntentKind, Callable[[Any], None]] = {
            IntentKind.TIMELINE: lambda _: self.timeline_asked.emit(self._card.item_seq),
            IntentKind.SIMILAR: lambda _: self.similar_asked.emit(self._card.item_seq),
            IntentKind.QUEUE_NEXT: lambda _: self.queue_asked.emit(1),
            IntentKind.QUEUE_PREV: lambda _: self.queue_asked.emit(-1),
            IntentKind.ADD_LABEL: self.label_added.emit,
        }
        view.intent.connect(self.take)
        view.painted.connect(self._painted)

    @property
    def session(self) -> ReviewSession | None:
        """The session on screen, or None while there is none."""
        return self._session

    @property
    def card(self) -> Card:
        """The card that the view was given last."""
        return self._card

    def show_loading(self, name: str = "", task: Task | None = None, guidelines: str = "") -> None:
        """Leave the session that was on screen and show that the next one is on its way."""
        if self._session is not None:
            self._session.close()
        self._session, self._awaited, self._card = None, None, _LOADING.card
        self._set_busy(busy=False)
        self._view.set_saved("")
        self._view.show_message("")
        self._view.set_project(name, tr("To review") if name else "", task or Task("choice"), guidelines)
        self._view.show_screen(_LOADING)

    def start(self, session: ReviewSession, project: ProjectInfo, saving: Operation | None = None, *, queue: str = "") -> None:
        """Put a session on screen; `saving` is a decision of it that is on its way to the disk."""
        if self._session is not None and self._session is not session:
            self._session.close()
        self._view.set_project(project.name, queue or tr("To review"), project.task, project.guidelines)
        self._session, self._awaited = session, None
        self._set_busy(busy=False)
        self._show()
        if saving is not None:
            self._save(session, saving)

    def let_go(self) -> Operation | None:
        """Another controller goes on with the session; returns the decision that is being saved, which that one is to finish."""
        saving, self._session, self._saving = self._saving, None, None
        return saving

    def refresh(self) -> None:
        """Items were added or erased by others: count anew, and go on where nothing was left; after what is being saved."""
        self._behind = self._busy
        if self._session is not None and not self._busy:
            self._session.refresh()
            self._show()

    def open_item(self, item_seq: int) -> None:
        """Put this item on screen, before what is there."""
        session = self._session
        if session is None or self._busy:
            return
        try:
            self._save(session, session.open_item(item_seq))
        except UserError as error:
            self._view.show_message(told(error))

    def touch(self) -> None:
        """The reviewer did something that decides nothing."""
        if self._session is not None:
            self._session.touch()

    def take(self, intent: Intent) -> None:
        """Do what was wanted, unless it was meant for an item that is not on screen any more."""
        session = self._session
        if session is None or self._busy or intent.item_id != self._card.item_id or intent.kind in _NOTHING_TO_DO:
            return
        asked = self._askers.get(intent.kind)
        if asked is not None:
            asked(intent.value)
            return
        try:
            operation = _ways(session)[intent.kind](intent.value)
        except UserError as error:
            self._view.show_message(told(error))
            return
        self._save(session, operation)

    def _save(self, session: ReviewSession, operation: Operation) -> None:
        self._saving = operation
        self._set_busy(busy=True)
        self._bridge.watch(operation.saved, partial(self._saved, session, operation))

    def _saved(self, session: ReviewSession, operation: Operation, _future: Future[Any]) -> None:
        if session is not self._session:
            return
        self._saving = None
        self._set_busy(busy=False)
        try:
            operation.finish()
        except UserError as error:
            self._view.set_saved(tr("not saved"))
            self._view.show_message(told(error))
            self._show()  # a suggestion may have come meanwhile
            self._view.show_message(told(error))
            return
        self._view.set_saved(tr("saved"))
        if self._behind:
            self.refresh()
        else:
            self._show()

    def _show(self) -> None:
        session = self._session
        if session is None:
            return
        screen = session.screen()
        self._card = screen.card
        self._view.show_screen(screen)
        if session.waiting is not None and session.waiting is not self._awaited:
            self._awaited = session.waiting
            self._bridge.watch(session.waiting, partial(self._resume, session))

    def _resume(self, session: ReviewSession, future: Future[Any]) -> None:
        if session is not self._session or session.waiting is not future:
            return
        self._awaited = None
        if self._busy:
            return  # a decision is being saved: what is shown after it looks again
        try:
            session.resume()
        except UserError as error:
            self._view.show_message(told(error))
            return
        self._show()

    def _painted(self) -> None:
        if self._session is not None:
            self._session.painted()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._view.set_busy(busy)


def _ways(session: ReviewSession) -> Mapping[IntentKind, Callable[[Any], Operation]]:
    """What the session does for each intent; the text is `Intent.value`."""
    return {
        IntentKind.ACCEPT: lambda _: session.accept(),
        IntentKind.CHOOSE: session.choose,
        IntentKind.REJECT: session.reject,
        IntentKind.SKIP: lambda _: session.skip(),
        IntentKind.ANOTHER: lambda _: session.another(),
        IntentKind.UNDO: lambda _: session.undo(),
        IntentKind.REDO: lambda _: session.redo(),
        IntentKind.FLAG: lambda _: session.flag(),
        IntentKind.COMMENT: session.comment,
        IntentKind.THUMB_UP: lambda _: session.thumb(1),
        IntentKind.THUMB_DOWN: lambda _: session.thumb(-1),
        IntentKind.KEEP_MINE: lambda _: session.keep_mine(),
        IntentKind.TAKE_MODELS: lambda _: session.take_models(),
        IntentKind.GROUP: lambda _: session.group(),
        IntentKind.NEXT_PASS: lambda _: session.next_pass(),
        IntentKind.CANDIDATE_PREV: lambda _: session.walk(-1),
        IntentKind.CANDIDATE_NEXT: lambda _: session.walk(1),
        IntentKind.REOPEN: lambda value: session.reopen(bytes.fromhex(value)),
    }
