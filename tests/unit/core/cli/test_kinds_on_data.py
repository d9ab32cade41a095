"""Every kind with real data, from a file to a dataset, by commands alone: import, suggest, rehearse, export, compare with the gold."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from core.domain.kinds import kind_of
from core.storage.items import walk_items
from core.storage.projection import counters
from core.workspace import Workspace
from tests.unit.core.cli.conftest import Cli

DATA = Path(__file__).resolve().parents[3] / "data" / "kinds"


@dataclass(frozen=True, slots=True)
class Case:
    """A file, how it is imported, and what is known of it. `models`: whose answers are in the file."""

    file: str
    kind: str
    mapping: tuple[str, ...]
    items: int
    models: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    rejected: int = 0


_SUGGESTERS = """SELECT DISTINCT g.name FROM decision d JOIN suggestion s ON s.seq = d.suggestion_seq
JOIN suggester g ON g.seq = s.suggester_seq"""

CASES = {
    "goemotions": Case("goemotions.csv", "choices", ("--text", "text", "--id", "id", "--gold", "labels"), 60),
    "retail": Case(
        "retail.csv",
        "choice",
        ("--text", "title", "--join", "description", "--id", "id", "--gold", "label_l2", "--meta", "price"),
        60,
    ),
    "wnut17": Case("wnut17.jsonl", "spans", ("--text", "text", "--id", "id", "--gold", "spans"), 60),
    "d2t": Case(
        "d2t.jsonl",
        "spans",
        (
            *("--text", "text", "--id", "id", "--gold", "human[0]"),
            *("--suggestion", "llm.gpt4o=gpt-4o", "--suggestion", "llm.claude-3-7-sonnet=claude-3-7-sonnet"),
        ),
        20,
        ("gpt-4o", "claude-3-7-sonnet"),
    ),
    "tofueval": Case(
        "tofueval.csv",
        "choice",
        ("--text", "text", "--id", "id", "--gold", "label", "--meta", "topic", "--meta", "model_name"),
        60,
    ),
    "summedits": Case(
        "summedits.jsonl",
        "choice",
        (
            *("--text", "summary", "--name", "summary", "--id", "id", "--gold", "label"),
            *("--document-file", str(DATA / "summedits_docs.jsonl"), "--on", "doc_id", "--document", "doc"),
        ),
        30,
    ),
    "pandalm": Case(
        "pandalm.csv",
        "preference",
        (
            *("--text", "instruction", "--id", "id", "--gold", "human_majority", "--part", "input=input"),
            *("--candidate", "response_1", "--candidate", "response_2", "--suggestion", "gpt35_verdict=gpt-3.5"),
            *("--reason", "gpt35_verdict=gpt35_reason", "--suggestion", "pandalm7b_verdict=pandalm-7b"),
        ),
        60,
        ("gpt-3.5", "pandalm-7b"),
    ),
    "crosswoz": Case(
        "crosswoz.csv",
        "choices",
        ("--text", "text", "--id", "id", "--gold", "labels", "--part", "previous_system_turn=previous_system_turn"),
        60,
    ),
}


def imported(cli: Cli, name: str) -> dict[str, object]:
    """Make the project like its file and import it."""
    case = CASES[name]
    path = cli.folder / case.file
    path.write_bytes((DATA / case.file).read_bytes())
    cli.told("project", "create", name, "--like", path, "--order", "imported")
    return cli.json("import", path, "--project", name, *case.mapping)


@pytest.mark.parametrize("name", sorted(CASES))
def test_from_a_file_to_a_dataset_that_says_what_the_gold_says(cli: Cli, name: str) -> None:
    case = CASES[name]
    report = imported(cli, name)
    assert isinstance(report["added"], int)
    assert isinstance(report["rejected"], int)
    assert report["added"] + report["rejected"] == case.items
    assert report["rejected"] <= case.items // 5  # pandalm: no majority, an empty candidate
    done = cli.json("rehearse", "--project", name, "--keep")
    assert done["decisions"] + done["without_gold"] == report["added"]
    shown = [row for row in exported(cli, name, "csv") if row["reviewer"] == "rehearsal"]
    listed = [row for row in exported(cli, name, "jsonl") if row["reviewer"] == "rehearsal"]
    assert [row["item_id"] for row in shown] == [row["item_id"] for row in listed]
    compare_with_gold(cli, name, shown, listed)
    assert cli.json("check")["clean"]


def exported(cli: Cli, name: str, form: str) -> list[dict[str, object]]:
    """The records of an export, read by Python's own reader."""
    out = cli.folder / f"{name}.{form}"
    cli.told("export", "--project", name, "--out", out, "--format", form)
    text = out.read_text(encoding="utf-8")
    if form == "jsonl":
        return [orjson.loads(line) for line in text.splitlines()]
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def compare_with_gold(cli: Cli, name: str, shown: list[dict[str, object]], listed: list[dict[str, object]]) -> None:
    """What was decided by gold is what comes out, in both formats."""
    with Workspace(cli.workspace) as workspace, workspace.read.connect() as connection:
        project = workspace.project(name)
        kind = kind_of(project.task.kind)
        gold = {item.shown_id: item.gold for items in walk_items(connection, project.seq) for item in items}
        decided = counters(connection, project.seq)["decided"]
    assert decided == len(shown) == len(listed) > 0
    for cell, value in zip(shown, listed, strict=True):
        want = gold[str(cell["item_id"])]
        parsed = kind.parse(str(cell["label"]), project.task)
        assert parsed is not None
        assert kind.equal(parsed, want)
        assert kind.equal(value["label"], want)  # pyright: ignore[reportArgumentType] - read from JSON


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.models])
def test_real_answers_of_models_are_proposed_and_judged(cli: Cli, name: str) -> None:
    report = imported(cli, name)
    assert isinstance(report["suggestions"], int)
    assert report["suggestions"] > 0
    done = cli.json("rehearse", "--project", name, "--keep")
    assert done["accepted"] + done["corrected"] > 0
    with Workspace(cli.workspace) as workspace, workspace.read.connect() as connection:
        rows = connection.exec_driver_sql(_SUGGESTERS)
        assert CASES[name].models[0] in {row[0] for row in rows}


