"""Encodings are found by themselves, or named; a wrong byte costs one row."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.ingest.encodings import checked_encoding, find_encoding
from core.ingest.table import open_table

ROOT = Path(__file__).parents[4]
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data")) / "zh_topics_sib200.csv"
CHINESE = (SHARED if SHARED.is_file() else ROOT / "tests/data/zh_crosswoz_head.csv").read_text("utf-8")
FRENCH = "id;texte\n1;Où est ma carte ? J’ai été débité deux fois à l’étranger.\n2;Le café à côté était fermé.\n"
SHORT = "id,text\n1,我的卡在哪里？\n2,为什么向我收取两次费用？\n"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_real_chinese_is_read_the_same_in_every_encoding(tmp_path: Path, codec: str) -> None:
    plain, coded = tmp_path / "plain.csv", tmp_path / "coded.csv"
    plain.write_bytes(CHINESE.encode())
    coded.write_bytes(CHINESE.encode(codec))
    wanted = [row for batch in open_table(plain).batches() for row in batch.rows]
    found = [row for batch in open_table(coded).batches() for row in batch.rows]
    assert found == wanted
    assert not any(batch.bad for batch in open_table(coded).batches())


@pytest.mark.parametrize(
    ("text", "codec", "wanted"),
    [
        (SHORT, "gb18030", "gb18030"),
        (SHORT, "gbk", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        ("id,name\n2,©\n", "latin-1", "cp1252"),
        ("id,name\n1,Zoë\n2,Müller\n3,São Paulo\n", "cp1252", "cp1252"),
        ("id,text\n1,カードはどこですか。二週間待っています。\n", "cp932", "cp932"),
        ("id,text\n1,Где моя карта? Я жду уже две недели.\n", "cp1251", "cp1251"),
        ("id,text\n1,where is it\n", "ascii", "utf-8"),
        ("id,text\n1,where is it\n", "utf-16-be", "utf-16-be"),
        ("id,text\n1,我的卡在哪里\n", "utf-16-le", "utf-16-le"),
    ],
)
def test_the_encoding_is_found(text: str, codec: str, wanted: str) -> None:
    assert find_encoding(text.encode(codec), whole=True) == wanted


def test_json_is_never_taken_for_windows_1252() -> None:
    assert find_encoding(b'{"a": "caf\xe9"}', whole=True, unicode_first=True) == "utf-8"
    assert find_encoding(b'{"a": "caf\xe9"}', whole=True) == "cp1252"


def test_a_character_cut_at_the_end_of_the_sample_does_not_count_as_wrong() -> None:
    data = ("é" * 100).encode()
    assert find_encoding(data[:-1], whole=False) == "utf-8"
    assert find_encoding("中文".encode("gb18030")[:-1], whole=False) == "gb18030"


@pytest.mark.parametrize(("name", "wanted"), [("UTF8", "utf-8-sig"), (" GBK ", "gbk"), ("latin1", "iso8859-1")])
def test_names_of_encodings_are_known_by_their_aliases(name: str, wanted: str) -> None:
    assert checked_encoding(name) == wanted


def test_a_named_encoding_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,é\n".encode())
    assert open_table(path, encoding="cp1252").preview() == [{"id": "1", "text": "Ã©"}]


def test_one_wrong_byte_in_utf8_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,ééé\n2,".encode() + b"\xff" + "\n3,üüü\n".encode())
    (batch,) = open_table(path).batches()
    assert [row[0] for row in batch.rows] == ["1", "3"]
    assert [(bad.line, bad.code) for bad in batch.bad] == [(3, "row.bytes")]


def test_a_wrong_byte_far_behind_the_sample_has_its_line_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "1,é\n" * 300_000
    path.write_bytes(f"id,text\n{good}".encode() + b"2,\xe9\n" + b"3,c\n")
    bad = [bad for batch in open_table(path).batches() for bad in batch.bad]
    assert [(each.line, each.code) for each in bad] == [(300_002, "row.bytes")]


def test_chinese_that_begins_behind_the_first_megabyte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"id,text\n" + b"1,plain words in a row\n" * 60_000 + "2,我的卡在哪里？我已经等了两个星期了。\n".encode("gb18030")
    )
    table = open_table(path)
    assert table.encoding == "gb18030"
    assert not any(batch.bad for batch in table.batches())
