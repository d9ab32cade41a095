"""Planning, writing and placing datasets on workers, over a real workspace."""

from __future__ import annotations

import threading
from concurrent.futures import wait
from pathlib import Path

import pytest

from core.domain.uses import Purpose
from core.errors import Cancelled, UserError
from core.export import Recipe
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.operations import exporting
from desktop.operations.exporting import Target, free_beside
from desktop.operations.running import Step
from tests.conftest import fill

CSV = Recipe("csv", Purpose.EXCHANGE)


def labelled(workspace: Workspace, folder: Path, n: int = 30) -> ProjectInfo:
    """A project whose items came with labels."""
    project = fill(workspace, 0)
    path = folder / "labelled.jsonl"
    path.write_text("".join(f'{{"id":"L{at}","text":"thing {at}","said":"red"}}\n' for at in range(n)), "utf-8")
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said")) as work:
        work.run()
    return project


def test_a_plan_and_what_is_written_agree(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, tmp_path)
    plan = exporting.plan(workspace, project, CSV).future.result()
    steps: list[Step] = []
    running = exporting.export(workspace, project, CSV, Target(tmp_path / "out.csv"), steps.append)
    report = running.future.result()
    assert plan.records == report.records == 30
    assert steps
    assert [one.number for one in exporting.datasets(workspace, project).result()] == [1]
    again = exporting.recut(workspace, project, 1, Target(tmp_path / "again.csv"), steps.append).future.result()
    assert again.again is True
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert exporting.compare(workspace, project, 1, 1).result().same == 30


def test_a_suggested_place_is_never_written_over(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, tmp_path)
    out = tmp_path / "out.csv"
    out.write_text("mine", "utf-8")
    target = Target(out, ".csv", suggested=True)
    assert exporting.look_at(workspace, target).result() == exporting.Found(True, tmp_path / "out 2.csv")
    first = exporting.export(workspace, project, CSV, target, lambda _: None).future.result()
    second = exporting.export(workspace, project, CSV, target, lambda _: None).future.result()
    assert [first.path.name, second.path.name] == ["out 2.csv", "out 3.csv"]
    assert out.read_text("utf-8") == "mine"
    named = exporting.export(workspace, project, CSV, Target(out, ".csv"), lambda _: None).future.result()
    assert named.path == out
    assert out.read_text("utf-8").startswith("item_id,")


def test_a_place_is_taken_where_the_files_of_splits_stand(tmp_path: Path) -> None:
    out = tmp_path / "lines.txt"
    assert free_beside(out, ".txt") == out
    (tmp_path / "lines.txt.manifest.json").write_text("{}", "utf-8")
    assert free_beside(out, ".txt") == tmp_path / "lines 2.txt"
    (tmp_path / "set").mkdir()
    assert free_beside(tmp_path / "set", "") == tmp_path / "set 2"


def test_a_plan_that_is_not_wanted_any_more_stops(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, tmp_path)
    gate = threading.Event()
    held = [workspace.executor.submit(gate.wait) for _ in range(3)]  # all workers are busy
    running = exporting.plan(workspace, project, CSV)
    running.cancel.set()
    gate.set()
    wait(held)
    with pytest.raises(Cancelled):
        running.future.result()


def test_what_can_be_named_is_offered(workspace: Workspace, tmp_path: Path) -> None:
    offers = exporting.offers(workspace, labelled(workspace, tmp_path)).result()
    assert offers.queues[0].name == "To review"
    assert "import" in offers.models or offers.models == []


def test_the_folder_of_a_dataset_is_itself_or_that_of_its_file(workspace: Workspace, tmp_path: Path) -> None:
    assert exporting.folder_of(workspace, tmp_path).result() == tmp_path
    assert exporting.folder_of(workspace, tmp_path / "a.csv").result() == tmp_path
    assert exporting.folder_of(workspace, tmp_path / "gone" / "a.csv").result() is None


def test_what_cannot_be_is_told(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, tmp_path)
    (tmp_path / "file").write_text("x", "utf-8")
    target = Target(tmp_path / "file" / "out.csv")
    with pytest.raises(UserError, match="cannot be written"):
        exporting.export(workspace, project, CSV, target, lambda _: None).future.result()
