"""The entry point of the command line: options for all commands, and errors told in one sentence."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
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
    no_args_is_help=True,
)
register(app)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"countersign {version('countersign')}")
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
    """Run a command; returns the exit status: 0, 2 for a user's error, 1 for a bug of ours, 130 when interrupted."""
    logging.basicConfig(level=logging.CRITICAL)
    try:
        result = app(args=_options_first(list(sys.argv[1:] if argv is None else argv)), standalone_mode=False)
    except UserError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("Interrupted. What was saved before stands.", 130)
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last resort: never a traceback on a terminal
        return _fail_usage(error)
    return int(result or 0)


def _fail(text: str, status: int = 2) -> int:
    print(f"countersign: {text}", file=sys.stderr)
    return status


def _fail_usage(error: Exception) -> int:
    """A wrong call is the user's error; anything else is ours and goes to the log file."""
    format_message = getattr(error, "format_message", None)
    if callable(format_message):
        return _fail(f"{format_message()} See countersign --help.".replace("\n", " "))
    if type(error).__name__ in ("Abort", "Exit"):
        return int(getattr(error, "exit_code", 1))
    from core.runtime.log import log_bug  # noqa: PLC0415

    where = log_bug(error)
    return _fail(f"Something went wrong that should not have ({type(error).__name__}). Decisions are safe. Details: {where}", 1)


#: options that stand before the command, but may be typed anywhere
_EVERYWHERE = {"--json": 0, "--workspace": 1}


def _options_first(argv: list[str]) -> list[str]:
    """Move `--json` and `--workspace PATH` to the front, so that they may also be typed after the command."""
    first: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name = word.split("=", 1)[0]
        if name in _EVERYWHERE:
            first += [word, *([next(words, "")] if _EVERYWHERE[name] and "=" not in word else [])]
        else:
            rest.append(word)
    return first + rest
