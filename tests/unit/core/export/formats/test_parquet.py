"""Parquet: row groups follow from the records alone, by their number and the length of their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from core.export import reading
from core.export.formats import parquet
from core.workspace import Workspace
from tests.unit.core.export.test_datasets import labelled
from tests.whole import exported


def groups(texts: list[str], rows: int, characters: int) -> list[int]:
    """How many records each group is to hold."""
    found, n, length = list[int](), 0, 0
    for text in texts:
        n, length = n + 1, length + len(text)
        if n >= rows or length >= characters:
            found.append(n)
            n, length = 0, 0
    return [*found, *([n] if n else [])]


@pytest.mark.parametrize(("rows", "characters"), [(7, 10_000), (10_000, 100), (9, 190), (1, 10_000), (61, 10_000), (60, 10_000)])
@pytest.mark.parametrize("batch", [4, 5_000])
def test_row_groups_do_not_depend_on_how_the_records_were_read(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int, rows: int, characters: int
) -> None:
    project = labelled(workspace, 60)
    monkeypatch.setattr(reading, "BATCH", batch)
    monkeypatch.setattr(parquet, "_GROUP_ROWS", rows)
    monkeypatch.setattr(parquet, "_GROUP_CHARACTERS", characters)
    exported(workspace, project, "parquet", tmp_path / "out.parquet")
    file: Any = pq.ParquetFile(tmp_path / "out.parquet")  # pyarrow has no types
    texts = file.read().column("text").to_pylist()
    held = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
    assert len(texts) == 60
    assert held == groups(texts, rows, characters)
