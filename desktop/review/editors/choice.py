"""The editor of a choice: the card of the suggestion, the labels under the digits, the door to the search. All in fixed places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Preset, Task
from core.review.cards import Candidate, Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import AnswerCard, CardFace
from desktop.review.editors.editor import Editor
from desktop.review.label_row import LabelRow, Row
from desktop.review.search_door import SearchDoor
from desktop.theme import Theme
from desktop.widgets.keys import key_text

DIGITS = 9


class ChoiceEditor(Editor):
    """Shows a card; a label is chosen by its digit, by a click or by its name."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._card: Card | None = None
        self._labels: dict[str, str] = {}
        self._few = False
        self._places = range(0)
        self.card = AnswerCard(theme, self)
        self.rows = [LabelRow(theme, self) for _ in range(DIGITS)]
        self.door = SearchDoor(theme, self)
        self._lay_out()
        self.card.clicked.connect(self.accepted)
        self.door.clicked.connect(self.searched)
        for row in self.rows:
            row.picked.connect(self.take_label)
        self._acts: dict[str, Callable[[int], None]] = {"choose": self._digit, "yes": self._first, "no": self._second}
        self.card.painted.connect(self.painted)

    @override
    def set_task(self, task: Task) -> None:
        """How many rows keep a place follows from the labels alone."""
        super().set_task(task)
        labels = task.offered
        self._labels = {label.name: label.description for label in labels}
        self._few = len(labels) <= DIGITS
        self._places = range(len(labels)) if self._few else range(1, DIGITS)
        key = self.keymap.keys("search")
        self.door.set_words(tr("Find one of {n} labels", n=len(labels)), key_text(key[0]) if key else "")

    @override
    def starts_in_search(self, card: Card) -> bool:
        """A blind item with many labels: there are no digits."""
        return not self._few and card.phase is Phase.BLIND

    @override
    def take_label(self, name: str) -> None:
        self.submitted.emit(name)

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        if action_id == "choose":
            return self.places("choose", card) != 0
        return self.task.options.preset is Preset.YES_NO if action_id in ("yes", "no") else action_id not in ("tree_up",)

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        return min(DIGITS, len(card.slots)) if digits_live(card, few=self._few) else 0

    @override
    def act(self, action_id: str, place: int) -> None:
        if action_id in self._acts:
            self._acts[action_id](place)

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, *self.rows, self.door)

    @override
    def show_card(self, card: Card) -> None:
        """The suggestion of `card` and the labels under the digits."""
        self._card = card
        suggestion = card.suggestion
        self.card.show_face(self._face(card, suggestion))
        chances = {c.text: c for c in suggestion.candidates} if suggestion else {}
        top = suggestion.top.text if suggestion else None
        self.door.setVisible(card.phase is not Phase.LOADING)
        live = digits_live(card, few=self._few)
        for at, row in enumerate(self.rows):
            slot = card.slots[at] if live and at in self._places and at < len(card.slots) else None
            row.show_row(None if slot is None else self._row(at, slot, chances, top))
            row.setVisible(at in self._places and (live or card.phase is Phase.LOADING))

    def _digit(self, place: int) -> None:
        if self._card is not None and place < (self.places("choose", self._card) or 0):
            self.take_label(self._card.slots[place])

    def _first(self, _place: int) -> None:
        self.take_label(self.task.names[0])

    def _second(self, _place: int) -> None:
        self.take_label(self.task.names[1])

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.card)
        layout.addSpacing(12)
        for row in self.rows:
            layout.addWidget(row)
        layout.addSpacing(12)
        layout.addWidget(self.door)
        layout.addStretch(1)

    def _row(self, at: int, label: str, chances: dict[str, Candidate], top: str | None) -> Row:
        keys = self.keymap.keys("choose")
        chance = words.chance(chances[label]) if label in chances else ""
        key = key_text(keys[at]) if at < len(keys) else ""
        return Row(key, label, label, self._labels.get(label, ""), chance, marked=label == top)

    def _face(self, card: Card, suggestion: SuggestionView | None) -> CardFace:
        if suggestion is None or card.phase is not Phase.REVIEW:
            return _notice(card)
        top = suggestion.top
        keys = [key_text(key) for key in self.keymap.keys("accept")[:1]]
        digits = self.keymap.keys("choose")
        if top.text in card.slots and card.slots.index(top.text) < len(digits):
            keys.append(key_text(digits[card.slots.index(top.text)]))
        return CardFace(
            title=top.text,
            chance=words.chance(top, suggestion.word),
            detail=self._labels.get(top.text, ""),
            why=words.rationale(suggestion.rationale),
            wordy=suggestion.rationale is not None and bool(suggestion.rationale.text),
            share=None if top.percent is None else top.percent / 100,
            keys=tuple(keys),
            act=tr("accept"),
        )


def digits_live(card: Card, *, few: bool) -> bool:
    """Whether digits choose: on a blind item only when every label has its own digit (a slot would tell what is likely)."""
    return bool(card.slots) and card.phase is not Phase.LOADING and (few or card.phase is not Phase.BLIND)


def _notice(card: Card) -> CardFace:
    """What stands in the suggestion's place when there is none to show."""
    if card.phase is Phase.BLIND:
        detail = tr("This item comes without a suggestion. You see the model's answer afterwards, and may change yours.")
        return CardFace(tr("Answer first"), detail=detail, icon="blind")
    if card.phase is Phase.LOADING:
        return CardFace(tr("Looking for a suggestion"), detail=tr("It will be here in a moment."), icon="clock")
    if card.phase is Phase.ASKING:
        detail = tr(
            "{model} has not answered yet. You need not wait: choose a label, or look at it when it comes.", model=card.model
        )
        return CardFace(tr("Asking the model"), detail=detail, icon="clock")
    if card.phase is Phase.FAILED:
        why = words.failure(card.failure)
        return CardFace(tr("No suggestion: it failed"), detail=tr("{why} You can go on without one.", why=why), icon="warning")
    if card.model:
        return CardFace(tr("No idea"), detail=tr("{model} says that it does not know.", model=card.model), icon="help")
    detail = tr("The suggester has nothing to propose here. Your answer teaches it.")
    return CardFace(tr("No idea"), detail=detail, icon="help")
