"""Whether an editor meets a card anew, so that nothing that was done on another one may stay."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from core.review.cards import Card


class Visit:
    """Knows the card that is on screen.

    A card that has changed meanwhile (a suggestion came, it was flagged) is the same visit, and keeps what was done. Whether the same
    card is a new thing to decide, since it was decided and has come again, the screen knows (`Editor.anew`).
    """

    def __init__(self) -> None:
        self._card: Card | None = None
        self.arrived = False  # whether what is decided on has come with the card that was met last, and must be seen first

    def meet(self, card: Card, *, anew: bool = False) -> bool:
        """The card is shown now; says whether it is met anew. `anew`: the screen knows that it is."""
        before, self._card = self._card, card
        self.arrived = anew or before is None or _decided_on(before) != _decided_on(card)
        return before is None or before.item_id != card.item_id or anew


def to_top(page: QWidget) -> None:
    """Scroll a page of the panel back to its beginning: what is decided on has to be painted, or no key decides."""
    area = _area(page)
    if area is not None:
        area.verticalScrollBar().setValue(0)


def into_view(part: QWidget) -> None:
    """Scroll so that a part of a page is seen: what a key has just changed."""
    area = _area(part)
    if area is not None:
        area.ensureWidgetVisible(part, 0, 8)


def _area(part: QWidget) -> QScrollArea | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _decided_on(card: Card) -> tuple[str, str, str, int]:
    view = card.suggestion
    return (card.item_id, card.phase.value, view.id if view is not None else "", view.place if view is not None else 0)
