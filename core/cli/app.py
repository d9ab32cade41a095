"""The entry point of the command line: options for all commands, and errors told in one sentence."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands import register
from core.cli.state import STATE
from core.errors import UserError

app = typer.Typer(
    name="countersign",
    help="Review what a model proposes, and export what people decided. Without a command the window opens.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
register(app)


def _version(asked: bool) -> None:
    if asked:
        from core.about import commit, version  # noqa: PLC0415

        print(f"countersign {version()} {commit()}".rstrip())
        raise typer.Exit


@app.callback()
def _options(
    workspace: Annotated[Path | None, typer.Option(help="The workspace file; the default one lies in the data folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    STATE.workspace = workspace
    STATE.json = json


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, 2 for a user's error or when interrupted, 1 for a bug of ours."""
    # Without a handler Python would print warnings of libraries on the terminal.
    logging.basicConfig(handlers=[logging.NullHandler()])
    _print_anything()
    words = _options_first(list(sys.argv[1:] if argv is None else argv))
    try:
        status = int(app(args=words, prog_name="countersign", standalone_mode=False) or 0)
        sys.stdout.flush()
    except UserError as error:
        return _fail(str(error))
    except (BrokenPipeError, SystemExit):  # the second is what the first becomes within a command
        return _reader_left()
    except Exception as error:  # the last resort: never a traceback on a terminal
        return _fail_otherwise(error)
    return _fail("Interrupted. What was saved before stands.") if status == _INTERRUPTED else status


#: what the library returns for Ctrl+C
_INTERRUPTED = 130


def _print_anything() -> None:
    """A terminal that has no sign for a character gets its number instead; it must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _reader_left() -> int:
    """Whoever read our output has seen enough; keep Python from complaining at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0


def _fail(text: str, status: int = 2) -> int:
    print(f"countersign: {' '.join(text.splitlines())}", file=sys.stderr)
    return status


def _fail_otherwise(error: Exception) -> int:
    """A wrong call, and a question that nobody answers, are the user's errors; anything else is ours and goes to the log file."""
    format_message = getattr(error, "format_message", None)
    if callable(format_message):
        return _fail(f"{str(format_message()).rstrip('.')}. See countersign --help.")
    if type(error).__name__ == "Abort":
        return _fail("Nobody answered. Nothing was changed.")
    from core.runtime.log import log_bug  # noqa: PLC0415

    where = log_bug(error)
    return _fail(f"Something went wrong that should not have ({type(error).__name__}). Decisions are safe. Details: {where}", 1)


#: options that stand before the command, but may be typed anywhere
_EVERYWHERE = {"--json": 0, "--workspace": 1}


def _options_first(argv: list[str]) -> list[str]:
    """Move `--json` and `--workspace PATH` to the front, so that they may also be typed after the command (but not after `--`)."""
    first: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name = word.split("=", 1)[0]
        wanted = _EVERYWHERE.get(name, 0) if "=" not in word else 0
        values = list(islice(words, wanted))
        if word == "--":
            rest += [word, *words]
        elif name in _EVERYWHERE and len(values) == wanted:
            first += [word, *values]
        else:
            # What is no such option, and an option whose value is missing, which the command then complains of.
            rest.append(word)
    return [*first, *rest]
