"""Groups of near-duplicates as the workspace keeps them, and the texts that they are found in.

The groups are derived, and hold no text. When a text is changed a trigger takes its item out of its group and marks the project as behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.content import Content
from core.storage.sql import fetch, fetch_value, from_json, run, to_json

NAME = "groups"

_CHANGED = """CREATE TRIGGER IF NOT EXISTS near_duplicate_changed AFTER UPDATE OF text, parts ON item_content
BEGIN DELETE FROM near_duplicate WHERE item_seq = OLD.item_seq;
UPDATE background_work SET done_seq = 0 WHERE name = 'groups'
AND project_seq = (SELECT project_seq FROM item WHERE seq = OLD.item_seq); END"""

_TEXTS = """SELECT c.item_seq, c.text, c.parts FROM item i JOIN item_content c ON c.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq > :after AND i.seq <= :last AND (c.parts IS NULL OR c.parts NOT LIKE '%"form":"image"%')
ORDER BY i.seq LIMIT :n"""
_SOME = "SELECT c.item_seq, c.text, c.parts FROM json_each(:seqs) j CROSS JOIN item_content c ON c.item_seq = j.value"
_MEMBERS = """SELECT item_seq FROM near_duplicate WHERE project_seq = :p
AND group_seq = (SELECT group_seq FROM near_duplicate WHERE item_seq = :s) ORDER BY item_seq LIMIT :n"""
_ADD = """INSERT INTO near_duplicate (item_seq, project_seq, group_seq)
SELECT j.value ->> 0, :p, j.value ->> 1 FROM json_each(:rows) j WHERE EXISTS (SELECT 1 FROM item_content c WHERE c.item_seq = j.value ->> 0)
ON CONFLICT (item_seq) DO UPDATE SET group_seq = excluded.group_seq"""
_DROP = "DELETE FROM near_duplicate WHERE item_seq IN (SELECT item_seq FROM near_duplicate WHERE project_seq = :p LIMIT :n)"
_DONE = """INSERT INTO background_work (project_seq, name, done_seq) VALUES (:p, :name, :d)
ON CONFLICT (project_seq, name) DO UPDATE SET done_seq = excluded.done_seq"""


def watch(connection: Connection) -> None:
    """Make the trigger that notices changed texts, if it is not there."""
    connection.exec_driver_sql(_CHANGED)


def texts(connection: Connection, project_seq: int, after: int, last: int, n: int) -> list[tuple[int, str]]:
    """(number, all text) of the next `n` items with content behind the number `after`."""
    return [_text(row) for row in fetch(connection, _TEXTS, p=project_seq, after=after, last=last, n=n)]


def some_texts(connection: Connection, item_seqs: Sequence[int]) -> dict[int, str]:
    """The texts of these items; of an erased one there is none."""
    return dict(_text(row) for row in fetch(connection, _SOME, seqs=to_json([int(seq) for seq in item_seqs])))


def _text(row: Any) -> tuple[int, str]:
    return int(row.item_seq), Content.of(row.text, from_json(row.parts), {}).all_text if row.parts else str(row.text)


def members(connection: Connection, project_seq: int, item_seq: int, most: int) -> list[int]:
    """The items of the group of this item, at most so many; none when it has no group."""
    return [int(row[0]) for row in fetch(connection, _MEMBERS, p=project_seq, s=item_seq, n=most)]


def done_seq(connection: Connection, project_seq: int) -> int:
    """The last item that was looked at for near-duplicates."""
    sql = "SELECT coalesce(max(done_seq), 0) FROM background_work WHERE project_seq = :p AND name = :n"
    return int(fetch_value(connection, sql, p=project_seq, n=NAME))


def drop_slice(connection: Connection, project_seq: int, n: int) -> int:
    """Forget some of a project's groups; returns how many items that were."""
    return run(connection, _DROP, p=project_seq, n=n)


def add_slice(connection: Connection, project_seq: int, rows: Sequence[tuple[int, int]]) -> None:
    """Note (item, group) pairs; items that were erased meanwhile are left out."""
    run(connection, _ADD, p=project_seq, rows=to_json([list(row) for row in rows]))


def set_done(connection: Connection, project_seq: int, last: int) -> None:
    """Note that the items up to this number were looked at."""
    run(connection, _DONE, p=project_seq, name=NAME, d=last)


_WRONG = """SELECT n.item_seq FROM near_duplicate n LEFT JOIN item i ON i.seq = n.item_seq
WHERE i.seq IS NULL OR i.project_seq <> n.project_seq OR i.erased_us IS NOT NULL OR n.group_seq > n.item_seq"""


def wrong_members(connection: Connection) -> list[int]:
    """Items in a group that they cannot be in: erased, of another project, or before the one that the group is called by."""
    return [int(row[0]) for row in fetch(connection, _WRONG)]


def take_out(connection: Connection, item_seqs: Sequence[int]) -> None:
    """Take items out of their groups."""
    run(connection, "DELETE FROM near_duplicate WHERE item_seq IN (SELECT value FROM json_each(:s))", s=to_json(list(item_seqs)))
