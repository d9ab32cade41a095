"""One window per workspace: a lock file beside it, held by the operating system, so that it falls with its process."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
from pathlib import Path

import orjson
from filelock import FileLock, Timeout

from core import clock
from core.errors import UserError

#: file systems on which SQLite's write-ahead log does not work (sqlite.org/wal.html, "all processes on the same host")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "9p", "ncpfs", "ceph"}
)


class WorkspaceLock:
    """Says who has the workspace open in a window. Raises `UserError` (`workspace.in_use`) when another one has."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._owner = workspace.with_name(workspace.name + "-owner")
        # Not bound to a thread: a workspace may be opened on one and closed on another.
        self._lock = FileLock(workspace.with_name(workspace.name + "-lock"), thread_local=False)

    def acquire(self) -> None:
        """Take the lock or say who has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise self._in_use() from None
        self._owner.write_bytes(orjson.dumps(_whoami()))

    def release(self) -> None:
        """Give the lock back."""
        with contextlib.suppress(OSError):
            self._owner.unlink(missing_ok=True)
        self._lock.release()

    def _in_use(self) -> UserError:
        who = "another window"
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            owner = orjson.loads(self._owner.read_bytes())
            who = f"another window (user {owner['user']} on {owner['host']}, process {owner['pid']}, since {owner['since']})"
        return UserError(
            "workspace.in_use",
            f"{self._workspace.name} is already open in {who}.",
            kept="Nothing was changed.",
            todo="Go on there, or close it first.",
        )


def _whoami() -> dict[str, object]:
    with contextlib.suppress(Exception):
        return {
            "user": getpass.getuser(),
            "host": platform.node(),
            "pid": os.getpid(),
            "since": f"{clock.now():%Y-%m-%d %H:%M} UTC",
        }
    return {"user": "?", "host": "?", "pid": os.getpid(), "since": "?"}


def file_system_of(path: Path) -> str:
    """The type of the file system that holds `path` (`ext4`, `nfs`, ...), or an empty text where it cannot be told."""
    import psutil  # noqa: PLC0415  (asked once, when a workspace is opened)

    target = str(path.resolve()).rstrip("/") + "/"
    mounts = [(part.mountpoint, part.fstype) for part in psutil.disk_partitions(all=True)]
    holding = [mount for mount in mounts if target.startswith(mount[0].rstrip("/") + "/")]
    return max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1].lower()


def refuse_network_drive(path: Path) -> None:
    """Raise `UserError` when the workspace would lie on a network drive, where its log cannot work safely."""
    kind = file_system_of(path.parent)
    if kind in NETWORK_FILE_SYSTEMS:
        raise UserError(
            "workspace.network_drive",
            f"{path.parent} is on a network drive ({kind}), where a workspace could be damaged.",
            kept="Nothing was changed.",
            todo="Copy the file to a local folder and open the copy.",
        )
