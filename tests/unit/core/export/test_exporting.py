"""Exports as files: whole or not there, cancelled, refused; who is left out and why."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import cast

import pandas as pd
import pytest

from core.errors import Cancelled, UserError
from core.export import Recipe
from core.export.rows import COLUMNS
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.review.cards import Phase
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, fill, settle, value_of
from tests.unit.core.export.mixed import ledger, review, standing
from tests.unit.core.ingest.test_importing import files_no_larger_than

WANTED = [
    *("item_id", "text", "label", "label_source", "reviewer", "sample_weight", "selection_prob"),
    *("split", "group_id", "suggester", "decided_at"),
]
UNTOUCHED = "item_seq NOT IN (SELECT item_seq FROM decision)"


def table_of(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a CSV export by item, as pandas reads them."""
    rows = cast("list[dict[str, str]]", pd.read_csv(path, keep_default_na=False, dtype=str).to_dict("records"))
    return {row["item_id"]: row for row in rows}


def with_labels(workspace: Workspace, project: ProjectInfo, folder: Path) -> None:
    """Two more items with labels that came with them."""
    path = folder / "labelled.jsonl"
    path.write_text('{"id":"L1","text":"red thing","said":"red"}\n{"id":"L2","text":"blue thing","said":"blue"}\n')
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said")) as work:
        assert work.run().added == 2


def test_the_columns_are_those_of_the_formats(tmp_path: Path, workspace: Workspace) -> None:
    assert list(COLUMNS) == WANTED
    project = fill(workspace, 3)
    for name in ("csv", "jsonl", "parquet", "ledger"):
        assert exported(workspace, project, name, tmp_path / name).excluded == ({} if name == "ledger" else {"open": 3})
    assert (tmp_path / "csv").read_text() == ",".join(WANTED) + "\n"
    assert (tmp_path / "jsonl").read_text() == ""
    assert list(pd.read_parquet(tmp_path / "parquet").columns) == WANTED


def test_each_label_says_where_it_came_from(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 90)
    with_labels(workspace, project, tmp_path)
    review(workspace, project, 120)
    undecided = int(value_of(workspace, "SELECT max(item_seq) FROM item_content WHERE label IS NULL AND " + UNTOUCHED))
    workspace.erase(undecided, "asked for it")
    lines = ledger(workspace, project, tmp_path)
    stands = standing(lines)
    report = exported(workspace, project, "csv", tmp_path / "labels.csv")
    found = table_of(report.path)
    labelled = {item: one for item, one in stands.items() if one["verdict"] in ("accepted", "corrected", "answered")}
    of_verdict = {
        verdict: {item for item, one in stands.items() if one["verdict"] == verdict} for verdict in ("rejected", "skipped")
    }
    # A label that came with an item stands until somebody decides it; a skip decides nothing.
    wanted = set(labelled) | ({"L1", "L2"} - of_verdict["rejected"])
    assert report.records == len(found)
    assert set(found) == wanted
    left = {"rejected": len(of_verdict["rejected"]), "skipped": len(of_verdict["skipped"] - wanted), "erased": 1}
    assert report.excluded == {**left, "open": 92 - len(wanted) - sum(left.values())}
    for item, one in labelled.items():
        row = found[item]
        assert (row["label"], row["label_source"], row["reviewer"]) == (one["answer"], one["provenance"], one["reviewer"])
        assert (row["decided_at"], row["sample_weight"]) == (one["at"], "1.0")
        assert (float(row["selection_prob"]) if row["selection_prob"] else None) == one["selection_prob"]
        assert bool(row["suggester"]) == (one["provenance"] == "assisted")
    assert "assisted" in {row["label_source"] for row in found.values()}
    for item, label in (("L1", "red"), ("L2", "blue")):
        if item in wanted - set(labelled):
            row = found[item]
            assert (row["label"], row["label_source"], row["reviewer"], row["decided_at"]) == (label, "imported", "", "")


def test_a_blind_answer_is_blind_until_the_mind_is_changed(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 300)
    session = workspace.session(project, "Ada")
    kept: list[str] = []
    changed: list[str] = []
    while not (kept and changed):
        settle(session).painted()
        card = session.screen().card
        on = session.on
        assert on is not None
        other = next(name for name in project.task.names if on.given.view is None or name != on.given.view.top.answer)
        session.choose(other).finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            (changed if kept else kept).append(card.external_id)
            (session.take_models() if changed else session.keep_mine()).finish()
    found = table_of(exported(workspace, project, "csv", tmp_path / "labels.csv").path)
    assert found[kept[0]]["label_source"] == "blind"
    assert found[changed[0]]["label_source"] == "assisted"
    both = [one for one in ledger(workspace, project, tmp_path) if one["type"] == "decision" and one["item"] == changed[0]]
    assert [(one["provenance"], one["verdict"]) for one in both] == [("blind", "answered"), ("assisted", "accepted")]


