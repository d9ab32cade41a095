"""What happens when something goes wrong that should not have: a log file without item text, and a dialog that says what is safe.

Python's errors come by the hooks of `sys` and `threading`. A crash below Python (a signal) is written by `faulthandler` into a file
of its own, which the next start finds, files in the log and tells of.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication

from core import about
from core.errors import CountersignError
from desktop.window.crash_dialog import CrashDialog

LOG_NAME = "countersign.log"
FATAL_NAME = "fatal.log"
_BYTES, _FILES = 1_000_000, 3
log = logging.getLogger("countersign")


@dataclass(slots=True)
class Log:
    """The log of this process. `ended_badly`: the process before this one was ended by a crash below Python."""

    handler: logging.Handler
    fatal: IO[str]
    ended_badly: bool


def start_log(folder: Path) -> Log | None:
    """Log to a rotating file in `folder`; None where that cannot be written to.

    Ours is logged from INFO on, that of the libraries from WARNING on.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
        before = _told_by(folder / FATAL_NAME)
        fatal = (folder / FATAL_NAME).open("w", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    log.setLevel(logging.INFO)
    faulthandler.enable(fatal)
    log.info("%s", facts())
    if before:
        log.error("the process before this one was ended:\n%s", before)
    return Log(handler, fatal, bool(before))


def stop_log(kept: Log | None) -> None:
    """Close what `start_log` has opened."""
    if kept is not None:
        faulthandler.disable()
        kept.fatal.close()
        logging.getLogger().removeHandler(kept.handler)
        kept.handler.close()


def facts() -> str:
    """What whoever mends it needs to know of the program and the machine; no name of a person or a file."""
    version = " ".join(part for part in (about.version(), about.commit()) if part)
    return f"Countersign {version}, Qt {qVersion()}, Python {platform.python_version()}, {platform.platform()}"


def described(error: BaseException, trace: TracebackType | None) -> str:
    """An error for the log: its type and where it came from.

    What it says is left out unless it is one of ours: the message of any other may repeat the text of an item.
    """
    where = "".join(traceback.format_list(traceback.extract_tb(trace)))
    said = f": {error}" if isinstance(error, CountersignError) else ""
    return f"{type(error).__name__}{said}\n{where}"


class Crash(QObject):
    """Takes the place of `sys.excepthook` and `threading.excepthook` while it is installed.

    `restart_asked`: the reader wants the app closed and started anew.
    """

    restart_asked = Signal()
    _happened = Signal(str)

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__(app)
        self._folder = folder
        self._box: CrashDialog | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on unexpected errors are logged and told."""
        sys.excepthook, threading.excepthook = self._on_main, self._on_thread

    def uninstall(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook = self._before

    @property
    def box(self) -> CrashDialog | None:
        """The dialog that tells, while it is shown."""
        return self._box

    def _on_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        told = described(error, trace)
        log.error("unexpected: %s", told)
        self._happened.emit(told)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_main(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, what: str) -> None:
        """One dialog at a time: what goes on going wrong is in the log."""
        if self._box is not None:
            return
        self._box = CrashDialog(self._folder / LOG_NAME, f"{facts()}\n\n{what}", QApplication.activeWindow())
        self._box.restart_asked.connect(self.restart_asked)
        self._box.finished.connect(self._told)
        self._box.open()

    def _told(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()


def _told_by(path: Path) -> str:
    """What `faulthandler` left behind: stacks of files and lines, no values."""
    return path.read_text("utf-8", "replace").strip() if path.is_file() else ""
