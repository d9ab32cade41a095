"""Whole imports of real files: encodings, rejects, updates, cancel, and every nasty file through the command line."""

from __future__ import annotations

import csv
import io
import os
import resource
import signal
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.cli import main
from core.cli.state import STATE
from core.domain.task import Label, Task
from core.errors import Cancelled, UserError
from core.ingest import importing
from core.ingest.importing import ImportProgress, ImportReport
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import TASK, checked, fill, rows_of, texts

ROOT = Path(__file__).resolve().parents[4]
CHINESE = [("1", "卡丢了，怎么办？", "丢失"), ("2", "退款多久到账", "退款"), ("3", "我想查询我的订单在哪里", "退款")]


def nasty_folder() -> Path:
    """The whole folder where it is, else the small cut that is always there."""
    shared = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data")) / "nasty"
    return shared if shared.is_dir() else ROOT / "tests" / "data" / "nasty"


def do_import(workspace: Workspace, project: ProjectInfo, path: Path, mapping: Mapping, **options: Any) -> ImportReport:
    with workspace.importing(project, open_table(path), mapping) as work:
        return work.run(**options)


def as_csv(rows: list[tuple[str, ...]], *, dialect: str = "excel") -> str:
    out = io.StringIO()
    csv.writer(out, dialect).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("dialect", ["excel", "excel-tab"])
def test_chinese_arrives_unharmed_in_every_encoding(workspace: Workspace, tmp_path: Path, encoding: str, dialect: str) -> None:
    many = [(f"{copy}-{row[0]}", *row[1:]) for copy in range(30) for row in CHINESE]
    path = tmp_path / "questions.csv"
    path.write_bytes(as_csv([("id", "text", "gold"), *many], dialect=dialect).encode(encoding))
    task = Task("choice", (Label("丢失"), Label("退款")))
    project = workspace.create_project("客服", task)
    report = do_import(workspace, project, path, Mapping("text", "id", gold="gold"))
    assert (report.added, report.rejected) == (90, 0)
    found = rows_of(workspace, "SELECT external_id, text, gold FROM item_content ORDER BY item_seq")
    assert [(one, text, orjson.loads(gold)) for one, text, gold in found] == many


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_label_gold_and_metadata_come_with_the_item_from_every_format(workspace: Workspace, tmp_path: Path, form: str) -> None:
    import pandas as pd

    rows = [{"id": "a", "q": "one", "said": "red", "right": "blue", "channel": "mail", "n": 3}]
    frame, path = pd.DataFrame(rows), tmp_path / f"items.{form}"
    if form == "csv":
        frame.to_csv(path, index=False)
    elif form == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path)
    project = fill(workspace, 0)
    assert do_import(workspace, project, path, Mapping("q", "id", "said", "right", ("channel", "n"))).added == 1
    found = rows_of(workspace, "SELECT external_id, text, metadata_json, label, gold FROM item_content")
    assert found[0][:2] == ("a", "one")
    metadata, label, gold = map(orjson.loads, found[0][2:])
    assert (metadata["channel"], str(metadata["n"]), label, gold) == ("mail", "3", "red", "blue")
    kept = rows_of(workspace, "SELECT file_name, mapping FROM import_run")[0]
    assert (kept[0], orjson.loads(kept[1])["metadata"]) == (f"items.{form}", ["channel", "n"])


