"""Labels are lines: a name, or a name and what describes it."""

from __future__ import annotations

import pytest

from core.domain.task import Label
from core.errors import UserError
from desktop.screens.new_project.label_lines import label_text, parse_labels


def test_what_follows_the_first_colon_describes_the_label() -> None:
    assert parse_labels("card: where is it: now?\n\n  pin  \n") == (Label("card", "where is it: now?"), Label("pin"))


def test_a_name_from_the_file_may_hold_a_colon() -> None:
    found = ["ratio 1:2", "other"]
    assert parse_labels(label_text(found), found) == (Label("ratio 1:2"), Label("other"))


def test_what_cannot_be_a_name_is_left_out_of_the_lines() -> None:
    assert label_text(["good", "two\nlines"]) == "good"


@pytest.mark.parametrize(("text", "code"), [("", "labels.too_few"), ("one", "labels.too_few"), ("a\na", "labels.repeated")])
def test_lines_that_are_no_labels_are_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as told:
        parse_labels(text)
    assert told.value.code == code
