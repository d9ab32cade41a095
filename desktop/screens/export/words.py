"""Purposes, provenances and figures of datasets in words; `codes.py` has why something is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export import Disagreement
from core.export.policy import DEFAULTS, TEACHING
from desktop.i18n import QT_TR_NOOP, number, tr

#: in the order of the screen: what it is called, and what it means, in a line
PURPOSES: Mapping[Purpose, tuple[str, str]] = {
    Purpose.CLASSIFIER: (QT_TR_NOOP("Train a classifier"), QT_TR_NOOP("without the blind sample")),
    Purpose.PROMPT: (QT_TR_NOOP("Improve a prompt"), QT_TR_NOOP("examples, mistakes, the prompt")),
    Purpose.FINE_TUNE: (QT_TR_NOOP("Fine-tune a model"), QT_TR_NOOP("conversations, preferences")),
    Purpose.EVALUATE: (QT_TR_NOOP("Evaluate"), QT_TR_NOOP("by blind answers alone")),
    Purpose.EXCHANGE: (QT_TR_NOOP("Exchange with another tool"), QT_TR_NOOP("all labels")),
    Purpose.AUDIT: (QT_TR_NOOP("Audit"), QT_TR_NOOP("everything that happened")),
}

PROVENANCES: Mapping[Provenance, str] = {
    Provenance.BLIND: QT_TR_NOOP("Answered blind"),
    Provenance.ASSISTED: QT_TR_NOOP("With a suggestion in view"),
    Provenance.UNASSISTED: QT_TR_NOOP("Without a suggestion"),
    Provenance.BULK: QT_TR_NOOP("In bulk"),
    Provenance.GROUPED: QT_TR_NOOP("With a near-duplicate"),
    Provenance.AUTO: QT_TR_NOOP("Automatically"),
    Provenance.IMPORTED: QT_TR_NOOP("Came with the data"),
}

DISAGREEMENTS: Mapping[Disagreement, str] = {
    Disagreement.LATEST: QT_TR_NOOP("The latest answer counts"),
    Disagreement.MAJORITY: QT_TR_NOOP("The majority counts"),
    Disagreement.ADJUDICATED: QT_TR_NOOP("One person settles it"),
    Disagreement.ALL: QT_TR_NOOP("Every answer, a record each"),
}

#: a word among figures; what is longer is for the manifest
_SHORT = 40

#: why the ways that a purpose does not take by itself matter
_LEARNS_BLIND = QT_TR_NOOP("The blind sample would be in it: what learns from it cannot be evaluated on these items any more.")
_LEANS = QT_TR_NOOP("Labels that were not given blind would judge: those given with a suggestion in view lean towards it.")
_UNSEEN = QT_TR_NOOP("Labels that nobody looked at one by one would be in it.")


def title(purpose: Purpose) -> str:
    """What a purpose is called."""
    return tr(PURPOSES[purpose][0])


def figure(name: str, value: JsonValue) -> str:
    """A figure of a dataset, as `name value`; of a table of figures each with its own name. Empty for what is no figure."""
    held = value if isinstance(value, dict) else {"": value}
    told = [(one.replace("_", " "), _plain(part)) for one, part in held.items()]
    parts = [" ".join(word for word in (one, part) if word) for one, part in told if part]
    return f"{name.replace('_', ' ')}: {', '.join(parts)}" if parts else ""


def _plain(value: JsonValue) -> str:
    """A number, a yes or a short word as a reader writes it; empty for anything else."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, float):
        return number(value, 3)
    if isinstance(value, int):
        return number(value)
    return value if isinstance(value, str) and len(value) <= _SHORT and value.isprintable() else ""


def widened(purpose: Purpose, taken: Iterable[Provenance]) -> str:
    """What it means to take more than the purpose does by itself; empty when nothing is."""
    extra = set(taken) - set(DEFAULTS[purpose])
    if not extra:
        return ""
    if purpose in TEACHING and Provenance.BLIND in extra:
        return tr(_LEARNS_BLIND)
    return tr(_LEANS) if purpose is Purpose.EVALUATE else tr(_UNSEEN)


def sentence(text: str) -> str:
    """`text` as the beginning of a line: with a capital letter."""
    return text[:1].upper() + text[1:]
