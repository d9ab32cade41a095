"""What is set comes back; what cannot be read is told, and stays in the file; a file that people broke is not lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings.backups import BackupSettings
from desktop.actions import BY_ID
from desktop.window.preferences import Preferences, keymap_of, load_preferences

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ABROAD = str(Path("/media/stick").absolute())
FULL = {
    "reviewer": "Ada",
    "look": "dark",
    "language": "zh_CN",
    "text_size": 130,
    "reading_width": "wide",
    "workspace": "/a/b.countersign",
    "project": "Karten 卡片",
    "geometry": "AAAA",
    "keys": {"skip": ["W", "Ctrl+S"], "accept": []},
    "backups": BackupSettings(ABROAD, 3, (str(Path("/old").absolute()),)),
}


def written(path: Path, text: str) -> Preferences:
    path.write_text(text, "utf-8")
    return load_preferences(path)


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    saved = Preferences(path=path, **FULL)  # pyright: ignore[reportArgumentType] - each has its type, which a dict does not know
    saved.save()
    loaded = load_preferences(path)
    assert loaded == saved
    assert loaded.complaints == ()
    loaded.save()
    assert load_preferences(path) == saved


def test_without_a_file_all_is_as_at_first_and_nothing_is_told(tmp_path: Path) -> None:
    loaded = load_preferences(tmp_path / "settings.toml")
    assert loaded == Preferences(path=tmp_path / "settings.toml")
    assert loaded.complaints == ()
    assert loaded.reviewer_name


@given(reviewer=TEXT, project=TEXT, key=TEXT, folder=TEXT)
def test_every_text_survives(
    tmp_path_factory: pytest.TempPathFactory, reviewer: str, project: str, key: str, folder: str
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    saved = Preferences(reviewer=reviewer, project=project, keys={"skip": [key]}, path=path)
    saved.backups = BackupSettings(str(Path("/").absolute() / folder.replace("\0", "")))
    saved.save()
    loaded = load_preferences(path)
    assert loaded == saved
    assert tomllib.loads(path.read_text("utf-8"))["reviewer"] == reviewer


@pytest.mark.parametrize("text", ["\ud800", "a\udcffb", "\x00\x1f\x7f\x85\u2028", '"""', "'''", "\\", "# [window]", "🃏" * 500])
def test_no_text_makes_a_file_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    Preferences(reviewer=text, workspace=text, keys={"skip": [text]}, path=path).save()
    loaded = load_preferences(path)
    assert loaded.complaints == ()
    assert loaded.reviewer == text.encode("utf-8", "replace").decode()


WRONG = """
reviewer = 7
look = "pink"
text_size = "large"
reading_width = 100
language = "tlh"
window = "large"

[backups]
kept = 0
folder = "next door"

[keys]
skip = "W"
flag = ["G"]
dance = ["D"]
"""


def test_what_is_of_another_type_is_as_at_first_and_is_told(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", WRONG)
    assert loaded == Preferences(keys={"flag": ["G"]}, path=loaded.path)
    (told,) = loaded.complaints
    for name in ("reviewer", "look", "text_size"):
        assert name in told
    assert str(loaded.path) in told


@pytest.mark.parametrize(
    ("line", "name"),
    [("text_size = true", "text_size"), ("text_size = 101", "text_size"), ("[backups]\nkept = 100", "backups.kept"),
     ("[keys]\nskip = [1]", "keys.skip"), ("keys = 3", "keys"), ("[backups]\nearlier = 'x'", "backups.earlier")],
)  # fmt: skip
def test_each_setting_that_cannot_be_read_is_named(tmp_path: Path, line: str, name: str) -> None:
    assert name in written(tmp_path / "settings.toml", line).complaints[0]


def test_what_could_not_be_read_stays_in_the_file_until_it_is_set_anew(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", WRONG)
    loaded.reviewer = "Ada"
    loaded.save()
    again = tomllib.loads(loaded.path.read_text("utf-8"))
    assert (again["reviewer"], again["look"], again["backups"]["kept"]) == ("Ada", "pink", 0)
    assert again["keys"] == {"skip": "W", "flag": ["G"], "dance": ["D"]}
    loaded.look = "light"
    loaded.save()
    loaded.look = "system"
    loaded.save()
    assert tomllib.loads(loaded.path.read_text("utf-8"))["look"] == "system"


NEWER = """
look = "dark"
sound = "bell"
since = 2031-05-01T10:00:00Z
shares = [0.5, inf, -1e9]

[window]
opacity = 0.75
project = "P"

[plugins.deep."odd name"]
on = true
list = [{a = 1}, {b = [1979-05-27, 07:32:00]}]

[keys]
levitate = ["L"]
skip = ["W"]
"""


def test_what_a_newer_version_wrote_stays_in_the_file(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", NEWER)
    assert (loaded.look, loaded.project, loaded.keys) == ("dark", "P", {"skip": ["W"]})
    loaded.look, loaded.keys = "light", {}
    loaded.save()
    before, after = tomllib.loads(NEWER), tomllib.loads(loaded.path.read_text("utf-8"))
    for name in ("sound", "since", "shares", "plugins"):
        assert after[name] == before[name]
    assert after["window"]["opacity"] == 0.75
    assert after["look"] == "light"
    assert after["keys"] == {"levitate": ["L"]}


def test_keys_that_are_taken_back_leave_the_file(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", '[keys]\nskip = ["W"]\nflag = ["Y"]\n')
    del loaded.keys["skip"]
    loaded.save()
    assert load_preferences(loaded.path).keys == {"flag": ["Y"]}


@pytest.mark.parametrize(
    "broken", [b"look = dark", b"\xff\xfe\x00", b"[" * 20_000, b"a = " + b"[" * 20_000, b"look = 'dark'\nlook = 1"]
)
def test_a_broken_file_is_kept_aside_at_once_and_told(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(broken)
    loaded = load_preferences(path)
    assert loaded == Preferences(path=path)
    assert (tmp_path / "settings.toml.unreadable").read_bytes() == broken
    assert not path.exists()
    assert str(tmp_path / "settings.toml.unreadable") in loaded.complaints[0]
    loaded.save()
    assert load_preferences(path).complaints == ()


def test_a_second_broken_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for text in ("one = one", "two = two"):
        written(tmp_path / "settings.toml", text)
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"settings.toml.unreadable": "one = one", "settings.toml.unreadable-2": "two = two"}


def test_a_file_broken_while_the_window_is_open_is_kept_when_something_is_saved(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", "look = 'dark'")
    loaded.path.write_text("look = = 'light'", "utf-8")
    loaded.save()
    assert (tmp_path / "settings.toml.unreadable").read_text() == "look = = 'light'"
    assert load_preferences(loaded.path).look == "dark"


def test_a_folder_in_the_files_place_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    loaded = load_preferences(tmp_path / "settings.toml")
    assert "could not be read" in loaded.complaints[0]
    loaded.save()
    assert load_preferences(loaded.path).complaints == ()


def test_keys_that_clash_are_not_in_force_and_stay_in_the_file(tmp_path: Path) -> None:
    loaded = written(tmp_path / "settings.toml", '[keys]\nskip = ["X"]\n')
    keymap, complaint = keymap_of(loaded)
    assert keymap.keys("skip") == BY_ID["skip"].keys
    assert "Skip" in complaint
    assert "Reject" in complaint
    loaded.save()
    assert load_preferences(loaded.path).keys == {"skip": ["X"]}
