"""Codes of the read models, put into words for the reader."""

from __future__ import annotations

from collections.abc import Container

from core.domain.json import Answer
from core.domain.vocabulary import Provenance, Reason, Verdict
from core.review.cards import Candidate, Rationale, SuggestionView, WhyNow, Word
from desktop.i18n import percent, tr


def chance(candidate: Candidate, word: Word | None = None) -> str:
    """A candidate's chance: per cent where it is known, otherwise the word given for it."""
    if candidate.percent is not None:
        return percent(candidate.percent)
    if word is None:
        return ""
    return tr("likely") if word is Word.LIKELY else tr("unsure")


def rationale(why: Rationale | None) -> str:
    """Why the suggester proposes this; empty when it gave no reason that is known here."""
    if why is None:
        return ""
    if why.code == "label_name":
        return tr("Reads like the name or the description of this label.")
    if why.code == "examples":
        return tr("Like decided examples of this label: {n}.", n=why.count)
    if why.code == "examples_and_model":
        return tr("Like decided examples: {n}. The trained model agrees.", n=why.count)
    other = {"model": tr("The trained model proposes it."), "import": tr("It came with the data.")}
    return other.get(why.code, "")


def why_now(why: WhyNow | None) -> str:
    """Why this item comes now, as a sentence; empty when nothing is said."""
    if why is None:
        return ""
    sentences = {
        "imported": tr("Why this one now: in the order of the import"),
        "random": tr("Why this one now: drawn at random"),
        "uncertain": tr("Why this one now: least certain first"),
        "control": tr("Why this one now: drawn for the control sample"),
        "blind": tr("Why this one now: drawn for the blind sample"),
        "reopened": tr("Why this one now: you opened it again"),
    }
    return sentences.get(why.code, "")


def reason(value: str) -> str:
    """A reason of a rejection; an unknown one stands as it is."""
    words = {
        Reason.NO_LABEL_FITS: tr("No label fits"),
        Reason.SEVERAL_FIT: tr("Several labels fit"),
        Reason.UNREADABLE: tr("Cannot be read"),
        Reason.OFF_TOPIC: tr("Off topic"),
        Reason.DUPLICATE: tr("Duplicate"),
        Reason.OTHER: tr("Another reason"),
    }
    return words.get(Reason(value), value) if value in set(Reason) else value


def verdict(value: Verdict) -> str:
    """What was decided, in a word."""
    words = {
        Verdict.ACCEPTED: tr("accepted"),
        Verdict.CORRECTED: tr("corrected"),
        Verdict.ANSWERED: tr("answered"),
        Verdict.REJECTED: tr("rejected"),
        Verdict.SKIPPED: tr("skipped"),
    }
    return words[value]


def provenance(value: Provenance) -> str:
    """How an answer came about, in a word."""
    words = {
        Provenance.BLIND: tr("blind"),
        Provenance.ASSISTED: tr("with a suggestion"),
        Provenance.UNASSISTED: tr("without a suggestion"),
        Provenance.BULK: tr("in bulk"),
        Provenance.GROUPED: tr("with its group"),
        Provenance.AUTO: tr("automatically"),
        Provenance.IMPORTED: tr("imported"),
    }
    return words[value]


def suggester(view: SuggestionView | None) -> str:
    """Who suggests; the built-in suggester is told in words."""
    if view is None:
        return ""
    known = {"builtin": tr("built-in"), "built-in": tr("built-in"), "import": tr("import")}
    return known.get(view.suggester, view.suggester)


def failure(code: str) -> str:
    """Why there is no suggestion, as a sentence; a sentence stands as it is."""
    known = {"no_vector": tr("The text could not be read by the suggester."), "": tr("The suggester did not answer.")}
    return known.get(code, code)


def own_answer(value: Answer, labels: Container[str]) -> str:
    """One's own answer: a label, or the reason of a rejection."""
    text = value if isinstance(value, str) else ""
    return text if text in labels else tr("Rejected: {reason}", reason=reason(text))
