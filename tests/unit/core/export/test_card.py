"""The card: what it says, that its header is read, and that no text of a project can make anything of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from core.domain.task import Label, Options, Task
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export import SplitPlan
from core.export.card import card_of
from core.export.card_words import EXCLUDED, PROVENANCE, plain
from core.export.formats import FORMATS
from core.export.manifest import Manifest
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.workspace import Workspace
from tests.conftest import exported, fill
from tests.kinds import TASKS
from tests.unit.core.export.mixed import review

EVIL = "<script>alert(1)</script> ![x](http://a.example/b.png) [y](javascript:z) | `code` **bold** \u202eevil"


def parts_of(card: str) -> tuple[dict[str, Any], str]:
    """The header as values, and the text below it."""
    assert card.startswith("---\n")
    head, _, text = card[4:].partition("\n---\n")
    return yaml.safe_load(head), text


def manifest_of(workspace: Workspace, project: Any, folder: Path, name: str = "csv", **choices: Any) -> Manifest:
    report = exported(workspace, project, name, folder / f"out{FORMATS[name].suffix}", **choices)
    return workspace.datasets(project).find(str(report.number)).manifest


def test_the_card_says_who_decided_what_was_left_out_and_how_it_is_split(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 200, order="random")
    review(workspace, project, 260)
    plan = SplitPlan((("train", 0.8), ("test", 0.2)))
    manifest = manifest_of(workspace, project, tmp_path, purpose=Purpose.CLASSIFIER, split=plan, seed=7)
    head, text = parts_of(card_of(manifest))
    assert head["license"] == "unknown"
    assert head["pretty_name"] == "Colours"
    assert head["task_categories"] == ["text-classification"]
    assert head["size_categories"] == ["n<1K"]
    assert "dataset_info" not in head
    provenance: Any = manifest["provenance"]
    for name, n in provenance.items():
        assert f"| {name} | {n:,} | {PROVENANCE[name]} |" in text
    excluded: Any = manifest["excluded"]
    assert "blind_sample" in excluded
    for name, n in excluded.items():
        assert f"| {plain(name)} | {n:,} | {plain(EXCLUDED[name])} |" in text
    splits: Any = manifest["splits"]
    assert all(f"| {name} | {n:,} |" in text for name, n in splits.items())
    assert "with the seed 7" in text
    assert f"Decided under version 1 ({manifest['records']:,} records)." in text
    assert f"countersign dataset recut {manifest['dataset']} --out PATH" in text
    assert str(manifest["sha256"]) in text
    assert "The licence of the texts was not named." in text


def test_the_card_tells_of_anchoring_with_the_ledgers_own_counts(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 300, order="random")
    review(workspace, project, 400)
    manifest = manifest_of(workspace, project, tmp_path)
    figures: Any = manifest["figures"]
    blind, control = figures["review"]["blind"], figures["review"]["control"]
    assert 0 < blind["same"] < blind["items"]
    lean = 100 * (control["share"] - blind["share"])
    text = card_of(manifest)
    assert f"{blind['items']:,} blind items" in text
    assert f"{control['items']:,} control items: {lean:+.1f} points by seeing it" in text


def test_no_text_of_a_project_becomes_markdown_or_html(workspace: Workspace, tmp_path: Path) -> None:
    task = Task("choice", (Label("<img src=x>", EVIL), Label("a|b")), options=Options(instruction=EVIL))
    project = workspace.create_project(EVIL.replace("\u202e", "")[:100].strip(), task)
    path = tmp_path / "<b>in.csv"
    path.write_text("i,t,l\n1,one,a|b\n")
    with workspace.importing(project, open_table(path), Mapping("t", "i", "l")) as work:
        work.run()
    options = {"licence": "x\n---\n# no", "language": "en\n"}
    head, text = parts_of(card_of(manifest_of(workspace, project, tmp_path, "hf", purpose=Purpose.EXCHANGE, options=options)))
    assert head["license"] == "x\n---\n# no"
    assert head["dataset_info"]["features"][2]["dtype"]["class_label"]["names"] == {"0": "<img src=x>", "1": "a|b"}
    assert "\u202e" not in text
    shown = str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert set(re.findall(r"<(\w+)", shown)) <= {
        "h1",
        "h2",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "ul",
        "li",
        "pre",
        "code",
    }
    assert "<code>code</code>" not in shown
    assert "<strong>bold</strong>" not in shown
    assert "<td>&lt;img src=x&gt;</td>" in shown
    assert "<td>a|b</td>" in shown


@pytest.mark.parametrize(("name", "category"), [
    ("choice", "text-classification"), ("choices", "text-classification"), ("spans", "token-classification"), ("text", "text-generation"),
    ("preference", "reinforcement-learning"), ("fields", "other"),
])  # fmt: skip
def test_every_kind_has_a_card(workspace: Workspace, tmp_path: Path, name: str, category: str) -> None:
    project = workspace.create_project(name, TASKS[name])
    head, text = parts_of(card_of(manifest_of(workspace, project, tmp_path, "jsonl")))
    assert head["task_categories"] == [category]
    assert "It holds no labels." in text
    assert "No item was left out." in text
    assert "It is not split." in text
    assert "Nothing is known" in text


def test_every_provenance_has_its_words() -> None:
    assert set(PROVENANCE) == set(Provenance)


def test_a_dataset_that_is_cut_again_has_the_same_card(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 150, order="random")
    review(workspace, project, 200)
    plan = SplitPlan((("train", 0.7), ("validation", 0.2), ("test", 0.1)))
    report = exported(workspace, project, "hf", tmp_path / "one", split=plan)
    review(workspace, project, 40, seed=2)  # what came later changes nothing
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "two")
    assert again.again is True
    files = [one.path.relative_to(report.path) for one in report.files]
    assert len(files) == 4
    assert all((report.path / name).read_bytes() == (again.path / name).read_bytes() for name in files)
    assert card_of(workspace.datasets(project).find(str(report.number)).manifest) == (report.path / "README.md").read_text(
        "utf-8"
    )
