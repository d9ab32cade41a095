"""The Makefile keeps what the documents promise."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prepare import made_here

ROOT = Path(__file__).resolve().parents[3]
MAKE = shutil.which("make") or "make"


def run_make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((MAKE, "-C", str(ROOT), *arguments), capture_output=True, text=True, check=False)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "packaging/README.md"])
def test_every_make_target_that_a_document_names_is_there(document: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)`", (ROOT / document).read_text()))
    assert named <= targets()
    assert named


def test_continuous_integration_runs_only_what_the_readme_names() -> None:
    commands = re.findall(r"^exec (.*)$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert commands == ["make test </dev/null"]
    assert "make test" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("python", ["", "/nowhere/python3"])
def test_without_a_new_enough_python_one_sentence_is_told(python: str) -> None:
    done = run_make(f"PYTHON={python}", "setup")
    told = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert len(told) == 1
    assert told[0].startswith("Countersign needs Python 3.11 or newer")
    assert "Traceback" not in done.stderr


def test_an_older_python_is_named(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert f"('{old}' is not that)" in run_make(f"PYTHON={old}", "demo").stderr


def test_an_environment_made_elsewhere_is_not_trusted(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    venv.mkdir()
    config = (ROOT / ".venv" / "pyvenv.cfg").read_text()
    assert made_here(venv) is False
    (venv / "pyvenv.cfg").write_text(config)
    assert made_here(venv) is False
    (venv / "pyvenv.cfg").write_text(config.replace(str(ROOT / ".venv"), str(venv)))
    assert made_here(venv) is True


def test_the_workflow_pins_every_action_and_uses_no_secret() -> None:
    text = (ROOT / ".github" / "workflows" / "bundle.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name)] == []
    assert "secrets." not in text
    made = {word for line in re.findall(r"run: make (.*)", text) for word in line.split()}
    assert made
    assert made <= targets()