def test_the_chance_of_a_draw_is_known_for_samples_and_random_orders_alone(tmp_path: Path, workspace: Workspace) -> None:
    for order in ("imported", "random", "uncertain"):
        project = fill(workspace, 120, order=order, name=order, salt=order)
        review(workspace, project, 90)
        for decision in ledger(workspace, project, tmp_path):
            if decision["type"] != "decision":
                continue
            prob = decision["selection_prob"]
            if decision["sample"] in ("blind", "control"):
                assert (prob, decision["order"]) == (0.05, decision["sample"])
            else:
                assert decision["order"] == order
                assert 0 < prob <= 1 if order == "random" else prob is None


def test_a_rejected_item_exports_no_label_even_where_one_came_with_it(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 0)
    with_labels(workspace, project, tmp_path)
    session = settle(workspace.session(project, "Ada"))
    session.painted()
    rejected = session.screen().card.external_id
    session.reject("no_label_fits").finish()
    settle(session).painted()
    session.skip().finish()
    report = exported(workspace, project, "csv", tmp_path / "labels.csv")
    found = table_of(report.path)
    assert (report.records, report.excluded) == (1, {"rejected": 1})
    assert rejected not in found
    assert [row["label_source"] for row in found.values()] == ["imported"]


def test_the_preview_is_the_beginning_of_the_export(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 40)
    review(workspace, project, 60)
    found = table_of(exported(workspace, project, "csv", tmp_path / "labels.csv").path)
    plan = workspace.datasets(project).plan(Recipe("csv"), 5)
    assert len(plan.rows) == 5
    assert [row[COLUMNS.index("item_id")] for row in plan.rows] == list(found)[:5]
    assert [row[COLUMNS.index("label")] for row in plan.rows] == [row["label"] for row in found.values()][:5]
    assert plan.records == len(found)
    assert (tmp_path / "labels.csv").read_text().startswith(plan.sample)


TABLES = ("csv", "jsonl", "parquet", "ledger")


@pytest.mark.parametrize("name", TABLES)
def test_a_cancelled_export_leaves_the_old_file_alone(tmp_path: Path, workspace: Workspace, name: str) -> None:
    project = fill(workspace, 30)
    review(workspace, project, 30)
    out = tmp_path / "out" / "labels"
    out.parent.mkdir()
    out.write_text("what was there before")
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled) as caught:
        exported(workspace, project, name, out, cancel=cancel)
    assert "No file was written" in caught.value.kept
    assert {path.name: path.read_text() for path in out.parent.iterdir()} == {"labels": "what was there before"}
    assert workspace.datasets(project).list() == []


@pytest.mark.parametrize("name", TABLES)
def test_an_export_that_fails_halfway_leaves_the_old_file_alone(tmp_path: Path, workspace: Workspace, name: str) -> None:
    project = fill(workspace, 400)
    path = tmp_path / "labelled.csv"
    path.write_text("text,said\n" + "".join(f"thing {n * 7919 % 10_007} of {n * 104_729},red\n" for n in range(3_000)))
    with workspace.importing(project, open_table(path), Mapping("text", label="said")) as work:
        work.run()
    review(workspace, project, 40)
    out = tmp_path / "out" / "labels"
    out.parent.mkdir()
    out.write_text("what was there before")
    with files_no_larger_than(2_000), pytest.raises(UserError) as caught:
        exported(workspace, project, name, out)
    assert caught.value.code.startswith("export.")
    assert {path.name: path.read_text() for path in out.parent.iterdir()} == {"labels": "what was there before"}
    assert workspace.datasets(project).list() == []


def test_progress_is_told(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 30)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    exported(workspace, project, "csv", tmp_path / "labels.csv", progress=tell)
    assert told[-1] == (30, 30)


def test_an_export_replaces_what_was_there_and_makes_the_folder(tmp_path: Path, workspace: Workspace) -> None:
    project = fill(workspace, 1)
    out = tmp_path / "a" / "b" / "labels.csv"
    for _ in range(2):
        exported(workspace, project, "csv", out)
        assert out.read_text() == ",".join(WANTED) + "\n"
        out.write_text("older")
    assert sorted(path.name for path in out.parent.iterdir()) == ["labels.csv", "labels.csv.manifest.json"]
