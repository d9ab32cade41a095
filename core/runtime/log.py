"""The log file: rotating, without item text and without secrets."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path

from core.settings.places import log_folder

_BYTES, _KEPT = 1_000_000, 3


def log_file() -> Path:
    """Where the log lies."""
    return log_folder() / "countersign.log"


def start_log(level: int = logging.INFO) -> None:
    """Send the log of the whole program to the log file; without a place to write to, nowhere."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(log_file(), maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)


def safe_traceback(error: BaseException) -> str:
    """Where an error happened: types, files and lines, but no message, since a message of a library may quote an item."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        parts.append(type(seen).__name__)
        parts += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__
    return "\n".join(parts)


def log_bug(error: BaseException) -> Path:
    """Write an unexpected error to the log file; returns where that is."""
    if not any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in logging.getLogger().handlers):
        start_log()
    logging.getLogger("countersign").error("unexpected error\n%s", safe_traceback(error))
    return log_file()
