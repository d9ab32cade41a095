"""Which split an item has for good: what was assigned for a dataset holds for every later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from core.storage.sql import fetch, insert_rows
from core.storage.writer import BulkPace, Writer

#: of each item the newest row up to a dataset; only of datasets that came to be, since a crash leaves rows of one that never did
_ASSIGNED = """SELECT s.item_seq, s.split, s.group_seq FROM item_split s WHERE s.project_seq = :p AND s.item_seq > :after
AND s.dataset_number = (SELECT max(x.dataset_number) FROM item_split x JOIN dataset d
  ON d.project_seq = x.project_seq AND d.number = x.dataset_number
  WHERE x.project_seq = :p AND x.item_seq = s.item_seq AND x.dataset_number <= :upto)
ORDER BY s.item_seq LIMIT :n"""
_COLUMNS = ("project_seq", "item_seq", "dataset_number", "split", "group_seq")
_BATCH = 20_000
_NO_END = 2**31 - 1

#: by item: its split, and the group of near-duplicates that it stood in then (0: none)
Assigned = dict[int, tuple[str, int]]


def assigned(connection: Connection, project_seq: int, upto: int = _NO_END) -> Assigned:
    """The splits of a project's items, as of the dataset with the number `upto`, or as they are."""
    found, after = Assigned(), 0
    while rows := fetch(connection, _ASSIGNED, p=project_seq, after=after, upto=upto, n=_BATCH):
        found.update((int(row[0]), (str(row[1]), int(row[2] or 0))) for row in rows)
        after = int(rows[-1][0])
    return found


def note_splits(writer: Writer, project_seq: int, number: int, splits: Mapping[int, tuple[str, int]]) -> None:
    """Keep what was assigned for the dataset with this number, in short transactions."""
    rows = [(project_seq, seq, number, split, near or None) for seq, (split, near) in sorted(splits.items())]
    pace, start = BulkPace(), 0
    while start < len(rows):
        part = rows[start : start + pace.rows]
        writer.submit_bulk(lambda c, part=part: _write(c, pace, part)).result()
        start += len(part)


def _write(connection: Connection, pace: BulkPace, part: Sequence[tuple[object, ...]]) -> None:
    with pace:
        insert_rows(connection, "item_split", _COLUMNS, list(part))
