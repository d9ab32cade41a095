"""Spreadsheets: header, types, merged cells, sheets, and files that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.errors import UserError
from core.ingest.readers.xlsx import sheets_of
from core.ingest.table import open_table
from tests.unit.core.ingest.test_table import read


def book(path: Path, rows: Sequence[Sequence[Any]], *, merged: str = "", more: str = "") -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    if more:
        made.create_sheet(more).append(["other"])
    made.save(path)
    return path


def test_types_become_what_json_can_hold(tmp_path: Path) -> None:
    when = datetime(2026, 11, 21, 8, 30)
    rows = [
        ["t", "n", "f", "code", "d", "w", "h", "b", "e"],
        ["x", 3, 0.5, "007", date(2026, 1, 2), when, time(9, 5), True, None],
    ]
    found, bad = read(open_table(book(tmp_path / "a.xlsx", rows)))
    assert bad == []
    assert list(found[0].values.values()) == ["x", 3, 0.5, "007", "2026-01-02", "2026-11-21T08:30:00", "09:05:00", True, None]
    assert found[0].line == 2


def test_titles_above_and_empty_columns_before_the_header_do_not_count(tmp_path: Path) -> None:
    rows = [["Report"], [], [None, "id", "text", "text"], [None, 1, "a", "b"], [None, None, None, None], [None, 2, "c", None]]
    table = open_table(book(tmp_path / "a.xlsx", rows))
    found, bad = read(table)
    assert (table.columns, bad) == (["id", "text", "text_2"], [])
    assert [(row.line, row.values) for row in found] == [
        (4, {"id": 1, "text": "a", "text_2": "b"}),
        (6, {"id": 2, "text": "c", "text_2": None}),
    ]


def test_a_merged_range_says_everywhere_what_its_first_cell_says(tmp_path: Path) -> None:
    rows = [["group", "text"], ["fruit", "apple"], [None, "pear"], ["veg", "leek"]]
    found, _ = read(open_table(book(tmp_path / "a.xlsx", rows, merged="A2:A3")))
    assert [row.values["group"] for row in found] == ["fruit", "fruit", "veg"]


def test_cells_beyond_the_header_reject_their_row(tmp_path: Path) -> None:
    _, bad = read(open_table(book(tmp_path / "a.xlsx", [["a", "b"], [1, 2, 3], [1, 2]])))
    assert [(one.line, one.code) for one in bad] == [(2, "row.width")]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["first"], [1]], more="Zweites")
    assert sheets_of(path) == ["Sheet", "Zweites"]
    assert open_table(path).columns == ["first"]
    assert open_table(path, sheet="Zweites").columns == ["other"]
    with pytest.raises(UserError) as caught:
        open_table(path, sheet="Drittes")
    assert (caught.value.code, "Zweites" in caught.value.todo) == ("import.no_sheet", True)


def test_many_rows_come_in_batches_with_progress(tmp_path: Path) -> None:
    table = open_table(book(tmp_path / "a.xlsx", [["n"], *([n] for n in range(1, 501))]))
    batches = list(table.batches(100))
    assert [len(batch.rows) for batch in batches] == [100] * 5
    shares = [batch.bytes_read for batch in batches]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == table.size_bytes


def test_a_spreadsheet_that_lacks_its_sheet_or_holds_a_broken_one_is_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", [["a"], ["b"]])
    for name, content in (("none.xlsx", None), ("broken.xlsx", b"<worksheet><sheetData><row r='1'><c>")):
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / name, "w") as target:
            for entry in source.infolist():
                put = content if entry.filename == "xl/worksheets/sheet1.xml" else source.read(entry)
                if put is not None:
                    target.writestr(entry.filename, put)
        with pytest.raises(UserError) as caught:
            read(open_table(tmp_path / name))
        assert caught.value.code == "import.damaged"


def test_an_empty_sheet_and_another_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as empty:
        open_table(book(tmp_path / "a.xlsx", []))
    assert empty.value.code == "import.empty"
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UserError) as other:
        open_table(tmp_path / "b.xlsx")
    assert other.value.code == "import.binary"
