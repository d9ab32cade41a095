"""The bulk actions that the screen offers: their names, what each needs to know, and what is said before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.queues.views import ActionInfo
from desktop.i18n import QT_TR_NOOP, plain, tr


@dataclass(frozen=True, slots=True)
class BulkKind:
    """One bulk action. `needs`: `confidence`, `answer`, or nothing; `confirm` is on the button, `done` is said afterwards.

    `becomes`: what the items of the sample become, where that is neither the suggestion nor the answer.
    """

    name: str
    title: str
    hint: str
    confirm: str
    done: str
    needs: str = ""
    becomes: str = ""


_OFFERED = (
    BulkKind(
        "accept",
        QT_TR_NOOP("&Accept suggestions"),
        QT_TR_NOOP("Each item gets the label that is suggested for it, when the suggester is as sure as this."),
        QT_TR_NOOP("Accept the suggestions of {n} items"),
        QT_TR_NOOP("{n} suggestions accepted"),
        "confidence",
    ),
    BulkKind(
        "label",
        QT_TR_NOOP("Set a &label"),
        QT_TR_NOOP("Each item gets this label, whatever is suggested for it."),
        QT_TR_NOOP("Set “{label}” on {n} items"),
        QT_TR_NOOP("{n} items labelled"),
        "answer",
    ),
    BulkKind(
        "requeue",
        QT_TR_NOOP("Re&queue"),
        QT_TR_NOOP("Decided items come back to be reviewed. What was decided stays on record."),
        QT_TR_NOOP("Put {n} items back into the queue"),
        QT_TR_NOOP("{n} items put back into the queue"),
        becomes=QT_TR_NOOP("to review"),
    ),
    BulkKind(
        "retire",
        QT_TR_NOOP("Re&tire"),
        QT_TR_NOOP("The items leave every queue, with what was decided of them. They can be brought back."),
        QT_TR_NOOP("Retire {n} items"),
        QT_TR_NOOP("{n} items retired"),
        becomes=QT_TR_NOOP("retired"),
    ),
    BulkKind(
        "restore",
        QT_TR_NOOP("&Bring back"),
        QT_TR_NOOP("Retired items are as they were before they were retired."),
        QT_TR_NOOP("Bring {n} items back"),
        QT_TR_NOOP("{n} items brought back"),
        becomes=QT_TR_NOOP("as before"),
    ),
)
_GROUPED = BulkKind("grouped", QT_TR_NOOP("Decided with their group"), "", "", QT_TR_NOOP("{n} near-duplicates decided"))

#: by name; what a screen offers comes first, in its order
KINDS: Mapping[str, BulkKind] = {kind.name: kind for kind in (*_OFFERED, _GROUPED)}
OFFERED = _OFFERED


def plain_title(kind: str) -> str:
    """What a kind of bulk action is called, without the mark of its key."""
    return plain(tr(KINDS[kind].title)) if kind in KINDS else kind


def done_words(action: ActionInfo) -> str:
    """What an action has done, in a sentence."""
    said = tr(KINDS[action.kind].done, n=action.items) if action.kind in KINDS else tr("{n} items changed", n=action.items)
    if action.undone:
        return tr("Taken back: {what}", what=said)
    return tr("{what}, then stopped", what=said) if action.partial else said
