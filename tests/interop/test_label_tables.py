"""Label tables read back by pandas: the same rows from every format, every character as it was."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.domain.task import Label, Task
from core.export.rows import COLUMNS
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported

ROOT = Path(__file__).resolve().parents[2]
LABELS = ("=cmd()", '"quoted", twice', "退款/物流", "שלום", "👩‍👩‍👧 e\u0301", "NA", "1", "+1", "it's; a|label")
ODD_TEXTS = (
    'she said "hello", twice',
    "two\nlines",
    "two\r\nlines",
    "an old Mac's\rline",
    "ends in a return\r",
    "tab\there",
    '=HYPERLINK("http://example.com")',
    "@SUM(1)",
    "'",
    '"',
    '""',
    ",",
    "\\n \\",
    "NA",
    "null",
    "nan",
    "1e5",
    "007",
    " leading and trailing ",
    "\u00a0no break\u2028line separator\u0085next line",
    "\ufeffa mark inside",
    "卡丢了，怎么办？",
    "\u202eright to left\u202c שלום עולם مرحبا",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 ﷽ \U0001f9ff",
    "a" + "\u0301" * 50,
    "\u0007bell\u001bescape\u007f",
)


def naughty() -> list[str]:
    shared = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data")) / "nasty" / "blns_shared.jsonl"
    path = shared if shared.is_file() else ROOT / "tests" / "data" / "nasty" / "blns_shared.jsonl"
    strings = [
        str(json.loads(line).get("string", json.loads(line).get("text", "")))
        for line in path.read_text("utf-8").split("\n")
        if line
    ]
    return [one for one in strings if one.strip() and "\0" not in one]


@pytest.fixture
def labelled(workspace: Workspace, tmp_path: Path) -> tuple[ProjectInfo, list[tuple[str, str, str]]]:
    """A project whose items all came with a label, and its (id, text, label)."""
    texts = [*ODD_TEXTS, *naughty(), "x" * 1_000_000 + '\r\n,"é', "末" * 350_000]
    rows = [(f"id {n}, \r{n % 3}", text, LABELS[n % len(LABELS)]) for n, text in enumerate(texts)]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(dict(zip("itl", row, strict=True))) + "\n" for row in rows), encoding="utf-8")
    project = workspace.create_project("Odd", Task("choice", tuple(map(Label, LABELS))))
    with workspace.importing(project, open_table(path), Mapping("t", "i", "l")) as work:
        report = work.run()
    assert (report.added, report.rejected) == (len(rows), 0)
    return project, rows


def read_back(path: Path) -> pd.DataFrame:
    text: dict[str, Any] = {name: str for name in COLUMNS if name not in ("sample_weight", "selection_prob")}
    if path.suffix == ".csv":
        return pd.read_csv(path, keep_default_na=False, na_values={"selection_prob": [""]}, dtype=text, encoding="utf-8")
    if path.suffix == ".jsonl":
        return pd.read_json(path, lines=True, dtype=False)
    return pd.read_parquet(path)


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_pandas_reads_every_character_as_it_was(
    workspace: Workspace, tmp_path: Path, labelled: tuple[ProjectInfo, list[tuple[str, str, str]]], name: str
) -> None:
    project, rows = labelled
    report = exported(workspace, project, name, tmp_path / f"labels.{name}")
    assert (report.records, report.excluded) == (len(rows), {})
    frame = read_back(report.path)
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["item_id"]) == [row[0] for row in rows]
    assert list(frame["text"]) == [row[1] for row in rows]
    assert list(frame["label"]) == [row[2] for row in rows]
    assert set(frame["label_source"]) == {"imported"}
    assert set(frame["sample_weight"]) == {1.0}
    assert frame["selection_prob"].isna().all()
    for column in ("reviewer", "split", "group_id", "suggester", "decided_at"):
        assert set(frame[column]) == {""}


def test_what_is_exported_can_be_imported_again(
    workspace: Workspace, tmp_path: Path, labelled: tuple[ProjectInfo, list[tuple[str, str, str]]]
) -> None:
    project, rows = labelled
    for name in ("csv", "jsonl", "parquet"):
        out = exported(workspace, project, name, tmp_path / f"out.{name}").path
        with workspace.importing(project, open_table(out), Mapping("text", "item_id", "label")) as work:
            report = work.run()
        assert (report.known, report.added, report.rejected) == (len(rows), 0, 0), name


def test_the_csv_is_one_that_pythons_own_reader_takes(
    workspace: Workspace, tmp_path: Path, labelled: tuple[ProjectInfo, list[tuple[str, str, str]]]
) -> None:
    project, rows = labelled
    out = exported(workspace, project, "csv", tmp_path / "labels.csv").path
    csv.field_size_limit(10_000_000)
    with out.open(encoding="utf-8", newline="") as file:
        found = [(row["item_id"], row["text"], row["label"]) for row in csv.DictReader(file)]
    assert found == rows
