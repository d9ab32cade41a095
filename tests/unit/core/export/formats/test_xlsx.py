"""The sheet of labels, to the letter of its XML, and what a cell cannot hold."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.domain.task import Field, FieldType, Label, Task
from core.errors import UserError
from core.export import spreadsheet
from core.export.rows import COLUMNS
from core.export.spreadsheet import MOST_CHARACTERS, cut_text, escaped, fits
from core.ingest.mapping import Mapping
from core.ingest.readers.xlsx import unescaped
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported

TASK = Task("choice", (Label("=cmd()"), Label("b & <b>")))


def project_with(workspace: Workspace, folder: Path, rows: list[tuple[str, str, str]], task: Task = TASK) -> ProjectInfo:
    """A project whose items came with labels: (id, text, label)."""
    import orjson

    path = folder / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps(dict(zip("itl", row, strict=True))) + b"\n" for row in rows))
    project = workspace.create_project(f"Sheets {task.kind}", task)
    with workspace.importing(project, open_table(path, form="plain"), Mapping("t", "i", "l")) as work:
        assert work.run().rejected == 0
    return project


def sheet_of(path: Path) -> str:
    """The XML of the sheet."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.read("xl/worksheets/sheet1.xml").decode()


def cell_of(path: Path, at: str) -> str:
    """The XML of a cell; empty where there is none."""
    found = re.search(rf'<c r="{at}".*?</c>', sheet_of(path), re.DOTALL)
    return found[0] if found else ""


def test_every_cell_is_a_typed_text_or_a_number(workspace: Workspace, tmp_path: Path) -> None:
    project = project_with(workspace, tmp_path, [("007", "=1+1", "=cmd()"), ("-5", "two\r\nlines", "b & <b>")])
    path = exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path
    head = [cell_of(path, f"{letter}1") for letter in "ABCDEFGHIJK"]
    assert head == [
        f'<c r="{letter}1" t="inlineStr"><is><t xml:space="preserve">{name}</t></is></c>'
        for letter, name in zip("ABCDEFGHIJK", COLUMNS, strict=True)
    ]
    assert cell_of(path, "A2") == '<c r="A2" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>'
    assert cell_of(path, "B2") == '<c r="B2" s="1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'
    assert cell_of(path, "C2") == '<c r="C2" s="1" t="inlineStr"><is><t xml:space="preserve">=cmd()</t></is></c>'
    assert cell_of(path, "B3") == '<c r="B3" t="inlineStr"><is><t xml:space="preserve">two_x000D_\nlines</t></is></c>'
    assert cell_of(path, "C3") == '<c r="C3" t="inlineStr"><is><t xml:space="preserve">b &amp; &lt;b&gt;</t></is></c>'
    assert cell_of(path, "F2") == '<c r="F2"><v>1.0</v></c>'
    assert cell_of(path, "G2") == ""
    assert "<f>" not in sheet_of(path)
    with zipfile.ZipFile(path) as archive:
        assert b'<xf numFmtId="49"' in archive.read("xl/styles.xml")
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_without_the_safe_mode_texts_are_typed_all_the_same(workspace: Workspace, tmp_path: Path) -> None:
    project = project_with(workspace, tmp_path, [("1", "=1+1", "=cmd()")])
    path = exported(workspace, project, "xlsx", tmp_path / "out.xlsx", options={"safe": False}).path
    assert cell_of(path, "B2") == '<c r="B2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'


def test_numbers_and_truth_of_fields_keep_their_types(workspace: Workspace, tmp_path: Path) -> None:
    fields = (Field("n", FieldType.NUMBER), Field("i", FieldType.INTEGER), Field("ok", FieldType.BOOLEAN))
    answers: list[Any] = [{"n": 1.5, "i": 7, "ok": True}, {"n": None, "i": 2**60 + 1, "ok": False}]
    rows = [(str(number), f"text {number}", answer) for number, answer in enumerate(answers)]
    project = project_with(workspace, tmp_path, rows, Task("fields", fields=fields))
    path = exported(workspace, project, "xlsx", tmp_path / "out.xlsx").path
    assert [cell_of(path, f"{one}2") for one in "LMN"] == [
        '<c r="L2"><v>1.5</v></c>', '<c r="M2"><v>7</v></c>', '<c r="N2" t="b"><v>1</v></c>',
    ]  # fmt: skip
    # A double does not hold it to the digit.
    assert cell_of(path, "M3") == f'<c r="M3" t="inlineStr"><is><t xml:space="preserve">{2**60 + 1}</t></is></c>'
    assert (cell_of(path, "L3"), cell_of(path, "N3")) == ("", '<c r="N3" t="b"><v>0</v></c>')


def test_the_same_dataset_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    project = project_with(workspace, tmp_path, [("1", "one", "=cmd()"), ("2", "two", "b & <b>")])
    first = exported(workspace, project, "xlsx", tmp_path / "out.xlsx")
    second = workspace.datasets(project).recut(str(first.number), tmp_path / "again.xlsx")
    assert second.again is True
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_text_is_cut_where_the_cell_ends_and_counted(workspace: Workspace, tmp_path: Path) -> None:
    texts = ["x" * 32_767, "x" * 32_768, "🧿" * 16_383 + "x", "x" + "🧿" * 16_384]
    project = project_with(workspace, tmp_path, [(str(n), text, "=cmd()") for n, text in enumerate(texts)])
    report = exported(workspace, project, "xlsx", tmp_path / "out.xlsx")
    assert report.losses == {"text_cut": 2}
    found = [re.sub(r"<[^>]*>", "", cell_of(report.path, f"B{row}")) for row in range(2, 6)]
    assert found == [texts[0], texts[0], texts[2], "x" + "🧿" * 16_383]


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with(workspace, tmp_path, [(str(n), f"text {n}", "=cmd()") for n in range(5)])
    out = tmp_path / "out.xlsx"
    monkeypatch.setattr("core.export.formats.xlsx.MOST_ROWS", 6)
    assert exported(workspace, project, "xlsx", out).records == 5
    before = out.read_bytes()
    monkeypatch.setattr("core.export.formats.xlsx.MOST_ROWS", 5)
    with pytest.raises(UserError) as caught:
        exported(workspace, project, "xlsx", out)
    assert caught.value.code == "export.too_many_rows"
    assert "5 records" in caught.value.what
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".partial")] == []


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("bell\x07", "bell_x0007_"),
        ("a\rb", "a_x000D_b"),
        ("tab\tnew\nline", "tab\tnew\nline"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041", "_x005F_x0041"),
        ("_x0041\x01", "_x005F_x0041_x0001_"),
        ("_x00G1_", "_x00G1_"),
        ("_x005F_", "_x005F_x005F_"),
        ("\ufffe\uffff", "_xFFFE__xFFFF_"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ],
)
def test_what_xml_cannot_hold_is_escaped(text: str, xml: str) -> None:
    assert escaped(text) == xml
    plain = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped(plain) == text


def test_halves_that_a_spreadsheet_escaped_are_put_together() -> None:
    assert unescaped("_xD83E__xDDFF_") == "🧿"


def test_a_cut_text_ends_with_a_whole_sign() -> None:
    assert fits("x" * MOST_CHARACTERS)
    assert not fits("🧿" * 16_384)
    assert cut_text("x" + "🧿" * 20_000) == "x" + "🧿" * 16_383


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [spreadsheet._letters(place) for place in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]  # pyright: ignore[reportPrivateUsage]
