"""The page of a second opinion: one's own answer beside the model's, each with the key that takes it.

Long answers stand there in full as far as there is room. A ranking is told in the numbers that the candidates have on the screen.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.json import Answer
from core.domain.task import Task
from core.review.cards import Card, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import AnswerCard, CardFace
from desktop.review.editors.preference_words import order_text
from desktop.review.section_title import SectionTitle
from desktop.theme import Theme
from desktop.widgets.keys import key_text


class OpinionPage(QWidget):
    """Two cards, one's own first. `kept` and `taken` say which was pressed."""

    kept = Signal()
    taken = Signal()

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelPage")
        self._keymap = keymap
        self._labels: dict[str, str] = {}
        self.mine = AnswerCard(theme, self)
        self.models = AnswerCard(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.mine)
        layout.addSpacing(16)
        self._title = SectionTitle(theme, tr("The model says"), self)
        layout.addWidget(self._title)
        layout.addWidget(self.models)
        layout.addStretch(1)
        self.mine.clicked.connect(self.kept)
        self.models.clicked.connect(self.taken)

    def set_task(self, task: Task) -> None:
        """The task, for the descriptions of its labels."""
        self._labels = {label.name: label.description for label in task.labels}

    def show_card(self, card: Card) -> None:
        """Show both answers of `card`."""
        own = _shown(card, card.own_value, words.own_answer(card)) if not card.own_reason else words.own_answer(card)
        self.mine.show_face(CardFace(own, detail=self._labels.get(own, ""), keys=self._key("keep_mine"), act=tr("keep mine")))
        view = card.suggestion
        self._title.set_texts(tr("The model says"), words.suggester(view))
        models = CardFace(tr("No suggestion"), strong=False) if view is None else self._models(card, view)
        self.models.show_face(models)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._fit()

    def _models(self, card: Card, view: SuggestionView) -> CardFace:
        return CardFace(
            title=_shown(card, view.top.answer, view.top.text),
            chance=words.chance(view.top, view.word),
            detail=self._labels.get(view.top.text, ""),
            why=words.rationale(view.rationale),
            keys=self._key("take_models"),
            act=tr("take the model's"),
            strong=False,
        )

    def _fit(self) -> None:
        for card in (self.mine, self.models):
            card.grow(self.width())

    def _key(self, action_id: str) -> tuple[str, ...]:
        return tuple(key_text(key) for key in self._keymap.keys(action_id)[:1])


def _shown(card: Card, answer: Answer, text: str) -> str:
    """An answer as text; an empty set in words."""
    if card.presented:
        return order_text(answer, card.presented)
    return tr("None of the labels") if answer == [] else text
