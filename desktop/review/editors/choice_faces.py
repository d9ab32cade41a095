"""What the card of a suggestion says: the notices in its place, and the keys that are written on it."""

from __future__ import annotations

from core.review.cards import Card, Phase
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import CardFace


def keys_of(*keys: str) -> tuple[str, ...]:
    """Those of the keys that there are."""
    return tuple(key for key in keys if key)


def notice(card: Card) -> CardFace:
    """What stands in the suggestion's place when there is none to show. Says nothing of a model on a blind item."""
    if card.phase is Phase.BLIND:
        detail = tr("This item comes without a suggestion. You see the model's answer afterwards, and may change yours.")
        return CardFace(tr("Answer first"), detail=detail, icon="blind")
    if card.phase is Phase.LOADING:
        return CardFace(tr("Looking for a suggestion"), detail=tr("It will be here in a moment."), icon="clock")
    if card.phase is Phase.ASKING:
        detail = tr("{model} has not answered yet. You need not wait: answer, or look at it when it comes.", model=card.model)
        return CardFace(tr("Asking the model"), detail=detail, icon="clock")
    if card.phase is Phase.FAILED:
        why = words.failure(card.failure)
        return CardFace(tr("No suggestion: it failed"), detail=tr("{why} You can go on without one.", why=why), icon="warning")
    if card.model:
        return CardFace(tr("No idea"), detail=tr("{model} says that it does not know.", model=card.model), icon="help")
    detail = tr("The suggester has nothing to propose here. Your answer teaches it.")
    return CardFace(tr("No idea"), detail=detail, icon="help")
