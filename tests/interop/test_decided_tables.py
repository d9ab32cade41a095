"""Tables of decided labels: pandas reads equal rows from every format, with numbers as numbers and instants as instants."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from core.workspace import Workspace
from tests.conftest import exported, fill
from tests.interop.test_label_tables import read_back
from tests.unit.core.export.mixed import review


def test_every_format_holds_the_same_rows(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 120, order="random")
    review(workspace, project, 140)
    frames = {
        name: read_back(exported(workspace, project, name, tmp_path / f"labels.{name}").path)
        for name in ("csv", "jsonl", "parquet")
    }
    first = frames["csv"]
    assert len(first) > 20
    assert first["selection_prob"].notna().all()
    assert pd.to_datetime(first["decided_at"], utc=True).notna().all()
    for other in (frames["jsonl"], frames["parquet"]):
        pd.testing.assert_frame_equal(first, other, check_dtype=False)
