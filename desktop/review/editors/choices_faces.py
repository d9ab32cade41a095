"""The card over the labels: what is suggested, or what has been made of it, and what Enter does with it."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.kinds.choices import names_in
from core.review.cards import Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import CardFace
from desktop.review.editors.choice_faces import keys_of, notice
from desktop.review.editors.choices_draft import Tick, TickDraft
from desktop.review.printed import printed


def face_of(card: Card, draft: TickDraft, names: Sequence[str], keymap: Keymap) -> CardFace:
    """What the card says. `names`: the labels of the task, in its order."""
    view = card.suggestion if card.phase is Phase.REVIEW else None
    if view is not None and not draft.touched:
        return _suggested(view, keymap)
    if view is None and not draft.ticked:
        return notice(card)
    concerned = draft.concerned
    return _own(draft, [name for name in names if name in concerned], keymap, view)


def chances(view: SuggestionView | None) -> dict[str, str]:
    """The chance of each label that a candidate proposes alone."""
    alone = [(names_in(one.answer), one) for one in view.candidates] if view is not None else []
    return {found[0]: words.chance(one) for found, one in reversed(alone) if len(found) == 1}


def runners_up(view: SuggestionView) -> list[str]:
    """Labels of the candidates beside what is suggested, best first, each once."""
    taken = names_in(view.top.answer)
    return list(dict.fromkeys(name for one in view.candidates for name in names_in(one.answer) if name not in taken))


def _suggested(view: SuggestionView, keymap: Keymap) -> CardFace:
    top, why = view.top, view.rationale
    found = names_in(top.answer)
    return CardFace(
        title=", ".join(found) or tr("None of the labels"),
        chance=words.chance(top, view.word),
        detail="" if found else tr("The suggestion is that no label fits."),
        why=words.rationale(why),
        wordy=why is not None and bool(why.text),
        share=None if top.percent is None else top.percent / 100,
        keys=keys_of(printed(keymap, "accept")),
        act=tr("accept"),
    )


def _own(draft: TickDraft, names: Sequence[str], keymap: Keymap, view: SuggestionView | None) -> CardFace:
    ticked = [name for name in names if name in draft.ticked]
    key = printed(keymap, "submit") if ticked else printed(keymap, "none")
    original = printed(keymap, "original")
    return CardFace(
        title=", ".join(ticked) or tr("Nothing is ticked"),
        chance=tr("changed") if view is not None else "",
        detail=_changes(draft, names) if view is not None else "",
        keys=keys_of(key),
        act=tr("submit") if ticked else tr("none fits"),
        mine=True,
        also=((original, tr("suggestion")),) if view is not None and original else (),
    )


def _changes(draft: TickDraft, names: Sequence[str]) -> str:
    """What was made of the suggestion, in words."""
    told = {
        Tick.ADDED: tr("Added: {labels}."),
        Tick.REMOVED: tr("Removed: {labels}."),
        Tick.PROPOSED: tr("The model also suggests: {labels}."),
    }
    found = {tick: [name for name in names if draft.tick(name) is tick] for tick in told}
    return " ".join(text.format(labels=", ".join(found[tick])) for tick, text in told.items() if found[tick])
