"""Opening files: every odd file is read or refused with one sentence, and each refusal has its own code."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers import READERS
from core.ingest.table import BadRow, Row, Table, open_table

ROOT = Path(__file__).parents[4]
COPIES = ROOT / "tests/data"
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data"))
NASTY = SHARED / "nasty" if (SHARED / "nasty").is_dir() else COPIES / "nasty"
FILES = sorted(path for path in NASTY.rglob("*") if path.is_file())


def read(table: Table, size: int = 1000) -> tuple[list[Row], list[BadRow]]:
    batches = list(table.batches(size))
    assert all(len(batch.rows) == len(batch.lines) <= size for batch in batches)
    return [row for batch in batches for row in batch.by_name()], [bad for batch in batches for bad in batch.bad]


def values(path: Path) -> list[dict[str, JsonValue]]:
    return [row.values for row in read(open_table(path))[0]]


def refusal(path: Path, *, encoding: str | None = None, reader: str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        read(open_table(path, encoding=encoding, reader=reader))
    return caught.value


@pytest.mark.parametrize("reader", [None, *READERS])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(NASTY).as_posix())
def test_every_nasty_file_is_read_or_refused_with_a_sentence(path: Path, reader: str | None) -> None:
    try:
        table = open_table(path, reader=reader)
        rows, bad = read(table)
    except UserError as error:
        assert error.code.startswith("import.")
        assert error.what.endswith(".")
        return
    assert table.columns and all(table.columns) and len(set(table.columns)) == len(table.columns)
    assert all(each.reason.endswith(".") for each in bad)
    json.dumps([row.values for row in rows], allow_nan=False).encode()


@pytest.mark.parametrize("expected", sorted((NASTY / "csv-spectrum/json").iterdir()), ids=lambda path: path.stem)
def test_csv_spectrum_reads_as_its_expected_json(expected: Path) -> None:
    wanted = json.loads(expected.read_text("utf-8"))
    found = values(NASTY / "csv-spectrum/csvs" / f"{expected.stem}.csv")
    if expected.stem == "location_coordinates":  # its two files name different telephone numbers, and one row is no list
        wanted = [{**wanted, "Contact Phone Number": "2095257564"}]
    assert found == wanted


@pytest.mark.parametrize("path", sorted((NASTY / "json_parsing").glob("y_*.json")), ids=lambda path: path.stem)
def test_valid_json_is_read_when_it_is_or_holds_a_list_of_objects(path: Path) -> None:
    content: JsonValue = json.loads(path.read_bytes())
    lists = [value for value in content.values() if isinstance(value, list)] if isinstance(content, dict) else [content]
    objects = [value for value in lists[0] if isinstance(value, dict) and value] if lists and isinstance(lists[0], list) else []
    if objects:
        assert values(path) == objects
    else:
        assert refusal(path).code in {"import.no_records", "import.not_a_list"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("nothing.csv", b"", "import.empty"),
        ("blank.csv", b"\xef\xbb\xbf \r\n\r\n", "import.empty"),
        ("comments.csv", b"# one\n# two\n", "import.empty"),
        ("sheet.csv", b"PK\x03\x04" + bytes(100), "import.binary"),
        ("noise.csv", bytes(range(256)) * 8, "import.binary"),
        ("page.html", b"<p>a,b</p>\n", "import.format"),
        ("part.parquet", b"PAR1" + bytes(50) + b"PAR1", "import.damaged"),
        ("no.parquet", b"a,b\n1,2\n", "import.damaged"),
        ("one.json", b'{"a": 1}', "import.not_a_list"),
        ("broken.json", b'[{"a": 1}, {"a": 2}', "import.json"),
        ("lines.jsonl", b"one\ntwo\n", "import.no_records"),
        ("header.csv", b"a\0,b\n1,2\n", "import.header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_code(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_what_is_not_there_or_not_a_file_is_told_apart(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv").code == "import.missing"
    assert refusal(tmp_path).code == "import.folder"
    assert refusal(Path("a\0b.csv")).code == "import.unreadable"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("a,b\n1,2\n")
    path.chmod(0)
    assert refusal(path).code == "import.unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv").code == "import.unreadable"


def test_unknown_names_of_readers_and_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    assert refusal(path, reader="xml").code == "import.reader_unknown"
    for name in ("no-such", "base64", "unicode_escape", "", "a\0b"):
        assert refusal(path, encoding=name).code == "import.encoding_unknown"


def test_a_preview_gives_the_first_rows_and_reading_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n\n" + "".join(f"{n}\n" for n in range(100)))
    table = open_table(path)
    assert table.preview(3) == [{"n": "0"}, {"n": "1"}, {"n": "2"}]
    assert len(read(table)[0]) == 100
    assert list(table.batches())[-1].bytes_read == table.size_bytes == path.stat().st_size


def test_the_content_decides_where_the_name_does_not(tmp_path: Path) -> None:
    for name, content, wanted in [
        ("a.txt", '{"a": 1}\n', "jsonl"),
        ("b.txt", '[{"a": 1}]', "json"),
        ("c.txt", "a,b\n1,2\n", "csv"),
        ("d.json", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("e.jsonl", '[{"a": 1}]', "json"),
        ("f", "a\tb\n1\t2\n", "csv"),
    ]:
        (tmp_path / name).write_text(content)
        assert open_table(tmp_path / name).format == wanted
