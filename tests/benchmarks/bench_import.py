"""Import against raw sqlite3, and its memory, by size. Run by hand: `.venv/bin/python tests/benchmarks/bench_import.py`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from material import SIZES, fresh_process, raw_import, write_csv

_IMPORT = """
import sys; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import Workspace, fill, memory_mb
from core.runtime.collector import calm_collector
calm_collector()
with Workspace(Path(sys.argv[2])) as workspace:
    before = memory_mb()
    _, took = fill(workspace, Path(sys.argv[1]))
    print(took, memory_mb() - before)
"""


def main() -> None:
    """Print one line a size."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "rows.csv"
            write_csv(source, size)
            raw = sorted(raw_import(source, Path(folder) / f"raw{n}.db") for n in range(3))[1]
            took, memory = map(float, fresh_process(_IMPORT, str(source), str(Path(folder) / "bench.countersign")).split())
            print(f"import {size:>9,} rows: {took:6.2f} s, {took / raw:5.2f} x raw ({raw:.2f} s), +{memory:.0f} MB")


if __name__ == "__main__":
    main()
