"""What a user does wrong: exit status 2 and one line that says what and why, never a traceback."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import core.workspace
from core.runtime.log import log_file
from tests.unit.core.cli.conftest import Cli, assert_one_line


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("stats --project Nowhere", "There is no project called 'Nowhere'. Known: Colours."),
        ("suggest --project Nowhere", "no project called"),
        ("rehearse --project Nowhere", "no project called"),
        ("export --project Nowhere --out a.csv", "no project called"),
        ("erase --project Nowhere --id 1 --why asked", "no project called"),
        ("erase --project Colours --id nobody --why asked", "There is no item with this id"),
        ("erase --project Colours --id n1", "Missing option '--why'"),
        ("project rename Nowhere Else", "no project called"),
        ("project archive Nowhere", "no project called"),
        ("project delete Nowhere --yes", "no project called"),
        ("project create Colours --labels a,b", "There is already a project called 'Colours'."),
        ("project create New", "This task needs at least two labels"),
        ("project create New --labels a", "at least two labels"),
        ("project create New --labels ,,", "at least two labels"),
        ("project create New --labels a,b,a", "The label 'a' stands there twice."),
        ("project create New --labels a,b --labels-file labels.txt", "The labels are given twice."),
        ("project create New --labels-file nope.txt", "nope.txt cannot be read"),
        ("project create New --labels-file empty.txt", "at least two labels"),
        ("project create New --labels-file folder", "folder cannot be read"),
        ("project create New --labels-file latin1.txt", "latin1.txt is not UTF-8 text."),
        ("project create New --labels a,b --guidelines nope.md", "nope.md cannot be read"),
        ("project create New --labels a,b --order sideways", "There is no order called 'sideways'."),
        ("project create New --labels a,b --kind poem", "There is no kind of task called 'poem'."),
        ("project create New --labels a,b --seed 99999999999999999999", "Invalid value for '--seed'"),
        ("project create New --kind spans", "at least one label"),
        ("project create New --kind fields", "A record has 1 to 60 fields"),
        ("project create New --kind fields --field a:colour", "There is no type of field called 'colour'. Known: string, number"),
        ("project create New --labels a,b --option size=3", "There is no option 'size'."),
        ("project create New --labels a,b --option preset=maybe", "There is no preset 'maybe'."),
        ("project create New --labels a,b,c --option preset=yes_no", "A yes/no task has two labels"),
        ("project create New --from nope.yaml", "nope.yaml cannot be read"),
        ("project create New --from list.yaml", "Line 1 of list.yaml: a project is"),
        ("project create New --from list.yaml --labels a,b", "--from holds the whole task."),
        ("project create New --like nope.csv", "There is no file “nope.csv”"),
        ("project create New --like empty.txt", "is empty"),
        ("project show Nowhere --yaml", "no project called"),
        ("labels list --project Nowhere", "no project called"),
        ("labels add red --project Colours", "There is already a label 'red'."),
        ("labels rename red green --project Colours", "There is already a label 'green'."),
        ("labels rename lilac teal --project Colours", "There is no label 'lilac'. Nothing was changed. There are: red"),
        ("labels merge red red --project Colours", "cannot be merged into itself"),
        ("labels describe red --project Colours --colour beige", "There is no colour 'beige'."),
        ("labels describe red --project Colours --shortcut bb", "A label's shortcut is one character."),
        ("guidelines show 9 --project Colours", "There is no version 9 of the guidelines."),
        ("guidelines set nope.md --project Colours", "nope.md cannot be read"),
        ("queue show Mine --project Colours", "There is no queue called 'Mine'. Known: To review"),
        ("queue add Deferred --project Colours", "'Deferred' is a queue that every project has."),
        ("queue add Mine --project Colours --filter colour=red", "A filter knows no 'colour'. Known: status"),
        ("queue add Mine --project Colours --filter status=lost", "There is no state called 'lost'."),
        ("queue add Mine --project Colours --filter confidence=high", "A confidence is written as 0.9 or 0.5-0.9."),
        ("queue add Mine --project Colours --order sideways", "There is no order called 'sideways'."),
        ("queue delete Deferred --project Colours", "There is no saved queue called 'Deferred'."),
        ("items list --project Colours --sort beauty", "--sort knows no 'beauty'."),
        ("items list --project Colours --filter suggester=nobody", "There is no suggester called 'nobody' in this project."),
        ("items facets --project Nowhere", "no project called"),
        ("bulk accept --project Colours", "Missing option '--confidence'"),
        ("bulk accept --project Colours --confidence 2", "Invalid value for '--confidence'"),
        ("bulk accept --project Colours --confidence 0.9 --yes", "None of these items can be changed this way."),
        ("bulk label lilac --project Colours --yes", "'lilac' is no answer to this task."),
        ("bulk undo 7 --project Colours", "There is no action 7 in this project."),
        ("project", "Missing command. See countersign --help."),
        ("project list extra", "unexpected extra argument"),
        ("import nope.csv --project Colours --text text", "There is no file “nope.csv”"),
        ("import folder --project Colours --text text", "is a folder"),
        ("import empty.txt --project Colours --text text", "is empty"),
        ("import colours.csv --project Nowhere --text text", "no project called"),
        ("import colours.csv --project Colours --text question", "There is no column 'question'. There are: id, text, gold."),
        ("import colours.csv --project Colours --text text --meta channel", "There is no column 'channel'."),
        ("import colours.csv --project Colours --text text --encoding klingon", "klingon"),
        (
            "import colours.csv --project Colours --text text --format klingon",
            "There is no format named 'klingon'. Known: countersign, label_studio",
        ),
        ("import colours.csv --project Colours --mapping list.yaml", "Line 1 of list.yaml: a mapping is"),
        ("import colours.csv --project Colours --text text --part input", "There is no column 'input'."),
        ("import colours.csv --project Colours --text text --candidate response", "There is no column 'response'."),
        ("import colours.csv --project Colours --text text --score red=gold", "--score 'red=gold' belongs to no --suggestion."),
        ("import colours.csv --project Colours --text text --form poem", "There is no form 'poem'."),
        ("rehearse --project Colours --decisions 0", "Invalid value for '--decisions'"),
        ("rehearse --project Colours --order sideways", "There is no order called 'sideways'."),
        (
            "export --project Colours --format xml --out a.xml",
            "There is no format called 'xml'. Known: csv, jsonl, parquet, xlsx,",
        ),
        ("export --project Colours --out folder", "folder is a folder."),
        ("export --project Colours --out .", "is a folder."),
        ("export --project Colours --out empty.txt/a.csv", "cannot be written to"),
        ("export --project Colours --out home/default.countersign", "is the workspace itself"),
        ("backup empty.txt", "empty.txt is already there."),
        ("backup empty.txt/copy.countersign", "cannot"),
        ("restore nope.countersign", "nope.countersign is not there."),
        ("restore colours.csv", "colours.csv is damaged or is not a workspace."),
        ("--workspace empty.txt/a.countersign restore colours.csv", "cannot be opened"),
        ("--workspace nope.countersign stats --project Colours", "There is no workspace at nope.countersign."),
        ("--workspace nope.countersign check", "There is no workspace at nope.countersign."),
        ("--workspace nope.countersign backup copy.countersign", "There is no workspace at nope.countersign."),
        ("--workspace colours.csv stats --project Colours", "damaged or is not a workspace"),
        ("--workspace colours.csv backup copy.countersign", "damaged or is not a workspace"),
        ("--workspace folder project list", "cannot be written to"),
        ("--workspace empty.txt/a.countersign project list", "cannot be opened"),
        ("stats --project Colours --workspace", "--workspace"),
        ("demo", "countersign demo --terminal"),
        ("demo --terminal --folder .", "holds other files."),
        ("demo --terminal --folder empty.txt", "cannot be opened"),
        ("demo --terminal --decisions 0", "Invalid value for '--decisions'"),
        ("frobnicate", "No such command 'frobnicate'. See countersign --help."),
        ("", "Missing command."),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(cli: Cli, words: str, says: str) -> None:
    cli.colours(4)
    (cli.folder / "folder").mkdir()
    (cli.folder / "empty.txt").write_text(" \n")
    (cli.folder / "labels.txt").write_text("x\ny\n")
    (cli.folder / "list.yaml").write_text("- a\n")
    (cli.folder / "latin1.txt").write_bytes("café\nthé\n".encode("latin-1"))
    before = {path: path.read_bytes() for path in cli.folder.iterdir() if path.is_file()}
    assert says in cli.refused(*words.split())
    assert {path: path.read_bytes() for path in cli.folder.iterdir() if path.is_file()} == before


def test_a_project_without_gold_cannot_be_rehearsed(cli: Cli) -> None:
    cli.told("project", "create", "Plain", "--labels", "a,b")
    assert "No item of 'Plain' has gold" in cli.refused("rehearse", "--project", "Plain")


def test_a_first_import_has_to_say_which_column_is_the_text(cli: Cli) -> None:
    cli.colours(4)
    cli.told("project", "create", "Plain", "--labels", "red,green")
    assert "text" in cli.refused("import", "colours.csv", "--project", "Plain")
    assert cli.json("stats", "--project", "Plain")["items"] == 0


def test_an_item_is_erased_once_and_for_a_reason(cli: Cli) -> None:
    cli.colours(4)
    assert "An erasure needs a reason" in cli.refused("erase", "--project", "Colours", "--id", "n1", "--why", " ")
    assert cli.json("erase", "--project", "Colours", "--id", "n1", "--why", "asked for it") == {"erased": 1, "backups": 0}
    assert "erased before" in cli.refused("erase", "--project", "Colours", "--id", "n1", "--why", "asked again")
    assert cli.json("stats", "--project", "Colours")["erased"] == 1


def test_a_damaged_workspace_is_told_by_every_command(cli: Cli) -> None:
    cli.colours(50)
    size = cli.workspace.stat().st_size
    with cli.workspace.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 3))
    for words in (("check",), ("check", "--repair"), ("backup", "copy.countersign")):
        done = cli.run(*words)
        assert done.status == 2
        assert_one_line(done.err)
        assert "damaged" in done.err
    assert not (cli.folder / "copy.countersign").exists()


def test_a_bug_of_ours_is_one_line_and_the_log_holds_no_item_text(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.colours(4)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret question of a customer")

    monkeypatch.setattr(core.workspace.Workspace, "project", broken)
    before = list(logging.getLogger().handlers)
    try:
        done = cli.run("stats", "--project", "Colours")
    finally:
        for handler in set(logging.getLogger().handlers) - set(before):
            logging.getLogger().removeHandler(handler)
            handler.close()
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "ZeroDivisionError" in done.err
    assert str(log_file()) in done.err
    logged = log_file().read_text(encoding="utf-8")
    assert "broken" in logged
    assert "secret" not in logged + done.err


def test_nothing_is_deleted_when_nobody_answers(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.colours(4)
    with (tmp_path / "nothing").open("w+", encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        done = cli.run("project", "delete", "Colours")
    assert done.status == 2
    assert "Nothing was changed." in done.err
    assert cli.json("stats", "--project", "Colours")["items"] == 4