def test_labels_of_sets_have_a_column_each(cli: Cli) -> None:
    imported(cli, "goemotions")
    cli.json("rehearse", "--project", "goemotions", "--keep", "--decisions", "20")
    rows = exported(cli, "goemotions", "csv")
    for row in rows:
        ticked = {name for name, value in row.items() if value == "1" and name not in ("sample_weight", "item_id")}
        assert ticked == set(str(row["label"]).split("|"))


def test_a_text_edit_is_small_or_a_correction(cli: Cli) -> None:
    path = cli.folder / "ragas.json"
    path.write_bytes((DATA / "ragas.json").read_bytes())
    cli.told("project", "create", "ragas", "--like", path, "--order", "imported")
    report = cli.json("import", path, "--project", "ragas", "--guess")
    assert (report["added"], report["suggestions"]) == (12, 12)
    done = cli.json("rehearse", "--project", "ragas", "--keep")
    assert done["accepted"] + done["corrected"] + done["answered"] == done["decisions"] > 0
    rows = exported(cli, "ragas", "jsonl")
    assert all(isinstance(row["label"], str) and row["label"] for row in rows)


def test_the_document_of_a_summary_stands_beside_it(cli: Cli) -> None:
    imported(cli, "summedits")
    with Workspace(cli.workspace) as workspace, workspace.read.connect() as connection:
        items = [item for batch in walk_items(connection, workspace.project("summedits").seq) for item in batch]
    assert all(len(item.content.parts) == 1 and item.content.parts[0].text for item in items)
    assert {item.content.name for item in items} == {"summary"}
