"""Listing, searching, counting and bulk actions over many items, each beside the raw query in the same run.

For each size: the search index is built, then 100,000 suggestions are accepted at once and taken back, then everything is asked that the
Items screen asks. The raw query is plain `sqlite3` on the same file, by the shortest way. Run by hand:
`.venv/bin/python tests/benchmarks/bench_items.py` (COUNTERSIGN_SIZES=100000 for a quick one).
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from material import LABELS, SIZES, ProjectInfo, Workspace, fill, memory_mb, write_csv

from core.domain.filters import Filter
from core.queues.drawing import candidates
from core.queues.items import Items
from core.queues.views import BulkRequest, Sort, SortBy
from core.storage import projects
from core.storage.sql import run

ROUNDS = 7
BULK = 100_000

_SUGGESTED = """INSERT INTO suggestion (id, project_seq, item_seq, suggester_seq, answer, candidates, raw, chance, created_us)
SELECT randomblob(16), project_seq, seq, :g, :answer, '[]', (draw_key >> 13) / 1125899906842624.0, (draw_key >> 13) / 1125899906842624.0, 1
FROM item WHERE seq % 77 = :rest"""
_LATEST = """INSERT INTO item_suggestion (item_seq, project_seq, suggestion_seq, suggester_seq, answered, chance, failure, flags)
SELECT item_seq, project_seq, seq, suggester_seq, 1, chance, NULL, '' FROM suggestion"""
_MATCHES = "(SELECT rowid FROM search_{n} WHERE search_{n} MATCH '\"days\"')"


def main() -> None:
    """Print the figures of each size."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            source, path = Path(name) / "rows.csv", Path(name) / "bench.countersign"
            write_csv(source, size)
            with Workspace(path) as workspace:
                print(f"\n{size:,} items")
                measure(workspace, fill(workspace, source)[0], size)


def measure(workspace: Workspace, project: ProjectInfo, size: int) -> None:
    """Everything, on one workspace."""
    items = workspace.items(project)
    tell("search index, built in the background", once(lambda: items.index_all().result()), raw_index(workspace.path))
    workspace.writer.submit(lambda c: suggest(c, project)).result()
    bulk(workspace, items, size)
    with closing(sqlite3.connect(workspace.path)) as raw:
        reading(items, raw, size)
    drawing(workspace, project)
    print(f"  memory at most {memory_mb():,.0f} MB")


def suggest(connection: Any, project: ProjectInfo) -> None:
    """A suggestion for every item, its chance spread evenly from 0 to 1."""
    seq = projects.suggester_seq(connection, project.seq, "builtin", "built-in", "bench")
    for rest in range(77):
        run(connection, _SUGGESTED, g=seq, answer=f'"{LABELS[rest]}"', rest=rest)
    run(connection, _LATEST)


