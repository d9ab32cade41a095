"""Text files without columns: tagged tokens, labels in front, one text a line, folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UserError
from core.ingest.readers.conll import spans_of
from core.ingest.table import open_table
from tests.unit.core.ingest.conftest import DataFile
from tests.unit.core.ingest.test_table import read


def test_tagged_tokens_are_a_text_with_spans(data_file: DataFile) -> None:
    table = open_table(data_file("formats/conll/wnut17_dev_first200sents.conll"))
    rows, bad = read(table)
    assert (table.format, bad) == ("conll", [])
    assert len(rows) >= 20
    text, spans = rows[1].values["text"], rows[1].values["spans"]
    assert isinstance(text, str)
    assert isinstance(spans, list)
    found = [(text[one["start"] : one["end"]], one["label"]) for one in spans if isinstance(one, dict)]  # pyright: ignore[reportArgumentType]  (offsets are whole)
    assert found == [("Redondo Beach Blvd", "location"), ("Gardena", "location"), ("Compton", "location")]
    assert rows[1].line == 14


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ("B-X I-X O", [(0, 3, "X")]),
        ("I-X I-X I-Y", [(0, 3, "X"), (4, 5, "Y")]),
        ("B-X B-X O", [(0, 1, "X"), (2, 3, "X")]),
        ("S-X B-Y E-Y", [(0, 1, "X"), (2, 5, "Y")]),
        ("O O O", []),
    ],
)
def test_every_way_of_tagging_gives_ranges(tags: str, wanted: list[tuple[int, int, str]]) -> None:
    assert spans_of("abc", tags.split()) == [{"start": start, "end": end, "label": label} for start, end, label in wanted]


def test_a_line_without_a_tag_costs_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("-DOCSTART- -X- O O\n\nEU NNP B-ORG\nasks O\n\nbroken\n# note here\n\n\nend O\n")
    rows, bad = read(open_table(path))
    assert [row.values["text"] for row in rows] == ["EU asks", "end"]
    assert [(one.line, one.code) for one in bad] == [(6, "row.no_tag")]


def test_text_files_are_told_apart_by_their_lines(tmp_path: Path) -> None:
    for name, content, wanted, first in [
        (
            "a.txt",
            "__label__a __label__b Fine, thanks.\n__label__b No.\n",
            "fasttext",
            {"text": "Fine, thanks.", "labels": ["a", "b"]},
        ),
        ("b.txt", "First, a line.\nAnother one, with, commas\n", "lines", {"text": "First, a line."}),
        ("c.txt", "EU B-ORG\nasks O\n", "conll", {"text": "EU asks", "spans": [{"start": 0, "end": 2, "label": "ORG"}]}),
        ("d.txt", "id\ttext\n1\tx\n", "csv", {"id": "1", "text": "x"}),
    ]:
        (tmp_path / name).write_text(content)
        table = open_table(tmp_path / name)
        assert (table.format, read(table)[0][0].values) == (wanted, first)


def test_a_folder_of_texts_is_a_table_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    (folder / "b").mkdir(parents=True)
    (folder / "1.txt").write_text("one\r\ntwo\n", encoding="utf-8")
    (folder / "2.txt").write_text("", encoding="utf-8")
    (folder / "b" / "3.txt").write_bytes("grün".encode("utf-16"))
    (folder / "4.pdf").write_bytes(b"%PDF")
    (folder / "5.txt").write_bytes(b"a\0b")
    rows, bad = read(open_table(folder))
    assert [row.values for row in rows] == [{"id": "1", "text": "one\ntwo"}, {"id": "b/3", "text": "grün"}]
    assert sorted((one.line, one.code) for one in bad) == [(2, "row.file"), (3, "row.zero")]


def test_a_folder_without_anything_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_table(tmp_path)
    assert caught.value.code == "import.folder"
