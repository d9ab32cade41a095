"""The review screen: the parts in their places, and from keys and clicks to intents.

It paints what `show_screen` is given and emits `intent`. After a deciding intent it takes no other until it is shown something
new, told that nothing is busy, or given a message: one screen is decided on once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.clock import monotonic
from core.domain.json import Answer
from core.domain.task import Task
from core.review.cards import Card, Phase, Progress, Screen
from desktop.actions import TEXT_SCOPES, Action, Keymap, Scope
from desktop.i18n import tr
from desktop.review.gate import DECIDING, Gate
from desktop.review.intents import PLAIN, IntentKind
from desktop.review.live import Situation, bar_hints, offered, scope_of, undo_hint
from desktop.review.parts import ReviewParts
from desktop.review.suggestion_panel import Page
from desktop.review.telling import Telling
from desktop.theme import Theme
from desktop.widgets.keys import strokes
from desktop.widgets.spoken import Role, announce

_EMPTY = Screen(Card(Phase.LOADING), Progress())
_DECIDABLE = frozenset({Scope.REVIEW, Scope.UNAIDED, Scope.BLIND})
_BODILESS = frozenset({Phase.EMPTY, Phase.FINISHED})


class ReviewScreen(ReviewParts):
    """A pure view. `intent` carries an `Intent`; `navigate` the name of a screen (`export`, `projects`, ...).

    `painted` follows, outside of painting, when something new has been painted: an item, or a suggestion that came late.
    """

    spoken_as = Role.Pane

    intent = Signal(object)
    navigate = Signal(str)
    painted = Signal()

    def __init__(
        self,
        theme: Theme,
        keymap: Keymap | None = None,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`clock` gives monotonic seconds; tests bring their own."""
        super().__init__(theme, keymap or Keymap(), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(tr("Review"))
        self._screen = _EMPTY
        self._task = Task("choice")
        self._drafts: dict[str, str] = {}
        self._gate = Gate(clock, self)
        self._telling = Telling()
        self._connect()
        self._handlers = self._table()
        self.show_screen(_EMPTY)

    def set_project(self, name: str, queue: str, task: Task, guidelines: str = "") -> None:
        """Another project: its name, its queue's name, its task, its guidelines in Markdown. Its first screen is to be shown next."""
        self.top.set_names(name, queue)
        self.set_task(task, guidelines)
        self.show_screen(_EMPTY)

    def set_task(self, task: Task, guidelines: str) -> None:
        """The task's labels or the guidelines have changed; what is on screen stays."""
        self._task = task
        self.panel.set_task(task)
        self.item.set_plain(plain=self.panel.editor.counts_in_text)
        self.item.set_guidelines(guidelines, task.offered)

    def show_screen(self, screen: Screen) -> None:
        """Paint `screen`. Keys act on it once it has been painted for `SEEN_AFTER` seconds."""
        card, before = screen.card, self._screen.card
        self._screen = screen
        another = self._gate.show(card)
        self.top.set_progress(screen.progress, of_queue=bool(screen.queue))
        bodiless = card.phase in _BODILESS or (card.phase is Phase.LOADING and not card.text)
        self.middle.setCurrentWidget(self.state if bodiless else self.body)
        if bodiless:
            self.state.show_state(screen)
        else:
            self.item.show_card(card)
            self.panel.editor.anew = another
            self.panel.show_card(card)
            self.panel.editor.anew = False
            self.item.show_marks(self.panel.editor.marks())
        if another:
            self.item.text.viewport().update()  # the same text again is painted again
            self.panel.show_page(self.panel.own_page())
            self._come_home(before.item_id, card.item_id)
            if before.item_id and card.item_id != before.item_id:
                self._tell("")  # what was said was said of the item before
        self._refresh_keys()
        announce(self, self._telling.told(card, self.state.accessibleName()))

    def set_busy(self, busy: bool) -> None:
        """While busy, no key and no click decides or changes anything."""
        self._gate.set_busy(busy=busy)

    def set_saved(self, text: str) -> None:
        """Show whether all is saved, in the top bar."""
        self.top.set_saved(text)

    def show_message(self, text: str) -> None:
        """Show `text` in the status line until the next decision; an empty one takes it away."""
        self._tell(text)
        if text:
            self._gate.release()

    @property
    def awake(self) -> bool:
        """Whether a deciding key acts now: what is on screen has been seen for long enough, and nothing is busy."""
        return self._gate.is_open(IntentKind.ACCEPT, by_name=self.panel.page is Page.SEARCH)

    @property
    def is_painted(self) -> bool:
        """Whether the item and what is suggested for it have been painted."""
        return self._gate.item.is_painted and self._gate.answer.is_painted

    @property
    def scope(self) -> Scope:
        """What the keys mean now."""
        if self.panel.comment.field.hasFocus():
            return Scope.COMMENT
        if self.panel.editor.editing:
            return Scope.EDITING
        if self.item.finding:
            return Scope.FINDING
        page = self.panel.page
        if self.panel.finder.field.hasFocus() or (page is Page.SEARCH and self.panel.own_page() is not Page.SEARCH):
            return Scope.SEARCH
        return Scope.REASONS if page is Page.REASONS else scope_of(self._screen.card.phase)

    def run_action(self, action_id: str) -> bool:
        """Do what the action called `action_id` does, when it is live; says whether it was."""
        live = next((action for action in offered(self._situation()) if action.id == action_id), None)
        if live is None:
            return False
        self._run(live, 0)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        found = self.keymap.find(self.scope, strokes(event), self._task.kind)
        if found is None and self._take_by_shortcut(event):
            return
        if found is None or not self._situation().possible(found[0]):
            event.ignore()
            return
        event.accept()
        if not event.isAutoRepeat() or found[0].repeats:
            self._run(*found)

    def _take_by_shortcut(self, event: QKeyEvent) -> bool:
        """The key of a label's own, where it has one: as if the label had been found by its name. Says whether there is one."""
        names = {label.shortcut.upper(): label.name for label in self._task.offered if label.shortcut}
        name = next((names[stroke.upper()] for stroke in strokes(event) if stroke.upper() in names), None)
        if name is None or self.scope not in _DECIDABLE or event.isAutoRepeat():
            return False
        event.accept()
        if self._gate.is_open(IntentKind.CHOOSE):
            self.panel.editor.take_label(name)
        return True

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._order_tabs()  # now that it stands in the window, among the others' stops
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        """From what the parts say to what is done about it; bound methods only, so that nothing outlives its widget."""
        panel = self.panel
        self._gate.intent.connect(self.intent)
        self._gate.seen.connect(self.painted, Qt.ConnectionType.QueuedConnection)
        self.item.painted.connect(self._gate.item_painted)
        self.item.find_focused.connect(self._comment_focused)
        self.item.find_left.connect(self._refresh_keys)
        panel.painted.connect(self._gate.answer_painted)
        panel.edited.connect(self._connect_editor)
        self._connect_editor()
        panel.finder.chosen.connect(self._choose_found)
        panel.finder.left.connect(self._leave_text)
        panel.finder.focused.connect(self._search_focused)
        panel.reasons.picked.connect(self._reject)
        panel.opinion.kept.connect(self._keep)
        panel.opinion.taken.connect(self._take)
        panel.comment.submitted.connect(self._comment)
        panel.comment.left.connect(self._leave_text)
        panel.comment.focused.connect(self._comment_focused)
        self.state.navigate.connect(self.navigate)
        self.state.passed.connect(self._next_pass)
        self.keys.picked.connect(self._clicked_key)
        self.history.reopened.connect(self._reopen)
        self.history.undone.connect(self._clicked_key)
        self.palette_sheet.chosen.connect(self.run_action)

    def _connect_editor(self) -> None:
        """The task is of another kind than before: its own editor answers now."""
        editor = self.panel.editor
        editor.accepted.connect(self._accept)
        editor.entered.connect(self._submit)
        editor.submitted.connect(self._choose)
        editor.searched.connect(self._open_search)
        editor.changed.connect(self._editor_changed)
        editor.told.connect(self._tell)
        editor.focused.connect(self._comment_focused)
        editor.left.connect(self._leave_text)
        editor.label_wanted.connect(self._add_label)
        self.item.text_selected.connect(editor.text_selected)
        editor.use_lines(self.item.text.line_from)
        self._order_tabs()
        self._share_out()

    def _add_label(self, label: Answer) -> None:
        self._emit(IntentKind.ADD_LABEL, label)

    def _editor_changed(self) -> None:
        self.item.show_marks(self.panel.editor.marks())
        self._refresh_keys()

    def _table(self) -> dict[str, Callable[[int], None]]:
        """What each action does that is more than an intent; the number is the key's place among the action's keys."""
        return {
            "accept": self._submit,
            "submit": self._submit,
            "edit_submit": self._submit,
            "search": self._open_search,
            "edit": self._edit,
            "reject_item": self._open_reasons,
            "find": self._find,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "zoom_reset": self._zoom_reset,
            "reject": self._open_reasons,
            "reason": self._reject_digit,
            "reason_marked": self._reject_marked,
            "reason_move": self._move_reason,
            "reason_leave": self._leave_reasons,
            "comment": self._open_comment,
            "guidelines": self._toggle_guidelines,
            "scroll_down": self._scroll_down,
            "scroll_up": self._scroll_up,
            "palette": self._open_palette,
            "cheat_sheet": self._open_cheat_sheet,
        }

    def _run(self, action: Action, place: int) -> None:
        if action.id in self._handlers:
            self._handlers[action.id](place)
        elif action.id in PLAIN:
            self._emit(PLAIN[action.id])
        elif action.kinds and self._gate.is_open(IntentKind.REJECT):  # what only edits waits for the item too
            self.panel.editor.act(action.id, place)
        elif action.id.startswith("go_"):
            self.navigate.emit(action.id.removeprefix("go_"))

    def _emit(self, kind: IntentKind, value: Answer = "") -> None:
        by_name = self.panel.page is Page.SEARCH
        if kind in DECIDING and self._gate.is_open(kind, by_name=by_name):
            self._tell("")
        if self._gate.send(kind, value, by_name=by_name):
            self._telling.wanted(kind)

    def _tell(self, text: str) -> None:
        self.message.show_message(text)
        self.message.setVisible(bool(text))
        self.message.raise_()

    def _situation(self) -> Situation:
        return Situation(self.scope, self._screen, self._task.kind, self.panel.editor)

    def _refresh_keys(self) -> None:
        now = self._situation()
        self.keys.show_hints(*bar_hints(now, self.keymap))
        self.history.show_history(self._screen.history, undo_hint(now, self.keymap))
        self.panel.set_asleep(now.scope in TEXT_SCOPES)

    def _come_home(self, left: str, come: str) -> None:
        """Another item: the keys are commands again, and an unsaved comment waits for its own item."""
        draft = self.panel.comment.field.toPlainText()
        if draft.strip():
            self._drafts[left] = draft
        self.panel.comment.clear()
        if come in self._drafts:
            self.panel.comment.field.setPlainText(self._drafts.pop(come))
        self.panel.comment.hide()
        if self.isVisible() and not (self.palette_sheet.isVisible() or self.cheat_sheet.isVisible()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        self._emit(IntentKind.ACCEPT)

    def _keep(self) -> None:
        self._emit(IntentKind.KEEP_MINE)

    def _take(self) -> None:
        self._emit(IntentKind.TAKE_MODELS)

    def _submit(self, _place: int = 0) -> None:
        """Enter: the suggestion as it stands, or what was made of it."""
        editor = self.panel.editor
        if self._screen.card.phase is Phase.REVIEW and not editor.touched:
            self._emit(IntentKind.ACCEPT)
            return
        answer = editor.answer()
        if answer is not None:
            self._choose(answer)

    def _choose(self, answer: Answer) -> None:
        """Choosing what is suggested accepts it."""
        card = self._screen.card
        suggested = card.suggestion.top.answer if card.suggestion and card.phase is Phase.REVIEW else None
        if suggested is not None and answer == suggested:
            self._emit(IntentKind.ACCEPT)
        else:
            self._emit(IntentKind.CHOOSE, answer)

    def _choose_found(self, place: int) -> None:
        self.panel.editor.take_label(self._task.offered[place].name)
        if self.panel.page is Page.SEARCH and self.panel.own_page() is not Page.SEARCH and not self._gate.waiting:
            self._leave_text()  # a label was taken that does not decide by itself
            self.panel.show_page(Page.EDITOR)
            self._refresh_keys()

    def _edit(self, _place: int = 0) -> None:
        """To the field of the answer, where its editor has one; else the search over labels."""
        self.panel.editor.act("edit", 0)
        if not self.panel.editor.editing and "search" in {action.id for action in offered(self._situation())}:
            self._open_search()

    def _find(self, _place: int = 0) -> None:
        self.item.open_find()
        self._refresh_keys()

    def _zoom_in(self, _place: int = 0) -> None:
        self.item.zoom(1)

    def _zoom_out(self, _place: int = 0) -> None:
        self.item.zoom(-1)

    def _zoom_reset(self, _place: int = 0) -> None:
        self.item.zoom(0)

    def _open_search(self, _place: int = 0) -> None:
        if scope_of(self._screen.card.phase) not in (Scope.REVIEW, Scope.UNAIDED, Scope.BLIND):
            return
        self.panel.show_page(Page.SEARCH)
        self.panel.finder.clear()
        self.panel.finder.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search_focused(self, focused: bool) -> None:
        """A search that lost the keyboard is over: no key may act on a suggestion that its list hides."""
        if not focused and self.isActiveWindow() and self.panel.page is Page.SEARCH:
            self.panel.show_page(self.panel.own_page())
        self._refresh_keys()

    def _comment_focused(self, focused: bool) -> None:
        self._refresh_keys()

    def _leave_text(self) -> None:
        self.panel.comment.hide()
        self.panel.finder.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_reasons(self, _place: int = 0) -> None:
        self.panel.reasons.start()
        self.panel.show_page(Page.REASONS)
        self._refresh_keys()

    def _leave_reasons(self, _place: int = 0) -> None:
        self.panel.show_page(self.panel.own_page())
        self._refresh_keys()

    def _move_reason(self, place: int) -> None:
        self.panel.reasons.move_mark(1 if place else -1)

    def _reject_digit(self, place: int) -> None:
        self._reject(self.panel.reasons.at(place))

    def _reject_marked(self, _place: int) -> None:
        self._reject(self.panel.reasons.marked())

    def _reject(self, reason: str) -> None:
        if reason:
            self._emit(IntentKind.REJECT, reason)

    def _open_comment(self, _place: int) -> None:
        self.panel.comment.show()
        self.panel.comment.raise_()
        self.panel.comment.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _comment(self, text: str) -> None:
        if self._gate.send(IntentKind.COMMENT, text):
            self.panel.comment.clear()
            self._leave_text()

    def _toggle_guidelines(self, _place: int) -> None:
        if self.middle.currentWidget() is self.body:
            shown = self.item.toggle_guidelines()
            self._emit(IntentKind.GUIDELINES, "open" if shown else "closed")

    def _scroll_down(self, place: int) -> None:
        self.item.scroll_pages(1 if place else 0.1)

    def _scroll_up(self, place: int) -> None:
        self.item.scroll_pages(-1 if place else -0.1)

    def _open_palette(self, _place: int) -> None:
        self.palette_sheet.offer(offered(self._situation()), self.keymap)

    def _open_cheat_sheet(self, _place: int) -> None:
        self.cheat_sheet.open()

    def _clicked_key(self, action_id: str) -> None:
        """A click on a key of the bar: the key's action, where one key is one action; what a field answers by itself is done here."""
        ways: dict[str, Callable[[], object]] = {
            "reason_leave": self._leave_reasons,
            "reason_marked": lambda: self._reject_marked(0),
            "search_leave": self._leave_text,
            "comment_leave": self._leave_text,
            "edit_leave": self._leave_text,
            "edit_submit": self._submit,
            "find_leave": self.item.find_bar.left.emit,
            "find_next": lambda: self.item.find_bar.walked.emit(1),
            "comment_submit": self.panel.comment.submit,
            "palette": lambda: self._open_palette(0),
        }
        if action_id in ways:
            ways[action_id]()
        else:
            self.run_action(action_id)

    def _next_pass(self) -> None:
        self._emit(IntentKind.NEXT_PASS)

    def _reopen(self, decision_id: str) -> None:
        self._emit(IntentKind.REOPEN, decision_id)
