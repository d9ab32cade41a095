"""A second file with the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UserError
from core.ingest.joining import joined
from core.ingest.table import open_table


def test_rows_go_on_with_those_of_the_second_file(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("id,doc_id,text\n1,7,a\n2,8,b\n3,9,c\n")
    (tmp_path / "docs.jsonl").write_text('{"doc_id": 7, "text": "seven"}\n{"doc_id": 8, "text": "eight", "late": 1}\n')
    table = joined(open_table(tmp_path / "rows.csv"), open_table(tmp_path / "docs.jsonl"), "doc_id")
    assert table.columns == ["id", "doc_id", "text", "text_2", "late"]
    batches = list(table.batches())
    assert [list(row) for batch in batches for row in batch.rows] == [["1", "7", "a", "seven", None], ["2", "8", "b", "eight", 1]]
    assert [(bad.line, bad.code) for batch in batches for bad in batch.bad] == [(4, "row.no_document")]


def test_the_key_may_be_called_otherwise_and_has_to_be_there_once(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("ref,text\n7,a\n")
    (tmp_path / "docs.csv").write_text("key,doc\n7,seven\n")
    rows, docs = open_table(tmp_path / "rows.csv"), open_table(tmp_path / "docs.csv")
    assert [row.values for batch in joined(rows, docs, "ref", "key").batches() for row in batch.by_name()] == [
        {"ref": "7", "text": "a", "doc": "seven"}
    ]
    with pytest.raises(UserError, match="no column 'ref'"):
        joined(rows, docs, "ref")
    (tmp_path / "docs.csv").write_text("key,doc\n7,seven\n7,again\n")
    with pytest.raises(UserError, match="twice"):
        joined(rows, open_table(tmp_path / "docs.csv"), "ref", "key")
