"""What SQLite says, told as an error of the user's environment: damaged, full, read-only, locked, newer."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from core.errors import UserError

_KEPT = "Every decision that the screen had moved past is kept."


def _damaged(path: Path) -> UserError:
    todo = f"Restore a backup: countersign --workspace {path} restore BACKUP (countersign backups lists them)."
    return UserError("workspace.damaged", f"The workspace {path.name} is damaged or is not a workspace.", todo=todo)


def _full(path: Path) -> UserError:
    what = f"The disk that holds {path.name} is full; the last step was not saved."
    return UserError("workspace.disk_full", what, kept=_KEPT, todo="Free some space and do the last step again.")


def _read_only(path: Path) -> UserError:
    todo = "Copy it to a folder that you may write to, or ask for the right to write there."
    return UserError("workspace.read_only", f"The workspace {path.name} cannot be written to.", kept=_KEPT, todo=todo)


def _busy(path: Path) -> UserError:
    todo = "Wait until the other program is done and try again."
    return UserError("workspace.busy", f"Another program is writing to {path.name}.", kept=_KEPT, todo=todo)


def _unopenable(path: Path) -> UserError:
    todo = "Check that the folder exists and that you may read and write there."
    return UserError("workspace.cannot_open", f"The workspace {path} cannot be opened.", todo=todo)


#: primary result code of SQLite -> what it means to the user (sqlite.org/rescode.html)
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: _damaged,
    sqlite3.SQLITE_NOTADB: _damaged,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_IOERR: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_CANTOPEN: _unopenable,
    sqlite3.SQLITE_PERM: _unopenable,
}


def explain(error: BaseException, path: Path) -> UserError | None:
    """The user's error behind a database or disk error, or None when it is a bug of ours."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return explain(error.orig, path)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        maker = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
        return maker(path) if maker else None
    if isinstance(error, PermissionError):
        return _read_only(path)
    if isinstance(error, OSError):
        return _full(path) if error.errno == 28 else _unopenable(path)
    return None


@contextmanager
def explained(path: Path) -> Generator[None]:
    """Turn database and disk errors of the block into `UserError`s; let bugs through as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        told = explain(error, path)
        if told is None:
            raise
        raise told from error
