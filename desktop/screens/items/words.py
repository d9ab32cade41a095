"""Codes of items, filters and bulk actions in words."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.filters import ANY
from core.domain.vocabulary import Provenance, Status, Verdict
from core.queues.views import ItemRow, QueueInfo, SortBy
from desktop.i18n import QT_TR_NOOP, tr
from desktop.review import words

#: what a criterion is called: the headings of the facets, and the beginning of a chip
CRITERIA: Mapping[str, str] = {
    "statuses": QT_TR_NOOP("State"),
    "verdicts": QT_TR_NOOP("Decision"),
    "labels": QT_TR_NOOP("Label"),
    "confidence": QT_TR_NOOP("Confidence"),
    "suggesters": QT_TR_NOOP("Suggester"),
    "sources": QT_TR_NOOP("How it came about"),
    "reviewers": QT_TR_NOOP("Reviewer"),
    "flags": QT_TR_NOOP("Noticed by guard rails"),
    "flagged": QT_TR_NOOP("Flagged"),
    "commented": QT_TR_NOOP("With a comment"),
    "disagree": QT_TR_NOOP("Suggesters disagree"),
    "disputed": QT_TR_NOOP("Imported label disputed"),
    "feedback": QT_TR_NOOP("Said by users"),
    "older_guidelines": QT_TR_NOOP("Older guidelines"),
    "metadata": QT_TR_NOOP("Metadata"),
    "text": QT_TR_NOOP("Text"),
    "daily": QT_TR_NOOP("Sample of each day"),
    "group": QT_TR_NOOP("Near-duplicates of item"),
    "items": QT_TR_NOOP("Chosen items"),
    "not_samples": QT_TR_NOOP("Without the samples"),
}

_STATUSES: Mapping[str, str] = {
    Status.OPEN: QT_TR_NOOP("to review"),
    Status.SKIPPED: QT_TR_NOOP("skipped"),
    Status.DECIDED: QT_TR_NOOP("decided"),
    Status.ERASED: QT_TR_NOOP("erased"),
    Status.RETIRED: QT_TR_NOOP("retired"),
}
_FLAGS: Mapping[str, str] = {
    "mapped": QT_TR_NOOP("label written differently"),
    "ungrounded": QT_TR_NOOP("not in the item"),
    "language": QT_TR_NOOP("other language"),
    "too_long": QT_TR_NOOP("too long"),
    "refusal": QT_TR_NOOP("refusal"),
    ANY: QT_TR_NOOP("anything"),
}
_SUGGESTERS: Mapping[str, str] = {
    "builtin": QT_TR_NOOP("built-in"),
    "built-in": QT_TR_NOOP("built-in"),
    "import": QT_TR_NOOP("import"),
    "memory": QT_TR_NOOP("memory"),
}
_YES_NO: Mapping[str, str] = {
    "true": QT_TR_NOOP("yes"),
    "yes": QT_TR_NOOP("yes"),
    "false": QT_TR_NOOP("no"),
    "no": QT_TR_NOOP("no"),
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "statuses": _STATUSES,
    "flags": _FLAGS,
    "suggesters": _SUGGESTERS,
    "flagged": _YES_NO,
    "commented": _YES_NO,
    "disputed": _YES_NO,
    "older_guidelines": _YES_NO,
    "not_samples": _YES_NO,
}

#: the queues that every project has; their names in the workspace are these English ones
DEFAULT_QUEUES = frozenset(
    {
        QT_TR_NOOP("To review"),
        QT_TR_NOOP("Deferred"),
        QT_TR_NOOP("Flagged"),
        QT_TR_NOOP("Disagreements"),
        QT_TR_NOOP("Disputed labels"),
        QT_TR_NOOP("Older guidelines"),
        QT_TR_NOOP("Daily sample"),
    }
)

SORTS: Mapping[SortBy, str] = {
    SortBy.IMPORTED: QT_TR_NOOP("as imported"),
    SortBy.ID: QT_TR_NOOP("by id"),
    SortBy.STATUS: QT_TR_NOOP("by state"),
    SortBy.LABEL: QT_TR_NOOP("by label"),
    SortBy.CONFIDENCE: QT_TR_NOOP("by confidence"),
    SortBy.DECIDED_AT: QT_TR_NOOP("by time of decision"),
    SortBy.RELEVANCE: QT_TR_NOOP("best match first"),
}


def queue(one: QueueInfo) -> str:
    """What a queue is called: one that every project has in the reader's language, a saved one as it was saved."""
    return tr(one.name) if one.seq is None and one.name in DEFAULT_QUEUES else one.name


def criterion(name: str) -> str:
    """What a criterion of a filter is called."""
    return tr(CRITERIA.get(name, name.replace("_", " ")))


def value(name: str, code: str) -> str:
    """One value of a criterion in words; what has none stands as it is."""
    if name == "verdicts" and code in set(Verdict):
        return words.verdict(Verdict(code))
    if name == "sources" and code in set(Provenance):
        return words.provenance(Provenance(code))
    if name == "confidence":
        return share_range(code)
    known = _VALUES.get(name, {}).get(code)
    return tr(known) if known else " ".join(code.split()) or tr("(empty)")


def share_range(code: str) -> str:
    """A range of chances, `0.9-1.0`, in per cent."""
    low, _, high = code.partition("-")
    try:
        return tr("{low}-{high} %", low=round(100 * float(low)), high=round(100 * float(high)))
    except ValueError:
        return code


def status(row: ItemRow) -> str:
    """The state of an item in a word: of a decided one, what the decision was."""
    if row.status == Status.DECIDED and row.verdict in set(Verdict):
        return words.verdict(Verdict(row.verdict))
    return value("statuses", row.status)


def left_out(reason: str) -> str:
    """Why a bulk action leaves items alone."""
    known = {
        "blind": tr("in the blind sample, to be answered by a person"),
        "control": tr("in the control sample, to be decided by a person"),
        "decided": tr("already decided"),
        "open": tr("to be reviewed"),
        "skipped": tr("skipped"),
        "no_suggestion": tr("without a suggestion"),
        "unsure": tr("below that confidence"),
        "erased": tr("erased"),
        "retired": tr("retired"),
        "invalid": tr("whose suggestion is not valid any more"),
    }
    return known.get(reason, reason.replace("_", " "))
