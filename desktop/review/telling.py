"""What a screen reader says when the review screen shows something new, while the keyboard stays on the screen."""

from __future__ import annotations

from core.review.cards import Card, Phase
from desktop.i18n import tr
from desktop.review.intents import IntentKind

_BODILESS = frozenset({Phase.EMPTY, Phase.FINISHED, Phase.LOADING})
#: of the item's text, in characters: the rest is read in the item itself
_BEGINNING = 400


class Telling:
    """Remembers what was shown and wanted last, and words what has come since."""

    def __init__(self) -> None:
        self._shown = Card(Phase.LOADING)
        self._wanted: IntentKind | None = None

    def wanted(self, kind: IntentKind) -> None:
        """The reviewer wants this to be done."""
        self._wanted = kind

    def told(self, card: Card, state: str) -> str:
        """What to say of `card`; nothing when nothing is new. `state` is what stands in the stead of an item where there is none."""
        before, self._shown = self._shown, card
        if _news(before) == _news(card):
            return ""
        if card.phase in _BODILESS:
            return state
        if card.item_id == before.item_id and before.phase is not card.phase:
            return _suggested(card)
        if card.item_id == before.item_id:
            return "" if card.suggestion is None else _suggested(card)
        wanted, self._wanted = self._wanted, None
        done = {IntentKind.UNDO: tr("Undone."), IntentKind.REDO: tr("Redone.")}
        parts = (done.get(wanted, "") if wanted else "", card.text[:_BEGINNING], _suggested(card))
        return " ".join(part for part in parts if part)


def _news(card: Card) -> tuple[str, Phase, str, int]:
    view = card.suggestion
    return (card.item_id, card.phase, view.id if view else "", view.place if view else 0)


def _suggested(card: Card) -> str:
    """What is suggested for an item, or that nothing is shown."""
    if card.phase is Phase.BLIND:
        return tr("Your answer first.")
    if card.phase is Phase.ASKING:
        return ""
    return tr("Suggestion: {text}", text=card.suggestion.top.text) if card.suggestion else tr("No suggestion.")
