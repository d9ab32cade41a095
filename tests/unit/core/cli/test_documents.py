"""What is written for users against the program: commands, options, columns, keys, codes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from core.cli.app import app
from core.export.rows import COLUMNS
from desktop.actions import ACTIONS, Scope
from tests.unit.core.cli.conftest import ROOT, Cli

HELP = ROOT / "resources" / "help"
PAGES = sorted(HELP.glob("*.md"))
FAMILIES = (
    *("workspace", "check", "import", "mapping", "yaml", "file", "export", "backup", "erase"),
    *("labels", "guidelines", "filter", "queue", "bulk"),
    *("model", "prompt", "call", "key", "keychain", "limits", "redaction", "option"),
)
#: commands that have commands
GROUPS = tuple(name for name, one in vars(typer.main.get_command(app))["commands"].items() if hasattr(one, "commands"))


def read(name: str) -> str:
    return (HELP / name).read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command of the program with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: Any, name: str) -> None:
        within: dict[str, Any] = getattr(command, "commands", {})
        if not within or name == "countersign":
            options = [opt for one in command.params for opt in one.opts if opt.startswith("--")]
            found[name] = set(options) - {"--help"}
        for part, inner in within.items():
            walk(inner, f"{name} {part}")

    walk(typer.main.get_command(app), "countersign")
    return found


def documented() -> dict[str, set[str]]:
    """Every command of the help page with the options in its table."""
    sections = re.split(r"^### (.+)$", read("command-line.md"), flags=re.MULTILINE)[1:]
    return {
        title: set(re.findall(r"^\| `(--[a-z-]+)", body, flags=re.MULTILINE))
        for title, body in zip(sections[::2], sections[1::2], strict=True)
    }


def test_the_help_page_documents_every_command_and_option_and_no_other() -> None:
    assert len(commands()) > 10
    assert documented() == commands()


@pytest.mark.parametrize("path", [ROOT / "README.md", *PAGES], ids=lambda path: path.name)
def test_commands_in_the_text_are_commands_of_the_program(path: Path) -> None:
    have = commands()
    for name, options in examples(path.read_text(encoding="utf-8")):
        assert name in have, name
        assert options <= have[name] | {"--json", "--workspace", "--help"}, (name, options)


def examples(text: str) -> Iterator[tuple[str, set[str]]]:
    """The calls of `countersign` in blocks and between backticks: command and options."""
    calls = re.findall(r"(?:^    |`)(countersign(?![\w.-])[^`\n#]*)", text, flags=re.MULTILINE)
    for call in calls:
        words = [word for word in re.split(r"[\s|\[\]]+", re.split(r"\s{3,}", call.rstrip())[0]) if word]
        names = [word for word in words if re.fullmatch(r"[a-z]+", word)]
        length = 3 if names[1:2] and names[1] in GROUPS else 2
        yield " ".join(names[:length]), {word.split("=")[0] for word in words if word.startswith("--")}


def test_the_readme_names_the_commands_of_the_first_loop() -> None:
    named = {name for name, _ in examples((ROOT / "README.md").read_text(encoding="utf-8"))}
    wanted = (
        "project create",
        "project list",
        "import",
        "suggest",
        "rehearse",
        "export",
        "project limits",
        "model add",
        "model test",
        "prompt add",
        "prompt activate",
        "calls",
        "stats",
        "check",
        "backup",
        "erase",
        "demo",
    )
    assert named >= {f"countersign {name}" for name in wanted}


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    assert not [link for link in links if not link.startswith("https://") and not (path.parent / link).is_file()]


def test_every_column_of_the_label_table_is_explained() -> None:
    table = read("export.md").partition("## The label table")[2].partition("`label` holds")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", table, flags=re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(rows)) == list(COLUMNS)


def test_json_keys_are_documented(cli: Cli) -> None:
    cli.colours(6)
    sections = dict(
        re.findall(r"^### countersign (\w+)\n(.*?)(?=^### |\Z)", read("command-line.md"), flags=re.MULTILINE | re.DOTALL)
    )
    printed = {
        "stats": cli.json("stats", "--project", "Colours"),
        "rehearse": cli.json("rehearse", "--project", "Colours"),
        "export": cli.json("export", "--project", "Colours", "--out", "labels.csv"),
        "import": cli.json("import", "colours.csv", "--project", "Colours", "--text", "text", "--id", "id"),
    }
    for command, found in printed.items():
        told = sections[command].partition("JSON:")[2]
        assert set(found) <= set(re.findall(r"`(\w+)`", told)), command


def test_every_key_of_the_review_screen_is_on_its_page() -> None:
    page = read("review-screen.md")
    keys = {key for action in ACTIONS if not action.scopes <= {Scope.SEARCH, Scope.REASONS} for key in action.keys}
    names = {"Return": "Enter"}
    missing = [key for key in keys - set("2345678") if f"`{'+'.join(names.get(one, one) for one in split(key))}`" not in page]
    assert not missing


def split(key: str) -> list[str]:
    """`Ctrl+Return` into its parts; `+` is a key as well."""
    return [key] if key == "+" else key.split("+")


def test_every_error_of_a_file_or_disk_is_in_the_troubleshooting() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "core").rglob("*.py"))
    codes = set(re.findall(rf'"((?:{"|".join(FAMILIES)})\.[a-z_0-9]+)"', source)) - {"labels.txt", "guidelines.md"}
    told = set(re.findall(rf"`((?:{'|'.join(FAMILIES)})\.[a-z_0-9]+)`", read("troubleshooting.md")))
    assert len(codes) > 25
    assert codes - told - {"import.reader_unknown", "model.safetensors"} == set()
    assert told - codes - {"prompt.no_model"} == set()
