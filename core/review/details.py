"""What a decision says of the parts of the suggestion in view, as the ledger keeps it: without item text."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind
from core.domain.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Seen:
    """What was before the reviewer: the suggested answer (None: none in view), and candidates in the order in which they stood."""

    suggested: Answer = None
    presented: tuple[str, ...] = ()


def verdict_on(kind: Kind, answer: Answer, seen: Seen, *, in_view: bool) -> Verdict:
    """What an answer is: accepted (also after a small edit) or corrected against the suggestion in view, else answered."""
    if not in_view or seen.suggested is None:
        return Verdict.ANSWERED
    same = kind.equal(answer, seen.suggested) or kind.small_edit(seen.suggested, answer)
    return Verdict.ACCEPTED if same else Verdict.CORRECTED


def detail_of(kind: Kind, answer: Answer, seen: Seen, *, in_view: bool) -> JsonValue:
    """`parts`: what became of each part of the suggestion; `small_edit`; `distance` of a correction; `presented`. None: nothing to say."""
    detail: dict[str, JsonValue] = {}
    if seen.presented:
        detail["presented"] = list(seen.presented)
    if in_view and seen.suggested is not None and answer is not None:
        changes = kind.changes(seen.suggested, answer)
        if len(changes) > 1 or kind.drafted:
            detail["parts"] = [change.to_json() for change in changes]
        if not kind.equal(answer, seen.suggested):
            detail["distance"] = round(kind.distance(seen.suggested, answer), 4)
            detail |= {"small_edit": True} if kind.small_edit(seen.suggested, answer) else {}
    return detail or None