def test_rejected_rows_are_listed_with_line_and_reason(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    rows = [("id", "text", "gold"), ("1", "fine", "red"), ("2", "", "red"), ("3", "odd secret", "mauve"), ("1", "other", "red")]
    path.write_text(as_csv([*rows, ("", "no id", "red"), ("4", "last\nof all", "")]), encoding="utf-8")
    report = do_import(workspace, fill(workspace, 0), path, Mapping("text", "id", gold="gold"))
    assert (report.rows, report.added, report.rejected) == (6, 2, 4)
    listed_in = tmp_path / "items.csv.rejects.csv"
    assert report.rejects_file == listed_in
    with listed_in.open(encoding="utf-8", newline="") as file:
        listed = list(csv.reader(file))
    assert listed[0] == ["line", "code", "reason"]
    assert [row[:2] for row in listed[1:]] == [
        ["3", "row.no_text"],
        ["4", "row.bad_gold"],
        ["6", "row.no_id"],
        ["5", "row.changed"],
    ]
    assert [(str(line), reason) for line, reason in report.reasons] == [(row[0], row[2]) for row in listed[1:]]
    assert "secret" not in listed_in.read_text(encoding="utf-8")


def test_rejects_without_a_place_for_their_list_are_told_all_the_same(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text('text\n" "\nfine\n', encoding="utf-8")
    (tmp_path / "items.csv.rejects.csv").mkdir()
    report = do_import(workspace, fill(workspace, 0), path, Mapping("text"))
    assert (report.added, report.rejected, report.rejects_file) == (1, 1, None)
    assert report.reasons == [(2, "The row has no text.")]


@contextmanager
def files_no_larger_than(size: int) -> Generator[None]:
    """A disk that is full for any file beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_list_of_rejects_that_grows_too_long_for_the_disk_stops_nothing(tmp_path: Path) -> None:
    rejects = importing.Rejects(tmp_path / "items.csv")
    with files_no_larger_than(20_000):
        for line in range(2_000):
            rejects.add(importing.BadRow(line, "The row has no text.", "row.no_text"))
        assert rejects.close() is None


def test_update_replaces_what_has_changed_and_nothing_else(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    project, mapping = fill(workspace, 0), Mapping("text", "id", metadata=("channel",))
    path.write_text("id,text,channel\n1,one,mail\n2,two,mail\n", encoding="utf-8")
    do_import(workspace, project, path, mapping)
    path.write_text("id,text,channel\n1,one,chat\n2,two,mail\n3,three,chat\n", encoding="utf-8")
    plain = do_import(workspace, project, path, mapping)
    assert (plain.added, plain.known, plain.updated, plain.rejected) == (1, 1, 0, 1)
    updated = do_import(workspace, project, path, mapping, update=True)
    assert (updated.added, updated.known, updated.updated, updated.rejected) == (0, 2, 1, 0)
    found = rows_of(workspace, "SELECT external_id, metadata_json FROM item_content ORDER BY item_seq")
    assert found == [("1", '{"channel":"chat"}'), ("2", '{"channel":"mail"}'), ("3", '{"channel":"chat"}')]
    assert checked(workspace).clean


def test_a_cancelled_import_says_which_blocks_stand(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BLOCK_ROWS", 2_000)
    path = tmp_path / "items.csv"
    path.write_text(as_csv([("text", "gold"), *texts(9_000)]), encoding="utf-8")
    project, mapping = fill(workspace, 0), Mapping("text", gold="gold")
    with workspace.importing(project, open_table(path), mapping) as work:

        def stop_late(at: ImportProgress) -> None:
            assert 0 < at.bytes_read <= at.bytes_total
            if at.rows >= 6_000:
                work.cancel.set()

        with pytest.raises(Cancelled) as caught:
            work.run(progress=stop_late)
    stands = len(rows_of(workspace, "SELECT seq FROM item"))
    assert 0 < stands < 9_000
    assert stands % 2_000 == 0
    assert caught.value.kept == f"{stands:,} new items up to line {stands + 1:,} are imported and stay."
    again = do_import(workspace, project, path, mapping)
    assert (again.known, again.added) == (stands, 9_000 - stands)
    assert checked(workspace).clean


def test_an_import_that_is_cancelled_at_once_leaves_nothing_and_says_so(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("text\none\n", encoding="utf-8")
    with workspace.importing(fill(workspace, 0), open_table(path), Mapping("text")) as work:
        work.cancel.set()
        with pytest.raises(Cancelled) as caught:
            work.run()
    assert caught.value.kept == "Nothing was imported."
    assert rows_of(workspace, "SELECT seq FROM item") == []


def test_one_import_at_a_time(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("text\none\n", encoding="utf-8")
    project = fill(workspace, 0)
    with Workspace(workspace.path) as other, workspace.importing(project, open_table(path), Mapping("text")):  # noqa: SIM117
        with pytest.raises(UserError, match="Another import"), other.importing(project, open_table(path), Mapping("text")):
            pytest.fail("two at once")
    assert do_import(workspace, project, path, Mapping("text")).added == 1


def nasty_files() -> list[Path]:
    return sorted(path for path in nasty_folder().rglob("*") if path.is_file())


def test_every_nasty_file_is_imported_or_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path))
    with Workspace(tmp_path / "default.countersign") as made:
        made.create_project("P", TASK)
    imported = refused = 0
    copies = tmp_path / "files"
    copies.mkdir()
    for number, source in enumerate(nasty_files()):
        path = copies / f"{number}-{source.name}"
        path.write_bytes(source.read_bytes())
        try:
            column = open_table(path).columns[0]
        except UserError:
            column = "text"
        status = main(["import", "--project", "P", f"--text={column}", "--json", "--", str(path)])
        out, err = capsys.readouterr()
        if status == 0:
            imported += 1
            report = orjson.loads(out)
            assert (err, report["rows"]) == ("", report["added"] + report["known"] + report["rejected"]), source
        else:
            refused += 1
            assert (status, out, err.count("\n"), err[:13]) == (2, "", 1, "countersign: "), source
    STATE.workspace, STATE.json = None, False
    assert imported > 10
    assert refused > 3
    with closing(sqlite3.connect(tmp_path / "default.countersign")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
