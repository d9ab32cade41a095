"""The log file: where an error happened, and nothing of what anybody wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.runtime.log import log_bug, log_file, safe_traceback, start_log

SECRET = "I lost my card on the 3rd of May"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own; what was opened to log there is closed again."""
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield tmp_path / "home"
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def caught() -> Exception:
    """An error of two layers whose messages quote an item."""
    try:
        try:
            {}[SECRET]
        except KeyError as inner:
            raise ValueError(f"cannot read {SECRET!r}") from inner
    except ValueError as error:
        return error
    raise AssertionError


def test_a_traceback_tells_types_and_places_but_no_message() -> None:
    told = safe_traceback(caught())
    assert [line for line in told.splitlines() if not line.startswith(" ")] == ["ValueError", "KeyError"]
    assert told.count("test_log.py:") == 2
    assert "May" not in told


def test_a_bug_is_written_to_the_log_file(home: Path) -> None:
    assert log_bug(caught()) == log_file() == home / "log" / "countersign.log"
    logged = log_file().read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert SECRET not in logged


def test_a_second_bug_opens_no_second_file(home: Path) -> None:
    log_bug(caught())
    opened = len(logging.getLogger().handlers)
    log_bug(caught())
    assert len(logging.getLogger().handlers) == opened
    assert log_file().read_text(encoding="utf-8").count("unexpected error") == 2


def test_without_a_place_for_the_log_the_program_goes_on(home: Path) -> None:
    home.write_text("a file where the folder should be")
    before = list(logging.getLogger().handlers)
    start_log()
    assert logging.getLogger().handlers == before
    assert log_bug(caught()) == log_file()
