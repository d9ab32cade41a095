"""The editor of a choice: the card of the suggestion, the labels under the digits, the door to the search. All in fixed places.

Labels that are paths stand under the digits step by step; yes and no are two large rows with keys of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.paths import PathTree, Step
from core.domain.task import Preset, Task
from core.review.cards import Candidate, Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import AnswerCard, CardFace
from desktop.review.editors.choice_crumbs import JOINT, Crumbs
from desktop.review.editors.choice_faces import keys_of, notice
from desktop.review.editors.choice_labels import ask_for_label
from desktop.review.editors.choice_tree import DIGITS, TreeCursor
from desktop.review.editors.choice_visit import Visit, to_top
from desktop.review.editors.editor import Editor, decidable
from desktop.review.label_row import LabelRow, Row
from desktop.review.printed import printed
from desktop.review.search_door import SearchDoor
from desktop.theme import Theme

_YES_NO = ("yes", "no")
_TREE = ("tree_up", "tree_more")


class ChoiceEditor(Editor):
    """Shows a card; a label is chosen by its digit, by a click or by its name."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._card: Card | None = None
        self._labels: dict[str, str] = {}
        self._few = False
        self._places = range(0)
        self._tree: TreeCursor | None = None
        self._visit = Visit()
        self.card = AnswerCard(theme, self)
        self.crumbs = Crumbs(theme, self)
        self.rows = [LabelRow(theme, self) for _ in range(DIGITS)]
        self.door = SearchDoor(theme, self)
        self._lay_out()
        self._connect()
        self.acts = {
            "choose": self._digit,
            "yes": self._first,
            "no": self._second,
            "tree_up": self._rise,
            "tree_more": self._turn,
            "label_add": self._add_label,
        }

    @property
    def tree(self) -> TreeCursor | None:
        """Where one stands in the tree; None where labels are flat."""
        return self._tree

    @override
    def set_task(self, task: Task) -> None:
        """How many rows keep a place follows from the labels alone."""
        super().set_task(task)
        labels, separator = task.offered, task.options.separator
        self._labels = {label.name: label.description for label in labels}
        self._few = len(labels) <= DIGITS
        self._tree = TreeCursor(PathTree(task.names, separator)) if separator else None
        self._places = self._kept(len(labels))
        self._dress()
        self.door.set_words(tr("Find one of {n} labels", n=len(labels)), printed(self.keymap, "search"))

    @override
    def starts_in_search(self, card: Card) -> bool:
        """A blind item with many flat labels: there are no digits."""
        return not self._few and self._tree is None and card.phase is Phase.BLIND

    @override
    def take_label(self, name: str) -> None:
        self.submitted.emit(name)

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        if action_id == "choose":
            return self.places("choose", card) != 0
        if action_id in _TREE:
            return self._tree is not None and (self._tree.can_rise if action_id == "tree_up" else self._tree.has_more)
        return action_id not in _YES_NO if not self._binary else action_id not in ("search", "edit")

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        if self._tree is not None:
            return len(self._tree.steps) if decidable(card) else 0
        return min(DIGITS, len(card.slots)) if digits_live(card, few=self._few) else 0

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, self.crumbs.way, self.crumbs.count, *self.rows, self.door)

    @override
    def show_card(self, card: Card) -> None:
        """The suggestion of `card` and the labels under the digits; on the same item the tree stays where it is."""
        self._card = card
        if self._visit.meet(card, anew=self.anew) and self._tree is not None:
            self._tree.reset()
        if self._visit.arrived:
            to_top(self)
        self.card.show_face(self._face(card, card.suggestion))
        self.door.setVisible(card.phase is not Phase.LOADING and not self._binary)
        self._show_rows(card)

    @property
    def _binary(self) -> bool:
        return self.task.options.preset is Preset.YES_NO

    def _kept(self, labels: int) -> range:
        """The rows that keep a place, whatever is suggested: one for each label, or for the steps of the widest level."""
        if self._tree is not None:
            return range(min(DIGITS, self._tree.tree.widest))
        return range(labels) if self._few else range(1, DIGITS)

    def _show_rows(self, card: Card) -> None:
        rows = self._steps(card, self._tree) if self._tree is not None else self._slots(card)
        keep = card.phase is Phase.LOADING or (self._tree is not None and decidable(card))
        for at, (widget, row) in enumerate(zip(self.rows, rows, strict=True)):
            widget.show_row(row)
            widget.setVisible(at in self._places and (keep or digits_live(card, few=self._few)))

    # --- flat labels ---

    def _slots(self, card: Card) -> list[Row | None]:
        """What stands under the digits: by its place in the task, or what is suggested."""
        live = digits_live(card, few=self._few)
        view = card.suggestion if card.phase is Phase.REVIEW else None
        chances = {c.text: c for c in view.candidates} if view else {}
        top = view.top.text if view else None
        shown = [card.slots[at] if live and at in self._places and at < len(card.slots) else None for at in range(DIGITS)]
        return [None if label is None else self._row(at, label, chances, top) for at, label in enumerate(shown)]

    def _row(self, at: int, label: str, chances: dict[str, Candidate], top: str | None) -> Row:
        chance = words.chance(chances[label]) if label in chances else ""
        key, letter = printed(self.keymap, "choose", at), self._letter(label)
        first, second = (letter, key) if letter else (key, "")
        return Row(first, label, label, self._labels.get(label, ""), chance, marked=label == top, also=second)

    def _letter(self, label: str) -> str:
        """The key of its own that yes or no has."""
        names = self.task.names[:2] if self._binary else ()
        return printed(self.keymap, _YES_NO[names.index(label)]) if label in names else ""

    # --- a tree of labels ---

    def _steps(self, card: Card, cursor: TreeCursor) -> list[Row | None]:
        """The steps of the level; those that lead to what is suggested are marked."""
        self.crumbs.show_place(cursor, printed(self.keymap, "tree_up"), printed(self.keymap, "tree_more"))
        self.crumbs.setVisible(card.phase is not Phase.LOADING)
        steps = cursor.steps if decidable(card) else ()
        rows: list[Row | None] = [self._step(at, step, card) for at, step in enumerate(steps)]
        return rows + [None] * (DIGITS - len(rows))

    def _step(self, at: int, step: Step, card: Card) -> Row:
        view = card.suggestion if card.phase is Phase.REVIEW else None
        way = self._way(view.top.text) if view is not None else ()
        marked = way[: len(step.place)] == step.place and (step.inner or way == step.place)
        found = next((one for one in view.candidates if one.text == step.label), None) if view is not None else None
        text = JOINT.join(step.texts) + (" …" if step.inner else "")
        detail = self._labels.get(step.label, "")
        chance = words.chance(found) if found is not None else ""
        return Row(printed(self.keymap, "choose", at), str(at), text, detail, chance, marked=marked)

    def _way(self, name: str) -> tuple[str, ...]:
        return self._tree.tree.place_of(name) if self._tree is not None else ()

    def _rise(self, _place: int = 0) -> None:
        if self._tree is not None:
            self._tree.rise()
            self._moved()

    def _turn(self, _place: int = 0) -> None:
        if self._tree is not None:
            self._tree.turn()
            self._moved()

    def _moved(self) -> None:
        if self._card is not None:
            self._show_rows(self._card)
        self.changed.emit()

    # --- choosing ---

    def _pressed(self, value: str) -> None:
        """A row was pressed."""
        if self._tree is None:
            self.take_label(value)
        else:
            self._digit(int(value))

    def _digit(self, place: int) -> None:
        if self._card is None or place >= (self.places("choose", self._card) or 0):
            return
        label = self._card.slots[place] if self._tree is None else self._tree.take(place)
        if label:
            self.take_label(label)
        else:
            self._moved()

    def _first(self, _place: int) -> None:
        self.take_label(self.task.names[0])

    def _second(self, _place: int) -> None:
        self.take_label(self.task.names[1])

    def _add_label(self, _place: int) -> None:
        way = self._tree.place if self._tree is not None else ()
        ask_for_label(self, "".join(step + self.task.options.separator for step in way))

    # --- the looks ---

    def _face(self, card: Card, suggestion: SuggestionView | None) -> CardFace:
        if suggestion is None or card.phase is not Phase.REVIEW:
            return notice(card)
        top, way = suggestion.top, self._way(suggestion.top.text)
        slot = card.slots.index(top.text) if top.text in card.slots and self._tree is None else DIGITS
        return CardFace(
            title=way[-1] if way else top.text,
            chance=words.chance(top, suggestion.word),
            detail=JOINT.join(way) if len(way) > 1 else self._labels.get(top.text, ""),
            why=words.rationale(suggestion.rationale),
            wordy=suggestion.rationale is not None and bool(suggestion.rationale.text),
            share=None if top.percent is None else top.percent / 100,
            keys=keys_of(printed(self.keymap, "accept"), self._letter(top.text) or printed(self.keymap, "choose", slot)),
            act=tr("accept"),
        )

    def _dress(self) -> None:
        """The form that the task wants: a tree needs a line more, two alternatives have large rows."""
        self.card.set_compact(self._tree is not None)
        self.crumbs.setVisible(self._tree is not None)
        for row in self.rows:
            row.set_tall(self._binary)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.card)
        layout.addSpacing(6)
        layout.addWidget(self.crumbs)
        layout.addSpacing(2)
        for row in self.rows:
            layout.addWidget(row)
        layout.addSpacing(6)
        layout.addWidget(self.door)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.card.clicked.connect(self.accepted)
        self.card.painted.connect(self.painted)
        self.crumbs.up.connect(self._rise)
        self.crumbs.more.connect(self._turn)
        self.door.clicked.connect(self.searched)
        for row in self.rows:
            row.picked.connect(self._pressed)


def digits_live(card: Card, *, few: bool) -> bool:
    """Whether digits choose: on a blind item only when every label has its own digit (a slot would tell what is likely)."""
    return bool(card.slots) and card.phase is not Phase.LOADING and (few or card.phase is not Phase.BLIND)