def bulk(workspace: Workspace, items: Items, size: int) -> None:
    """Accepting suggestions: 100,000 or a tenth of what there is; with its preview and its undo."""
    share = max(0.0, 1.0 - min(BULK, size // 2) * 1.12 / size)
    request = BulkRequest("accept", share)
    wanted = Filter(confidence=(share, 1.0))
    seen = once(lambda: items.preview(wanted, request).result())
    started = time.perf_counter()
    done = items.run(wanted, request, "bench")
    took = time.perf_counter() - started
    print(f"  bulk accept of {done.items:,}")
    tell("    preview", seen, None)
    tell("    done", took, raw_bulk(workspace.path, done.items))
    tell("    undone", once(lambda: items.undo(done.seq, "bench")), None)
    items.run(wanted, request, "bench")


def reading(items: Items, raw: sqlite3.Connection, size: int) -> None:
    """What a screen asks while somebody types, clicks and scrolls."""
    shards = (size >> 16) + 1
    found = Filter(text="days")
    rare = Filter(text=f'"card {size // 2}"')
    decided = found.also(statuses=("decided",))
    first = "SELECT rowid FROM search_0 WHERE search_0 MATCH '\"days\"' LIMIT 100"
    joined = f"""SELECT m.rowid FROM {_MATCHES.format(n=0)} m CROSS JOIN item_state s ON s.item_seq = m.rowid
WHERE s.status = 'decided' LIMIT 100"""
    tell("first page of a search, every item matches", page(items, found), raw_time(raw, first))
    tell("first page of a search, one item matches", page(items, rare), None)
    tell("first page of a search among the decided", page(items, decided), raw_time(raw, joined))
    ranked = " UNION ALL ".join(
        f"SELECT rowid, bm25(search_{n}) r FROM search_{n} WHERE search_{n} MATCH '\"7\"'" for n in range(shards)
    )
    best = page(items, Filter(text="7 "), Sort(SortBy.RELEVANCE))
    tell("first page of a search, the best first", best, raw_time(raw, f"SELECT * FROM ({ranked}) ORDER BY r LIMIT 100"))
    every = "SELECT seq FROM item WHERE project_seq = 1 ORDER BY seq"
    tell("first page, everything", page(items, Filter()), raw_time(raw, f"{every} LIMIT 100"))
    tell("first page, decided", page(items, Filter(statuses=("decided",))), None)
    sure = "SELECT item_seq FROM item_suggestion ORDER BY chance DESC LIMIT 100"
    tell("first page, by confidence", page(items, Filter(), Sort(SortBy.CONFIDENCE, descending=True)), raw_time(raw, sure))
    tell("all numbers, everything", numbers(items, Filter()), raw_time(raw, every, 3))
    tell("all numbers, of a search", numbers(items, found), None)
    tell("all numbers, by confidence", numbers(items, Filter(), Sort(SortBy.CONFIDENCE)), None)
    wanted = list(range(size // 2, size // 2 + 100))
    one = f"SELECT * FROM item JOIN item_content ON item_seq = seq WHERE seq BETWEEN {wanted[0]} AND {wanted[-1]}"
    tell("a page of 100 rows", several(lambda: items.rows(wanted)), raw_time(raw, one))
    tell("count, open", several(lambda: items.count(Filter(statuses=("open",)))), None)
    by_label = Filter(labels=(LABELS[3],))
    tell("count, of a label", several(lambda: items.count(by_label), 3), None)
    tell("count, of a search", several(lambda: items.count(found), 3), None)
    grouped = "SELECT status, label, label_source, count(*) FROM item_state GROUP BY 1, 2, 3"
    for what, wanted_filter in (("everything", Filter()), ("decided", Filter(statuses=("decided",))), ("a search", found)):
        tell(f"facets, {what}", once(lambda one=wanted_filter: items.facets(one).result()), raw_time(raw, grouped, 3))
    tell("facets, once more", several(lambda: items.facets(Filter()).result()), None)
    tell("queues with their counts", once(items.queues), None)
    tell("queues once more", several(items.queues), None)


def drawing(workspace: Workspace, project: ProjectInfo) -> None:
    """The next eight items of a queue."""
    queues = {
        "open, random": (Filter(statuses=("open",)), "random"),
        "open, imported": (Filter(statuses=("open",)), "imported"),
        "sure, imported": (Filter(statuses=("open",), confidence=(0.5, 0.6)), "imported"),
        "decided, imported": (Filter(statuses=("decided",)), "imported"),
        "a search": (Filter(text="days", statuses=("open",)), "imported"),
    }
    none: frozenset[int] = frozenset()
    with workspace.read.connect() as connection:
        for what, (wanted, order) in queues.items():
            took = several(lambda w=wanted, o=order: candidates(connection, project.seq, w, o, none, 2**62, 8))
            tell(f"the next eight of a queue: {what}", took, None)


def page(items: Items, wanted: Filter, sort: Sort | None = None) -> float:
    """Seconds until the first page is there; the rest is not waited for."""

    def first() -> None:
        items.index(wanted, sort).cancel()

    return several(first)


def numbers(items: Items, wanted: Filter, sort: Sort | None = None) -> float:
    """Seconds until the whole array is there."""

    def every() -> None:
        index = items.index(wanted, sort)
        index.all.result()

    return several(every, 3)


def once(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def several(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds, after one to warm up."""
    work()
    return median(once(work) for _ in range(rounds))


def raw_time(raw: sqlite3.Connection, sql: str, rounds: int = ROUNDS) -> float:
    """The same for a query."""
    return several(lambda: raw.execute(sql).fetchall(), rounds)


def raw_index(path: Path) -> float:
    """Seconds for the raw limit: FTS5 over the same texts in one transaction, external content."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(path.with_name("raw.db"))) as target:
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("CREATE TABLE t (seq INTEGER PRIMARY KEY, text TEXT)")
        target.executemany("INSERT INTO t VALUES (?, ?)", source.execute("SELECT item_seq, text FROM item_content"))
        target.execute("CREATE VIRTUAL TABLE f USING fts5(text, content = 't', content_rowid = 'seq')")
        target.commit()
        started = time.perf_counter()
        target.execute("INSERT INTO f (f) VALUES ('rebuild')")
        target.commit()
        return time.perf_counter() - started


def raw_bulk(path: Path, rows: int) -> float:
    """Seconds for the raw limit: as many rows into a table of decisions, of events and of states, in one transaction."""
    with closing(sqlite3.connect(path.with_name("raw-bulk.db"))) as target:
        target.execute("PRAGMA journal_mode=WAL")
        for table in ("decision", "event", "state"):
            target.execute(
                f"CREATE TABLE {table} (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, item INTEGER, what TEXT, made INTEGER)"
            )
        started = time.perf_counter()
        for table in ("decision", "event", "state"):
            made = ((n, n.to_bytes(16, "big"), n, "accepted", 1) for n in range(rows))
            target.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", made)
        target.commit()
        return time.perf_counter() - started


def tell(what: str, took: float, raw: float | None) -> None:
    """One line."""
    beside = "" if raw is None else f"   raw {raw * 1000:10,.2f} ms   {took / raw:6.1f}x"
    print(f"  {what:48} {took * 1000:10,.2f} ms{beside}", flush=True)


if __name__ == "__main__":
    main()
