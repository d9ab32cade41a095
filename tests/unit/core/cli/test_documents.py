"""What is written for users against the program: commands, options, columns, keys, codes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import typer.main

from core.cli.app import app
from core.domain.kinds import KINDS
from core.domain.signals import PART_SIGNALS, SIGNAL_TABLE_VERSION
from core.domain.vocabulary import Provenance
from core.export.rows import COLUMNS
from desktop.actions import ACTIONS, Scope
from desktop.screens.help.markdown import sections_of
from tests.unit.core.cli.conftest import ROOT, Cli

HELP = ROOT / "resources" / "help"
PAGES = sorted(HELP.glob("*.md"))
TRANSLATED = sorted(HELP.glob("*/*.md"))
EVERY = [*PAGES, *TRANSLATED]
FAMILIES = (
    *("workspace", "check", "import", "mapping", "yaml", "file", "export", "split", "dataset", "source", "backup", "erase"),
    *("labels", "guidelines", "filter", "queue", "bulk"),
    *("model", "prompt", "call", "key", "keychain", "limits", "redaction", "option"),
)
#: commands that have commands
GROUPS = tuple(name for name, one in vars(typer.main.get_command(app))["commands"].items() if hasattr(one, "commands"))


def named(path: Path) -> str:
    """How a test is called for a page: a translated one with its language."""
    return path.name if path.parent in (HELP, ROOT) else f"{path.parent.name}/{path.name}"


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


def documented(page: str) -> dict[str, set[str]]:
    """Every command of the help page with the options in its table."""
    sections = re.split(r"^### (.+)$", read(page), flags=re.MULTILINE)[1:]
    return {
        title: set(re.findall(r"^\| `(--[a-z-]+)", body, flags=re.MULTILINE))
        for title, body in zip(sections[::2], sections[1::2], strict=True)
    }


@pytest.mark.parametrize("page", ["command-line.md", "zh_CN/command-line.md"])
def test_the_help_page_documents_every_command_and_option_and_no_other(page: str) -> None:
    assert len(commands()) > 10
    assert documented(page) == commands()


@pytest.mark.parametrize("path", [ROOT / "README.md", *EVERY], ids=named)
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


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *EVERY], ids=named)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    inside = [link.partition("#") for link in links if not link.startswith("https://")]
    assert not [target for target, _, _ in inside if target and not (path.parent / target).is_file()]
    for target, _, fragment in inside:
        page = (path.parent / target if target else path) if fragment else None
        assert page is None or fragment in {one.slug for one in sections_of(page.read_text(encoding="utf-8"))}, (target, fragment)


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


def test_json_keys_of_the_queue_and_of_its_labels_are_documented(cli: Cli) -> None:
    cli.colours(8)
    (cli.folder / "guide.md").write_text("The last mail counts.")
    here = ("--project", "Colours")
    calls = (
        ("project show", "Colours"),
        ("labels list", *here),
        ("guidelines set", "guide.md", *here),
        ("guidelines show", *here),
        ("guidelines list", *here),
        ("guidelines diff", *here),
        ("queue add", "Mine", *here, "--filter", "status=open"),
        ("queue list", *here),
        ("queue show", "Mine", *here),
        ("queue delete", "Mine", *here),
        ("items list", *here),
        ("items facets", *here),
        ("bulk label", "red", *here, "--dry-run"),
        ("bulk label", "red", *here, "--yes"),
        ("bulk list", *here),
        ("bulk undo", "1", *here),
    )
    page = read("command-line.md")
    for name, *words in calls:
        told = " ".join(told_of(page, one) for one in (name, *SAME.get(name, ())))
        assert keys_of(cli.json(*name.split(), *words)) <= set(re.findall(r"`(\w+)`", told)), name


#: where one section sends the reader on to another
SAME = {
    "queue add": ("queue list",),
    "queue show": ("queue list",),
    "bulk label": ("bulk accept",),
    "bulk undo": ("bulk accept",),
    "bulk list": ("bulk accept",),
}


def told_of(page: str, name: str) -> str:
    """What the section of a command says of its JSON."""
    section = page.partition(f"### countersign {name}\n")[2].partition("\n### ")[0].replace("prints as JSON:", "JSON:")
    assert "JSON:" in section, name
    return section.partition("JSON:")[2]


def keys_of(value: dict[str, Any]) -> set[str]:
    """The keys of an object and of the first one in each of its lists."""
    found = set(value)
    for part in value.values():
        first = cast("list[Any]", part)[:1] if isinstance(part, list) else []
        found |= set(cast("dict[str, Any]", first[0])) if first and isinstance(first[0], dict) else set()
    return found


def test_each_kind_of_answer_is_explained_on_the_pages_that_depend_on_it() -> None:
    words = {"choice": "one label", "choices": "several labels", "text": "a text", "fields": "fields"}
    words |= {"spans": "passages", "preference": "a preference"}
    assert set(words) == set(KINDS)
    for page in ("export.md", "prompts.md"):
        assert not [word for word in words.values() if f"\n| {word} | " not in read(page)], page
    assert not [name for name in KINDS if f"\n| `{name}` | " not in read("tasks.md")]


def test_what_the_ledger_says_of_parts_and_sources_is_explained() -> None:
    page = read("export.md")
    assert f"signal table, version {SIGNAL_TABLE_VERSION}" in page
    assert not [change for change in PART_SIGNALS if f"*{change}*" not in page]
    assert not [source for source in Provenance if source is not Provenance.AUTO and f"\n- `{source}`:" not in page]


@pytest.mark.parametrize("name", ["review-screen.md", "zh_CN/review-screen.md"])
def test_every_key_of_the_review_screen_is_on_its_page(name: str) -> None:
    page = read(name)
    elsewhere = {Scope.SEARCH, Scope.REASONS, Scope.EXPORT, Scope.DATASETS, Scope.HELP}
    keys = {key for action in ACTIONS if not action.scopes <= elsewhere for key in action.keys}
    names = {"Return": "Enter"}
    missing = [key for key in keys - set("2345678") if f"`{'+'.join(names.get(one, one) for one in split(key))}`" not in page]
    assert not missing


@pytest.mark.parametrize("name", ["export.md", "zh_CN/export.md"])
def test_every_key_of_the_export_screen_is_on_its_page(name: str) -> None:
    page = read(name)
    keys = {key for action in ACTIONS if action.scopes <= {Scope.EXPORT, Scope.DATASETS} for key in action.keys}
    assert len(keys) > 8
    assert not [key for key in keys - set("2345") if f"`{key.replace('Return', 'Enter')}`" not in page]


@pytest.mark.parametrize("name", ["README.md", "zh_CN/README.md"])
def test_every_key_of_the_help_screen_is_on_its_page(name: str) -> None:
    keys = {key for action in ACTIONS if action.scopes <= {Scope.HELP} for key in action.keys}
    assert len(keys) > 5
    assert not [key for key in keys if f"`{key}`" not in read(name)]


@pytest.mark.parametrize("path", [ROOT / "README.md", *EVERY], ids=named)
def test_keys_in_the_text_are_keys_of_the_window(path: Path) -> None:
    have = {key.replace("Return", "Enter") for action in ACTIONS for key in action.keys}
    named = re.findall(r"`((?:Ctrl|Shift|Alt)\+[^`]+)`", path.read_text(encoding="utf-8"))
    assert set(named) <= have


def split(key: str) -> list[str]:
    """`Ctrl+Return` into its parts; `+` is a key as well."""
    return [key] if key == "+" else key.split("+")


def test_every_error_of_a_file_or_disk_is_in_the_troubleshooting() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "core").rglob("*.py"))
    codes = set(re.findall(rf'"((?:{"|".join(FAMILIES)})\.[a-z_0-9]+)"', source)) - {"labels.txt", "guidelines.md", "prompt.json"}
    told = set(re.findall(rf"`((?:{'|'.join(FAMILIES)})\.[a-z_0-9]+)`", read("troubleshooting.md")))
    assert len(codes) > 25
    assert codes - told - {"import.reader_unknown", "model.safetensors"} == set()
    assert told - codes - {"prompt.no_model"} == set()
