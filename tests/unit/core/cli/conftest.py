"""The command line as tests use it: in this process, with what it printed, or in one of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.cli import main
from core.cli.state import STATE
from tests.conftest import texts

ROOT = Path(__file__).resolve().parents[4]
COMMAND = (sys.executable, "-c", "import sys; from core.cli import main; sys.exit(main())")


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str


class Cli:
    """Runs commands on the default workspace of a test's own folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.workspace = folder / "home" / "default.countersign"

    def run(self, *words: str | Path) -> Done:
        """Run a command in this process."""
        self._capsys.readouterr()
        status = main([str(word) for word in words])
        captured = self._capsys.readouterr()
        return Done(status, captured.out, captured.err)

    def told(self, *words: str | Path) -> str:
        """What a command that goes well prints."""
        done = self.run(*words)
        assert (done.status, done.err) == (0, "")
        return done.out

    def json(self, *words: str | Path) -> dict[str, Any]:
        """The one JSON object that a command prints."""
        printed = self.told(*words, "--json")
        assert printed.startswith("{")
        return orjson.loads(printed)

    def refused(self, *words: str | Path) -> str:
        """The line that a command prints which is refused."""
        done = self.run(*words)
        assert done.status == 2, done
        assert done.out == ""
        assert_one_line(done.err)
        return done.err

    def table(self, name: str, rows: Sequence[Sequence[str]]) -> Path:
        """A CSV file with these rows, the first of them the header."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def colours(self, n: int, name: str = "Colours") -> None:
        """A project with `n` items that have gold."""
        self.told("project", "create", name, "--kind", "choice", "--labels", "red,green,blue,yellow", "--order", "imported")
        rows = [("id", "text", "gold"), *((f"n{at}", *row) for at, row in enumerate(texts(n)))]
        path = self.table("colours.csv", rows)
        self.told("import", path, "--project", name, "--text", "text", "--id", "id", "--gold", "gold")


def assert_one_line(err: str) -> None:
    """One line for a person, and no traceback."""
    assert err.startswith("countersign: ")
    assert err.count("\n") == 1
    assert err.rstrip()[-1] in ".)"
    assert "Traceback" not in err


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process of its own."""
    return {**os.environ, "COUNTERSIGN_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), **more}


def in_process_of_its_own(folder: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    command = [*COMMAND, *map(str, words)]
    return subprocess.run(command, cwd=folder, env=environment(folder, **more), text=True, capture_output=True, check=False)


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """The command line on an empty home."""
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    yield Cli(tmp_path, capsys)
    STATE.workspace, STATE.json = None, False
