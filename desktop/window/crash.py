"""What happens when something goes wrong that should not have: a log file without item text, and a dialog that says what is safe."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from core.errors import CountersignError
from desktop.i18n import tr

LOG_NAME = "countersign.log"
_BYTES, _FILES = 1_000_000, 3
log = logging.getLogger("countersign")


def start_log(folder: Path) -> logging.Handler | None:
    """Log warnings and worse to a rotating file in `folder`; None where that cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Close what `start_log` has opened."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def described(error: BaseException, trace: TracebackType | None) -> str:
    """An error for the log: its type and where it came from.

    What it says is left out unless it is one of ours: the message of any other may repeat the text of an item.
    """
    where = "".join(traceback.format_list(traceback.extract_tb(trace)))
    said = f": {error}" if isinstance(error, CountersignError) else ""
    return f"{type(error).__name__}{said}\n{where}"


class Crash(QObject):
    """Takes the place of `sys.excepthook` and `threading.excepthook` while it is installed."""

    _happened = Signal()

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__(app)
        self._folder = folder
        self._box: QMessageBox | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on unexpected errors are logged and told."""
        sys.excepthook, threading.excepthook = self._on_main, self._on_thread

    def uninstall(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook = self._before

    @property
    def box(self) -> QMessageBox | None:
        """The dialog that tells, while it is shown."""
        return self._box

    def _on_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected: %s", described(error, trace))
        self._happened.emit()

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_main(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self) -> None:
        """One dialog at a time: what goes on going wrong is in the log."""
        if self._box is not None:
            return
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Something went wrong"), tr("Something went wrong in Countersign."))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            tr(
                "Every decision that the screen had moved past is kept. You can go on; if the app behaves oddly, quit and "
                "start it again. What happened is written to {path}; it holds no item text.",
                path=str(self._folder / LOG_NAME),
            )
        )
        box.finished.connect(self._told)
        self._box = box
        box.open()

    def _told(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()
