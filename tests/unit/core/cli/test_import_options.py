"""`countersign import` with parts, candidates, suggestions, documents, guesses and files of settings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.content import Content
from tests.unit.core.cli.conftest import Cli
from tests.unit.core.ingest.conftest import find


def copied(cli: Cli, name: str) -> Path:
    target = cli.folder / name
    target.write_bytes(find(name).read_bytes())
    return target


def query(cli: Cli, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cli.workspace)) as connection:
        return connection.execute(sql).fetchall()


def first_content(cli: Cli) -> Content:
    text, parts = query(cli, "SELECT text, parts FROM item_content ORDER BY item_seq LIMIT 1")[0]
    return Content.of(text, None if parts is None else orjson.loads(parts), {})


def test_candidates_and_judges_by_options(cli: Cli) -> None:
    path = copied(cli, "pairwise_pandalm_3annotators.csv")
    cli.json("project", "create", "P", "--kind", "preference")
    report = cli.json(
        *("import", path, "--project", "P", "--text", "instruction", "--id", "id", "--gold", "human_majority"),
        *("--part", "input=input", "--candidate", "response_1", "--candidate", "response_2:markdown", "--meta", "annotator1"),
        *("--suggestion", "gpt35_verdict=gpt35", "--suggestion", "pandalm7b_verdict", "--reason", "gpt35_verdict=gpt35_reason"),
    )
    assert report["added"] > 30
    assert report["suggestions"] == 2 * report["added"]
    content = first_content(cli)
    assert [(part.name, part.form.value, part.candidate) for part in content.parts] == [
        ("input", "text", False),
        ("response_1", "text", True),
        ("response_2", "markdown", True),
    ]
    names = query(cli, "SELECT name FROM suggester WHERE kind = 'import' ORDER BY name")
    assert names == [("gpt35",), ("pandalm7b_verdict",)]
    assert query(cli, "SELECT count(*) > 0 FROM free_text WHERE role = 'rationale'") == [(1,)]


def test_a_document_of_a_second_file(cli: Cli) -> None:
    path, docs = copied(cli, "factual_summedits_sales_email.jsonl"), copied(cli, "factual_summedits_sales_email_docs.jsonl")
    cli.json("project", "create", "P", "--labels", "consistent,inconsistent", "--option", "preset=yes_no")
    words = ("import", path, "--project", "P", "--text", "summary", "--name", "summary", "--id", "id", "--gold", "label")
    report = cli.json(*words, "--document-file", docs, "--on", "doc_id", "--document", "doc")
    assert (report["rejected"], report["added"] > 20) == (0, True)
    content = first_content(cli)
    assert (content.name, content.parts[0].name, content.parts[0].text[:8]) == ("summary", "document", "Subject:")
    assert "--document-file and --on" in cli.refused(*words, "--document-file", docs)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("multilabel_goemotions.csv", "choices"),
        ("ecommerce_products_hier.csv", "choice"),
        ("spans_wnut17.jsonl", "spans"),
        ("hitl_ragas_annotated_helpfulness.json", "text"),
        ("spans_d2t_gsmarena_human_vs_6llms.jsonl", "spans"),
    ],
)
def test_a_project_like_a_file_takes_the_file_by_a_guess(cli: Cli, name: str, kind: str) -> None:
    path = copied(cli, name)
    cli.json("project", "create", "P", "--like", path)
    report = cli.json("import", path, "--project", "P", "--guess")
    assert (report["rejected"], report["failed_suggestions"]) == (0, 0)
    assert report["added"] > 7
    assert report["why"]
    assert query(cli, "SELECT json_extract(task, '$.kind') FROM project") == [(kind,)]
    again = cli.told("import", path, "--project", "P")
    assert again.startswith(f"0 new, {report['added']:,} known")
    told = cli.told("import", path, "--project", "P", "--guess")
    assert told.startswith("Guessed: “")


def test_what_is_said_overrules_what_is_guessed(cli: Cli) -> None:
    path = copied(cli, "multilabel_goemotions.csv")
    cli.json("project", "create", "P", "--like", path)
    report = cli.json("import", path, "--project", "P", "--guess", "--gold", "labels")
    assert (report["mapping"]["gold"], report["mapping"]["label"], report["mapping"]["external_id"]) == ("labels", None, "id")


def test_a_mapping_in_a_file(cli: Cli) -> None:
    path, mapping = copied(cli, "zh_crosswoz_user_intents_multilabel.csv"), cli.folder / "mapping.yaml"
    mapping.write_text(
        "text: text\nexternal_id: id\nparts:\n  - {column: previous_system_turn, name: before}\n", encoding="utf-8"
    )
    cli.json("project", "create", "P", "--kind", "choices", "--labels", "a,b")
    assert cli.json("import", path, "--project", "P", "--mapping", mapping)["added"] >= 40
    assert first_content(cli).parts[0].name == "before"
    mapping.write_text("text: text\ncolour: red\n", encoding="utf-8")
    assert "Line 1 of mapping.yaml" in cli.refused("import", path, "--project", "P", "--mapping", mapping)


def test_without_a_word_about_the_text_it_is_refused(cli: Cli) -> None:
    path = copied(cli, "spans_wnut17.jsonl")
    cli.json("project", "create", "P", "--labels", "a,b")
    assert "--text" in cli.refused("import", path, "--project", "P")
    for words in (("--form", "poem"), ("--score", "x=y"), ("--part", "a=nope")):
        assert cli.refused("import", path, "--project", "P", "--text", "text", *words)
