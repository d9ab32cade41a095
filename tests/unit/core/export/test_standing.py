"""Items are read many at a time: what stands in them arrives as it is stored, in order, whichever way it comes."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from core.domain.task import Label, Task
from core.export import reading, standing
from core.export.preparing import prepared
from core.export.reading import Reader
from core.export.recipe import Recipe
from core.export.row import Row, Rows
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import fill, rows_of
from tests.nasty import nasty_texts
from tests.unit.core.export.mixed import review

LABELS = ("yes", '"no", \\ never', "退款")

#: the same, row by row, with everything joined
_PLAINLY = """SELECT i.seq, c.external_id, c.text, c.metadata_json, coalesce(s.label, c.label), s.decision_seq, r.name,
  d.selection_prob, g.name || '@' || g.version, d.suggestion_seq, d.created_us, v.number
FROM item i JOIN item_content c ON c.item_seq = i.seq LEFT JOIN item_state s ON s.item_seq = i.seq
LEFT JOIN decision d ON d.seq = s.decision_seq LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
LEFT JOIN suggestion x ON x.seq = d.suggestion_seq LEFT JOIN suggester g ON g.seq = x.suggester_seq
LEFT JOIN guideline_version v ON v.seq = d.guideline_seq WHERE i.project_seq = :p ORDER BY i.seq"""


def nasty(workspace: Workspace) -> ProjectInfo:
    """A project of texts that break things, with labels and metadata."""
    path = workspace.path.with_name("nasty.jsonl")
    rows = [
        {"id": f"{n} {text[:20]}", "text": text, "said": LABELS[n % 3], "more": text[::-1]}
        for n, text in enumerate(nasty_texts())
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    project = workspace.create_project("Nasty", Task("choice", tuple(map(Label, LABELS))))
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said", metadata=("more",))) as work:
        assert work.run().added == len(rows)
    return project


def read(workspace: Workspace, project: ProjectInfo) -> list[Row]:
    """All rows, as a cut reads them."""
    with workspace.read.connect() as connection:
        cut = prepared(connection, project, Recipe("jsonl"))
        cut.digest.close()
        return [row for _, rows in cut.reader().batches() for row in rows.rows()]


def plainly(workspace: Workspace, project: ProjectInfo) -> list[tuple[Any, ...]]:
    return rows_of(workspace, _PLAINLY, p=project.seq)


def told(rows: list[Row]) -> list[tuple[Any, ...]]:
    """The rows as `plainly` has them."""
    return [
        (
            row.seq, row.shown_id, row.text, row.metadata, row.label, row.decision_seq, row.reviewer or None, row.selection_prob,
            row.suggester or None, row.suggestion_seq, row.decided_us, row.guideline,
        )
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("long", [0, 1_000, 10**9])
def test_every_text_arrives_as_it_is_stored_at_once_or_row_by_row(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, long: int
) -> None:
    project = nasty(workspace)
    monkeypatch.setattr(standing, "_LONG", long)
    assert told(read(workspace, project)) == plainly(workspace, project)


@pytest.mark.parametrize("long", [0, 10**9])
def test_who_decided_and_how_is_told_to_the_last_bit(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, long: int) -> None:
    project = fill(workspace, 120)
    review(workspace, project, 90)
    monkeypatch.setattr(standing, "_LONG", long)
    rows, expected = read(workspace, project), plainly(workspace, project)
    decided = [one for one in expected if one[5] is not None]
    assert {one[7] for one in decided} - {None}
    assert {one[8] for one in decided} - {None}
    found = {one[0]: one for one in told(rows)}
    standing_ones = {row.seq for row in rows if row.decision_seq is not None}
    assert standing_ones
    assert [found[one[0]] for one in decided if one[0] in standing_ones] == [one for one in decided if one[0] in standing_ones]


def test_an_item_without_an_id_of_its_own_is_known_by_ours(workspace: Workspace) -> None:
    path = workspace.path.with_name("bare.jsonl")
    path.write_text("".join(json.dumps({"text": f"text {n}", "said": "yes"}) + "\n" for n in range(3)), encoding="utf-8")
    project = workspace.create_project("Bare", Task("choice", tuple(map(Label, LABELS))))
    with workspace.importing(project, open_table(path), Mapping("text", label="said")) as work:
        work.run()
    ids = [bytes(row[0]).hex() for row in rows_of(workspace, "SELECT id FROM item ORDER BY seq")]
    assert [row.shown_id for row in read(workspace, project)] == ids


@pytest.mark.parametrize("chosen", [None, (2, 3, 5, 7, 11, 13, 17, 19, 23)])
def test_batches_hold_each_item_once_in_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, chosen: tuple[int, ...] | None
) -> None:
    project = fill(workspace, 24)
    monkeypatch.setattr(reading, "BATCH", 5)
    with workspace.read.connect() as connection:
        cut = prepared(connection, project, Recipe("jsonl"))
        cut.digest.close()
        reader = Reader(connection, project.seq, project.task, cut.position, seqs=chosen)
        batches = list(reader.batches(2))
    seqs = list(chosen or range(1, 25))
    assert [seq for _, rows in batches for seq in rows.seq] == seqs
    assert [len(rows.seq) for _, rows in batches][:3] == [2, 5, 5 if chosen is None else 2]
    assert [done for done, _ in batches] == [rows.seq[-1] for _, rows in batches]


def test_who_stops_reading_leaves_no_thread_behind(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    project = fill(workspace, 24)
    monkeypatch.setattr(reading, "BATCH", 5)
    with workspace.read.connect() as connection:
        cut = prepared(connection, project, Recipe("jsonl"))
        cut.digest.close()
        batches = cut.reader().batches(2)
        assert [len(next(batches)[1].seq) for _ in range(3)] == [2, 5, 5]
        assert any(one.name.startswith("export") for one in threading.enumerate())
        batches.close()
    assert not any(one.name.startswith("export") for one in threading.enumerate())


def test_rows_turn_into_columns_and_back() -> None:
    rows = [
        Row(n, "", f"n{n}", 1, 0, "text", None, None, '"red"', "imported", None, "", None, "", None, None, None) for n in range(5)
    ]
    assert Rows.of(rows).rows() == rows
    assert Rows.of([]).rows() == []
    assert Rows.of(rows).where([0, 1, 0, 0, True]).rows() == [rows[1], rows[4]]
