"""The editor of spans: the passages of the answer in a list, the labels under digits, marks in the item's text.

Arrows select words in the text, Shift extends them, a digit labels them; on a passage the same keys relabel it and move its ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.content import Content
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.kinds.kind import Change
from core.domain.spans import Span, spans_answer, spans_in
from core.domain.spans_edit import Refusal
from core.domain.task import Task
from core.review.cards import Card, Phase
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.messages import said as sentence
from desktop.review.editors import spans_words as said
from desktop.review.editors.choice_labels import ask_for_label
from desktop.review.editors.editor import Editor, decidable
from desktop.review.editors.spans_draft import SpansDraft
from desktop.review.editors.spans_keys import LineFrom, SpansKeys
from desktop.review.editors.spans_labels import DIGITS, SpansLabels
from desktop.review.editors.spans_list import Shown, SpansList
from desktop.review.editors.spans_marks import SpansMarks
from desktop.review.editors.spans_remarks import SpansRemarks
from desktop.review.editors.text_card import DraftCard, DraftFace
from desktop.review.marks import Look, Mark, looks_of
from desktop.review.printed import printed
from desktop.theme import Theme


class SpansEditor(Editor):
    """See the module."""

    room: tuple[float, int] = (0.4, 560)
    counts_in_text: bool = True

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self.draft = SpansDraft()
        self.keys = SpansKeys(self.draft)
        self._card = Card(Phase.LOADING)
        self._looks: dict[str, Look] = {}
        self._marks = SpansMarks()
        self._coming = ""
        self._warned = False
        self.card = DraftCard(theme, self)
        self.list = SpansList(theme, self)
        self.remarks = SpansRemarks(theme, keymap, self)
        self.labels = SpansLabels(theme, keymap, self)
        self._lay_out()
        self._connect()
        self.acts = {
            "label_span": self._digit,
            "none": self._submit_none,
            "edit": self.remarks.enter,
            "label_add": self._add_label,
        }

    # --- what is shown ---

    @override
    def set_task(self, task: Task) -> None:
        super().set_task(task)
        self._looks = looks_of(task.labels)
        self._marks = SpansMarks(self._looks)
        self.labels.set_labels(task.offered, self._looks)
        self.remarks.set_options(task.options)
        if self._coming in task.names and self.keys.possible("label_span"):
            self.take_label(self._coming)
        self._coming = "" if self._coming in task.names else self._coming

    @override
    def show_card(self, card: Card) -> None:
        """See `Editor.show_card`. A suggestion that comes late never takes the place of what was marked."""
        draft, text = self.draft, card.content.text or card.text
        view = said.view_of(card)
        suggested = None if view is None else tuple(spans_in(view.top.answer))
        self._card = card
        if (card.item_id, text) != (draft.item_id, draft.text) or self.anew:
            draft.start(card.item_id, text, self.task.options, suggested)
        elif suggested != draft.suggested:
            draft.suggest(suggested)
        self._show()

    @override
    def set_asleep(self, asleep: bool) -> None:
        self.card.set_asleep(asleep)

    @override
    def marks(self) -> tuple[Mark, ...]:
        return self._marks.of(self.draft)

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, self.remarks.severity, self.remarks.field, *self.labels.chips, self.labels.door)

    # --- the answer ---

    @property
    @override
    def touched(self) -> bool:
        return self.draft.touched

    @override
    def answer(self) -> Answer | None:
        """The passages; none at all, or one without its severity, is told and not given."""
        unfinished = self.draft.unfinished()
        if unfinished is not None:
            self.draft.hold(unfinished)
            self._show()
        problem = self._problem(unfinished)
        if problem:
            self._tell(problem)
            return None
        return spans_answer(self.draft.spans)

    @override
    def take_label(self, name: str) -> None:
        self._edited(self.draft.label(name))

    @override
    def text_selected(self, start: int, end: int) -> None:
        if decidable(self._card):
            self.draft.select(start, end)
            self._edited(None)

    # --- keys ---

    @override
    def use_lines(self, line_from: LineFrom) -> None:
        self.keys.line_from = line_from

    @property
    @override
    def editing(self) -> bool:
        return self.remarks.field.hasFocus()

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        return self.keys.possible(action_id)

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        return min(DIGITS, len(self.task.offered))

    @override
    def act(self, action_id: str, place: int) -> None:
        if self.keys.knows(action_id):
            self._edited(self.keys.run(action_id))
        else:
            super().act(action_id, place)

    # --- inside ---

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.card)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.remarks)
        layout.addWidget(self.labels)

    def _connect(self) -> None:
        self.card.clicked.connect(self.entered)
        self.list.picked.connect(self._pick)
        self.list.painted.connect(self.painted)
        self.remarks.raised.connect(self._raise)
        self.remarks.commented.connect(self._comment)
        self.remarks.submitted.connect(self.entered)
        self.remarks.left.connect(self.left)
        self.remarks.focused.connect(self.focused)
        self.labels.picked.connect(self.take_label)
        self.labels.searched.connect(self.searched)

    def _digit(self, place: int) -> None:
        labels = self.task.offered
        if place < min(DIGITS, len(labels)):
            self.take_label(labels[place].name)

    def _pick(self, place: int) -> None:
        self.draft.hold(self.draft.lines[place].span)
        self._edited(None)

    def _raise(self) -> None:
        self._edited(self.draft.severity())

    def _comment(self, comment: str) -> None:
        self._edited(self.draft.comment(comment))

    def _add_label(self, _place: int) -> None:
        ask_for_label(self).added.connect(self._await_label)

    def _await_label(self, wanted: dict[str, str]) -> None:
        """The label that comes is meant for what is pointed at."""
        self._coming = wanted["name"]

    def _edited(self, refusal: Refusal | None) -> None:
        """Something was done, or refused."""
        if refusal is not None:
            self._tell(said.refused(refusal))
            return
        if self._warned:
            self._tell("")
        self._show()
        self.changed.emit()

    def _tell(self, text: str) -> None:
        self._warned = bool(text)
        self.told.emit(text)

    def _submit_none(self, _place: int) -> None:
        self.submitted.emit([])

    def _problem(self, unfinished: Span | None) -> str:
        draft = self.draft
        if not draft.spans:
            key = printed(self.keymap, "none")
            return tr("Nothing is marked. If there is nothing to mark, say so with {key}.", key=key)
        if unfinished is not None:
            return tr("How grave is this passage? Give it a severity first.")
        return sentence(kind_of(self.task.kind).problem(spans_answer(draft.spans), self.task, Content(draft.text)))

    def _show(self) -> None:
        """Everything that follows from the draft."""
        draft, current = self.draft, self.draft.current
        alone = draft.suggested is None
        self.card.show_face(self._face())
        self.list.show_lines(Shown(draft.lines, draft.text, self._looks, draft.row, said.empty_words(self._card), alone))
        self.remarks.show_span(draft.live)
        self.labels.show_state(draft.unit, draft.live.label if draft.live else "")
        if current is not None and current.change is Change.REMOVED:
            self.remarks.show_span(None)

    def _face(self) -> DraftFace:
        draft, view = self.draft, said.view_of(self._card)
        if view is not None and not draft.touched:
            return said.models_face(view, len(draft.spans), printed(self.keymap, "accept"), printed(self.keymap, "span_next"))
        if not draft.touched:
            return said.notice_face(self._card)
        keys: list[tuple[str, str]] = (
            [(printed(self.keymap, "submit"), tr("submit"))]
            if draft.spans
            else [(printed(self.keymap, "none"), tr("nothing to mark"))]
        )
        back = [(printed(self.keymap, "original"), tr("the model's"))] if draft.suggested is not None else []
        take_back = [(printed(self.keymap, "span_undo"), tr("take back"))] if draft.edited else []
        return said.own_face(draft.lines, tuple(keys + back + take_back), alone=draft.suggested is None)
