"""The console entry point `countersign`: the window, or the command line, each without loading the other."""

from __future__ import annotations

import sys
from pathlib import Path

_WORKSPACE = "--workspace"
_SUFFIX = ".countersign"  # as in core.settings.places, which a command need not load for this


def main(argv: list[str] | None = None) -> int:
    """Open the window when nothing but a workspace is named, or for `demo`; hand everything else to the command line."""
    arguments = sys.argv[1:] if argv is None else argv
    start = window_wanted(arguments)
    if start is None:
        from core.cli import main as command_line  # noqa: PLC0415 - a command needs no window

        return command_line(arguments)
    from desktop.app import Start, run  # noqa: PLC0415 - a window needs no command line

    workspace, sample = start
    return run(Start(workspace, sample=sample))


def window_wanted(arguments: list[str]) -> tuple[Path | None, bool] | None:
    """(workspace, whether the sample is wanted) when the arguments ask for the window; None for a command."""
    rest, workspace = list(arguments), None
    if rest[:1] == [_WORKSPACE] and len(rest) > 1:
        workspace, rest = Path(rest[1]), rest[2:]
    elif rest and rest[0].startswith(_WORKSPACE + "="):
        workspace, rest = Path(rest[0].partition("=")[2]), rest[1:]
    elif len(rest) == 1 and not rest[0].startswith("-") and Path(rest[0]).suffix.lower() == _SUFFIX:
        workspace, rest = Path(rest[0]), []  # a file that was double-clicked
    if rest not in ([], ["demo"]):
        return None
    return (workspace.expanduser().absolute() if workspace else None), bool(rest)


if __name__ == "__main__":
    raise SystemExit(main())
