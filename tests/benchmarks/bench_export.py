"""Export against the raw write of the same rows by the fastest library, and the import of what was exported against raw SQLite.

Run by hand: `.venv/bin/python tests/benchmarks/bench_export.py`. The labels come with the data, so that no million decisions have to be
made first; with `--decided` they are suggestions that were accepted in bulk. With `--split` also an export that looks for near-duplicates
and parts all items; with `--export` nothing is imported. Each round is an export in a process of its own and then the raw writes; the
ratios are told as their median and span, and beside them what both took of the processors, which other work on the machine changes least.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, cast

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from material import SIZES, fresh_process, raw_import, write_csv

ROUNDS = 5
FORMATS = ("csv", "jsonl", "parquet")

_FILL = """
import sys; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import LABELS, Mapping, Workspace, fill, open_table
from core.domain.task import Label, Task
folder = Path(sys.argv[1])
with Workspace(folder / "bench.countersign") as workspace:
    if "--decided" in sys.argv:
        from bench_items import suggest
        from core.domain.filters import Filter
        from core.queues.views import BulkRequest
        project, _ = fill(workspace, folder / "rows.csv")
        items = workspace.items(project)
        items.index_all().result()
        workspace.writer.submit(lambda c: suggest(c, project)).result()
        items.run(Filter(confidence=(0.0, 1.0)), BulkRequest("accept"), "bench")
    else:
        project = workspace.create_project("bench", Task("choice", tuple(Label(name) for name in LABELS)))
        with workspace.importing(project, open_table(folder / "rows.csv"), Mapping("text", "id", label="label")) as importing:
            importing.run()
"""

_EXPORT = """
import sys, time, json; sys.path.insert(0, "tests/benchmarks")
from pathlib import Path
from material import Workspace, memory_mb
from core.export import Recipe, SplitPlan, splits_of
from core.runtime.collector import calm_collector
folder = Path(sys.argv[1]); calm_collector(); took = {}
with Workspace(folder / "bench.countersign") as workspace:
    project = workspace.project("bench")
    before = memory_mb()
    for name in ("csv", "jsonl", "parquet"):
        started, worked = time.perf_counter(), time.process_time()
        workspace.datasets(project).cut(Recipe(name), folder / f"out.{name}")
        took[name], took[name + " cpu"] = time.perf_counter() - started, time.process_time() - worked
    took["memory"] = memory_mb() - before
    if "--split" in sys.argv:
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
    """Print the figures of each size."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as held:
            folder = Path(held)
            write_csv(folder / "rows.csv", size)
            fresh_process(_FILL, held, *sys.argv[1:])
            tell_exports(folder, [export_round(folder, last=at == ROUNDS - 1) for at in range(ROUNDS)])
            limit = raw_import(folder / "rows.csv", folder / "raw.sqlite")
            for name in () if "--export" in sys.argv else FORMATS:
                found = json.loads(fresh_process(_IMPORT, held, name))
                print(
                    f"import {size:>9,} {name}: {found['took']:.2f} s = {found['took'] / limit:.2f} x raw; +{found['memory']:.0f} MB"
                )


def export_round(folder: Path, *, last: bool) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of an export in each format (and its memory), and of the raw writes of the same rows right after it."""
    took = json.loads(fresh_process(_EXPORT, str(folder), *(["--split"] if last and "--split" in sys.argv else [])))
    rows = [orjson.loads(line) for line in (folder / "out.jsonl").open("rb")]
    raw: dict[str, float] = {}
    for name, write in (("csv", raw_csv), ("jsonl", raw_jsonl), ("parquet", raw_parquet)):
        worked = time.process_time()
        raw[name] = write(rows, folder)
        raw[f"{name} cpu"] = time.process_time() - worked
    return took, raw


def tell_exports(folder: Path, rounds: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    """One line for each format: medians of all rounds, and the span of the ratios."""
    records = sum(1 for _ in (folder / "out.jsonl").open("rb"))
    for name in FORMATS:
        ratios = [took[name] / raw[name] for took, raw in rounds]
        ours, limit, work, least = (median(one[at][key] for one in rounds) for key in (name, f"{name} cpu") for at in (0, 1))
        span = f"{median(ratios):.2f} x raw ({min(ratios):.2f} to {max(ratios):.2f})"
        print(
            f"export {records:>9,} {name}: {ours:.2f} s beside {limit:.2f} s = {span}; processors {work:.2f} s beside {least:.2f} s",
            flush=True,
        )
    split = f"; with a split {rounds[-1][0]['split']:.2f} s" if "split" in rounds[-1][0] else ""
    print(f"export {records:>9,}: +{max(took['memory'] for took, _ in rounds):.0f} MB{split}", flush=True)


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
