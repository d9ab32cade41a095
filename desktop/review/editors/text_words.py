"""What editors of drafts and records say of a card that holds no suggestion."""

from __future__ import annotations

from dataclasses import dataclass

from core.review.cards import Card, Phase
from desktop.i18n import tr
from desktop.review import words


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, a sentence, an icon."""

    title: str
    detail: str
    icon: str


def notice_of(card: Card) -> Notice:
    """Why there is no suggestion, and that one can go on."""
    notices = {
        Phase.BLIND: Notice(tr("Answer first"), tr("You see the model's answer afterwards, and may change yours."), "blind"),
        Phase.LOADING: Notice(tr("Looking for a suggestion"), tr("It will be here in a moment."), "clock"),
        Phase.ASKING: Notice(
            tr("Asking the model"), tr("{model} has not answered yet. You need not wait.", model=card.model), "clock"
        ),
        Phase.FAILED: Notice(
            tr("No suggestion: it failed"), tr("{why} You can go on without one.", why=words.failure(card.failure)), "warning"
        ),
    }
    if card.phase in notices:
        return notices[card.phase]
    said = tr("{model} says that it does not know.", model=card.model) if card.model else tr("There is nothing to propose here.")
    return Notice(tr("No idea"), said, "help")
