"""CoNLL-2003 to the letter, and nothing but white space lost by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.spans import Span
from core.domain.task import Label, Options, Task
from core.errors import UserError
from core.export.tokens import tagged
from core.ingest.mapping import Mapping
from core.ingest.readers.conll import spans_of
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.kinds import project_of
from tests.nasty import can_be_text
from tests.whole import exported

TASK = Task("spans", (Label("person"), Label("place name")), options=Options(overlapping=True))
Passage = tuple[int, int, str]


def project_with(workspace: Workspace, folder: Path, rows: list[tuple[str, str, list[Passage]]]) -> ProjectInfo:
    """A project whose items came with passages: (id, text, [(start, end, label)])."""
    path = folder / "in.jsonl"
    named = ("start", "end", "label")
    held = [{"i": ident, "t": text, "l": [dict(zip(named, one, strict=True)) for one in found]} for ident, text, found in rows]
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in held))
    project = workspace.create_project("Tags", TASK)
    with workspace.importing(project, open_table(path, form="plain"), Mapping("t", "i", "l")) as work:
        assert work.run().rejected == 0
    return project


def test_the_layout_of_a_block(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[str, str, list[Passage]]] = [
        ("n 1%", "Ada met Bob-Lee in New York.", [(0, 3, "person"), (8, 15, "person"), (19, 27, "place name")]),
        ("2", "nothing here", []),
    ]
    report = exported(workspace, project_with(workspace, tmp_path, rows), "conll", tmp_path / "out.conll")
    assert report.path.read_text("utf-8") == (
        "-DOCSTART- -X- O O n%201%25\n\n"
        "Ada -X- O B-person\nmet -X- O O\nBob -X- O B-person\n- -X- O I-person\nLee -X- O I-person\nin -X- O O\n"
        "New -X- O B-place%20name\nYork -X- O I-place%20name\n. -X- O O\n\n"
        "-DOCSTART- -X- O O 2\n\nnothing -X- O O\nhere -X- O O\n\n"
    )
    assert report.losses == {"provenance": 2, "spacing": 1}


def test_without_ids_the_first_line_is_to_the_letter_that_of_conll_2003(workspace: Workspace, tmp_path: Path) -> None:
    project = project_with(workspace, tmp_path, [("a", "Ada ran", [(0, 3, "place name")])])
    report = exported(workspace, project, "conll", tmp_path / "out.conll", options={"ids": False})
    assert report.path.read_text("utf-8") == "-DOCSTART- -X- O O\n\nAda -X- O B-place%20name\nran -X- O O\n\n"
    assert report.losses == {"item_ids": 1, "labels_escaped": 1, "provenance": 1}


def test_passages_are_never_lost_without_a_count(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[str, str, list[Passage]]] = [
        ("inside", "foobar", [(0, 3, "person"), (3, 6, "person")]),
        ("crossing", "one two three", [(0, 7, "person"), (4, 13, "person"), (0, 3, "place name")]),
        ("spaces", "one  two", [(0, 5, "person"), (3, 5, "person")]),
    ]
    report = exported(workspace, project_with(workspace, tmp_path, rows), "conll", tmp_path / "out.conll")
    text = report.path.read_text("utf-8")
    assert "foo -X- O B-person\nbar -X- O B-person\n" in text
    assert "one -X- O B-person\ntwo -X- O I-person\nthree -X- O O\n" in text
    assert "one -X- O B-person\ntwo -X- O O\n" in text
    assert report.losses == {
        "empty_spans": 1, "misaligned_spans": 1, "overlapping_spans": 2, "provenance": 3, "spacing": 2, "tokens_split": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["choice", "choices", "text", "fields", "preference"])
def test_other_kinds_are_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as caught:
        exported(workspace, project_of(workspace, name, 2), "conll", tmp_path / "out.conll")
    assert caught.value.code == "export.kind"


_SIGNS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
_MIXED = st.text(st.one_of(st.sampled_from("ab 1.-\n\u0301\u200d卡る"), _SIGNS), min_size=1, max_size=40).filter(can_be_text)


@given(_MIXED, st.data())
def test_tokens_hold_all_but_white_space_and_tags_all_passages(text: str, data: st.DataObject) -> None:
    borders = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    drawn = data.draw(st.lists(borders.filter(lambda one: one[0] < one[1]), max_size=4))
    spans = [Span(start, end, "ABCD"[place]) for place, (start, end) in enumerate(drawn)]
    found = tagged(text, spans)
    words = [text[start:end] for start, end in found.ranges]
    assert "".join(words) == "".join(text.split())
    assert all(word and word.split() == [word] for word in words)
    # What our reader makes of the tags, in offsets of the text again.
    starts = {sum(len(word) + 1 for word in words[:place]): begin for place, (begin, _) in enumerate(found.ranges)}
    ends = {sum(len(word) + 1 for word in words[: place + 1]) - 1: end for place, (_, end) in enumerate(found.ranges)}
    read: list[Any] = spans_of(words, found.tags)
    back = [(starts[one["start"]], ends[one["end"]], one["label"]) for one in read]
    wanted = {(span.start, span.end, span.label) for span in spans}
    trimmed = {(start, end, label) for start, end, label in back if (start, end, label) not in wanted}
    assert len(trimmed) <= found.moved
    assert len(back) + found.crossing + found.empty == len(spans)
