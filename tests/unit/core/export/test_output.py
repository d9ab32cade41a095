"""Files are whole or not there: what stood at a place stays until the new one is complete."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core.errors import UserError
from core.export.output import Output


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_file_takes_its_place_with_its_manifest(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "a.csv"
    output = Output(out, folder=False, suffix=".csv")
    output.file().write_text("new")
    output.manifest().write_text("{}")
    assert not out.exists()
    (one,) = output.written()
    assert (one.path, one.size, one.sha256) == (out, 3, hashlib.sha256(b"new").hexdigest())
    output.commit()
    assert tree(tmp_path) == {"deep/a.csv": "new", "deep/a.csv.manifest.json": "{}"}


def test_a_file_for_each_split_is_named_before_the_end(tmp_path: Path) -> None:
    output = Output(tmp_path / "a.ledger.jsonl", folder=False, suffix=".ledger.jsonl")
    for name in ("train", "test"):
        output.file(name).write_text(name)
    output.manifest().write_text("{}")
    output.commit()
    assert set(tree(tmp_path)) == {"a.train.ledger.jsonl", "a.test.ledger.jsonl", "a.ledger.jsonl.manifest.json"}


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_discarded_leaves_what_was_there(tmp_path: Path, folder: bool) -> None:
    out = tmp_path / "a"
    if folder:
        out.mkdir()
        (out / "manifest.json").write_text("old")
    else:
        out.write_text("old")
    before = tree(tmp_path)
    output = Output(out, folder=folder)
    output.file(name="x.txt").write_text("half")
    output.manifest().write_text("half")
    output.discard()
    assert tree(tmp_path) == before


def test_a_folder_of_ours_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "set"
    for content in ("one", "two"):
        output = Output(out, folder=True)
        output.file(name=f"data/{content}.txt").write_text(content)
        output.manifest().write_text(content)
        output.commit()
        assert tree(tmp_path) == {f"set/data/{content}.txt": content, "set/manifest.json": content}


def test_a_folder_of_others_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(UserError, match="something else"):
        Output(tmp_path / "mine", folder=True)
    with pytest.raises(UserError, match="is a folder"):
        Output(tmp_path / "mine", folder=False)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="something else"):
        Output(tmp_path / "file", folder=True)
    assert tree(tmp_path) == {"mine/letter.txt": "dear", "file": "x"}
