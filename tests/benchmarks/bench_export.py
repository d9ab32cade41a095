"""Export against the raw write of the same rows by the fastest library. Run by hand: `.venv/bin/python tests/benchmarks/bench_export.py`.

The labels come with the data, so that no million decisions have to be made first.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any, cast

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from material import SIZES, fresh_process, write_csv

_EXPORT = """
import sys, time, json; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import LABELS, Mapping, Workspace, memory_mb, open_table
from core.domain.task import Label, Task
from core.export import export_project
from core.runtime.collector import calm_collector
folder = Path(sys.argv[1]); calm_collector(); took = {}
with Workspace(folder / "bench.countersign") as workspace:
    project = workspace.create_project("bench", Task("choice", tuple(Label(name) for name in LABELS)))
    with workspace.importing(project, open_table(folder / "rows.csv"), Mapping("text", "id", label="label")) as importing:
        importing.run()
    before = memory_mb()
    for name in ("csv", "jsonl", "parquet"):
        started = time.perf_counter()
        export_project(workspace.read, project, name, folder / f"out.{name}")
        took[name] = time.perf_counter() - started
    print(json.dumps({**took, "memory": memory_mb() - before}))
"""


def main() -> None:
    """Print one line a size and format."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_csv(Path(folder) / "rows.csv", size)
            took = json.loads(fresh_process(_EXPORT, folder))
            rows = [orjson.loads(line) for line in (Path(folder) / "out.jsonl").open("rb")]
            raw = {"jsonl": raw_jsonl(rows, Path(folder)), "parquet": raw_parquet(rows, Path(folder))}
            told = ", ".join(f"{name} {took[name]:.2f} s = {took[name] / raw[name]:.2f} x raw" for name in raw)
            print(f"export {size:>9,} labels: {told}; csv {took['csv']:.2f} s; +{took['memory']:.0f} MB")


def raw_jsonl(rows: list[object], folder: Path) -> float:
    """Seconds to write the rows with orjson, nothing else."""
    started = time.perf_counter()
    with (folder / "raw.jsonl").open("wb") as file:
        for row in rows:
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    return time.perf_counter() - started


def raw_parquet(rows: list[object], folder: Path) -> float:
    """Seconds to make a table of the rows and write it with pyarrow."""
    started = time.perf_counter()
    arrow, parquet = cast(Any, pa), cast(Any, pq)  # pyarrow has no types
    parquet.write_table(arrow.Table.from_pylist(rows), str(folder / "raw.parquet"), compression="zstd")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
