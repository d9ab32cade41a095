"""The man page `countersign.1`, made from the commands themselves, so that it names every one of them and none that is not there.

python packaging/man_page.py > countersign.1        (man(7) for the form)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typer.main

from core.about import version
from core.cli.app import app

_ABOUT = """Countersign lets a language model propose an answer for each item of a dataset, and a person decide by keys.
Without a command, or with a workspace alone, the window opens. Every command also works while no window is open, and needs no display."""
_FILES = (
    ("~/.local/share/countersign/default.countersign", "The workspace that opens when none is named: an SQLite file."),
    ("~/.config/countersign/settings.toml", "What has been set: the look, the keys, the last workspace."),
    ("~/.local/state/countersign/log/countersign.log", "The log. It never holds the text of an item."),
    ("/usr/share/doc/countersign/copyright", "The licences of all parts."),
)
_ENVIRONMENT = (
    ("COUNTERSIGN_HOME", "A folder for workspaces, settings and log in the place of the usual ones."),
    ("SSL_CERT_FILE", "A file of certificates to trust in the place of the built-in ones when a model is called."),
    ("QT_QPA_PLATFORM", "Where Qt opens its windows: xcb, wayland, offscreen."),
)
_STATUS = (
    ("0", "Done."),
    ("1", "A bug; the log file says more."),
    ("2", "Something in the call, a file or the workspace was wrong."),
)


def main() -> int:
    """Print it, as of today."""
    print(man_page(version(), datetime.now(UTC).strftime("%Y-%m-%d")), end="")
    return 0


def man_page(number: str, day: str) -> str:
    """The page for a version and the day of its commit (YYYY-MM-DD)."""
    root = cast("Any", typer.main.get_command(app))
    lines = [
        f'.TH COUNTERSIGN 1 "{day}" "Countersign {number}" "User Commands"',
        *(".SH NAME", r"countersign \- review what a model proposes, and export what people decided"),
        *(".SH SYNOPSIS", r"\fBcountersign\fR [\fIWORKSPACE\fR.countersign]", ".br", r"\fBcountersign demo\fR", ".br"),
        r"\fBcountersign\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        *(".SH DESCRIPTION", escaped(_ABOUT)),
        *(".SH OPTIONS", *_options(root), r"\fB\-\-json\fR and \fB\-\-workspace\fR may also stand after the command."),
        *(".SH COMMANDS", *_commands(root, ())),
        *(".SH FILES", *_table(_FILES), ".SH ENVIRONMENT", *_table(_ENVIRONMENT), ".SH EXIT STATUS", *_table(_STATUS)),
    ]
    return "\n".join(lines) + "\n"


def command_names() -> list[str]:
    """All commands with the names of their groups before them, as `project list`, in the order in which they are registered."""
    return [" ".join(path) for path, _ in _walk(cast("Any", typer.main.get_command(app)), ())]


def escaped(text: str) -> str:
    """Text for troff: backslashes and hyphens as they are, no line that begins like a request."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in plain.split("\n"))


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, one in command.commands.items():
        if one.hidden:
            continue
        if hasattr(one, "commands"):
            yield from _walk(one, (*path, name))
        else:
            yield (*path, name), one


def _commands(root: Any, path: tuple[str, ...]) -> Iterator[str]:
    for name, command in _walk(root, path):
        arguments = " ".join(rf"\fI{escaped(_metavar(one))}\fR" for one in command.params if one.param_type_name == "argument")
        yield f".SS {escaped(' '.join(name))}"
        yield rf"\fBcountersign {escaped(' '.join(name))}\fR [\fIOPTIONS\fR] {arguments}".rstrip()
        yield ".PP"
        yield escaped(" ".join(str(command.help or "").split()))
        yield from _options(command)


def _options(command: Any) -> Iterator[str]:
    for one in command.params:
        if one.param_type_name != "option" or one.hidden or one.name == "help":
            continue
        names = ", ".join(rf"\fB{escaped(name)}\fR" for name in (*one.opts, *one.secondary_opts))
        value = "" if one.is_flag else rf" \fI{escaped(_metavar(one))}\fR"
        yield ".TP"
        yield names + value
        yield escaped(" ".join(str(one.help or "").split())) or r"\&"
    yield ".PP"


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name).upper().replace("_", "-")


def _table(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, told in rows:
        yield from (".TP", rf"\fB{escaped(name)}\fR", escaped(told))


if __name__ == "__main__":
    raise SystemExit(main())
