"""What the editor of spans says: of a draft as a whole, and why an edit is not possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.domain.kinds.kind import Change
from core.domain.spans_edit import Passage, Refusal
from core.review.cards import Card, Phase, SuggestionView
from desktop.i18n import QT_TR_NOOP, tr
from desktop.review import words
from desktop.review.editors.text_card import DraftFace
from desktop.review.editors.text_words import notice_of

_REFUSED = {
    Refusal.OVERLAP: QT_TR_NOOP(
        "It would overlap another passage, which this task does not allow. Drop or shorten that one first."
    ),
    Refusal.SAME: QT_TR_NOOP("This passage has this label already."),
    Refusal.EMPTY: QT_TR_NOOP("There is no passage here. Select words first: arrows, or the mouse."),
}
_COUNTED = {
    Change.KEPT: QT_TR_NOOP("{n} kept"),
    Change.CHANGED: QT_TR_NOOP("{n} changed"),
    Change.ADDED: QT_TR_NOOP("{n} added"),
    Change.REMOVED: QT_TR_NOOP("{n} left out"),
}
Key = tuple[str, str]


def refused(refusal: Refusal) -> str:
    """Why an edit is not possible, and what to do."""
    return tr(_REFUSED[refusal])


def counts(lines: Sequence[Passage]) -> str:
    """What became of the suggestion, in numbers."""
    found = Counter(line.change for line in lines)
    return " · ".join(tr(text, n=found[change]) for change, text in _COUNTED.items() if found[change])


def view_of(card: Card) -> SuggestionView | None:
    """The suggestion that may be shown."""
    return card.suggestion if card.phase is Phase.REVIEW else None


def empty_words(card: Card) -> str:
    """What stands in the list when there is no passage."""
    if card.phase is Phase.LOADING:
        return ""
    if view_of(card) is not None:
        return tr("The model marks nothing. Accept that, or select words and give them a label.")
    return tr("Nothing is marked yet. Select words with the arrows or the mouse, then give them a label.")


def models_face(view: SuggestionView, count: int, accept: str, walk: str) -> DraftFace:
    """The card while the suggestion stands as it was made."""
    title = tr("The model's passages: {n}", n=count) if count else tr("The model marks nothing")
    keys = ((accept, tr("accept")), *(((walk, tr("next passage")),) if count > 1 and walk else ()))
    return DraftFace(title, "answer", words.chance(view.top, view.word), words.rationale(view.rationale), keys, models=True)


def own_face(lines: Sequence[Passage], keys: tuple[Key, ...], *, alone: bool) -> DraftFace:
    """The card of what a person has made; `alone`: without a suggestion to compare it with."""
    live = sum(1 for line in lines if line.change is not Change.REMOVED)
    return DraftFace(tr("Your passages: {n}", n=live), "pencil", detail="" if alone else counts(lines), keys=keys)


def notice_face(card: Card) -> DraftFace:
    """The card while there is nothing to show."""
    notice = notice_of(card)
    return DraftFace(notice.title, notice.icon, detail=notice.detail)
