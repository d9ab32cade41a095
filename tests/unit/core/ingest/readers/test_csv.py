"""CSV and TSV: dialects, headers, line numbers, bad rows."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ingest.readers.dialect import MAX_CELL
from core.ingest.table import BadRow, Dialect, Table, open_table


def opened(folder: Path, text: str, name: str = "a.csv") -> Table:
    path = folder / name
    path.write_bytes(text.encode())
    return open_table(path)


def numbered(table: Table, size: int = 1000) -> list[tuple[int, list[object]]]:
    return [(line, list(row)) for batch in table.batches(size) for line, row in zip(batch.lines, batch.rows, strict=True)]


def bad(table: Table) -> list[BadRow]:
    return [each for batch in table.batches() for each in batch.bad]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found_among_those_in_texts(tmp_path: Path, delimiter: str) -> None:
    others = " , ; | ".replace(delimiter, "")
    lines = [("id", "text", "label"), *((str(n), f'"one{others}two {delimiter} three"', "x") for n in range(5))]
    table = opened(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert table.dialect == Dialect(delimiter)
    assert numbered(table)[0] == (2, ["0", f"one{others}two {delimiter} three", "x"])


def test_quotes_escaped_by_a_backslash_are_found(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id,text\n1,"she said \\"no\\", twice"\n2,"C"\n')
    assert numbered(table) == [(2, ["1", 'she said "no", twice']), (3, ["2", "C"])]


def test_backslashes_of_paths_are_kept(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id,text\n1,"C:\\temp\\new, say ""x"""\n2,D:\\a\n')
    assert numbered(table) == [(2, ["1", 'C:\\temp\\new, say "x"']), (3, ["2", "D:\\a"])]


