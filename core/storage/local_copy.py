"""A copy of a workspace from a place where it cannot be worked on, such as a network drive.

The file is copied as it is, with its log (sqlite.org/wal.html, "The WAL File"), and never opened where it lies: SQLite's
locks and shared memory do not work across machines.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from core.settings.places import SUFFIX
from core.storage.faults import explained

_LOG = "-wal"


def copy_here(source: Path, folder: Path) -> Path:
    """Copy the workspace file `source` into `folder` under a name that is free; returns where it is.

    Raises `UserError` when it cannot be read or written; then nothing of the copy is left.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder, source.stem)
        partial = target.with_name(target.name + ".partial")
        try:
            _copy_with_log(source, partial, target)
        finally:
            partial.unlink(missing_ok=True)
    return target


def _copy_with_log(source: Path, partial: Path, target: Path) -> None:
    """The log goes first: a file without the log that belongs to it would lack what was written last."""
    shutil.copyfile(source, partial)
    log, copied = source.with_name(source.name + _LOG), target.with_name(target.name + _LOG)
    try:
        if log.exists():
            shutil.copyfile(log, copied)
        partial.replace(target)
    except OSError:
        copied.unlink(missing_ok=True)
        raise


def _free(folder: Path, stem: str) -> Path:
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 10_000))
    return next(folder / name for name in names if not (folder / name).exists())
