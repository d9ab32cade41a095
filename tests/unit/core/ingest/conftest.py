"""Files for tests of the import: the whole ones where they are at hand, else their heads."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
COPIES = ROOT / "tests" / "data"
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data"))

DataFile = Callable[[str], Path]


def find(name: str) -> Path:
    """A data file by its name, or by its path under `formats`."""
    whole = SHARED / name
    return whole if whole.exists() else COPIES / (name if name.startswith("formats/") else f"heads/{name}")


@pytest.fixture
def data_file(tmp_path: Path) -> DataFile:
    """Copies a data file into the test's folder, where a list of rejects may stand beside it."""

    def copy(name: str) -> Path:
        source = find(name)
        target = tmp_path / source.name
        target.write_bytes(source.read_bytes())
        return target

    return copy
