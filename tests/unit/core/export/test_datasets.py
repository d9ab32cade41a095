"""Datasets are frozen: cut again they are the same, whatever was done since; what cannot come back is said."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from pathlib import Path

import orjson
import pytest

from core.domain.filters import Filter
from core.domain.uses import Purpose, Use
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import Recipe, SplitPlan, splits_of
from core.export.recipe import Disagreement
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage import sources
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, add_items, exported, fill, rows_of, texts, value_of
from tests.unit.core.export.mixed import review

SPLIT = SplitPlan(splits_of("train=.7,test=.3"))


def labelled(workspace: Workspace, n: int, *, name: str = "Colours", salt: str = "") -> ProjectInfo:
    """A project whose items came with labels, and with a customer each."""
    project = fill(workspace, 0, name=name)
    path = workspace.path.with_name("labelled.jsonl")
    rows = [
        {"id": f"n{at}", "text": f"{text} {at * 7919}", "said": said, "customer": f"c{at % 9}"}
        for at, (text, said) in enumerate(texts(n, salt))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said", metadata=("customer",))) as work:
        assert work.run().added == n
    return project


def test_a_dataset_has_a_manifest_that_tells_how_it_came_about(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 60)
    review(workspace, project, 40)
    report = exported(workspace, project, "csv", tmp_path / "a.csv", purpose=Purpose.CLASSIFIER, split=SPLIT)
    manifest = json.loads((tmp_path / "a.csv.manifest.json").read_text())
    (file,) = report.files
    assert (file.sha256, file.size) == (
        hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest(),
        (tmp_path / "a.csv").stat().st_size,
    )
    assert manifest["files"] == [{"name": "a.csv", "bytes": file.size, "sha256": file.sha256}]
    assert manifest["sha256"] == report.sha256 == workspace.datasets(project).find("1").sha256
    assert manifest["position"]["event"] == value_of(workspace, "SELECT max(seq) FROM event")
    assert manifest["signal_table_version"] == 2
    assert manifest["records"] == report.records == sum(manifest["provenance"].values()) == sum(manifest["splits"].values())
    assert manifest["sources"] == {"labelled.jsonl": report.records}
    decided = sum(n for name, n in manifest["provenance"].items() if name != "imported")
    assert manifest["guidelines"] == {"v1": decided}
    assert manifest["excluded"] == dict(report.excluded)
    assert report.records + sum(report.excluded.values()) == 60
    assert str(tmp_path) not in (tmp_path / "a.csv.manifest.json").read_text()


def test_the_hash_is_that_of_the_canonical_rows_whatever_the_file(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 30)
    reports = [exported(workspace, project, name, tmp_path / name) for name in ("csv", "jsonl", "parquet")]
    assert {one.sha256 for one in reports} == {hashlib.sha256((tmp_path / "jsonl").read_bytes()).hexdigest()}


@pytest.mark.parametrize("purpose", [Purpose.EXCHANGE, Purpose.CLASSIFIER, Purpose.EVALUATE])
@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "ledger"])
def test_a_dataset_cut_again_after_more_work_is_the_same_to_the_byte(
    workspace: Workspace, tmp_path: Path, name: str, purpose: Purpose
) -> None:
    project = labelled(workspace, 120)
    review(workspace, project, 80)
    chosen = Purpose.AUDIT if name == "ledger" else purpose
    first = exported(workspace, project, name, tmp_path / "first", purpose=chosen)
    review(workspace, project, 60, seed=2)
    add_items(workspace, project, texts(20, "later"))
    workspace.tasks(project).rename("red", "crimson")
    again = workspace.datasets(workspace.project("Colours")).recut("1", tmp_path / "again")
    assert (again.again, again.sha256) == (True, first.sha256)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()
    now = exported(workspace, workspace.project("Colours"), name, tmp_path / "now", purpose=chosen)
    assert now.sha256 != first.sha256 or purpose is Purpose.EVALUATE


def test_a_dataset_can_be_cut_again_from_a_copy_of_the_workspace(make_workspace: Maker, tmp_path: Path) -> None:
    workspace = make_workspace("one")
    project = labelled(workspace, 80)
    review(workspace, project, 50)
    first = exported(workspace, project, "parquet", tmp_path / "a.parquet", split=SPLIT)
    review(workspace, project, 30, seed=3)
    workspace.close()
    shutil.copy(tmp_path / "one.countersign", tmp_path / "two.countersign")
    copy = make_workspace("two")
    again = copy.datasets(copy.project("Colours")).recut(first.dataset[:12], tmp_path / "b.parquet")
    assert again.again
    assert (tmp_path / "b.parquet").read_bytes() == (tmp_path / "a.parquet").read_bytes()


def test_what_was_erased_or_replaced_since_cannot_come_back_and_is_said(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 20)
    first = exported(workspace, project, "jsonl", tmp_path / "a.jsonl")
    workspace.erase(workspace.item_seq(project, "n3"), "asked for it")
    again = workspace.datasets(project).recut("1", tmp_path / "b.jsonl")
    assert (again.again, again.records, again.excluded) == (False, 19, {"erased": 1})
    assert first.records == 20
    assert not any(orjson.loads(line)["item_id"] == "n3" for line in (tmp_path / "b.jsonl").read_bytes().splitlines())


def test_a_source_that_forbids_it_is_left_out_also_when_a_dataset_is_cut_again(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 20)
    assert exported(workspace, project, "csv", tmp_path / "a.csv", purpose=Purpose.CLASSIFIER).records > 10
    uses = tuple(one for one in Use if one is not Use.TRAINING)
    change = sources.TermsChange(uses=uses)
    workspace.writer.submit(
        lambda c: sources.change_terms(c, project.seq, sources.find_source(c, project.seq, "labelled.jsonl"), change)
    ).result()
    assert exported(workspace, project, "csv", tmp_path / "b.csv", purpose=Purpose.CLASSIFIER).excluded == {"source_terms": 20}
    assert exported(workspace, project, "csv", tmp_path / "c.csv", purpose=Purpose.EXCHANGE).records == 20
    again = workspace.datasets(project).recut("1", tmp_path / "d.csv")
    assert (again.again, again.records) == (False, 0)


def test_items_keep_their_split_from_dataset_to_dataset(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 60)
    exported(workspace, project, "jsonl", tmp_path / "a.jsonl", split=SPLIT)
    add_items(workspace, project, texts(5, "unlabelled"))
    labelled_more(workspace, project, 40)
    exported(workspace, project, "jsonl", tmp_path / "b.jsonl", split=SPLIT, seed=7)
    before, after = splits_in(tmp_path / "a.jsonl"), splits_in(tmp_path / "b.jsonl")
    assert {item: after[item] for item in before} == before
    assert len(after) == 100
    exported(workspace, project, "jsonl", tmp_path / "c.jsonl", split=SplitPlan(SPLIT.shares, resplit=True), seed=7)
    assert splits_in(tmp_path / "c.jsonl") != after
    again = workspace.datasets(project).recut("2", tmp_path / "b2.jsonl")
    assert again.again
    assert splits_in(tmp_path / "b2.jsonl") == after
    with pytest.raises(UserError, match="never changes by itself"):
        exported(workspace, project, "jsonl", tmp_path / "d.jsonl", split=SplitPlan(splits_of("a=.5,b=.5")))


def labelled_more(workspace: Workspace, project: ProjectInfo, n: int) -> None:
    path = workspace.path.with_name("more.jsonl")
    path.write_text(
        "".join(json.dumps({"id": f"m{at}", "text": f"another {at * 104_729}", "said": "red"}) + "\n" for at in range(n))
    )
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said")) as work:
        work.run()


def splits_in(path: Path) -> dict[str, str]:
    return {row["item_id"]: row["split"] for row in map(orjson.loads, path.read_bytes().splitlines())}


def test_a_group_of_the_metadata_stays_on_one_side(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 60)
    exported(workspace, project, "jsonl", tmp_path / "a.jsonl", split=SplitPlan(SPLIT.shares, group="customer"))
    rows = [orjson.loads(line) for line in (tmp_path / "a.jsonl").read_bytes().splitlines()]
    sides: dict[str, set[str]] = {}
    for row in rows:
        assert row["group_id"] == row["metadata"]["customer"]
        sides.setdefault(row["group_id"], set()).add(row["split"])
    assert len(sides) == 9
    assert all(len(side) == 1 for side in sides.values())
    with pytest.raises(UserError, match="metadata called 'nothing'"):
        exported(workspace, project, "jsonl", tmp_path / "b.jsonl", split=SplitPlan(SPLIT.shares, group="nothing"))


def test_near_duplicates_are_found_before_items_are_parted(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 0)
    path = tmp_path / "in.csv"
    text = "My card has not arrived although I ordered it three weeks ago and paid for fast delivery"
    path.write_text(
        "id,text,said\n" + "".join(f"d{n},{text}{'!' * (n % 3)},red\nx{n},thing {n * 7919} of {n},blue\n" for n in range(12))
    )
    with workspace.importing(project, open_table(path), Mapping("text", "id", "said")) as work:
        work.run()
    report = exported(workspace, project, "jsonl", tmp_path / "a.jsonl", split=SPLIT)
    splits = splits_in(tmp_path / "a.jsonl")
    assert len({name for item, name in splits.items() if item.startswith("d")}) == 1
    assert report.notes == []


def test_a_filter_is_frozen_with_the_items_that_it_matched(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 40)
    wanted = Filter(labels=("red",))
    first = exported(workspace, project, "csv", tmp_path / "a.csv", filter=wanted)
    assert 0 < first.records < 40
    assert first.excluded == {"filter": 40 - first.records}
    review(workspace, project, 60)
    assert workspace.datasets(project).recut("1", tmp_path / "b.csv").again


def test_two_datasets_are_compared_item_by_item(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 30)
    exported(workspace, project, "csv", tmp_path / "a.csv")
    labelled_more(workspace, project, 4)
    exported(workspace, project, "csv", tmp_path / "b.csv")
    exported(workspace, project, "csv", tmp_path / "c.csv", filter=Filter(labels=("red",)))
    service = workspace.datasets(project)
    grown = service.diff("1", "2")
    assert (grown.added, grown.removed, grown.changed, grown.same) == (4, 0, 0, 30)
    assert {one.item_id for one in grown.first} == {"m0", "m1", "m2", "m3"}
    shrunk = service.diff("2", "3")
    red = value_of(workspace, "SELECT count(*) FROM item_content WHERE label = '\"red\"'")
    assert (shrunk.added, shrunk.removed, shrunk.same) == (0, 34 - red, red)


def test_two_exports_at_once_get_numbers_and_splits_of_their_own(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 200)
    threads = [
        threading.Thread(
            target=exported, args=(workspace, project, "jsonl", tmp_path / f"{n}.jsonl"), kwargs={"split": SPLIT, "seed": n}
        )
        for n in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.number for one in workspace.datasets(project).list()] == [4, 3, 2, 1]
    assert len({json.dumps(splits_in(tmp_path / f"{n}.jsonl"), sort_keys=True) for n in range(4)}) == 1


def test_splits_that_a_crash_left_behind_without_a_dataset_do_not_count(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 20)
    seqs = [row[0] for row in rows_of(workspace, "SELECT seq FROM item")]
    left = ",".join(f"({project.seq},{seq},1,'gone',NULL)" for seq in seqs)
    workspace.writer.submit(lambda c: c.exec_driver_sql(f"INSERT INTO item_split VALUES {left}")).result()
    report = exported(workspace, project, "jsonl", tmp_path / "a.jsonl", split=SPLIT)
    assert report.number == 2
    assert set(splits_in(tmp_path / "a.jsonl").values()) == {"train", "test"}
    assert workspace.datasets(project).recut("2", tmp_path / "b.jsonl").again


def test_what_cannot_be_is_refused_with_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 3)
    wrong = {
        "export.format_unknown": Recipe("nope"),
        "export.purpose": Recipe("ledger", Purpose.CLASSIFIER),
        "export.option": Recipe("csv", options={"what": True}),
        "export.for_unknown": Recipe("csv", Purpose.EVALUATE, model="v9"),
        "split.nothing": Recipe("csv", split=SplitPlan(group="customer")),
    }
    for code, recipe in wrong.items():
        with pytest.raises(UserError) as caught:
            workspace.datasets(project).cut(recipe, tmp_path / "x.csv")
        assert (caught.value.code, list(tmp_path.glob("x.csv*"))) == (code, [])
    for asked in ("9", "zz", ""):
        with pytest.raises(UserError, match=r"There is no dataset"):
            workspace.datasets(project).find(asked)
    with pytest.raises(UserError, match="workspace itself"):
        workspace.datasets(project).cut(Recipe("csv"), workspace.path)


def test_a_plan_counts_what_the_dataset_will_hold(workspace: Workspace, tmp_path: Path) -> None:
    project = labelled(workspace, 60)
    review(workspace, project, 40)
    recipe = Recipe("csv", Purpose.CLASSIFIER, split=SPLIT, disagreement=Disagreement.LATEST)
    plan = workspace.datasets(project).plan(recipe, 4)
    assert workspace.datasets(project).list() == []
    report = workspace.datasets(project).cut(recipe, tmp_path / "a.csv")
    assert (plan.records, plan.splits, plan.excluded, plan.losses) == (
        report.records,
        report.splits,
        report.excluded,
        report.losses,
    )
    assert len(plan.rows) == 4
    with pytest.raises(UserError, match="called 'none'"):
        workspace.datasets(project).plan(Recipe("csv", provenance=(Provenance.BLIND,), model="none"), 4)
