"""Columns are guessed by their names, then by what they hold."""

from __future__ import annotations

import pytest

from core.ingest.mapping import Mapping
from desktop.screens.new_project.guess import MOST_METADATA, guess_mapping


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        (["id", "text", "label"], Mapping("text", "id", "label")),
        (["Item ID", "Message", "Gold-Label", "country"], Mapping("Message", "Item ID", None, "Gold-Label", ("country",))),
        (["category", "intent", "utterance"], Mapping("utterance", None, "category", None, ("intent",))),
        (["text"], Mapping("text")),
    ],
)
def test_telling_names_are_taken(columns: list[str], wanted: Mapping) -> None:
    assert guess_mapping(columns, []) == wanted


def test_without_a_telling_name_the_longest_texts_are_the_text() -> None:
    rows = [{"a": "x", "b": "a whole sentence", "c": 123_456_789_012}]
    assert guess_mapping(["a", "b", "c"], rows) == Mapping("b", metadata=("a", "c"))


def test_only_so_much_metadata_is_kept_at_first() -> None:
    columns = ["text", *(f"column {n}" for n in range(40))]
    assert len(guess_mapping(columns, []).metadata) == MOST_METADATA
