"""Writing a cut beside its place, and looking at one before it is cut: the first records, and what would be left out."""

from __future__ import annotations

import shutil
import tempfile
from array import array
from collections import Counter as Tally
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.export.cells import runs
from core.export.cut import Cut
from core.export.digest import Digest
from core.export.formats import Format, format_of
from core.export.manifest import notes_of
from core.export.output import Output
from core.export.rows import Cells, Rower
from core.export.views import Plan

_SAMPLE_BYTES = 8_000


@contextmanager
def written(cut: Cut, out: Path) -> Generator[tuple[Cut, Output]]:
    """The cut, written but not in its place yet: the block puts it there. Whatever goes wrong leaves nothing behind."""
    found = format_of(cut.recipe.format)
    output = Output(out, folder=found.folder, suffix=found.suffix)
    try:
        found.write(cut, output)
        yield cut, output
    except BaseException:
        output.discard()
        raise
    finally:
        cut.digest.close()


def planned(cut: Cut, n: int) -> Plan:
    """The first `n` records from a short cut of the same, the counts from the whole."""
    found = format_of(cut.recipe.format)
    folder = Path(tempfile.mkdtemp(prefix="countersign-"))
    try:
        short = _another(cut, n)
        with written(short, folder / f"preview{found.suffix}") as (_, output):
            sample = _sample_of(output)
        rows = _first_rows(cut, n)
        whole = _whole(cut, found, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    risky = [(at, place) for at, row in enumerate(rows) for place, cell in enumerate(row) if runs(cell)]
    counts = (dict(whole.by_split), counted(whole.excluded), counted(whole.losses), notes_of(whole))
    return Plan(cut.sheet.columns, rows, sample, whole.records, *counts, risky, dict(whole.figures))


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that are not zero, the greatest first."""
    return dict(sorted(((name, n) for name, n in counts.items() if n), key=lambda one: (-one[1], one[0])))


def _another(cut: Cut, limit: int | None) -> Cut:
    """The same cut with nothing counted yet."""
    fresh: dict[str, Any] = {
        "records": 0, "members": array("q"), "digest": Digest(), "figures": {}, "unresolved": [], "limit": limit,
        "excluded": Tally({"filter": cut.excluded["filter"]}),
        **{name: Tally() for name in ("by_split", "provenance", "guidelines", "imports", "losses")},
    }  # fmt: skip
    return replace(cut, **fresh)


def _first_rows(cut: Cut, n: int) -> list[Cells]:
    first = _another(cut, n)
    try:
        return [row for batch in first.batches() for row in Rower(cut.sheet).rows(batch.records)]
    finally:
        first.digest.close()


def _whole(cut: Cut, found: Format, folder: Path) -> Cut:
    """A cut with everything counted: what loses nothing needs not be written for that."""
    whole = _another(cut, None)
    if found.lossless:
        whole.count_all()
    else:
        with written(whole, folder / f"whole{found.suffix}"):
            pass
    return whole


def _sample_of(output: Output) -> str:
    """The beginning of the first file that is text; empty where none is."""
    for path in output.temporary_files():
        with path.open("rb") as file:
            data = file.read(_SAMPLE_BYTES)
        if data and b"\0" not in data and not data.startswith((b"PAR1", b"PK\x03\x04")):
            return data.decode("utf-8", errors="ignore")
    return ""
