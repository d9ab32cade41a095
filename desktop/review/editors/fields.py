"""The editor of a record: a card that says whose it is, and beneath it a form, or a checklist where the task is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.json import Answer, JsonValue
from core.domain.task import Preset, Task
from core.review.cards import Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.editors.checklist_body import Checklist
from desktop.review.editors.editor import Editor, decidable
from desktop.review.editors.fields_body import RecordBody
from desktop.review.editors.fields_form import RecordForm
from desktop.review.editors.fields_marks import ValueMarks
from desktop.review.editors.fields_record import RecordDraft
from desktop.review.editors.fields_values import told_problem
from desktop.review.editors.text_card import DraftCard, DraftFace
from desktop.review.editors.text_words import notice_of
from desktop.review.marks import Mark
from desktop.review.printed import printed
from desktop.theme import Theme
from desktop.widgets.keys import key_text

BODIES: dict[Preset, Callable[[Theme, Keymap, RecordDraft, QWidget | None], RecordBody]] = {
    Preset.NONE: RecordForm,
    Preset.CHECKLIST: Checklist,
}


class FieldsEditor(Editor):
    """Enter accepts or submits the whole record; a digit goes to a field, or answers a criterion."""

    room: tuple[float, int] = (0.4, 560)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._shown = Card(Phase.LOADING)
        self.record = RecordDraft()
        self.card = DraftCard(theme, self)
        self.body: RecordBody = RecordForm(theme, keymap, self.record, self)
        self._values = ValueMarks(self.record, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.card)
        self._layout.addWidget(self.body, 1)
        self._connect()
        self.card.clicked.connect(self._clicked)
        self.card.painted.connect(self.painted)
        self._values.found.connect(self.changed)
        self.acts = {
            "criterion": self._press,
            "edit": self._enter,
            "original": self._swap,
            "edit_original": self._restore,
            "rest_yes": self._fill_rest,
            "none": self._submit_empty,
            "edit_leave": self._left,
        }

    @override
    def set_task(self, task: Task) -> None:
        """The body is made anew when the fields or the preset have changed; what is on screen is shown again after that."""
        same = (task.fields, task.options.preset) == (self.task.fields, self.task.options.preset)
        super().set_task(task)
        if same:
            return
        self.record.fields = task.fields
        self._put_body(BODIES.get(task.options.preset, RecordForm)(self.theme, self.keymap, self.record, self))
        self._refresh()

    @override
    def show_card(self, card: Card) -> None:
        """See `Editor.show_card`. A suggestion that comes late fills only what was not touched."""
        suggested = _suggested(card)
        anew = card.item_id != self.record.item_id or self.anew
        self._shown = card
        if anew:
            self.body.leave()
            self.record.start(card.item_id, suggested)
        elif suggested != self.record.suggested:
            self.record.suggest(suggested)
        self.body.show_record()
        self._values.show_text(card.content.text or card.text)
        self.card.show_face(self._face())

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    @property
    @override
    def touched(self) -> bool:
        return self.record.touched

    @override
    def answer(self) -> Answer | None:
        """The record as it stands. What is wrong is told and not given, an empty record too: that one has a key of its own."""
        problem = self._problem()
        if problem:
            self.told.emit(problem)
            return None
        return self.record.answer()

    @property
    @override
    def editing(self) -> bool:
        return self.body.editing

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        live = {
            "criterion": decidable(card) and bool(self.task.fields),
            "original": self.record.can_swap,
            "edit_original": self.body.current != "" and self.record.differs(self.body.current),
            "rest_yes": decidable(card) and self.body.fills_rest,
            "none": decidable(card) and not any(one.required for one in self.task.fields) and not self._checklist,
        }
        return live.get(action_id, True)

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        return min(9, len(self.task.fields)) if action_id == "criterion" else None

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, *self.body.stops())

    @override
    def marks(self) -> tuple[Mark, ...]:
        return self._values.marks(self.body.current)

    @override
    def text_selected(self, start: int, end: int) -> None:
        text = self._shown.content.text or self._shown.text
        self.body.take(text[start:end])

    def _put_body(self, body: RecordBody) -> None:
        old, self.body = self.body, body
        self._layout.replaceWidget(old, body)
        old.deleteLater()
        body.set_fields(self.task.fields)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self._connect()

    def _connect(self) -> None:
        body = self.body
        body.changed.connect(self._refresh)
        body.current_changed.connect(self.changed)
        body.submitted.connect(self.entered)
        body.left.connect(self.left)
        body.focused.connect(self._focus_changed)

    def _refresh(self) -> None:
        self._values.refresh()
        self.card.show_face(self._face())
        self.changed.emit()

    def _focus_changed(self, focused: bool) -> None:
        self.card.show_face(self._face())
        self.focused.emit(focused)

    def _press(self, place: int) -> None:
        self.body.press(place)

    def _enter(self, _place: int) -> None:
        self.body.enter()

    def _restore(self, _place: int) -> None:
        self.body.restore_current()

    def _fill_rest(self, _place: int) -> None:
        self.body.fill_rest()

    def _left(self, _place: int) -> None:
        self.body.leave()
        self.left.emit()

    def _swap(self, _place: int) -> None:
        if self.record.can_swap:
            self.record.swap()
            self.body.show_record()
            self._refresh()

    def _submit_empty(self, _place: int) -> None:
        """The item says nothing of any field, and that is meant."""
        self.submitted.emit({one.name: None for one in self.task.fields})

    def _clicked(self) -> None:
        """A click on the card does what its first key does."""
        if _view(self._shown) is None and not self.record.filled:
            self.body.enter()
        else:
            self.entered.emit()

    @property
    def _checklist(self) -> bool:
        return self.task.options.preset is Preset.CHECKLIST

    def _problem(self) -> str:
        wrong, count = self.record.problem(), len(self.task.fields)
        if wrong is not None:
            self.body.ask_for(wrong.name)
            return tr("{field}: {problem}", field=wrong.name, problem=told_problem(self.record.value(wrong.name), wrong))
        if self._checklist and self.record.filled < count:
            return tr("{n} of {count} answered. A digit answers one of them.", n=self.record.filled, count=count)
        if not self.record.filled:
            return tr("All fields are empty. Press {key} if the item says nothing of them.", key=printed(self.keymap, "none"))
        return ""

    def _face(self) -> DraftFace:
        view, record = _view(self._shown), self.record
        if view is not None and not record.touched:
            chance, why = words.chance(view.top, view.word), words.rationale(view.rationale)
            return DraftFace(tr("The model's answer"), "answer", chance, why, self._keys("accept", tr("accept")), models=True)
        if view is None and not record.filled:
            notice = notice_of(self._shown)
            keys = self._keys("", "") if decidable(self._shown) else ()
            return DraftFace(notice.title, notice.icon, detail=notice.detail, keys=keys)
        return self._own(aided=view is not None)

    def _own(self, *, aided: bool) -> DraftFace:
        """What a person made: of a suggestion, what was changed in it; without one, what is left."""
        record, fields = self.record, self.task.fields
        keys = self._keys("submit", tr("submit"))
        if aided:
            word = tr("{n} of {count} changed", n=record.changed, count=len(fields))
            names = ", ".join(one.name for one in fields if record.differs(one.name))
            return DraftFace(tr("Your answer"), "pencil", word, tr("Changed: {names}", names=names), keys, tone="changed")
        word = tr("{n} of {count}", n=record.filled, count=len(fields))
        names = ", ".join(one.name for one in fields if record.value(one.name) is None)
        return DraftFace(tr("Your answer"), "pencil", word, tr("Left: {names}", names=names) if names else "", keys)

    def _keys(self, decide: str, act: str) -> tuple[tuple[str, str], ...]:
        """The keys of the card: to decide, to go to a field or answer a criterion, to go back; what finds no room is left out."""
        if self.editing:
            return ((key_text("Ctrl+Return"), act),) if act else ()
        digits = self.keymap.keys("criterion")[: len(self.task.fields)]
        reach = tr("{first}-{last}", first=digits[0], last=digits[-1]) if len(digits) > 1 else "".join(digits)
        back = tr("the model's") if self.record.touched else tr("yours")
        keys = (
            (printed(self.keymap, decide) if decide else "", act),
            (reach, tr("yes or no") if self._checklist else tr("field")),
            (printed(self.keymap, "rest_yes") if self.body.fills_rest else "", tr("rest yes")),
            (printed(self.keymap, "original") if self.record.can_swap else "", back),
        )
        return tuple(pair for pair in keys if pair[0])


def _view(card: Card) -> SuggestionView | None:
    return card.suggestion if card.phase is Phase.REVIEW else None


def _suggested(card: Card) -> dict[str, JsonValue] | None:
    view = _view(card)
    return cast("dict[str, JsonValue]", view.top.answer) if view is not None and isinstance(view.top.answer, dict) else None
