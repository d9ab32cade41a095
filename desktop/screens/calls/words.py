"""What became of a call, in words: the one table from outcomes and failure kinds."""

from __future__ import annotations

from core.domain.calls import FailureKind
from core.storage.call_list import UNDER_WAY
from core.storage.calls import ANSWERED
from desktop.i18n import QT_TR_NOOP, tr
from desktop.messages import said

OUTCOMES: dict[str, str] = {
    ANSWERED: QT_TR_NOOP("Answered"),
    "unknown": QT_TR_NOOP("Says it does not know"),
    UNDER_WAY: QT_TR_NOOP("Under way"),
    FailureKind.AUTH: QT_TR_NOOP("Key refused"),
    FailureKind.NOT_FOUND: QT_TR_NOOP("No such model"),
    FailureKind.RATE_LIMITED: QT_TR_NOOP("Too many requests"),
    FailureKind.TIMEOUT: QT_TR_NOOP("Took too long"),
    FailureKind.REFUSED_CONNECTION: QT_TR_NOOP("Not reached"),
    FailureKind.SERVER: QT_TR_NOOP("Server error"),
    FailureKind.BAD_JSON: QT_TR_NOOP("Not understood"),
    FailureKind.INVALID_ANSWER: QT_TR_NOOP("No valid answer"),
    FailureKind.REFUSAL: QT_TR_NOOP("Declined"),
    FailureKind.EMPTY: QT_TR_NOOP("Empty reply"),
    FailureKind.CONTEXT_LENGTH: QT_TR_NOOP("Prompt too long"),
    FailureKind.BUDGET: QT_TR_NOOP("Held back by the budget"),
    FailureKind.LOCAL_ONLY: QT_TR_NOOP("Held back: local only"),
    FailureKind.INTERRUPTED: QT_TR_NOOP("Interrupted"),
    FailureKind.CANCELLED: QT_TR_NOOP("Cancelled"),
}
#: what was wrong with a reply, by the outcome of reading it (core/prompts/parsing): such a detail is no sentence yet
_REPLIES: dict[str, str] = {
    "mapped": QT_TR_NOOP("A label that is the same but for case, space or punctuation: taken as that label."),
    "off_list": QT_TR_NOOP("An answer, but none that is valid for the task."),
    "several": QT_TR_NOOP("Several labels where one is asked for."),
    "no_answer": QT_TR_NOOP("A reply without an answer."),
    "refusal": QT_TR_NOOP("The model declined."),
    "too_long": QT_TR_NOOP("An answer that is longer than the prompt allows."),
    "empty": QT_TR_NOOP("A reply without a text."),
    "unknown": QT_TR_NOOP("The model says that it does not know."),
}
_WELL = frozenset({ANSWERED, "unknown"})


def outcome_words(outcome: str) -> str:
    """An outcome in the reader's language; one that is not known stands as it is."""
    return tr(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def detail_words(detail: str) -> str:
    """A failure in a sentence; the codes of replies are put into words, sentences stand as they are."""
    return tr(_REPLIES[detail]) if detail in _REPLIES else said(detail)


def outcome_sign(outcome: str) -> tuple[str, str]:
    """(icon, token of its colour) of an outcome."""
    if outcome == UNDER_WAY:
        return "clock", "muted"
    return ("check", "good") if outcome in _WELL else ("warning", "bad")
