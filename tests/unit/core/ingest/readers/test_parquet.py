"""Parquet: batches of row groups, types that JSON lacks, columns left out."""

from __future__ import annotations

import datetime
import decimal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.ingest.table import open_table

# pyarrow has no types.
pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")


def test_rows_come_in_batches_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": range(2500), "text": [f"文 {n}" for n in range(2500)]}), path, row_group_size=700)
    batches = list(open_table(path).batches(1000))
    assert [line for batch in batches for line in batch.lines] == list(range(1, 2501))
    assert [list(row) for batch in batches for row in batch.rows] == [[n, f"文 {n}"] for n in range(2500)]
    assert max(len(batch.rows) for batch in batches) <= 1000
    assert batches[-1].bytes_read == path.stat().st_size


def test_types_that_json_lacks_become_text_or_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.pq"
    when = datetime.datetime(2026, 1, 2, 3, 4, 5, 600_000, tzinfo=datetime.UTC)
    columns: dict[str, object] = {
        "time": pa.array([when], pa.timestamp("ns", tz="UTC")),
        "day": [when.date()],
        "price": [decimal.Decimal("1.50")],
        "score": [float("nan")],
        "map": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
        "nested": [{"a": [1, None]}],
        "image": [b"\x89PNG"],
        "pair": [{"bytes": b"\xff", "path": "x"}],
    }
    pq.write_table(pa.table(columns), path)
    table = open_table(path)
    assert table.left_out == ["image", "pair"]
    assert table.preview() == [
        {
            "time": "2026-01-02T03:04:05.600000+00:00",
            "day": "2026-01-02",
            "price": "1.50",
            "score": None,
            "map": {"k": 1},
            "nested": {"a": [1, None]},
        }
    ]


def test_rows_that_cannot_be_held_are_bad(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    wrong = pa.array([b"a", b"b", b"c", b"\xff", b"e"]).view(pa.string())
    pq.write_table(pa.table({"text": wrong, "zero": ["a", "\0", "c", "d", "e"], "x": [1.0, 2, float("inf"), 4, 5]}), path)
    batches = list(open_table(path).batches())
    assert [line for batch in batches for line in batch.lines] == [1, 5]
    assert [(bad.line, bad.code) for batch in batches for bad in batch.bad] == [
        (2, "row.zero"),
        (3, "row.not_finite"),
        (4, "row.bytes"),
    ]


def test_the_content_tells_a_parquet_file_and_a_cut_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.bin"
    pq.write_table(pa.table({"a": ["x"] * 1000}), path)
    assert open_table(path).format == "parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UserError) as caught:
        open_table(path)
    assert caught.value.code == "import.damaged"


def test_pyarrow_is_not_imported_before_a_parquet_file_is_opened() -> None:
    code = "import sys, core.ingest.table; print([m for m in ('pyarrow', 'pandas', 'charset_normalizer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
