"""The sample project, and a whole rehearsal of real questions whose exported labels equal the gold."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from core.domain.task import Label, Task, checked_labels
from core.errors import UserError
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.insight.stats import project_stats
from core.rehearse import rehearse, require_gold, throwaway
from core.review.cards import Phase
from core.sample import SAMPLE_FILE, SAMPLE_FOLDER, SAMPLE_NAME, install_sample
from core.workspace import Workspace
from tests.conftest import Maker, checked, exported, fill, settle, value_of

ROOT = Path(__file__).resolve().parents[3]
BANKING = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data")) / "intent_banking77_train.csv"


def gold_of(path: Path) -> dict[str, tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["text"], row["label"]) for row in csv.DictReader(file)}


def test_the_sample_is_there_with_suggestions_waiting(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    project = install_sample(workspace, tell)
    assert (project.name, project.order_name, len(project.task.labels)) == (SAMPLE_NAME, "imported", 77)
    assert project.guidelines
    assert told[-1] == (40, 40)
    assert value_of(workspace, "SELECT count(*) FROM suggestion") == 40
    gold = gold_of(SAMPLE_FILE)
    assert value_of(workspace, "SELECT count(*) FROM item") == len(gold)
    assert {label for _, label in gold.values()} <= set(project.task.names)
    session = settle(workspace.session(project, "Ada"))
    assert session.screen().card.phase in (Phase.REVIEW, Phase.NO_IDEA, Phase.BLIND)
    assert "CC BY 4.0" in (SAMPLE_FOLDER / "README.md").read_text(encoding="utf-8")
    assert checked(workspace).clean


def test_there_is_one_sample_project(workspace: Workspace) -> None:
    install_sample(workspace)
    with pytest.raises(UserError) as caught:
        install_sample(workspace)
    assert caught.value.code == "project.exists"


def rehearsed_labels(workspace: Workspace, folder: Path, source: Path, decisions: int) -> dict[str, tuple[str, str]]:
    """What an export holds after a rehearsal of `decisions` rows of `source`."""
    names = sorted({label for _, label in gold_of(source).values()})
    project = workspace.create_project("Bank", Task("choice", checked_labels(list(map(Label, names)))), order="imported")
    with workspace.importing(project, open_table(source), Mapping("text", "id", gold="label")) as work:
        assert work.run().rejected == 0
    done = rehearse(workspace, workspace.project("Bank"), decisions)
    with workspace.read.connect() as connection:
        have = project_stats(connection, project.seq)
    assert (done.decisions, done.without_gold) == (decisions, 0)
    assert (have.decided, have.accepted, have.corrected, have.answered) == (
        decisions,
        done.accepted,
        done.corrected,
        done.answered,
    )
    assert sum(judged for _, judged in done.by_100) == done.accepted + done.corrected
    assert have.blind == done.blind
    report = exported(workspace, project, "csv", folder / "labels.csv")
    with report.path.open(encoding="utf-8", newline="") as file:
        found = {row["item_id"]: (row["text"], row["label"]) for row in csv.DictReader(file)}
    assert (report.records, report.excluded.get("open", 0)) == (decisions, have.items - decisions)
    return found


def test_a_small_rehearsal_exports_the_gold_row_for_row(workspace: Workspace, tmp_path: Path) -> None:
    found = rehearsed_labels(workspace, tmp_path, ROOT / "tests" / "data" / "banking77_sample.csv", 120)
    gold = gold_of(ROOT / "tests" / "data" / "banking77_sample.csv")
    assert found == {item: gold[item] for item in found}


@pytest.mark.skipif(not BANKING.is_file(), reason="the shared data are not here")
def test_two_thousand_decisions_export_the_gold_row_for_row(make_workspace: Maker, tmp_path: Path) -> None:
    found = rehearsed_labels(make_workspace(scratch=True), tmp_path, BANKING, 2_000)
    gold = gold_of(BANKING)
    assert len(found) == 2_000
    assert found == {item: gold[item] for item in found}


def test_a_throwaway_copy_is_gone_afterwards_and_the_workspace_unchanged(workspace: Workspace) -> None:
    project = fill(workspace, 30)
    before = value_of(workspace, "SELECT count(*) FROM event")
    with throwaway(workspace) as copy:
        assert rehearse(copy, project, 10).decisions == 10
        path = copy.path
        assert path.exists()
    assert not path.parent.exists()
    assert value_of(workspace, "SELECT count(*) FROM event") == before
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


def test_items_without_gold_are_skipped_and_counted(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 12)
    workspace.writer.submit(lambda c: c.exec_driver_sql("UPDATE item_content SET gold = NULL WHERE item_seq > 8")).result()
    done = rehearse(workspace, project)
    assert (done.decisions, done.without_gold) == (8, 4)
    workspace.writer.submit(lambda c: c.exec_driver_sql("UPDATE item_content SET gold = NULL")).result()
    with pytest.raises(UserError) as caught:
        require_gold(workspace, project)
    assert caught.value.code == "rehearse.no_gold"
