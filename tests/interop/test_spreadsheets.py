"""The sheet of labels as openpyxl and pandas read it, and as our reader does after another program has saved it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import openpyxl
import pandas as pd

from core.export.rows import COLUMNS
from core.ingest.readers.xlsx import unescaped
from core.ingest.table import open_table
from core.workspace import Workspace
from tests.conftest import exported, fill
from tests.nasty import nasty_texts
from tests.unit.core.export.formats.test_xlsx import project_with
from tests.unit.core.export.mixed import review


def test_openpyxl_finds_texts_and_numbers_and_no_formula(workspace: Workspace, tmp_path: Path) -> None:
    texts = [text for text in nasty_texts() if len(text) < 10_000]
    project = project_with(workspace, tmp_path, [(f"={n}", text, "=cmd()") for n, text in enumerate(texts)])
    path = exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path
    book: Any = openpyxl.load_workbook(path)
    sheet = book["labels"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s", "n"}
    assert [unescaped(row[1].value) for row in rows[1:]] == texts  # openpyxl leaves the escapes of a typed text as they are
    assert all(row[0].quotePrefix and row[0].number_format == "@" for row in rows[1:])
    assert {row[5].value for row in rows[1:]} == {1.0}
    assert sheet.freeze_panes == "A2"
    assert str(book.properties.created)[:4] >= "2020"
    assert book.properties.creator == "Countersign"


def test_pandas_reads_what_it_reads_from_csv(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 120, order="random")
    review(workspace, project, 140)
    sheet = cast("Any", pd).read_excel(
        exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path,
        keep_default_na=False,
        na_values={"selection_prob": [""]},
    )
    table = pd.read_csv(
        exported(workspace, project, "csv", tmp_path / "out.csv").path, keep_default_na=False, na_values={"selection_prob": [""]}
    )
    assert len(sheet) > 20
    pd.testing.assert_frame_equal(sheet, table, check_dtype=False)


def test_what_openpyxl_saved_again_is_still_ours(workspace: Workspace, tmp_path: Path) -> None:
    """Saved by openpyxl, texts stand in one table of the file; their escapes stay as they were."""
    texts = ["_x0041_ stays", "bell\x07", "x005F_ too", "two\r\nlines", "plain"]
    project = project_with(workspace, tmp_path, [(str(n), text, "=cmd()") for n, text in enumerate(texts)])
    path = exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path
    book: Any = openpyxl.load_workbook(path)
    book.save(tmp_path / "saved.xlsx")
    table = open_table(tmp_path / "saved.xlsx")
    assert table.format == "countersign"
    assert [row["text"] for row in table.preview(10)] == texts


def test_only_typed_numbers_become_numbers_again(workspace: Workspace, tmp_path: Path) -> None:
    project = project_with(workspace, tmp_path, [("007", "1e5", "=cmd()"), ("2026-11-21", "TRUE", "b & <b>")])
    rows = open_table(exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path, form="plain").preview(5)
    assert [(row["item_id"], row["text"], row["sample_weight"]) for row in rows] == [("007", "1e5", 1), ("2026-11-21", "TRUE", 1)]
