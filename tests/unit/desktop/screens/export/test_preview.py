"""What the preview says of a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.export import Plan
from desktop.screens.export.codes import reason
from desktop.screens.export.preview import Preview
from desktop.screens.export.preview_table import cell_text
from desktop.theme import Theme

PLAN = Plan(
    ("item_id", "text", "weight"),
    [("a", "=1+1", 1.0), ("b", "plain", 0.05)],
    "item_id,text,weight\na,=1+1,1.0\n",
    2,
    {"train": 1, "test": 1},
    {"open": 1_200, "blind_sample": 3, "quite_new": 1},
    {"text_cut": 2},
    ["Splits leak: 2 items by text."],
    [(0, 1)],
    {"length_gap": 0.25, "long": "x" * 100, "pairs": {"chosen": 3}},
)


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> Preview:
    made = Preview(theme)
    qtbot.addWidget(made)
    made.resize(760, 700)
    made.show()
    return made


def risky_text(preview: Preview, role: Qt.ItemDataRole) -> object:
    return preview.records.records.data(preview.records.records.index(0, 1), role)


def test_records_and_what_is_left_out_are_told_in_words(preview: Preview) -> None:
    preview.show_plan(PLAN, ("train", "dev", "test"), lossless=True, safe=None)
    assert (preview.count.text(), preview.splits.text()) == ("2 records", "train 1 · dev 0 · test 1")
    told = preview.reasons.text.splitlines()
    assert told[0] == "Splits leak: 2 items by text."
    assert told[1:5] == ["Left out: 1,204 items", "1,200 not decided yet", f"3 {reason('blind_sample')}", "1 quite new"]
    assert told[5:7] == ["What the format cannot hold: 2", "2 texts are cut: they are too long for a cell"]
    assert told[7:] == ["Figures", "length gap: 0.250", "pairs: chosen 3"]
    assert preview.reasons.accessibleName() == preview.reasons.text


def test_a_table_of_labels_is_shown_as_a_table_and_other_files_as_text(preview: Preview) -> None:
    preview.show_plan(PLAN, lossless=True, safe=None)
    assert preview.records.isVisible()
    preview.show_plan(PLAN, lossless=False, safe=None)
    assert preview.sample.isVisible()
    assert preview.sample.toPlainText() == PLAN.sample
    QTest.keyClick(preview.turn, Qt.Key.Key_Return)
    assert preview.records.isVisible()
    assert "made from" in preview.caption.text()
    preview.show_plan(replace(PLAN, records=1), lossless=False, safe=None)
    assert preview.records.isVisible()  # what was turned to stays
    preview.show_plan(replace(PLAN, sample=""), lossless=False, safe=None)
    assert preview.records.isVisible()
    assert not preview.turn.isVisible()


def test_cells_that_a_spreadsheet_would_run_are_marked_and_made_safe(preview: Preview) -> None:
    preview.show_plan(PLAN, lossless=True, safe=False)
    assert preview.risk.isVisible()
    assert "formulas: 1" in preview.risk.words.text()
    assert risky_text(preview, Qt.ItemDataRole.DecorationRole) is not None
    assert "would run" in str(risky_text(preview, Qt.ItemDataRole.AccessibleTextRole))
    switched: list[bool] = []
    preview.safe_switched.connect(switched.append)
    QTest.keyClick(preview.risk.safe, Qt.Key.Key_Space)
    assert switched == [True]
    preview.show_plan(PLAN, lossless=True, safe=True)
    assert risky_text(preview, Qt.ItemDataRole.DisplayRole) == "'=1+1"
    assert risky_text(preview, Qt.ItemDataRole.DecorationRole) is None
    assert "no spreadsheet runs" in preview.risk.words.text()


def test_formats_that_no_spreadsheet_opens_mark_nothing(preview: Preview) -> None:
    preview.show_plan(PLAN, lossless=True, safe=None)
    assert not preview.risk.isVisible()
    assert risky_text(preview, Qt.ItemDataRole.DecorationRole) is None


def test_nothing_at_all_and_what_cannot_be_have_words(preview: Preview) -> None:
    nothing = replace(PLAN, rows=[], records=0, sample="", excluded={}, losses={}, notes=[], figures={}, risky=[])
    preview.show_plan(nothing, lossless=True, safe=None)
    assert preview.empty.isVisible()
    preview.show_plan(replace(nothing, excluded={"open": 3}), lossless=True, safe=None)
    assert not preview.empty.isVisible()
    assert "stands below" in preview.caption.text()
    assert not preview.shown.isVisible()
    preview.show_problem(UserError("x", "It cannot be.", todo="Do this."))
    assert preview.problem.isVisible()
    assert preview.problem.accessibleName() == "It cannot be. Do this."
    assert preview.plan is None


def test_cells_are_short() -> None:
    assert [cell_text(one) for one in (None, 1.0, 0.05, 3, "x", True)] == ["", "1", "0.05", "3", "x", "True"]
