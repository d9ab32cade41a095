"""Outside signals that come with an import: what an application's users or judges said of the reply that came with an item.

They are written when their items and suggestions stand for good, and only what is not there yet: a signal is known by its item, origin,
name, value and comment. A row that holds the same twice means two; the row once more means the same two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from core import clock
from core.ids import uuid7_batch
from core.storage import projects
from core.storage.intake_suggestions import KIND, VERSION
from core.storage.items import NewItem, NewSignal
from core.storage.sql import fetch, fetch_value, insert_rows

#: what a comment on a reply is in `free_text`
ROLE = "outside_comment"
_COLUMNS = ("id", "project_seq", "item_seq", "suggestion_seq", "origin", "name", "value", "created_us")
_THERE = """SELECT o.origin, o.name, o.value, coalesce(f.body, '') AS comment FROM outside_signal o
LEFT JOIN free_text f ON f.id = o.id WHERE o.item_seq = :i"""
_REPLY = "SELECT max(seq) FROM suggestion WHERE item_seq = :i AND suggester_seq = :g"


class SignalIntake:
    """Writes outside signals into one project."""

    def __init__(self, project_seq: int) -> None:
        self._project_seq = project_seq
        self._suggesters: dict[str, int] = {}

    def add(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """Write what was said of the replies of new items (number, item); returns how many signals that were."""
        return self._write(connection, [(seq, item, one) for seq, item in part for one in item.signals])

    def add_missing(self, connection: Connection, part: Sequence[tuple[int, NewItem]]) -> int:
        """The same for known items, of whose signals some may be there."""
        there: dict[int, Counter[NewSignal]] = {}
        missing: list[tuple[int, NewItem, NewSignal]] = []
        for seq, item in part:
            if seq not in there:
                there[seq] = Counter(_there(connection, seq))
            new = Counter(item.signals) - there[seq]
            there[seq] += new
            missing += [(seq, item, one) for one in new.elements()]
        return self._write(connection, missing)

    def _write(self, connection: Connection, given: Sequence[tuple[int, NewItem, NewSignal]]) -> int:
        now = clock.now_us()
        rows: list[tuple[Any, ...]] = []
        comments: list[tuple[bytes, int, str, str]] = []
        for row_id, (seq, item, one) in zip(uuid7_batch(len(given)), given, strict=True):
            said = (one.origin, one.name, one.value)
            rows.append((row_id, self._project_seq, seq, self._reply(connection, seq, item), *said, now))
            comments += [(row_id, seq, ROLE, one.comment)] if one.comment else []
        insert_rows(connection, "free_text", ("id", "item_seq", "role", "body"), comments)
        return insert_rows(connection, "outside_signal", _COLUMNS, rows)

    def _reply(self, connection: Connection, item_seq: int, item: NewItem) -> int | None:
        """The number of the suggestion that the signal is of: the reply in the same row, as it was written last."""
        if not item.suggested:
            return None
        found = fetch_value(connection, _REPLY, i=item_seq, g=self._suggester(connection, item.suggested[0].suggester))
        return None if found is None else int(found)

    def _suggester(self, connection: Connection, name: str) -> int:
        if name not in self._suggesters:
            self._suggesters[name] = projects.suggester_seq(connection, self._project_seq, KIND, name, VERSION)
        return self._suggesters[name]


def _there(connection: Connection, item_seq: int) -> Iterable[NewSignal]:
    return (NewSignal(*row) for row in fetch(connection, _THERE, i=item_seq))
