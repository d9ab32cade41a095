"""Where in the ledger a dataset was cut: the last number of each of its tables. What came later does not count."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.storage.projection import last_done
from core.storage.sql import fetch_one

_LAST = """SELECT (SELECT coalesce(max(seq), 0) FROM event) AS event, (SELECT coalesce(max(seq), 0) FROM decision) AS decision,
(SELECT coalesce(max(seq), 0) FROM suggestion) AS suggestion, (SELECT coalesce(max(seq), 0) FROM label_change) AS label_change,
(SELECT coalesce(max(seq), 0) FROM annotation) AS annotation, (SELECT coalesce(max(seq), 0) FROM outside_signal) AS outside_signal"""


@dataclass(frozen=True, slots=True)
class Position:
    """The last `seq` of each table, and the last item of a finished import."""

    event: int
    decision: int
    suggestion: int
    label_change: int
    annotation: int
    outside_signal: int
    item: int

    def to_json(self) -> dict[str, JsonValue]:
        """As the manifest keeps it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @staticmethod
    def from_json(value: JsonValue) -> Position:
        """The position that `to_json` wrote."""
        held = value if isinstance(value, dict) else {}

        def number(name: str) -> int:
            return int(str(held.get(name) or 0))

        return Position(
            event=number("event"),
            decision=number("decision"),
            suggestion=number("suggestion"),
            label_change=number("label_change"),
            annotation=number("annotation"),
            outside_signal=number("outside_signal"),
            item=number("item"),
        )


def position_now(connection: Connection) -> Position:
    """Where the ledger ends now, by one statement: no line refers to one that came after it."""
    row = fetch_one(connection, _LAST)
    return Position.from_json({**row._asdict(), "item": last_done(connection)})
