"""Export against the raw write of the same rows by the fastest library, and the import of what was exported against raw SQLite.

Run by hand: `.venv/bin/python tests/benchmarks/bench_export.py`. The labels come with the data, so that no million decisions have to be
made first. With `--split` also an export that looks for near-duplicates and parts all items.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, cast

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from material import SIZES, fresh_process, raw_import, write_csv

_EXPORT = """
import sys, time, json; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import LABELS, Mapping, Workspace, memory_mb, open_table
from core.domain.task import Label, Task
from core.export import Recipe, SplitPlan, splits_of
from core.runtime.collector import calm_collector
folder = Path(sys.argv[1]); calm_collector(); took = {}
with Workspace(folder / "bench.countersign") as workspace:
    project = workspace.create_project("bench", Task("choice", tuple(Label(name) for name in LABELS)))
    with workspace.importing(project, open_table(folder / "rows.csv"), Mapping("text", "id", label="label")) as importing:
        importing.run()
    before = memory_mb()
    for name in ("csv", "jsonl", "parquet"):
        started = time.perf_counter()
        workspace.datasets(project).cut(Recipe(name), folder / f"out.{name}")
        took[name] = time.perf_counter() - started
    took["memory"] = memory_mb() - before
    if len(sys.argv) > 2:
        started = time.perf_counter()
        recipe = Recipe("parquet", split=SplitPlan(splits_of("train=.8,test=.2")))
        workspace.datasets(project).cut(recipe, folder / "split.parquet")
        took["split"] = time.perf_counter() - started
    print(json.dumps(took))
"""

_IMPORT = """
import sys, time, json; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import LABELS, Mapping, Workspace, memory_mb, open_table
from core.domain.task import Label, Task
from core.runtime.collector import calm_collector
folder, name = Path(sys.argv[1]), sys.argv[2]; calm_collector()
with Workspace(folder / f"{name}.countersign") as workspace:
    project = workspace.create_project("bench", Task("choice", tuple(Label(name) for name in LABELS)))
    before, started = memory_mb(), time.perf_counter()
    with workspace.importing(project, open_table(folder / f"out.{name}"), Mapping("text", "item_id", label="label")) as importing:
        importing.run()
    print(json.dumps({"took": time.perf_counter() - started, "memory": memory_mb() - before}))
"""


def main() -> None:
    """Print one line a size and format."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as held:
            folder = Path(held)
            write_csv(folder / "rows.csv", size)
            took = json.loads(fresh_process(_EXPORT, held, *(["split"] if "--split" in sys.argv else [])))
            rows = [orjson.loads(line) for line in (folder / "out.jsonl").open("rb")]
            raw = {"jsonl": raw_jsonl(rows, folder), "parquet": raw_parquet(rows, folder), "csv": raw_csv(rows, folder)}
            told = ", ".join(f"{name} {took[name]:.2f} s = {took[name] / raw[name]:.2f} x raw" for name in raw)
            split = f"; with a split {took['split']:.2f} s" if "split" in took else ""
            print(f"export {size:>9,} labels: {told}{split}; +{took['memory']:.0f} MB")
            del rows
            limit = raw_import(folder / "rows.csv", folder / "raw.sqlite")
            for name in raw:
                found = json.loads(fresh_process(_IMPORT, held, name))
                print(
                    f"import {size:>9,} {name}: {found['took']:.2f} s = {found['took'] / limit:.2f} x raw; +{found['memory']:.0f} MB"
                )


def raw_csv(rows: list[dict[str, Any]], folder: Path) -> float:
    """Seconds to write the rows with the csv module, nothing else."""
    cells = [tuple(row.values()) for row in rows]
    started = time.perf_counter()
    with (folder / "raw.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    return time.perf_counter() - started


def raw_jsonl(rows: list[dict[str, Any]], folder: Path) -> float:
    """Seconds to write the rows with orjson, nothing else."""
    started = time.perf_counter()
    with (folder / "raw.jsonl").open("wb") as file:
        for row in rows:
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    return time.perf_counter() - started


def raw_parquet(rows: list[dict[str, Any]], folder: Path) -> float:
    """Seconds to make a table of the rows and write it with pyarrow."""
    started = time.perf_counter()
    arrow, parquet = cast(Any, pa), cast(Any, pq)  # pyarrow has no types
    parquet.write_table(arrow.Table.from_pylist(rows), str(folder / "raw.parquet"), compression="zstd")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
