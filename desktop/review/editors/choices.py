"""The editor of several labels: boxes under the digits, ticked by the model until a person changes them; Enter submits.

With more than nine labels the digits belong to what is suggested and to what was found by name; what has been shown keeps its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.json import Answer
from core.domain.kinds.choices import names_in
from core.domain.task import Task
from core.review.cards import Card, Phase
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.answer_card import AnswerCard
from desktop.review.editors.choice_labels import ask_for_label
from desktop.review.editors.choice_visit import Visit, into_view, to_top
from desktop.review.editors.choices_draft import DIGITS, Slots, TickDraft
from desktop.review.editors.choices_faces import chances, face_of, runners_up
from desktop.review.editors.choices_row import TickFace, TickRow
from desktop.review.editors.editor import Editor, decidable
from desktop.review.printed import printed
from desktop.review.search_door import SearchDoor
from desktop.theme import Theme

_ROWS_AT = 2  # in the layout: after the card and what keeps it apart


class ChoicesEditor(Editor):
    """See the module. A label that is found by its name is ticked, or unticked, and the keys are commands again."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._card: Card | None = None
        self._names: tuple[str, ...] = ()
        self._details: dict[str, str] = {}
        self._draft = TickDraft()
        self._slots = Slots()
        self._visit = Visit()
        self._hinted = False
        self._coming = ""  # a label that was asked for, to be ticked when the task has it
        self.card = AnswerCard(theme, self)
        self.door = SearchDoor(theme, self)
        self.rows: list[TickRow] = []
        self._down = QVBoxLayout(self)
        self._lay_out()
        self.acts = {
            "toggle": self._digit,
            "none": self._none,
            "original": self._restore,
            "label_add": self._add_label,
        }

    # --- what is shown ---

    @override
    def set_task(self, task: Task) -> None:
        """A label that comes while an item is on screen takes the next place; what is ticked stays."""
        super().set_task(task)
        self._names = task.names
        self._details = {label.name: label.description for label in task.offered}
        self._slots.set_labels(self._names)
        self._draft.keep_to(self._names)
        self.door.set_words(tr("Find one of {n} labels", n=len(self._names)), printed(self.keymap, "search"))
        if self._coming in self._details:
            name, self._coming = self._coming, ""
            if name not in self._draft.ticked:
                self.take_label(name)
        self._place_door()
        self._show()

    @override
    def show_card(self, card: Card) -> None:
        """The suggestion is ticked, as the model's; on the same item what was changed stays."""
        self._card = card
        if self._visit.meet(card, anew=self.anew):
            self._draft.clear()
            self._slots.clear()
            self._coming = ""
        view = card.suggestion if card.phase is Phase.REVIEW else None
        if view is not None:
            found = names_in(view.top.answer)
            self._slots.add_suggested(found, runners_up(view))
            self._draft.suggest(found)
        if self._visit.arrived:
            to_top(self)
        self._show()

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    # --- the answer ---

    @property
    @override
    def touched(self) -> bool:
        return self._draft.touched

    @override
    def answer(self) -> Answer | None:
        """What is ticked; an empty answer has a key of its own, since it must be meant."""
        if not self._draft.ticked:
            self.told.emit(tr("Nothing is ticked. Press {key} for none.", key=printed(self.keymap, "none")))
            self._hinted = True
            return None
        return self._draft.in_order(self._names)

    @override
    def take_label(self, name: str) -> None:
        """Tick or untick a label, wherever it was found."""
        if name in self._details:
            self._slots.add(name)
            self._draft.toggle(name)
            self._changed()

    # --- keys ---

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        if not decidable(card):
            return False
        needs = {
            "toggle": bool(self._slots.shown),
            "original": card.phase is Phase.REVIEW and self._draft.touched,
        }
        return needs.get(action_id, True)

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        return min(DIGITS, len(self._slots.shown)) if action_id == "toggle" else None

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, *self.rows, self.door) if self._slots.few else (self.card, self.door, *self.rows)

    def _digit(self, place: int) -> None:
        name = self._slots.at(place)
        if name:
            self.take_label(name)
            into_view(self.rows[place])

    def _none(self, _place: int = 0) -> None:
        self.submitted.emit([])

    def _restore(self, _place: int = 0) -> None:
        self._draft.restore()
        self._changed()

    def _changed(self) -> None:
        if self._hinted:
            self._hinted = False
            self.told.emit("")
        self._show()
        self.changed.emit()

    def _add_label(self, _place: int = 0) -> None:
        ask_for_label(self).added.connect(self._await_label)

    def _await_label(self, wanted: dict[str, str]) -> None:
        self._coming = wanted["name"]

    def _pressed_card(self) -> None:
        """The card does what Enter does, or what it says where nothing is ticked."""
        if self._card is not None and self._card.phase is Phase.REVIEW and not self.touched:
            self.accepted.emit()
        elif self._draft.ticked:
            self.submitted.emit(self.answer())
        else:
            self._none()

    # --- the looks ---

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        self.card.show_face(face_of(card, self._draft, self._names, self.keymap))
        shown = self._slots.shown if decidable(card) else ()
        self._make_rows(len(shown))
        places = len(self._names) if self._slots.few else max(DIGITS, len(shown))
        told = chances(card.suggestion if card.phase is Phase.REVIEW else None)
        for at, row in enumerate(self.rows):
            row.show_face(self._face(at, shown[at], told) if at < len(shown) else None)
            row.setVisible(at < places)
        self.door.setVisible(decidable(card))

    def _face(self, at: int, name: str, told: dict[str, str]) -> TickFace:
        key, detail = printed(self.keymap, "toggle", at), self._details.get(name, "")
        return TickFace(key, name, self._draft.tick(name), detail, told.get(name, ""))

    def _make_rows(self, wanted: int) -> None:
        """Rows beyond the ninth, for what is found when every digit is taken."""
        while len(self.rows) < wanted:
            self._add_row()

    def _add_row(self) -> None:
        row = TickRow(self.theme, self)
        row.picked.connect(self.take_label)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1], row)
        self._list.addWidget(row)
        self.rows.append(row)

    def _place_door(self) -> None:
        """Over the rows where they are what was found through it, under them where every label has its row."""
        few = self._slots.few
        self._door_room.setContentsMargins(0, 8 if few else 0, 0, 0 if few else 8)
        self._down.removeItem(self._door_room)
        self._down.insertLayout(_ROWS_AT + 1 if few else _ROWS_AT, self._door_room)

    def _lay_out(self) -> None:
        self._list, self._door_room = QVBoxLayout(), QVBoxLayout()
        self._list.setSpacing(0)
        self._door_room.addWidget(self.door)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self.card)
        self._down.addSpacing(8)
        self._down.addLayout(self._list)
        self._down.addLayout(self._door_room)
        self._down.addStretch(1)
        self._make_rows(DIGITS)
        self.card.clicked.connect(self._pressed_card)
        self.card.painted.connect(self.painted)
        self.door.clicked.connect(self.searched)
