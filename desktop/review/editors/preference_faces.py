"""The card over the candidates: the model's ranking, or one's own as far as it goes."""

from __future__ import annotations

from core.domain.json import Answer
from core.domain.kinds.preference import is_all_bad
from core.review.cards import Card, Phase, SuggestionView
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.answer_card import CardFace
from desktop.review.editors.choice_faces import keys_of, notice
from desktop.review.editors.preference_ranking import RankDraft
from desktop.review.editors.preference_words import order_text, renumbered
from desktop.review.printed import printed


def suggested_in(card: Card) -> Answer:
    """The ranking that is suggested, None where none may be shown."""
    return card.suggestion.top.answer if card.suggestion is not None and card.phase is Phase.REVIEW else None


def face_of(card: Card, draft: RankDraft, keymap: Keymap) -> CardFace:
    """What the card says."""
    if not draft.names and card.phase is not Phase.LOADING:
        detail = tr("There is nothing to rank here. You can reject the item, or skip it.")
        return CardFace(tr("No candidates"), detail=detail, icon="warning")
    if draft.begun:
        return _own(draft, keymap)
    view = card.suggestion if card.phase is Phase.REVIEW else None
    return notice(card) if view is None else _suggested(view, draft.names, keymap)


def _suggested(view: SuggestionView, names: tuple[str, ...], keymap: Keymap) -> CardFace:
    top, why = view.top, view.rationale
    return CardFace(
        title=order_text(top.answer, names),
        chance=words.chance(top, view.word),
        detail=tr("None of them will do.") if is_all_bad(top.answer) else "",
        why=" ".join(part for part in (renumbered(names) if why is not None and why.text else "", words.rationale(why)) if part),
        wordy=why is not None and bool(why.text),
        share=None if top.percent is None else top.percent / 100,
        keys=keys_of(printed(keymap, "accept")),
        act=tr("accept"),
    )


def _own(draft: RankDraft, keymap: Keymap) -> CardFace:
    back = printed(keymap, "rank_back")
    text = " > ".join(" = ".join(sorted(str(draft.names.index(one) + 1) for one in group)) for group in draft.groups)
    return CardFace(
        title=text if draft.complete else tr("{order} > …", order=text),
        detail="" if draft.complete else tr("The digit of the next best comes next, or a tie of those that are left."),
        keys=keys_of(printed(keymap, "submit")) if draft.complete else (),
        act=tr("submit"),
        mine=True,
        also=((back, tr("take back")),) if back else (),
    )
