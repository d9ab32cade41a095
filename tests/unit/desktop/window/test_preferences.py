"""What is set comes back, and a file that people broke is not lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.window.preferences import Preferences, load_preferences

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    keys = {"skip": ["W", "Ctrl+S"], "accept": []}
    saved = Preferences('Ada "the" Lovelace\\', "dark", "/a/b.countersign", "Karten 卡片", "AAAA", keys, path)
    saved.save()
    assert load_preferences(path) == saved


@given(reviewer=TEXT, project=TEXT, key=TEXT)
def test_every_text_survives(tmp_path_factory: pytest.TempPathFactory, reviewer: str, project: str, key: str) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    saved = Preferences(reviewer=reviewer, project=project, keys={key: [reviewer]}, path=path)
    saved.save()
    assert load_preferences(path) == saved
    assert tomllib.loads(path.read_text("utf-8"))["reviewer"] == reviewer


def test_what_is_missing_or_of_another_type_is_as_at_first(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('reviewer = 7\nlook = "pink"\nwindow = "large"\n[keys]\nskip = "W"\nflag = ["G"]\n', "utf-8")
    loaded = load_preferences(path)
    assert (loaded.reviewer, loaded.look, loaded.workspace, loaded.keys) == ("", "system", "", {"flag": ["G"]})
    assert loaded.reviewer_name


def test_a_file_that_cannot_be_read_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("look = dark", "utf-8")
    loaded = load_preferences(path)
    assert loaded.look == "system"
    loaded.save()
    assert (tmp_path / "settings.toml.unreadable").read_text("utf-8") == "look = dark"
    assert load_preferences(path).look == "system"
