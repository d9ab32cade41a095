"""Words for what is kept as codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export import FORMATS, CutReport, Difference
from core.export.policy import DEFAULTS
from core.export.views import Change
from core.storage.datasets import StoredDataset
from desktop.screens.export import codes, words
from desktop.screens.export.compared import change_cells, difference_words
from desktop.screens.export.dataset_words import HEADS, dataset_cells, dataset_name
from desktop.screens.export.outcome import report_words
from desktop.screens.export.place import suggested_name
from desktop.theme import Theme


@pytest.fixture(autouse=True)
def english(theme: Theme) -> None:
    """Numbers as English readers write them."""


def report(**changes: object) -> CutReport:
    held: dict[str, object] = {
        "dataset": "ab", "number": 3, "format": "csv", "path": Path("/x/a.csv"), "records": 1_000, "splits": {},
        "excluded": {"open": 2}, "losses": {"odd_code": 4}, "sha256": "0123456789abcdef", "files": [], "notes": [],
        "unresolved": [], "figures": {}, "again": None,
    }  # fmt: skip
    return CutReport(**{**held, **changes})  # pyright: ignore[reportArgumentType]


def test_every_purpose_and_provenance_has_words() -> None:
    assert set(words.PURPOSES) == set(Purpose)
    assert set(words.PROVENANCES) == set(Provenance)


def test_unknown_codes_are_read_as_words() -> None:
    assert codes.reason("not_in_english") == "not in english"
    assert codes.loss("half_of_it") == "half of it"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_a_purpose_takes_by_itself_or_less_needs_no_warning(purpose: Purpose) -> None:
    assert words.widened(purpose, DEFAULTS[purpose]) == ""
    assert words.widened(purpose, DEFAULTS[purpose][:1]) == ""
    more = set(Provenance) - set(DEFAULTS[purpose])
    assert bool(words.widened(purpose, Provenance)) is bool(more)


def test_a_report_says_what_was_written_and_what_not() -> None:
    assert report_words(report()) == (
        "Dataset 3: 1,000 records in /x/a.csv. Left out: 2 items. What the format cannot hold: 4 odd code. Hash 0123456789ab."
    )
    assert "are the same" in report_words(report(again=True))
    assert "are not those" in report_words(report(again=False))


def test_a_difference_is_told_by_its_counts() -> None:
    assert difference_words(Difference(2, 0, 1, 0, 9, [])) == "2 added · 1 changed · 9 the same"
    assert difference_words(Difference(0, 0, 0, 0, 9, [])) == "No difference: 9 the same"
    before, after = ("card", "assisted", "train"), ("pin", "blind", "")
    assert change_cells(Change("a", before, after)) == ["a", "changed", "card · with a suggestion · train", "pin · blind"]
    assert change_cells(Change("a", None, after))[1:3] == ["added", ""]
    assert change_cells(Change("a", before, None))[1:] == ["removed", "card · with a suggestion · train", ""]


def test_a_dataset_is_a_row_of_the_history() -> None:
    recipe = {"format": "csv", "purpose": "classifier"}
    one = StoredDataset("ab", 2, dict(recipe), {}, 1_500, "f" * 64, "/some/where/labels.csv", 0)
    cells = dataset_cells(one)
    assert len(cells) == len(HEADS)
    assert (cells[0], cells[2:]) == ("2", ["Train a classifier", "CSV table", "1,500", "f" * 12, "labels.csv"])
    assert dataset_name(one).startswith("2: Train a classifier, ")
    strange = StoredDataset("ab", 2, {**recipe, "format": "of another version"}, {}, 1, "f", "/x", 0)
    assert dataset_cells(strange)[3] == "of another version"


def test_a_suggested_name_is_a_name_on_every_platform() -> None:
    assert suggested_name("Card: support?", Purpose.CLASSIFIER, FORMATS["csv"]) == "Card_ support_ classifier"
    assert suggested_name("../..", Purpose.AUDIT, FORMATS["ledger"]) == "_ audit"
    assert suggested_name(" . ", Purpose.FINE_TUNE, FORMATS["trl_sft"]) == "labels fine-tune trl_sft"
    assert len(suggested_name("x" * 200, Purpose.CLASSIFIER, FORMATS["csv"])) < 100
