"""The editor of a preference: candidates are ranked by their digits, best first. Of two, one digit decides.

Answers call candidates by their place in the item; on the screen they are numbered in the order in which they stand there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.json import Answer
from core.domain.kinds.preference import ALL_BAD, MOST, is_all_bad
from core.review.cards import Card, Phase
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.answer_card import AnswerCard
from desktop.review.editors.choice_visit import Visit, into_view, to_top
from desktop.review.editors.editor import Editor, decidable
from desktop.review.editors.preference_faces import face_of, suggested_in
from desktop.review.editors.preference_ranking import RankDraft, places_of
from desktop.review.editors.preference_row import RankFace, RankHead, RankRow
from desktop.review.editors.preference_words import called, first_words, names_on
from desktop.review.label_row import LabelRow, Row
from desktop.review.printed import printed
from desktop.theme import Theme

_TALL_UP_TO = 4  # candidates whose rows have two lines


class PreferenceEditor(Editor):
    """See the module. `T` ties those that are left, `X` says that all are bad; the last one left is placed by itself."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, parent)
        self._card: Card | None = None
        self._draft = RankDraft()
        self._visit = Visit()
        self._hinted = False
        self.card = AnswerCard(theme, self)
        self.head = RankHead(theme, self)
        self.rows = [RankRow(theme, self) for _ in range(MOST)]
        self.tie = LabelRow(theme, self)
        self.bad = LabelRow(theme, self)
        self._lay_out()
        self.acts = {
            "pick": self._pick,
            "rank_back": self._back,
            "rank_equal": self._equal,
            "tie": self._tie,
            "all_bad": self._all_bad,
        }

    # --- what is shown ---

    @override
    def show_card(self, card: Card) -> None:
        """The candidates and the model's ranking; on the same item what was picked stays."""
        self._card = card
        names = names_on(card)[:MOST]
        if self._visit.meet(card, anew=self.anew) or names != self._draft.names:
            self._draft.clear(names)
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
        return self._draft.begun

    @override
    def answer(self) -> Answer | None:
        """The ranking, when every candidate has its place."""
        if not self._draft.complete:
            tie = printed(self.keymap, "tie")
            self.told.emit(tr("Rank those that are left, or press {key} where they are equal.", key=tie))
            self._hinted = True
            return None
        return self._draft.answer()

    # --- keys ---

    @override
    def possible(self, action_id: str, card: Card) -> bool:
        names, draft = self._draft.names, self._draft
        needs = {"rank_back": draft.begun, "rank_equal": draft.can_equal, "tie": not draft.complete}
        return decidable(card) and (bool(names) or action_id == "reject_item") and needs.get(action_id, True)

    @override
    def places(self, action_id: str, card: Card) -> int | None:
        return len(self._draft.names) if action_id == "pick" else None

    @override
    def stops(self) -> Sequence[QWidget]:
        return (self.card, *self.rows, self.tie, self.bad)

    def _pick(self, place: int) -> None:
        """The candidate comes next. Of two, that is the answer: nothing is kept of it, should the key have come too early."""
        if len(self._draft.names) == 2 and place < 2:
            first = self._draft.names[place]
            self._decide({"ranking": [[first], [name for name in self._draft.names if name != first]]})
            return
        self._draft.pick(place)
        self._changed()
        if place < len(self._draft.names):
            into_view(self.rows[place])

    def _back(self, _place: int = 0) -> None:
        self._draft.back()
        self._changed()

    def _equal(self, _place: int = 0) -> None:
        self._draft.equal()
        self._changed()

    def _tie(self, _place: int = 0) -> None:
        self._decide(self._draft.tied())

    def _all_bad(self, _place: int = 0) -> None:
        self._decide(ALL_BAD)

    def _decide(self, answer: Answer) -> None:
        self.submitted.emit(answer)

    def _changed(self) -> None:
        if self._hinted:
            self._hinted = False
            self.told.emit("")
        self._show()
        self.changed.emit()

    def _pressed(self, place: int) -> None:
        self.act("pick", place)

    def _pressed_other(self, action_id: str) -> None:
        self.act(action_id, 0)

    def _pressed_card(self) -> None:
        if self._card is not None and self._card.phase is Phase.REVIEW and not self.touched:
            self.accepted.emit()
        elif self._draft.complete:
            self._decide(self._draft.answer())

    # --- the looks ---

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        names, suggested = self._draft.names, suggested_in(card)
        live, tall = decidable(card), len(names) <= _TALL_UP_TO
        self.card.set_compact(not tall)
        self.card.show_face(face_of(card, self._draft, self.keymap))
        self.head.show_columns(model=suggested is not None)
        model, mine = places_of(suggested), places_of(self._draft.answer())
        for at, row in enumerate(self.rows):
            row.set_tall(tall)
            row.show_face(self._face(at, card, model, mine) if live and at < len(names) else None)
            row.setVisible(at < len(names))
        self._show_others(live and bool(names), suggested, model)

    def _face(self, at: int, card: Card, model: dict[str, int], mine: dict[str, int]) -> RankFace:
        name = self._draft.names[at]
        key = printed(self.keymap, "pick", at)
        words = first_words(card.content, name)
        return RankFace(key, at + 1, called(at + 1), words, model.get(name, 0), mine.get(name, 0))

    def _show_others(self, live: bool, suggested: Answer, model: dict[str, int]) -> None:
        """The rows of a tie and of all bad."""
        begun = self._draft.begun
        equal = tr("Those left are equal") if begun else tr("All are equal")
        tied = not begun and bool(model) and set(model.values()) == {1}
        bad = not begun and is_all_bad(suggested)
        tie = Row(printed(self.keymap, "tie"), "tie", equal, marked=tied)
        self.tie.show_row(tie if live and not self._draft.complete else None)
        self.bad.show_row(Row(printed(self.keymap, "all_bad"), "all_bad", tr("All are bad"), marked=bad) if live else None)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.card)
        layout.addSpacing(8)
        layout.addWidget(self.head)
        for row in self.rows:
            layout.addWidget(row)
            row.picked.connect(self._pressed)
        layout.addSpacing(12)
        for other in (self.tie, self.bad):
            layout.addWidget(other)
            other.picked.connect(self._pressed_other)
        layout.addStretch(1)
        self.card.clicked.connect(self._pressed_card)
        self.card.painted.connect(self.painted)
