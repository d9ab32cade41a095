"""What became of a call, in words: the one table from outcomes and failure kinds."""

from __future__ import annotations

from core.domain.calls import FailureKind
from core.storage.call_list import UNDER_WAY
from core.storage.calls import ANSWERED
from desktop.i18n import QT_TR_NOOP, tr

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
_WELL = frozenset({ANSWERED, "unknown"})


def outcome_words(outcome: str) -> str:
    """An outcome in the reader's language; one that is not known stands as it is."""
    return tr(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def outcome_sign(outcome: str) -> tuple[str, str]:
    """(icon, token of its colour) of an outcome."""
    if outcome == UNDER_WAY:
        return "clock", "muted"
    return ("check", "good") if outcome in _WELL else ("warning", "bad")
