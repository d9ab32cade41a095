"""Which cells a spreadsheet would run, and that a safe one is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.cells import runs, safe


@pytest.mark.parametrize("cell", ["=cmd()", "+SUM(1)", "-2+3", "@x", "\t=1", "\r=1", "\uff1d1+1", "=cmd|' /C calc'!A0"])
def test_formulas_run(cell: str) -> None:
    assert runs(cell)
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "red", " =1", "-3", "+4.5", "-1,000", "5%", 3, 0.5, None])
def test_plain_texts_and_numbers_do_not(cell: object) -> None:
    assert not runs(cell)
    assert safe(cell) == cell


@given(st.text())
def test_no_safe_cell_runs_and_the_apostrophe_can_be_taken_off_again(text: str) -> None:
    told = safe(text)
    assert not runs(told)
    assert (told[1:] if told[:1] == "'" else told) == text
