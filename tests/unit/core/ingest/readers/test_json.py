"""JSONL and JSON arrays: records, columns, bad lines."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.table import BadRow, Row, open_table


def read(path: Path, size: int = 1000) -> tuple[list[Row], list[BadRow]]:
    batches = list(open_table(path).batches(size))
    return [row for batch in batches for row in batch.by_name()], [bad for batch in batches for bad in batch.bad]


def test_each_line_is_a_record_and_bad_lines_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"a": 1, "a": 2}', "", "nonsense", "[1]", '{"b": {"c": [null, true]}}', '{"a": NaN}', '{"a": "\\u0000"}']
    lines += ['{"a": "\\ud800"}', '{"a": "\\\\u0000"}', '{"a": 1e999}', '{"": 1}', '{"\\u0000": 1}']
    path.write_bytes("\r\n".join(lines).encode() + b'\n{"a": "\xff"}')
    rows, bad = read(path)
    assert rows == [Row(1, {"a": 2}), Row(5, {"b": {"c": [None, True]}}), Row(9, {"a": "\\u0000"}), Row(11, {"column_1": 1})]
    assert [(each.line, each.code) for each in bad] == [
        (3, "row.json"),
        (4, "row.not_object"),
        (6, "row.json"),
        (7, "row.zero"),
        (8, "row.json"),
        (10, "row.json"),
        (12, "row.zero"),
        (13, "row.json"),
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_long_integers_keep_every_digit(tmp_path: Path, name: str) -> None:
    digits = "123456789" * 5
    text = f'{{"i": {2**63}, "big": {digits}, "neg": -{digits}, "f": 1.{digits}}}'
    (tmp_path / name).write_text(f"[{text}]" if name == "a.json" else text)
    assert read(tmp_path / name)[0][0].values == {"i": 2**63, "big": digits, "neg": f"-{digits}", "f": float(f"1.{digits}")}


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
@pytest.mark.parametrize("depth", [150, 900, 30_000])
def test_deep_nesting_is_refused_without_a_traceback(tmp_path: Path, name: str, depth: int) -> None:
    deep = f'{{"a": {"[" * depth}{"]" * depth}}}'
    path = tmp_path / name
    path.write_text(f'[{{"a": 1}},\n{deep}]' if name == "a.json" else f'{{"a": 1}}\n{deep}')
    try:
        _, bad = read(path)
    except UserError as error:
        assert error.code == "import.json"
    else:
        assert [each.line for each in bad] == [2]


def test_columns_come_from_the_beginning_and_later_keys_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"b": 1}\n{"a": 2, "b": 3}\n' + '{"b": 1}\n' * 1500 + '{"b": 4, "late": 5}\n')
    table = open_table(path)
    assert table.columns == ["b", "a"]
    last = list(table.batches(1000))[-1]
    assert last.columns == ["b", "a", "late"]
    assert last.rows[-1] == [4, None, 5]
    assert table.preview(1) == [{"b": 1}]


def test_an_array_is_read_piece_by_piece_with_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    records: list[JsonValue] = [{"n": n, "text": "long" * (n % 40) * 50} for n in range(2000)]
    path.write_text("[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]\n")
    rows, bad = read(path)
    assert [row.values for row in rows] == records
    assert [row.line for row in rows] == list(range(2, 2002))
    assert bad == []


def test_what_is_no_object_in_an_array_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1},\n 17,\n {"a": NaN},\n "x", {"a": "\\ud800"},\n {"a": 2}]')
    rows, bad = read(path)
    assert [(row.line, row.values) for row in rows] == [(1, {"a": 1}), (5, {"a": 2})]
    assert [(each.line, each.code) for each in bad] == [
        (2, "row.not_object"),
        (3, "row.json"),
        (4, "row.not_object"),
        (4, "row.json"),
    ]


def test_a_broken_array_gives_what_came_before_and_then_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" + ",\n".join('{"a": 1}' for _ in range(3000)) + ',\n{"a": oops}]')
    batches = open_table(path).batches(1000)
    assert [len(next(batches).rows) for _ in range(3)] == [1000, 1000, 1000]
    with pytest.raises(UserError, match="line 3,001"):
        next(batches)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_other_encodings_are_read(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.jsonl"
    records: list[JsonValue] = [{"text": "我的卡在哪里？我已经等了两个星期了。"}, {"text": "为什么？"}]
    path.write_bytes("\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode(codec))
    assert [row.values for row in read(path)[0]] == records


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=8)
RECORDS = st.lists(st.dictionaries(TEXT.filter(bool), VALUES, min_size=1, max_size=5), min_size=1, max_size=10)


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.sampled_from(["a.jsonl", "a.json"]), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_any_objects_are_read_back(records: list[dict[str, JsonValue]], name: str, escaped: bool, codec: str) -> None:
    lines = [json.dumps(record, ensure_ascii=escaped) for record in records]
    text = "[" + ",\n".join(lines) + "]" if name == "a.json" else "\n".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode(codec))
        rows, bad = read(path)
    assert bad == []
    assert [row.values for row in rows] == records
    assert [row.line for row in rows] == list(range(1, len(records) + 1))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('{"helpfulness": [{"a": 1}, {"a": 2}]}', [{"a": 1}, {"a": 2}]),
        ('{"meta": {"page": 1}, "data": [{"a": 1}], "errors": [{"b": 2}]}', [{"a": 1}]),
        ('{\n "n": 1,\n "rows": [{"a": "\\ud83d\\ude00"}]\n}', [{"a": "😀"}]),
    ],
)
def test_one_object_around_a_list_is_a_file_of_its_records(tmp_path: Path, content: str, wanted: list[JsonValue]) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert [row.values for batch in open_table(path).batches() for row in batch.by_name()] == wanted


@pytest.mark.parametrize(
    "content", ['{"a": 1}', '{"a": [{"x": 1}], "b": [{"y": 1}]}', '{"a": []}', '{"a": [1, 2]}', '{"a": [{"x": 1}]']
)
def test_one_object_without_one_list_of_objects_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(UserError) as caught:
        open_table(path)
    assert caught.value.code == "import.not_a_list"