def test_bare_quotes_in_a_tab_separated_file_are_text(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id\ttext\n1\t"so" he said\n2\ta 3" pipe\n3\t"open\n', "a.tsv")
    assert numbered(table) == [(2, ["1", '"so" he said']), (3, ["2", 'a 3" pipe']), (4, ["3", '"open'])]


def test_one_column_of_text_with_commas_stays_one_column(tmp_path: Path) -> None:
    table = opened(tmp_path, "text\nWell, no, never.\nYes\nOh, well\n")
    assert [row for _, row in numbered(table)] == [["Well, no, never."], ["Yes"], ["Oh, well"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 2, 1000])
def test_line_numbers_count_newlines_within_quotes_and_blank_lines(tmp_path: Path, end: str, size: int) -> None:
    text = end.join(["# note", "id,text", '1,"a', 'b"', "", "2,c", "3,d,e", '4,"x\u2028y', "", 'z"', "5,f", ""])
    table = opened(tmp_path, text)
    assert [(line, row[0]) for line, row in numbered(table, size)] == [(3, "1"), (6, "2"), (8, "4"), (11, "5")]
    assert [each.line for each in bad(table)] == [7]


def test_line_numbers_hold_over_many_blocks(tmp_path: Path) -> None:
    rows = "".join(f'{n},"{"line" * (n % 50)}\r\nsecond {n}"\r\n' for n in range(5000))
    lines = numbered(opened(tmp_path, "id,text\r\n" + rows))
    assert [line for line, _ in lines] == [2 + 2 * n for n in range(5000)]
    assert [row[0] for _, row in lines] == [str(n) for n in range(5000)]


def test_blank_and_repeated_names_of_columns_are_made_unique(tmp_path: Path) -> None:
    assert opened(tmp_path, "text,,text, ,text_2\n1,2,3,4,5\n").columns == ["text", "column_2", "text_3", "column_4", "text_2"]


def test_comments_before_the_header_are_skipped_and_a_hash_in_the_header_is_not(tmp_path: Path) -> None:
    assert opened(tmp_path, "# made by hand, in May\n\n#more\nid,text\n1,a\n").columns == ["id", "text"]
    assert opened(tmp_path, "#id,text\n1,a\n").columns == ["#id", "text"]


def test_rows_of_another_width_are_bad_unless_only_empty_cells_are_over(tmp_path: Path) -> None:
    table = opened(tmp_path, "id,text\n1,a\n2\n3,b,c\n4,d,,\n")
    assert [row for _, row in numbered(table)] == [["1", "a"], ["4", "d"]]
    assert bad(table) == [
        BadRow(3, "It has 1 cell where the header has 2.", "row.width"),
        BadRow(4, "It has 3 cells where the header has 2.", "row.width"),
    ]


def test_a_zero_character_costs_its_row(tmp_path: Path) -> None:
    table = opened(tmp_path, "id,text\n1,a\n2,b\0c\n" + "3,d\n" * 50)
    assert [(each.line, each.code) for each in bad(table)] == [(3, "row.zero")]
    assert len(numbered(table)) == 51


def test_a_quote_that_closes_in_mid_cell_costs_its_row(tmp_path: Path) -> None:
    table = opened(tmp_path, "id,text\n" + '1,"a, b"\n' * 20 + '2,"he said "no" again"\n3,c\n')
    assert [(each.line, each.code) for each in bad(table)] == [(22, "row.quote")]
    assert numbered(table)[-1] == (23, ["3", "c"])


@pytest.mark.parametrize("following", [10, MAX_CELL // 1000 + 2000])
def test_a_quote_that_is_never_closed_costs_its_row_and_not_the_file(tmp_path: Path, following: int) -> None:
    long = "3," + "x" * 1000 + "\n"
    table = opened(tmp_path, "id,text\n" + '1,"a, b"\n' * 20_000 + '2,"open\n' + long * following)
    assert bad(table) == [BadRow(20_002, "A quote that opens on line 20,002 is never closed.", "row.open_quote")]
    assert sum(len(batch.rows) for batch in table.batches()) == 20_000 + following


def test_cells_of_megabytes_are_read(tmp_path: Path) -> None:
    cell = "long text\n" * 300_000
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([n, cell] for n in range(8))])
    table = open_table(path)
    assert [line for line, _ in numbered(table)] == [2 + 300_001 * n for n in range(8)]
    assert all(row[1] == cell for _, row in numbered(table))


def test_a_header_without_rows_is_a_table(tmp_path: Path) -> None:
    table = opened(tmp_path, "id,text\n")
    assert table.columns == ["id", "text"]
    assert numbered(table) == []


def tables(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(text, min_size=width, max_size=width), min_size=1, max_size=8)
    )


CELLS = tables(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
PRINTED = tables(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20))
DIALECTS = st.builds(Dialect, st.sampled_from(",;|\t"), st.just(True), st.booleans())
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])


def written(rows: list[list[str]], dialect: Dialect, end: str) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer,
        delimiter=dialect.delimiter,
        doublequote=not dialect.escaped,
        escapechar="\\" if dialect.escaped else None,
        lineterminator=end,
        quoting=csv.QUOTE_ALL,
    )
    writer.writerows([[f"c{n}" for n in range(len(rows[0]))], *rows])
    return buffer.getvalue()


def read_back(data: bytes, dialect: Dialect | None = None, encoding: str | None = None) -> list[list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(data)
        table = open_table(path, dialect=dialect, encoding=encoding)
        assert bad(table) == []
        return [row for _, row in numbered(table)]


@settings(max_examples=150, deadline=None)
@given(CELLS, DIALECTS, CODECS, st.sampled_from(["\n", "\r\n"]))
def test_what_csv_writer_wrote_is_read_back(rows: list[list[str]], dialect: Dialect, codec: str, end: str) -> None:
    data = written(rows, dialect, end).encode(codec)
    assert read_back(data, dialect=dialect, encoding=codec) == rows


@settings(max_examples=150, deadline=None)
@given(PRINTED, st.sampled_from(",;|\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_dialect_of_a_fully_quoted_table_is_found(rows: list[list[str]], delimiter: str, codec: str) -> None:
    data = written(rows, Dialect(delimiter), "\n").encode(codec)
    assert read_back(data) == rows
