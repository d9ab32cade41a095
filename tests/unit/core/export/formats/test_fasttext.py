"""fastText's lines to the letter, and read by a parser that knows nothing but fastText's own rules."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import orjson
import pytest

from core.domain.task import Label, Task
from core.errors import UserError
from core.export import SplitPlan
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.kinds import project_of
from tests.nasty import can_be_label, nasty_texts
from tests.whole import exported

#: `Dictionary::readWord` parts words at these signs
SPACES = " \n\r\t\v\f\0"


def read(path: Path) -> list[tuple[list[str], list[str]]]:
    """(labels, words) of each line, as `Dictionary::getLine` finds them: `</s>` ends one, a word with the prefix is a label."""
    found: list[tuple[list[str], list[str]]] = []
    labels, words, word = list[str](), list[str](), ""

    def end() -> None:
        nonlocal labels, words
        found.append((labels, words))
        labels, words = [], []

    for sign in path.read_bytes().decode("utf-8"):
        if sign not in SPACES:
            word += sign
            continue
        if word == "</s>":
            end()
        elif word:
            (labels if word.startswith("__label__") else words).append(word)
        word = ""
        if sign == "\n":
            end()
    assert not word, "the file ends with a line feed"
    return found


def project_with(workspace: Workspace, folder: Path, task: Task, rows: list[tuple[str, object]]) -> ProjectInfo:
    """A project whose items came with these labels: (text, answer)."""
    path = folder / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps({"i": str(n), "t": text, "l": label}) + b"\n" for n, (text, label) in enumerate(rows)))
    project = workspace.create_project("Lines", task)
    with workspace.importing(project, open_table(path, form="plain"), Mapping("t", "i", "l")) as work:
        assert work.run().rejected == 0
    return project


def test_the_layout_of_a_line(workspace: Workspace, tmp_path: Path) -> None:
    task = Task("choices", (Label("card lost"), Label("50% off"), Label("退款")))
    rows: list[tuple[str, object]] = [
        ("plain text", ["card lost", "退款"]),
        ("two\r\nlines\u2028more", ["50% off"]),
        ("__label__x and </s> here", []),
        ("\\__label__x </s>x a</s>", ["退款"]),
        ("  two spaces", ["退款"]),
    ]
    report = exported(workspace, project_with(workspace, tmp_path, task, rows), "fasttext", tmp_path / "out.txt")
    assert report.path.read_text("utf-8").split("\n") == [
        "__label__card%20lost __label__退款 plain text",
        "__label__50%25%20off two lines more",
        "\\__label__x and \\</s> here",
        "__label__退款 \\\\__label__x </s>x a</s>",
        "__label__退款   two spaces",
        "",
    ]
    assert report.losses == {
        "item_ids": 5, "provenance": 5, "label_marks_escaped": 2, "leading_space": 1, "line_breaks_folded": 1, "without_label": 1,
    }  # fmt: skip


def test_fasttexts_own_rules_find_the_labels_and_every_word(workspace: Workspace, tmp_path: Path) -> None:
    texts = nasty_texts()
    names = [text for text in texts if can_be_label(text)][:100]
    rows: list[tuple[str, object]] = [(text, names[n % len(names)]) for n, text in enumerate(texts)]
    project = project_with(workspace, tmp_path, Task("choice", tuple(map(Label, names))), rows)
    report = exported(workspace, project, "fasttext", tmp_path / "out.txt")
    lines = read(report.path)
    assert len(lines) == len(texts)
    for (labels, words), (text, name) in zip(lines, rows, strict=True):
        assert [unquote(one.removeprefix("__label__")) for one in labels] == [name]
        assert not any(word.startswith("__label__") or word == "</s>" for word in words)
        assert "".join("".join(words).replace("\\", "").split()) == "".join(_visible(text).replace("\\", "").split())


def _visible(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\x1c\x1d\x1e\x85\u2028\u2029"), " "))


def test_splits_have_files_of_their_own(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[str, object]] = [(f"text number {n} {'ab'[n % 2] * n}", "ab"[n % 2]) for n in range(40)]
    project = project_with(workspace, tmp_path, Task("choice", (Label("a"), Label("b"))), rows)
    plan = SplitPlan((("train", 0.75), ("test", 0.25)))
    report = exported(workspace, project, "fasttext", tmp_path / "out.txt", split=plan)
    assert sorted(one.path.name for one in report.files) == ["out.test.txt", "out.train.txt"]
    assert {name: len(read(tmp_path / f"out.{name}.txt")) for name in ("train", "test")} == report.splits


@pytest.mark.parametrize("name", ["text", "fields", "spans", "preference"])
def test_other_kinds_are_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = project_of(workspace, name, 2)
    with pytest.raises(UserError) as caught:
        exported(workspace, project, "fasttext", tmp_path / "out.txt")
    assert caught.value.code == "export.kind"
