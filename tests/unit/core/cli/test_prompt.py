"""Prompts by command: added, listed, shown, compared, made live, rolled back; nothing wrong is saved."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.unit.core.cli.conftest import Cli


def connected(cli: Cli, items: int = 6) -> None:
    """A project with items, and a model that needs no server as long as nobody calls it."""
    cli.colours(items)
    cli.told("model", "add", "fake", "--model", "openai/fake-1", "--base-url", "http://127.0.0.1:9/v1")


def add(cli: Cli, *more: str | Path) -> int:
    return int(cli.json("prompt", "add", "--project", "Colours", "--model", "fake", *more)["version"])


def prompt(cli: Cli, command: str, *more: str) -> str:
    return cli.told("prompt", command, "--project", "Colours", *more)


def content(cli: Cli, version: int) -> dict[str, Any]:
    return cli.json("prompt", "show", "--project", "Colours", str(version))["content"]


def test_a_prompt_is_added_but_not_live_until_it_is_said(cli: Cli) -> None:
    connected(cli)
    assert prompt(cli, "list").startswith("There is no prompt yet; the built-in suggester suggests.")
    told = prompt(cli, "add", "--model", "fake", "--note", "the first")
    assert told.splitlines() == [
        "Saved v1 for 'Colours', by fake (openai/fake-1).",
        "It is not live. countersign prompt activate --project Colours v1 makes it so.",
    ]
    (row,) = cli.json("prompt", "list", "--project", "Colours")["versions"]
    assert (row["version"], row["live"], row["model"], row["note"]) == (1, False, "openai/fake-1", "the first")
    assert (row["suggested"], row["judged"], row["accepted"]) == (0, 0, 0)
    assert "This prompt is there already: v1" in prompt(cli, "add", "--model", "fake")
    second = cli.json("prompt", "add", "--project", "Colours", "--model", "fake", "--rationale", "--activate", "--parent", "v1")
    assert (second["version"], second["parent"], second["live"], second["new"]) == (2, 1, True, True)
    assert [line.partition(":")[0] for line in prompt(cli, "list").splitlines()] == ["v1", "v2 (live)"]


def test_a_version_is_made_live_and_rolled_back_in_one_command(cli: Cli) -> None:
    connected(cli)
    add(cli)
    add(cli, "--rationale")
    activate = ("prompt", "activate", "--project", "Colours")
    assert cli.json(*activate, "v1") == {"project": "Colours", "live": 1, "before": None}
    assert cli.json(*activate, "2") == {"project": "Colours", "live": 2, "before": 1}
    assert cli.told(*activate, "V1") == "In 'Colours' v1 suggests from now on; before, v2 did.\n"
    assert cli.json(*activate, "builtin") == {"project": "Colours", "live": None, "before": 1}
    assert not any(row["live"] for row in cli.json("prompt", "list", "--project", "Colours")["versions"])


def test_a_prompt_is_shown_as_it_will_be_sent_for_an_item(cli: Cli) -> None:
    connected(cli)
    add(cli, "--activate")
    text = (cli.folder / "colours.csv").read_text(encoding="utf-8").splitlines()[4].split(",")[1]
    told = prompt(cli, "show", "v1", "--item", "n3")
    assert told.startswith("v1 (live), openai/fake-1 by fake\n")
    assert "--- system ---\n" in told
    assert "\n- red\n" in told
    assert text in told.partition("--- user ---")[2]
    shown = cli.json("prompt", "show", "--project", "Colours", "--item", "n3")
    assert text in shown["messages"][-1]["content"]
    assert sum(shown["sections"].values()) == shown["tokens"] > 50
    assert f"{shown['tokens']:,} tokens: instructions {shown['sections']['instructions']}" in told
    assert (shown["content"]["model"], shown["content"]["max_tokens"]) == ("openai/fake-1", 512)
    assert text not in prompt(cli, "show", "--item", "n2")


def test_a_prompt_can_be_shown_without_an_item_and_after_its_model_is_gone(cli: Cli) -> None:
    connected(cli)
    cli.told("project", "create", "Empty", "--labels", "a,b")
    cli.told("prompt", "add", "--project", "Empty", "--model", "fake")
    assert cli.told("prompt", "show", "--project", "Empty", "1").startswith("=== system ===\n")
    assert "messages" not in cli.json("prompt", "show", "--project", "Empty", "1")
    add(cli)
    cli.told("model", "remove", "fake")
    assert "--- user ---" in prompt(cli, "show", "1")
    assert "no model called 'fake'" in cli.refused("prompt", "activate", "--project", "Colours", "1")


def test_a_template_that_was_printed_makes_the_same_prompt(cli: Cli) -> None:
    connected(cli)
    add(cli)
    file = cli.folder / "p.jinja"
    file.write_text(prompt(cli, "show", "1", "--template"), encoding="utf-8")
    assert add(cli, "--template", file) == 1
    file.write_text(file.read_text(encoding="utf-8").replace("fits the item best", "fits"), encoding="utf-8")
    assert add(cli, "--template", file, "--parent", "1") == 2
    assert "-Choose the one label that fits the item best." in prompt(cli, "diff", "2")


def test_versions_are_compared_with_each_other_their_parent_or_the_live_one(cli: Cli) -> None:
    connected(cli)
    add(cli, "--param", "temperature=0")
    add(cli, "--parent", "1", "--shots", "8", "--max-tokens", "200")
    add(cli, "--candidates", "2")
    diff = ("prompt", "diff", "--project", "Colours")
    found = cli.json(*diff, "2")
    assert (found["from"], found["to"], found["same"]) == (1, 2, False)
    changed = {one["path"]: (one["old"], one["new"]) for one in found["fields"]}
    assert changed == {"examples.by": ("none", "stratified"), "max_tokens": (512, 200)}
    told = cli.told(*diff, "v2")
    assert told == 'From v1 to v2:\nexamples.by: "none" -> "stratified"\nmax_tokens: 512 -> 200\n'
    assert cli.json(*diff, "2", "1")["fields"][1]["new"] == 512
    assert cli.json(*diff, "1", "1")["same"] is True
    assert "v3 was made from no other version, and no other is live. Name two versions." in cli.refused(*diff, "3")
    cli.told("prompt", "activate", "--project", "Colours", "1")
    assert cli.json(*diff, "3")["from"] == 1
    assert "no other is live" in cli.refused(*diff, "1")
    assert "Two versions can be compared, not more." in cli.refused(*diff, "1", "2", "3")


def test_what_is_said_of_a_prompt_is_what_it_holds(cli: Cli) -> None:
    connected(cli)
    words = "--shots 12 --shots-by nearest --shots-form outputs --seed 7 --rationale --candidates 3 --input-format xml --max-tokens 99"
    made = content(cli, add(cli, *words.split(), "--param", "temperature=0.5", "--param", "top_p=1"))
    examples: dict[str, Any] = {"by": "nearest", "n": 12, "form": "outputs", "seed": 7, "token_budget": 1500, "items": []}
    assert (made["examples"], made["candidates"], made["input_format"]) == (examples, 3, "xml")
    assert (made["max_tokens"], made["params"]) == (99, {"temperature": 0.5, "top_p": 1})
    child = content(cli, add(cli, "--parent", "1", "--no-rationale", "--param", "top_p=null", "--shots", "0"))
    assert child["params"] == {"temperature": 0.5}
    assert (made["contract"] != child["contract"], child["candidates"]) == (True, 3)
    assert child["examples"]["by"] == "none"


@pytest.mark.parametrize(
    ("words", "by", "n"),
    [
        ("", "none", 8),
        ("--shots 6", "stratified", 6),
        ("--shots-by nearest", "nearest", 8),
        ("--shots 5 --shots-by proportional", "proportional", 5),
        ("--shots 0 --shots-by nearest", "none", 0),
        ("--shots-by none", "none", 8),
        ("--examples n1,n2", "fixed", 2),
        ("--examples n2,n1,n2 --shots-by fixed", "fixed", 2),
    ],
)
def test_a_number_alone_means_stratified_and_names_alone_mean_fixed(cli: Cli, words: str, by: str, n: int) -> None:
    connected(cli)
    examples = content(cli, add(cli, *words.split()))["examples"]
    assert (examples["by"], examples["n"], len(examples["items"])) == (by, n, 2 if by == "fixed" else 0)


def test_few_examples_are_discouraged_in_a_sentence(cli: Cli) -> None:
    connected(cli)
    assert "Fewer than 5 examples are discouraged" in prompt(cli, "add", "--model", "fake", "--shots", "4")
    assert "discouraged" not in prompt(cli, "add", "--model", "fake", "--shots", "5")
    assert cli.json("prompt", "add", "--project", "Colours", "--model", "fake", "--shots", "5")["advice"] == []


def test_fixed_examples_are_sent_once_they_are_decided(cli: Cli) -> None:
    connected(cli, 40)
    cli.told("rehearse", "--project", "Colours", "--decisions", "20", "--keep")
    cli.told("export", "--project", "Colours", "--out", "labels.csv")
    with (cli.folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        decided = [row["item_id"] for row in csv.DictReader(file) if row["label_source"] == "assisted"]
    add(cli, "--examples", f"{decided[2]},{decided[0]},n39")
    shown = cli.json("prompt", "show", "--project", "Colours", "1", "--item", "n38")
    assert [one["why"] for one in shown["examples"]] == ["fixed", "fixed"]
    sent = shown["messages"][-1]["content"]
    assert {name for name, text in texts_of(cli).items() if text in sent} == {decided[2], decided[0], "n38"}
    assert prompt(cli, "show", "1", "--item", "n38").count(" (fixed)") == 2


def texts_of(cli: Cli) -> dict[str, str]:
    """What the items say, by their ids."""
    with (cli.folder / "colours.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["text"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add --model nobody", "There is no model called 'nobody'. Known: fake."),
        ("add --model fake --template nope.jinja", "nope.jinja cannot be read"),
        ("add --model fake --template bad.jinja", "line 2"),
        ("add --model fake --template gold.jinja", "holds known answers, which are never in a prompt"),
        ("add --model fake --template empty.jinja", "The template file has text outside its messages"),
        ("add --model fake --shots 65", "A prompt holds 0 to 64 examples."),
        ("add --model fake --shots -1", "A prompt holds 0 to 64 examples."),
        ("add --model fake --shots-by luck", "--shots-by knows no 'luck'. Nothing was changed. Known: none, fixed,"),
        ("add --model fake --shots-by fixed", "Examples chosen by name need their names."),
        ("add --model fake --shots-by nearest --examples n1", "Examples are named for --shots-by fixed alone."),
        ("add --model fake --examples nobody", "There is no item with this id"),
        ("add --model fake --shots-form odd", "--shots-form knows no 'odd'."),
        ("add --model fake --input-format pdf", "--input-format knows no 'pdf'."),
        ("add --model fake --candidates 5", "A prompt gives 1 to 4 candidates."),
        ("add --model fake --max-tokens 0", "A reply can have 1 to 32,000 tokens."),
        ("add --model fake --param api_key=1", "A parameter cannot hold a key"),
        ("add --model fake --parent 9", "There is no prompt version v9 in this project."),
        ("add --model fake --parent x", "'x' is no prompt version."),
        ("add", "Missing option '--model'"),
        ("show", "No prompt is live in this project; the built-in suggester is. Name a version;"),
        ("show 2", "There is no prompt version v2 in this project. Known: v1."),
        ("show 1 --item nobody", "There is no item with this id"),
        ("diff", "Missing argument 'versions'"),
        ("diff 0", "'0' is no prompt version."),
        ("activate 7", "There is no prompt version v7"),
        ("activate 99999999999999999999", "is no prompt version."),
        ("activate", "Missing argument 'version'"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_saved(cli: Cli, words: str, says: str) -> None:
    connected(cli)
    add(cli)
    (cli.folder / "bad.jinja").write_text("{{ input }}\n{% if %}")
    (cli.folder / "gold.jinja").write_text("{{ input }} {{ metadata.gold }}")
    (cli.folder / "empty.jinja").write_text("text\n=== user ===\n{{ input }}")
    command, *rest = words.split()
    assert says in cli.refused("prompt", command, "--project", "Colours", *rest)
    assert len(cli.json("prompt", "list", "--project", "Colours")["versions"]) == 1
