"""`countersign source`, `countersign traces`, and the options of `countersign import` that name a source or a model."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.domain.json import JsonValue
from tests.unit.core.cli.conftest import Cli
from tests.unit.core.ingest.conftest import COPIES
from tests.unit.core.ingest.formats.test_traces import SENT


def query(cli: Cli, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cli.workspace)) as connection:
        return connection.execute(sql).fetchall()


def rows(cli: Cli, n: int = 3) -> Path:
    return cli.table("items.csv", [("id", "text", "said", "sure"), *((f"n{at}", f"text {at}", "red", "0.9") for at in range(n))])


def test_terms_of_a_source_from_the_import_to_the_list(cli: Cli) -> None:
    cli.json("project", "create", "P", "--labels", "red,blue")
    words = ("import", rows(cli), "--project", "P", "--text", "text", "--id", "id")
    report = cli.json(*words, "--source", "a partner", "--uses", "training, review", "--retain-until", "2031-12-31")
    assert (report["source"], report["added"]) == ("a partner", 3)
    assert cli.json("source", "list", "--project", "P") == {
        "sources": [
            {"name": "a partner", "uses": ["review", "training"], "retain_until": "2031-12-31", "items": 3, "annotations": 0}
        ]
    }
    told = cli.told("source", "list", "--project", "P")
    assert told == "a partner: 3 items; review, training until the end of 2031-12-31.\n"
    assert cli.json(*words, "--source", "a partner")["known"] == 3
    assert cli.json("source", "list", "--project", "P")["sources"][0]["uses"] == ["review", "training"]


def test_terms_are_set_anew_and_what_is_not_named_stays(cli: Cli) -> None:
    cli.colours(3)
    here = ("source", "set", "colours.csv", "--project", "Colours")
    assert cli.told(*here, "--uses", "none", "--retain-until", "2020-01-01").endswith(
        "no use until the end of 2020-01-01 (over).\n"
    )
    assert cli.json(*here, "--uses", "all")["retain_until"] == "2020-01-01"
    assert cli.told(*here, "--no-end") == "colours.csv: 3 items; every use.\n"
    assert query(cli, "SELECT count(*) FROM source_terms") == [(3,)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--uses", "reviewing"), "There is no use called 'reviewing'."),
        (("--uses", ","), "There is no use called ','."),
        (("--retain-until", "soon"), "'soon' is no date."),
        (("--retain-until", "2027-01-01", "--no-end"), "say opposite things"),
    ],
)
def test_odd_terms_are_refused(cli: Cli, words: tuple[str, ...], told: str) -> None:
    cli.colours(3)
    assert told in cli.refused("source", "set", "colours.csv", "--project", "Colours", *words)
    assert "There is no source called 'x'" in cli.refused("source", "set", "x", "--project", "Colours", "--uses", "all")
    assert query(cli, "SELECT count(*) FROM source_terms") == [(0,)]


def test_the_predictions_of_one_model(cli: Cli) -> None:
    cli.json("project", "create", "P", "--labels", "red,blue")
    words = ("import", rows(cli), "--project", "P", "--text", "text", "--id", "id")
    report = cli.json(*words, "--prediction", "said", "--score", "sure", "--model", "small-3")
    assert report["suggestions"] == 3
    assert query(
        cli, "SELECT DISTINCT g.name, s.answer, s.raw FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq"
    ) == [("small-3", '"red"', 0.9)]
    assert "Name their column with --prediction" in cli.refused(*words, "--model", "small-3")
    both = cli.json(*words, "--prediction", "said", "--suggestion", "said=other", "--score", "sure", "--model", "small-3")
    assert both["suggestions"] == 0  # the column has one name, and that model said the same before


@pytest.mark.parametrize("word", ["--as", "--format"])
def test_a_file_of_another_tool_says_itself_what_is_what(cli: Cli, word: str) -> None:
    source = COPIES / "formats" / "label_studio" / "server__tasks_annotations_predictions.json"
    (cli.folder / "tasks.json").write_bytes(source.read_bytes())
    cli.json("project", "create", "P", "--labels", "class_A,class_TESTING")
    report = cli.json("import", "tasks.json", "--project", "P", word, "label_studio")
    assert (report["added"], report["annotations"], report["suggestions"], report["failed_suggestions"]) == (6, 4, 3, 1)
    told = cli.told("import", "tasks.json", "--project", "P", word, "label_studio")
    assert told.startswith("0 new, 6 known")
    assert "annotations" not in told
    assert "4 annotations" in cli.told("source", "list", "--project", "P")


def test_as_also_names_a_reader(cli: Cli) -> None:
    (cli.folder / "odd.dat").write_text("text;gold\nx;red\n", encoding="utf-8")
    cli.json("project", "create", "P", "--labels", "red,blue")
    assert cli.json("import", "odd.dat", "--project", "P", "--as", "csv", "--text", "text")["added"] == 1
    assert "no format named 'brat'" in cli.refused("import", rows(cli), "--project", "P", "--as", "brat", "--text", "text")


def traffic(cli: Cli) -> Path:
    def call(n: int, scores: JsonValue) -> JsonValue:
        ids: dict[str, JsonValue] = {"id": f"o{n}", "traceId": "t", "type": "GENERATION", "model": "gpt-x"}
        return {**ids, "input": SENT, "output": f"Reply {n}.", "scores": scores}

    thumbs: list[JsonValue] = [[{"name": "user-feedback", "value": n % 2, "comment": "Hm."}] if n < 40 else [] for n in range(60)]
    path = cli.folder / "traffic.jsonl"
    path.write_text("\n".join(json.dumps(call(n, scores)) for n, scores in enumerate(thumbs)), encoding="utf-8")
    return path


def test_a_queue_of_real_traffic_is_one_command_away(cli: Cli) -> None:
    report = cli.json("traces", traffic(cli), "--project", "Traffic", "--uses", "review")
    assert (report["made"], report["added"], report["suggestions"], report["signals"]) == (True, 60, 60, 40)
    told = query(cli, "SELECT origin, name, value, count(*), count(suggestion_seq) FROM outside_signal GROUP BY 1, 2, 3")
    assert told == [("langfuse:user-feedback", "user-feedback", value, 20, 20) for value in (-1.0, 1.0)]
    queues = {one["name"]: one["count"] for one in cli.json("queue", "list", "--project", "Traffic")["queues"]}
    assert queues["To review"] == 60
    waiting = "SELECT count(*) FROM item i JOIN outside_signal o ON o.item_seq = i.seq WHERE i.sample <> 'blind' AND o.value "
    assert queues["Thumbs down"] == query(cli, waiting + "< 0")[0][0]  # of blind items nothing is told before they are answered
    down = cli.json("items", "list", "--project", "Traffic", "--filter", "feedback=down", "--limit", "60")
    assert down["count"] == queues["Thumbs down"]
    assert all(int(one["id"][1:]) % 2 == 0 for one in down["items"])
    assert (
        cli.json("items", "list", "--project", "Traffic", "--filter", "feedback=up")["count"] == query(cli, waiting + "> 0")[0][0]
    )
    assert cli.json("source", "list", "--project", "Traffic")["sources"][0]["uses"] == ["review"]


def test_more_traffic_goes_into_the_same_project(cli: Cli) -> None:
    assert cli.told("traces", traffic(cli), "--project", "Traffic").startswith("Made the project 'Traffic'. 60 new")
    again = cli.told("traces", traffic(cli), "--project", "Traffic")
    assert again.startswith("0 new, 60 known")
    assert "signals" not in again


def test_what_is_no_trace_is_refused_and_makes_no_project(cli: Cli) -> None:
    assert "holds no calls of models" in cli.refused("traces", rows(cli), "--project", "Traffic")
    assert not cli.workspace.exists()
