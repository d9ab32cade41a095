"""What the program says of itself: from the bundle's files where there are any, else from git and the installed distributions."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import about

ROOT = Path(__file__).resolve().parents[3]


def forget() -> None:
    about.commit.cache_clear()
    vars(about)["_built"].cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program lies somewhere else, without anything beside it."""
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(about, "ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def test_a_bundle_says_what_was_written_into_it(folder: Path) -> None:
    (folder / "resources" / "build.json").write_text(json.dumps({"version": "9.8.7", "commit": "abc1234", "epoch": "1"}))
    (folder / "resources" / "licences.txt").write_text("all of them", encoding="utf-8")
    assert (about.version(), about.commit(), about.licences()) == ("9.8.7", "abc1234", "all of them")


def test_without_a_bundle_the_installed_version_is_told(folder: Path) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{about.version()}"' in project


def test_a_checkout_says_its_commit(folder: Path) -> None:
    git = ("git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "first")):
        subprocess.run((*git, *words), check=True)
    assert re.fullmatch(r"[0-9a-f]{7,}", about.commit())


def test_a_folder_within_somebody_elses_checkout_has_no_commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(("git", "init", "-q", str(folder)), check=True)
    monkeypatch.setattr(about, "ROOT", folder / "resources")
    assert about.commit() == ""


def test_the_licences_of_what_is_installed_are_collected() -> None:
    names = {found.name for found in about.distributions()}
    assert {"countersign", "litellm", "PySide6_Essentials", "numpy"} <= names
    assert not names & {"pytest", "ruff", "spacy", "pyinstaller"}
    text = about.licences()
    assert "Apache License" in text
    assert re.search(r"^numpy \d", text, re.MULTILINE)


def test_extras_are_followed_only_where_they_are_asked_for() -> None:
    without = {found.name for found in about.distributions("cyclonedx-python-lib")}
    assert "packageurl-python" in without
    assert "jsonschema" not in without


def test_a_distribution_says_its_licence_and_brings_its_text() -> None:
    found = next(one for one in about.distributions() if one.name == "numpy")
    assert "BSD-3-Clause" in about.licence_name(found)
    assert any("NumPy" in text for _, text in about.licence_texts(found))
