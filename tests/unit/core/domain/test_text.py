from __future__ import annotations

import pytest

from core.domain.json import JsonValue
from core.domain.kinds import Change, PartChange, kind_of
from core.domain.task import Options, Task

TEXT = kind_of("text")
TASK = Task("text")
LONG = "Thank you for your patience with us. The card was sent on Monday and will be there within the week."


@pytest.mark.parametrize("answer", ["", "  \n ", None, 3, ["a"], "x" * 100_001])
def test_what_is_no_text_is_refused(answer: JsonValue) -> None:
    assert TEXT.problem(answer, TASK)


def test_a_task_may_set_the_length() -> None:
    short = Task("text", options=Options(max_length=5))
    assert not TEXT.problem("five!", short)
    assert "5" in TEXT.problem("sixsix", short)


def test_space_at_the_ends_of_lines_is_no_change() -> None:
    assert TEXT.equal("one \r\ntwo\n", "one\ntwo")
    assert TEXT.distance("one \ntwo", "one\ntwo") == 0.0
    assert TEXT.changes("one ", "one") == (PartChange("text", Change.KEPT),)
    assert not TEXT.equal("one two", "one  two")


def test_a_small_edit_is_told_from_a_correction() -> None:
    assert TEXT.small_edit(LONG, LONG.replace("sent", "posted"))
    assert not TEXT.small_edit(LONG, LONG.replace("was", "was not"))
    assert not TEXT.small_edit(LONG, LONG + "\n")  # the same text


def test_a_list_shows_it_in_a_line_and_a_cell_as_it_is() -> None:
    assert TEXT.text("one\n\n two") == "one two"
    assert TEXT.parse(TEXT.cell("one\n\n two"), TASK) == "one\n\n two"
    assert TEXT.parse(" ", TASK) is None


def test_its_text_stands_apart_from_the_ledger() -> None:
    assert TEXT.apart(TASK)
    assert TEXT.drafted
