"""The lock: every file checked by hash, no registry named, PySide6 below the version that aborts."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prepare import SetUpError, requirement

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "requirements.lock"
# Written in two parts, so that this file is clean itself.
HOSTS = tuple(host.replace("-at-", ".") for host in ("pypi-at-org", "pythonhosted-at-org", "pypi-at-python", "test-at-pypi"))


def tracked_files() -> list[Path]:
    """Files under version control, or, where git cannot say, all that are not made by the set-up."""
    git = shutil.which("git")
    listed = subprocess.run((git, "ls-files", "-z"), cwd=ROOT, capture_output=True, check=False) if git else None
    if listed is not None and listed.returncode == 0:
        return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    skipped = {".venv", ".git", "build", "dist", "encoder", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)]


def requirements(text: str) -> list[list[str]]:
    """The lines of each requirement: its name and version first, then its hashes."""
    return [block.replace("\\\n", "\n").split() for block in re.split(r"\n(?=\S)", text.strip())]


def test_every_requirement_is_pinned_and_has_hashes() -> None:
    entries = requirements(LOCK.read_text())
    assert len(entries) > 50
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+", entry[0]), entry[0]
        assert any(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", word) for word in entry), entry[0]


def test_pyside_stays_below_the_version_that_loses_references() -> None:
    pins = dict(entry[0].split("==") for entry in requirements(LOCK.read_text()))
    assert (6, 11, 2) <= tuple(int(part) for part in pins["pyside6-essentials"].split(".")) < (6, 12)
    assert pins["shiboken6"] == pins["pyside6-essentials"]


def test_no_pytorch_comes_along() -> None:
    names = {entry[0].split("==")[0] for entry in requirements(LOCK.read_text())}
    # transformers comes for the tests of TRL's data utilities, without PyTorch
    assert not names & {"torch", "sentence-transformers", "accelerate"}


def test_uv_is_bootstrapped_from_the_lines_of_the_lock() -> None:
    assert (ROOT / "packaging" / "bootstrap.txt").read_text() == requirement("uv", LOCK.read_text())


def test_a_requirement_is_taken_whole_and_alone() -> None:
    text = "a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\nb==2 \\\n    --hash=sha256:02\n"
    assert requirement("a", text) == "a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n"
    assert requirement("b", text) == "b==2 \\\n    --hash=sha256:02\n"
    with pytest.raises(SetUpError, match="does not hold c"):
        requirement("c", text)


def test_no_tracked_file_names_a_registry() -> None:
    files = tracked_files()
    assert LOCK in files
    guilty = [str(path.relative_to(ROOT)) for path in files if any(host.encode() in path.read_bytes() for host in HOSTS)]
    assert guilty == []
