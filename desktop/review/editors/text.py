"""The editor of a text: the model's draft in a large field, and beneath it what was changed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.edits import word_diff
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.review.cards import Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import QT_TR_NOOP, tr
from desktop.messages import said
from desktop.review import words
from desktop.review.editors.editor import Editor
from desktop.review.editors.text_card import DraftCard, DraftFace
from desktop.review.editors.text_diff import LEAST, MOST, DiffView
from desktop.review.editors.text_draft import DraftState, TextDraft
from desktop.review.editors.text_field import DraftBox
from desktop.review.editors.text_words import notice_of
from desktop.review.printed import printed
from desktop.theme import Theme
from desktop.widgets.keys import key_text

KIND = "text"
#: the diff follows when typing has paused for so long, in milliseconds
PAUSE = 120
_DIFF_SHARE = 0.28
_NEED_SUGGESTION = frozenset({"original", "edit_original"})
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})
#: what an edit amounts to, and in which tone that is told
_AMOUNTS = {
    DraftState.SMALL_EDIT: (QT_TR_NOOP("small edit"), "good"),
    DraftState.CORRECTED: (QT_TR_NOOP("correction"), "changed"),
    DraftState.OWN: ("", ""),
}


class TextEditor(Editor):
    """Enter accepts the draft as it is; `E` writes in it, Ctrl+Enter submits, `O` goes back to the model's and to one's own again."""

    room: tuple[float, int] = (0.4, 560)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._card = Card(Phase.LOADING)
        self._compared: tuple[str | None, str] | None = None
        self.draft = TextDraft()
        self.card = DraftCard(theme, self)
        self.box = DraftBox(theme, keymap, KIND, self)
        self.field = self.box.field
        self.diff = DiffView(theme, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self.acts = {
            "edit": self._enter,
            "original": self._swap,
            "edit_original": self._swap,
            "edit_leave": self._leave,
        }

    @override
    def set_task(self, task: Task) -> None:
        super().set_task(task)
        self.field.setPlaceholderText(task.options.instruction or tr("Write the text here"))

    @override
    def show_card(self, card: Card) -> None:
        """See `Editor.show_card`. A suggestion that comes late never takes the place of what was written."""
        suggested = _suggested(card)
        anew = card.item_id != self.draft.item_id or self.anew
        self._card = card
        if anew:
            self.draft.start(card.item_id, suggested)
        elif suggested != self.draft.suggested and not self._late():
            self.draft.suggest(suggested)
        self.field.put(self.draft.text)
        self._compare()

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    @property
    @override
    def touched(self) -> bool:
        return self.draft.touched or self._late()

    @override
    def answer(self) -> Answer | None:
        """The text as it stands; an empty one, or one that is too long, is told and not given."""
        problem = self._problem()
        if problem:
            self.told.emit(problem)
            return None
        return self.draft.text

    @property
    @override
    def editing(self) -> bool:
        return self.field.hasFocus()

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        return self.draft.can_swap if action_id in _NEED_SUGGESTION else action_id != "edit_next"

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, self.field, self.diff.page)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The diff takes its share of the room, whatever stands in it."""
        super().resizeEvent(event)
        self.diff.setFixedHeight(max(LEAST, min(MOST, round(self.height() * _DIFF_SHARE))))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.card)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.diff)

    def _connect(self) -> None:
        self.card.clicked.connect(self._clicked)
        self.field.written.connect(self._written)
        self.field.submitted.connect(self.entered)
        self.field.swapped.connect(self._swap)
        self.field.left.connect(self.left)
        self.field.focused.connect(self._focus_changed)
        self.field.painted.connect(self.painted)
        self._pause.timeout.connect(self._compare)

    def _clicked(self) -> None:
        """A click on the card does what its first key does."""
        if self.draft.suggested is None and not self.draft.text.strip():
            self.field.enter()
        else:
            self.entered.emit()

    def _written(self) -> None:
        """On the key path only what is quick: the comparison follows in the next pause."""
        was = self.draft.can_swap
        self.draft.write(self.field.text)
        self.box.show_whose(models=self._is_models())
        self._pause.start()
        if was is not self.draft.can_swap:
            self.changed.emit()

    def _compare(self) -> None:
        """What was changed, and what that amounts to."""
        self._pause.stop()
        draft = self.draft
        if draft.touched:
            draft.suggest(_suggested(self._card))  # one that came late, and waited
        if self._compared != (draft.suggested, draft.text):
            self._compared = (draft.suggested, draft.text)
            edited = draft.touched and draft.suggested is not None
            self.diff.show_edits(word_diff(draft.suggested or "", draft.text) if edited else ())
        self.box.show_whose(models=self._is_models())
        self.card.show_face(self._face())
        self.changed.emit()

    def _is_models(self) -> bool:
        return self.draft.suggested is not None and not self.draft.touched

    def _enter(self, _place: int) -> None:
        self.field.enter()

    def _leave(self, _place: int) -> None:
        self.left.emit()

    def _swap(self, _place: int = 0) -> None:
        if self.draft.can_swap:
            self.field.put(self.draft.swap())
            if self.editing:
                self.field.moveCursor(QTextCursor.MoveOperation.End)
            self._compare()

    def _late(self) -> bool:
        """Whether a suggestion came while somebody was about to write: it does not come in under the cursor, but when the field is left."""
        return (
            self.field.hasFocus()
            and self.draft.suggested is None
            and not self.draft.touched
            and _suggested(self._card) is not None
        )

    def _focus_changed(self, focused: bool) -> None:
        if not focused and _suggested(self._card) != self.draft.suggested:
            self.draft.suggest(_suggested(self._card))
            self.field.put(self.draft.text)
            self._compare()
        self.card.show_face(self._face())
        self.focused.emit(focused)

    def _problem(self) -> str:
        text, most = self.draft.text, self.task.options.max_length
        if not text.strip():
            return tr("There is no text yet. Write one, or reject the item.")
        if most and len(text) > most:
            return tr("The text has {n} characters; at most {most} are allowed.", n=len(text), most=most)
        return said(kind_of(KIND).problem(text, self.task))

    def _face(self) -> DraftFace:
        state, suggestion = self.draft.state(), _view(self._card)
        if state is DraftState.EMPTY or (suggestion is None and state is not DraftState.OWN):
            return self._notice()
        if state is DraftState.MODELS and suggestion is not None:
            return self._models(suggestion)
        word, tone = _AMOUNTS[state]
        submit = key_text("Ctrl+Return") if self.editing else printed(self.keymap, "submit")
        keys = ((submit, tr("submit")), *self._back(tr("the model's draft")))
        return DraftFace(tr("Your text"), "pencil", tr(word) if word else "", self._length(), keys, tone=tone)

    def _notice(self) -> DraftFace:
        """There is no draft, and nothing is written yet."""
        notice = notice_of(self._card)
        write = () if self.editing else ((printed(self.keymap, "edit"), tr("write")),)
        keys = () if self._card.phase is Phase.LOADING else (*write, *self._back(tr("your text")))
        return DraftFace(notice.title, notice.icon, detail=notice.detail, keys=keys)

    def _models(self, view: SuggestionView) -> DraftFace:
        """The draft is the model's still."""
        accept = (key_text("Ctrl+Return") if self.editing else printed(self.keymap, "accept"), tr("accept"))
        edit = () if self.editing else ((printed(self.keymap, "edit"), tr("edit")),)
        keys = (accept, *edit, *self._back(tr("your text")))
        chance, why = words.chance(view.top, view.word), words.rationale(view.rationale)
        return DraftFace(tr("The model's draft"), "answer", chance, why, keys, models=True)

    def _back(self, to: str) -> tuple[tuple[str, str], ...]:
        key = key_text("Ctrl+R") if self.editing else printed(self.keymap, "original")
        return ((key, to),) if self.draft.can_swap else ()

    def _length(self) -> str:
        most = self.task.options.max_length
        count = len(self.draft.text)
        return tr("{n} of at most {most} characters", n=count, most=most) if most else tr("{n} characters", n=count)


def _view(card: Card) -> SuggestionView | None:
    return card.suggestion if card.phase is Phase.REVIEW else None


def _suggested(card: Card) -> str | None:
    view = _view(card)
    if view is None or not isinstance(view.top.answer, str):
        return None
    return view.top.answer.replace("\r\n", "\n").translate(_BREAKS)  # as the field has it
