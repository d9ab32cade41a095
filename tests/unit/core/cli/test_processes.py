"""The command as the system sees it: start-up, signals, pipes, encodings."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.unit.core.cli.conftest import COMMAND, assert_one_line, environment, in_process_of_its_own

HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "numpy", "PySide6", "sklearn", "pyarrow", "onnxruntime", "rich", "orjson")
_WHAT_IS_LOADED = """import sys
from core.cli import main
status = main(["--help"])
print("LOADED", *(name for name in sys.argv[1].split(",") if name in sys.modules))
"""
LARGE = 110_000


def test_help_loads_nothing_heavy_and_is_quick(tmp_path: Path) -> None:
    def run(*command: str) -> tuple[float, str]:
        began = time.perf_counter()
        done = subprocess.run(command, env=environment(tmp_path), text=True, capture_output=True, check=True)
        return time.perf_counter() - began, done.stdout

    bare: list[float] = []
    quick: list[float] = []
    loaded = ""
    for _ in range(3):
        bare.append(run(sys.executable, "-c", "pass")[0])
        took, loaded = run(sys.executable, "-c", _WHAT_IS_LOADED, ",".join(HEAVY))
        quick.append(took)
    assert "Usage: countersign" in loaded
    assert loaded.splitlines()[-1] == "LOADED"
    assert min(quick) < 25 * min(bare)


def test_no_command_loads_qt(tmp_path: Path) -> None:
    code = "import sys; from core.cli import main; main(sys.argv[1:]); print('PySide6' in sys.modules)"
    words = ("demo", "--terminal", "--folder", str(tmp_path / "demo"), "--decisions", "5")
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, env=environment(tmp_path), text=True, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def large_file(folder: Path) -> Path:
    path = folder / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,text\n")
        file.writelines(f"n{number},question number {number} of a great many\n" for number in range(LARGE))
    return path


def test_an_import_that_is_interrupted_leaves_whole_blocks_and_is_completed_by_the_next(tmp_path: Path) -> None:
    path = large_file(tmp_path)
    assert in_process_of_its_own(tmp_path, "project", "create", "P", "--labels", "a,b").returncode == 0
    words = ("import", str(path), "--project", "P", "--text", "text", "--id", "id")
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=tmp_path, env=environment(tmp_path), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for_items(tmp_path, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert_one_line(err)
    assert "The import was cancelled." in err
    stands = int(in_json(tmp_path, "stats", "--project", "P")["items"])
    assert 0 < stands < LARGE
    assert f"{stands:,} new items up to line {stands + 1:,} are imported and stay." in err
    assert in_json(tmp_path, "check")["clean"] is True
    again = in_json(tmp_path, *words)
    assert (again["known"], again["added"]) == (stands, LARGE - stands)
    assert in_json(tmp_path, "stats", "--project", "P")["items"] == LARGE


def wait_for_items(folder: Path, process: subprocess.Popen[str]) -> None:
    """Until the first block stands. Each look is a query of its own on the file that the process writes."""
    path = folder / "home" / "default.countersign"
    while process.poll() is None:
        connection = sqlite3.connect(path)
        try:
            if connection.execute("SELECT value FROM counter WHERE name = 'items' AND value > 0").fetchone():
                return
        finally:
            connection.close()


def in_json(folder: Path, *words: str) -> dict[str, Any]:
    done = in_process_of_its_own(folder, *words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return orjson.loads(done.stdout)


def test_a_rehearsal_can_be_interrupted_in_one_line(tmp_path: Path) -> None:
    code = """import signal, sys, threading
from core import rehearse
from core.cli import main
decide = rehearse._decide
def decide_and_interrupt(session, done, kind):
    decide(session, done, kind)
    if done.decisions == 5:
        signal.raise_signal(signal.SIGINT)
rehearse._decide = decide_and_interrupt
sys.exit(main(sys.argv[1:]))
"""
    rows = "".join(f"n{n},question {n},{'ab'[n % 2]}\n" for n in range(40))
    (tmp_path / "t.csv").write_text("id,text,gold\n" + rows)
    in_process_of_its_own(tmp_path, "project", "create", "P", "--labels", "a,b")
    in_process_of_its_own(tmp_path, "import", "t.csv", "--project", "P", "--text", "text", "--id", "id", "--gold", "gold")
    words = ("rehearse", "--project", "P", "--keep")
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path), text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert_one_line(done.stderr)
    assert in_json(tmp_path, "stats", "--project", "P")["decided"] == 5
    assert in_json(tmp_path, "check")["clean"] is True


@pytest.mark.skipif(os.name == "nt", reason="a pipe of POSIX")
def test_a_reader_who_leaves_early_hears_no_complaint(tmp_path: Path) -> None:
    in_process_of_its_own(tmp_path, "project", "create", "P", "--labels", "a,b")
    reader, writer = os.pipe()
    os.close(reader)
    for words in (["project", "list"], ["--help"]):
        done = subprocess.run(
            [*COMMAND, *words], env=environment(tmp_path), stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    os.close(writer)


def test_a_terminal_without_chinese_gets_numbers_and_json_stays_json(tmp_path: Path) -> None:
    poor = {"PYTHONIOENCODING": "ascii"}
    made = in_process_of_its_own(tmp_path, "project", "create", "客服😀é", "--labels", "退款,物流", **poor)
    assert (made.returncode, made.stderr) == (0, "")
    listed = in_process_of_its_own(tmp_path, "project", "list", "--json", **poor)
    assert orjson.loads(listed.stdout)["projects"][0]["name"] == "客服😀é"
    missing = in_process_of_its_own(tmp_path, "stats", "--project", "没有", **poor)
    assert missing.returncode == 2
    assert_one_line(missing.stderr)
