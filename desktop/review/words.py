"""Codes of the read models, put into words for the reader."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.calls import FailureKind
from core.domain.vocabulary import Provenance, Reason, Verdict
from core.review.cards import Candidate, Card, Rationale, SuggestionView, WhyNow, Word
from desktop.i18n import percent, tr


def chance(candidate: Candidate, word: Word | None = None) -> str:
    """A candidate's chance: per cent where it is known, otherwise what the model says, otherwise the word given for it."""
    if candidate.percent is not None:
        return percent(candidate.percent)
    if candidate.said is not None:
        return tr("says {share}", share=f"{candidate.said:.2f}".rstrip("0").rstrip("."))
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
    other = {
        "model": tr("The trained model proposes it."),
        "import": tr("It came with the data."),
        "import_model": tr("This model's answer came with the data."),
        "memory": tr("The same text was decided before."),
        "memory_like": tr("Decided before, the same but for case, space and punctuation."),
        "words": " ".join(why.text.split()),
    }
    return other.get(why.code, "")


def flags(codes: Iterable[str]) -> str:
    """What the guard rails noticed about a model's answer, as one sentence; empty when that was nothing."""
    known = {
        "mapped": tr("The model wrote the label a little differently."),
        "ungrounded": tr("Some of it does not stand in the item."),
        "language": tr("It is in another language than asked for."),
        "too_long": tr("It is longer than asked for."),
        "refusal": tr("It reads like a refusal."),
    }
    return " ".join(known.get(code, code) for code in codes)


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
        "chosen": tr("Why this one now: you chose it"),
        "queue": tr("Why this one now: it stands next in this queue"),
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
    known = {"builtin": tr("built-in"), "built-in": tr("built-in"), "import": tr("import"), "memory": tr("memory")}
    return known.get(view.suggester, view.suggester)


def failure(code: str) -> str:
    """Why there is no suggestion, as a sentence; a sentence stands as it is."""
    known = {"no_vector": tr("The text could not be read by the suggester."), "": tr("The suggester did not answer.")}
    return known.get(code) or _model_failures().get(code, code)


def _model_failures() -> dict[str, str]:
    return {
        FailureKind.AUTH: tr("The model's key is missing or was refused."),
        FailureKind.NOT_FOUND: tr("There is no such model at its address."),
        FailureKind.RATE_LIMITED: tr("The model is asked too often just now."),
        FailureKind.TIMEOUT: tr("The model took too long."),
        FailureKind.REFUSED_CONNECTION: tr("The model cannot be reached."),
        FailureKind.SERVER: tr("The model's server failed."),
        FailureKind.BAD_JSON: tr("The model's server sent something that is no response."),
        FailureKind.INVALID_ANSWER: tr("The model gave no answer that is valid here."),
        FailureKind.REFUSAL: tr("The model declined to answer."),
        FailureKind.EMPTY: tr("The model's reply was empty."),
        FailureKind.CONTEXT_LENGTH: tr("The item is too long for the model."),
        FailureKind.BUDGET: tr("The budget for models is used up."),
        FailureKind.LOCAL_ONLY: tr("The project allows no model outside of this machine."),
        FailureKind.INTERRUPTED: tr("The call was interrupted."),
        FailureKind.CANCELLED: tr("The call was cancelled."),
    }


def stands_in(model: str, code: str) -> str:
    """Why another suggester stands in for a model, as a sentence; empty when none does."""
    if not code:
        return ""
    return tr("No suggestion by {model}. {why}", model=model, why=failure(code))


def own_answer(card: Card) -> str:
    """One's own answer: its text, or the reason of a rejection."""
    return tr("Rejected: {reason}", reason=reason(card.own_reason)) if card.own_reason else card.own_answer or ""
