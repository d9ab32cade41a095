"""A dataset of the past in words: a row of the history, and a name."""

from __future__ import annotations

from pathlib import Path

from core.domain.uses import Purpose
from core.export import FORMATS, Recipe
from core.storage.datasets import StoredDataset
from desktop.i18n import QT_TR_NOOP, number, tr
from desktop.messages import FORMAT_WORDS, said
from desktop.screens.export import words
from desktop.screens.models.words import moment

HASH = 12
#: the headings of the history, and which of them stand over numbers
HEADS = (
    QT_TR_NOOP("No."),
    QT_TR_NOOP("Made"),
    QT_TR_NOOP("Purpose"),
    QT_TR_NOOP("Format"),
    QT_TR_NOOP("Records"),
    QT_TR_NOOP("Hash"),
    QT_TR_NOOP("File"),
)
NUMBERS = frozenset({4})


def purpose_of(one: StoredDataset) -> str:
    """What it was made for."""
    purpose = Recipe.from_json(one.recipe).purpose
    return words.title(purpose) if purpose in set(Purpose) else str(purpose)


def format_of(one: StoredDataset) -> str:
    """What it was written as; a format that this version does not know goes by its name."""
    name = Recipe.from_json(one.recipe).format
    return said(FORMATS[name].title, FORMAT_WORDS) if name in FORMATS else name


def dataset_name(one: StoredDataset) -> str:
    """A dataset among others."""
    return tr(
        "{number}: {purpose}, {made}, {n} records",
        n=one.records,
        number=one.number,
        purpose=purpose_of(one),
        made=moment(one.created_us),
    )


def dataset_cells(one: StoredDataset) -> list[str]:
    """A row of the history."""
    name = Path(one.path).name
    return [
        str(one.number),
        moment(one.created_us),
        purpose_of(one),
        format_of(one),
        number(one.records),
        one.sha256[:HASH],
        name,
    ]
