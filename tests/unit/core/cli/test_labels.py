"""Labels and guidelines by the command line."""

from __future__ import annotations

from tests.unit.core.cli.conftest import Cli

AT = ("--project", "Colours")


def names(cli: Cli) -> list[str]:
    return [one["name"] for one in cli.json("labels", "list", *AT)["labels"]]


def test_labels_live_by_commands(cli: Cli) -> None:
    cli.colours(4)
    cli.told("labels", "add", "white", *AT, "--description", "like snow", "--colour", "grey", "--shortcut", "w")
    assert "called 'crimson'" in cli.told("labels", "rename", "red", "crimson", *AT)
    cli.told("labels", "merge", "yellow", "green", *AT)
    cli.told("labels", "retire", "blue", *AT)
    cli.told("labels", "move", "white", "1", *AT)
    assert names(cli) == ["white", "crimson", "green", "blue"]
    table = cli.told("labels", "list", *AT)
    assert "blue (retired)  0 decided" in table
    assert "white  0 decided: like snow" in table
    cli.told("labels", "restore", "blue", *AT)
    printed = cli.json("labels", "describe", "white", *AT, "--shortcut", "", "--example", "a white door")
    white = {"name": "white", "description": "like snow", "example": "a white door", "colour": "grey", "shortcut": ""}
    assert printed["labels"][0] == {**white, "retired": False, "decided": 0}


def test_gold_follows_so_that_a_rehearsal_still_agrees(cli: Cli) -> None:
    cli.colours(30)
    cli.told("labels", "rename", "red", "crimson", *AT)
    told = cli.json("rehearse", *AT)
    assert (told["decisions"], told["without_gold"]) == (30, 0)
    cli.told("check")


def test_refusals_name_what_there_is(cli: Cli) -> None:
    cli.colours(1)
    assert "There are: red, green, blue, yellow" in cli.refused("labels", "retire", "white", *AT)
    assert "merge the two" in cli.refused("labels", "rename", "red", "blue", *AT)
    assert "merged into itself" in cli.refused("labels", "merge", "red", "red", *AT)


def test_guidelines_are_shown_set_listed_and_compared(cli: Cli) -> None:
    cli.colours(1)
    page = cli.folder / "guide.md"
    page.write_text("# Colours\nLook twice.\n", "utf-8")
    assert "Version 2 is in force" in cli.told("guidelines", "set", page, *AT)
    assert "nothing was changed" in cli.told("guidelines", "set", page, *AT)
    page.write_text("# Colours\nLook again.\n", "utf-8")
    cli.told("guidelines", "set", page, *AT)
    assert cli.told("guidelines", "show", *AT) == "# Colours\nLook again.\n"
    assert cli.json("guidelines", "show", "v2", *AT) == {"version": 2, "text": "# Colours\nLook twice.\n"}
    assert [row["version"] for row in cli.json("guidelines", "list", *AT)["versions"]] == [3, 2, 1]
    assert cli.json("guidelines", "diff", *AT)["lines"][1:] == [" # Colours", "-Look twice.", "+Look again."]
    assert "+# Colours" in cli.told("guidelines", "diff", "3", "1", *AT)
    assert "versions 1 to 3" in cli.refused("guidelines", "show", "4", *AT)
