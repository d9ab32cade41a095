"""The ledger as Parquet holds what the ledger as JSON Lines holds, line by line, as pandas reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from core.workspace import Workspace
from tests.conftest import exported, fill
from tests.unit.core.export.mixed import ledger, of_type, review


def test_each_table_has_the_lines_of_its_type(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 60)
    review(workspace, project, 60)
    lines = ledger(workspace, project, tmp_path)
    report = exported(workspace, project, "ledger_parquet", tmp_path / "ledger")
    assert report.records == len(lines) - 1
    for kind in ("suggestion", "decision", "event", "annotation", "outside_signal"):
        frame = pd.read_parquet(tmp_path / "ledger" / f"{kind}.parquet")
        wanted = of_type(lines, kind)
        assert list(frame["id"]) == [line["id"] for line in wanted]
        assert list(frame["seq"]) == [line["seq"] for line in wanted]
        for name in {"answer", "signal", "detail", "data"} & set(frame.columns):
            held = [None if pd.isna(one) else json.loads(one) for one in frame[name]]
            assert held == [line[name] for line in wanted]
        assert not wanted or set(wanted[0]) == set(frame.columns)
