"""What is made of a draft: the suggestion as it was, one's own text, and the way from one to the other. No widgets."""

from __future__ import annotations

from enum import StrEnum

from core.domain.edits import is_small_edit

#: texts of own making that are kept for items that were left with something typed
_MOST_LEFT = 50


class DraftState(StrEnum):
    """Whose the text is that stands in the field."""

    EMPTY = "empty"  # nothing suggested, nothing written
    MODELS = "models"
    SMALL_EDIT = "small_edit"
    CORRECTED = "corrected"
    OWN = "own"  # written where nothing was suggested


class TextDraft:
    """One item's text. `text` is what stands in the field; `original` goes back to the suggestion, and once more to one's own."""

    def __init__(self) -> None:
        self.item_id = ""
        self.suggested: str | None = None
        self.text = ""
        self._mine: str | None = None
        self._left: dict[str, str] = {}

    def start(self, item_id: str, suggested: str | None) -> None:
        """Another item, or the same one anew: it begins as the suggestion. What was written and not used stays one key away."""
        if self.touched and self.text.strip():
            self._left[self.item_id] = self.text
            while len(self._left) > _MOST_LEFT:
                del self._left[next(iter(self._left))]
        self.item_id, self.suggested, self.text = item_id, suggested, suggested or ""
        self._mine = self._left.pop(item_id, None)

    def suggest(self, suggested: str | None) -> None:
        """Another suggestion for the same item: it takes the place of the one before, never that of one's own text."""
        if not self.touched:
            self.text = suggested or ""
        self.suggested = suggested

    def write(self, text: str) -> None:
        """What stands in the field now."""
        self.text = text

    @property
    def touched(self) -> bool:
        """Whether the text is one's own."""
        return self.text != (self.suggested or "")

    @property
    def can_swap(self) -> bool:
        """Whether there is another text to go to: the suggestion, or one's own."""
        return self._mine is not None or (self.touched and self.suggested is not None)

    def swap(self) -> str:
        """To the suggestion and back; the text that stands in the field then."""
        if self.touched and self.suggested is not None:
            self._mine, self.text = self.text, self.suggested
        elif self._mine is not None:
            self.text, self._mine = self._mine, None
        return self.text

    def state(self) -> DraftState:
        """Whose the text is; an edit of more than a word or two takes some milliseconds to judge."""
        if self.suggested is None:
            return DraftState.OWN if self.text.strip() else DraftState.EMPTY
        if not self.touched:
            return DraftState.MODELS
        return DraftState.SMALL_EDIT if is_small_edit(self.suggested, self.text) else DraftState.CORRECTED
