"""Exports and datasets by commands alone: what is printed, in words and as JSON, and what is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.core.cli.conftest import Cli

KEYS = {"dataset", "format", "records", "splits", "excluded", "sha256", "files"}


@pytest.fixture
def project(cli: Cli) -> str:
    rows = [(f"i{n}", f"text number {n * 7919}", "red" if n % 3 else "blue", f"c{n % 5}") for n in range(40)]
    path = cli.folder / "rows.csv"
    path.write_text("id,text,label,customer\n" + "".join(",".join(row) + "\n" for row in rows))
    cli.told("project", "create", "P", "--labels", "red,blue")
    cli.told("import", path, "--project", "P", "--text", "text", "--id", "id", "--label", "label", "--meta", "customer")
    return "P"


def test_an_export_prints_what_it_wrote(cli: Cli, project: str, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    done = cli.json(
        "export", "--project", project, "--purpose", "classifier", "--format", "csv", "--out", out,
        "--split", "train=.8,test=.2", "--group", "customer", "--seed", "3",
    )  # fmt: skip
    assert done.keys() >= KEYS
    assert done["records"] == sum(done["splits"].values()) == 40 - sum(done["excluded"].values())
    assert [one["path"] for one in done["files"]] == [str(out)]
    manifest = json.loads(out.with_name("a.csv.manifest.json").read_text())
    assert (manifest["dataset"], manifest["sha256"], manifest["recipe"]["seed"]) == (done["dataset"], done["sha256"], 3)
    told = cli.told("export", "--project", project, "--format", "jsonl", "--out", tmp_path / "b.jsonl", "--filter", "label=red")
    assert "Wrote 26 records" in told
    assert "Left out: 14 filter." in told


def test_datasets_are_listed_shown_compared_and_cut_again(cli: Cli, project: str, tmp_path: Path) -> None:
    cli.told("export", "--project", project, "--format", "csv", "--out", tmp_path / "a.csv")
    cli.told("export", "--project", project, "--format", "csv", "--out", tmp_path / "b.csv", "--filter", "label=blue")
    listed = cli.json("dataset", "list")["datasets"]
    assert [(one["number"], one["format"], one["records"]) for one in listed] == [(2, "csv", 14), (1, "csv", 40)]
    assert "exchange" in cli.told("dataset", "list", "--project", project)
    shown = cli.json("dataset", "show", listed[0]["sha256"][:10])
    assert (shown["number"], shown["manifest"]["recipe"]["filter"]) == (2, {"labels": ["blue"]})
    assert cli.json("dataset", "diff", "2", "1") == cli.json("dataset", "diff", "2", "1", "--first", "100")
    changes = cli.json("dataset", "diff", "2", "1", "--first", "2")
    assert (changes["added"], changes["removed"], changes["same"], len(changes["items"])) == (26, 0, 14, 2)
    assert "26 added" in cli.told("dataset", "diff", "2", "1")
    again = cli.json("dataset", "recut", "1", "--out", tmp_path / "again.csv")
    assert again["same"] is True
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()
    assert "the same as the first time" in cli.told("dataset", "recut", "2", "--out", tmp_path / "again2.csv")


def test_the_safe_mode_and_settings_are_read(cli: Cli, project: str, tmp_path: Path) -> None:
    path = cli.folder / "more.csv"
    path.write_text("id,text,label\n=cmd(),=1+1,red\n")
    cli.told("import", path, "--project", project, "--text", "text", "--id", "id", "--label", "label")
    for words, cell in (((), "=cmd(),=1+1"), (("--safe",), "'=cmd(),'=1+1"), (("--set", "safe=yes"), "'=cmd(),'=1+1")):
        cli.told("export", "--project", project, "--out", tmp_path / "a.csv", *words)
        assert (tmp_path / "a.csv").read_text().splitlines()[-1].startswith(cell)
    assert cli.json("export", "--project", project, "--out", tmp_path / "a.csv", "--safe")["losses"] == {"marked_cells": 2}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--purpose", "nonsense"), "There is no purpose called 'nonsense'"),
        (("--purpose", "audit"), "not made for the purpose 'audit'"),
        (("--format", "nonsense"), "There is no format called 'nonsense'"),
        (("--split", "train=.8"), "do not add up to 1"),
        (("--provenance", "blind,guessed"), "There is no provenance called 'guessed'"),
        (("--purpose", "evaluate", "--for", "v7"), "No prompt version and no model"),
        (("--set", "colour=red"), "has no setting 'colour'"),
        (("--set", "safe=perhaps"), "safe is yes or no"),
        (("--group", "customer"), "but no split"),
        (("--split", "a=.5,b=.5", "--group", "nope"), "No item of this dataset has metadata called 'nope'"),
        (("--disagreement", "dice"), "There is no way to settle disagreement called 'dice'"),
    ],
)
def test_what_cannot_be_is_refused(cli: Cli, project: str, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    done = cli.run("export", "--project", project, "--out", tmp_path / "a.csv", *words)
    assert done.status == 2
    assert sentence in done.err
    assert list(tmp_path.glob("a.csv*")) == []


def test_a_dataset_that_is_not_there_is_refused(cli: Cli, project: str, tmp_path: Path) -> None:
    assert cli.told("dataset", "list") == "No dataset was cut yet.\n"
    for words in (("show", "1"), ("diff", "1", "2"), ("recut", "1", "--out", tmp_path / "x")):
        done = cli.run("dataset", *words)
        assert (done.status, "There is no dataset" in done.err) == (2, True)


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_table_of_items_without_ids_comes_in_again_and_adds_nothing(cli: Cli, tmp_path: Path, name: str) -> None:
    path = cli.folder / "plain.csv"
    path.write_text("text,label,customer\none text,red,a\none text,red,a\nanother,blue,b\n")
    cli.told("project", "create", "Q", "--labels", "red,blue")
    cli.told("import", path, "--project", "Q", "--text", "text", "--label", "label", "--meta", "customer")
    out = tmp_path / f"a.{name}"
    cli.told("export", "--project", "Q", "--format", name, "--out", out)
    again = cli.json("import", out, "--project", "Q")
    assert (again["known"], again["added"], again["rejected"]) == (3, 0, 0)
    cli.told("project", "create", "R", "--labels", "red,blue")
    assert cli.json("import", out, "--project", "R")["added"] == 3
    cli.told("export", "--project", "R", "--format", "jsonl", "--out", tmp_path / "r.jsonl")
    held = [json.loads(line)["metadata"] for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert held == [{"customer": "a"}, {"customer": "a"}, {"customer": "b"}]
