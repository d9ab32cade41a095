"""What stands for the items of a project now, read many at a time.

A row that passes from SQLite to Python costs as much as finding it, and Python's lock is taken and given back for each. So SQLite makes a
JSON array of each column of a batch in one step, during which other threads run; long texts come row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.export.row import Rows, as_columns
from core.storage.sql import fetch, fetch_one, fetch_value, to_json

#: characters in all columns of a row beyond which its batch is read row by row: in one step they would stand in memory several times
_LONG = 20_000

_ROWS = """SELECT i.seq,
  CASE WHEN i.erased_us IS NOT NULL OR c.text IS NULL THEN 'erased' WHEN s.status = 'retired' THEN 'retired'
    WHEN s.verdict = 'rejected' THEN 'rejected' WHEN s.label IS NULL AND c.label IS NULL THEN coalesce(s.status, 'open')
    ELSE '' END AS why,
  coalesce(c.external_id, lower(hex(i.id))) AS shown_id, i.import_seq, c.text, c.parts, coalesce(s.label, c.label) AS label{wanted},
  length(c.text) AS characters, coalesce(length(c.parts), 0){more} AS more
FROM {source} LEFT JOIN item_content c ON c.item_seq = i.seq LEFT JOIN item_state s ON s.item_seq = i.seq{joins}
WHERE i.project_seq = :p AND i.seq <= :last {where} ORDER BY i.seq LIMIT :n"""
_ALWAYS = ("seq", "why", "shown_id", "import_seq", "text", "parts", "label")
_CAN_BE_LONG = frozenset({"text", "parts", "metadata"})

#: what is asked for only where it is wanted, or can be anything else than nothing
_SAMPLED = {"sampled_blind": "i.sample = 'blind' OR coalesce(s.sample, '') = 'blind'"}
_METADATA = {"metadata": "c.metadata_json"}
# Who decided, and how, is told of decided items only, names by their numbers. A float may not pass through JSON, of which SQLite writes
# 15 digits: there is one to fetch where it is not null.
_DECIDED = {
    "source": "coalesce(s.label_source, 'imported')",
    "decision_seq": "CASE WHEN s.status = 'decided' THEN s.decision_seq END",
    "reviewer": "d.reviewer_seq",
    "selection_prob": "d.selection_prob IS NOT NULL",
    "suggester": "x.suggester_seq",
    "suggestion_seq": "d.suggestion_seq",
    "decided_us": "d.created_us",
    "guideline": "d.guideline_seq",
}
_JOINS = """
LEFT JOIN decision d ON d.seq = s.decision_seq AND s.status = 'decided' LEFT JOIN suggestion x ON x.seq = d.suggestion_seq"""
_NOTHING: dict[str, Any] = {
    "sampled_blind": 0,
    "metadata": None,
    "source": "imported",
    "decision_seq": None,
    "reviewer": "",
    "selection_prob": None,
    "suggester": "",
    "suggestion_seq": None,
    "decided_us": None,
    "guideline": None,
}

_RANGE = ("item i", "AND i.seq > :after")
_THESE = ("json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value", "")
# Rows reach an aggregate in the order of the subquery, whose LIMIT keeps it from being taken apart.
_AT_ONCE = """SELECT count(*), max(seq), coalesce(sum(characters), 0), coalesce(max(characters + more), 0),
  {columns} FROM ({rows})"""

#: of a project in which nobody has decided anything there is nothing to join
_ANY_DECISION = "SELECT EXISTS (SELECT 1 FROM decision WHERE project_seq = :p)"
_PROBS = """SELECT d.seq, d.selection_prob FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value
WHERE d.selection_prob IS NOT NULL"""
_REVIEWERS = "SELECT seq, name FROM reviewer"
_SUGGESTERS = "SELECT seq, name || '@' || version FROM suggester"
_GUIDELINES = "SELECT seq, number FROM guideline_version"


@dataclass(frozen=True, slots=True)
class Found:
    """A batch as it came. `last`: the number of its last item; `characters`: in its texts; `columns`: JSON arrays, or lists."""

    n: int
    last: int
    characters: int
    columns: Sequence[str | list[Any]]


@dataclass(slots=True)
class Standing:
    """Reads items of a project, up to the one with the number `last`. `metadata`, `sampled`: whether that column is wanted."""

    connection: Connection
    project_seq: int
    last: int
    metadata: bool
    sampled: bool
    _decided: bool = field(init=False)
    _long: bool = False
    _names: dict[str, _Names] = field(init=False)

    def __post_init__(self) -> None:
        self._decided = bool(fetch_value(self.connection, _ANY_DECISION, p=self.project_seq))
        self._names = {
            "reviewer": _Names(self.connection, _REVIEWERS, ""),
            "suggester": _Names(self.connection, _SUGGESTERS, ""),
            "guideline": _Names(self.connection, _GUIDELINES, None),
        }

    # --- on any thread ---

    def after(self, connection: Connection, after: int, n: int) -> Found:
        """The next `n` items behind the one with this number."""
        return self._read(connection, _RANGE, n, after=after)

    def these(self, connection: Connection, seqs: Sequence[int]) -> Found:
        """The items with these numbers, ascending."""
        return self._read(connection, _THESE, len(seqs), seqs=to_json(list[JsonValue](seqs)))

    def _read(self, connection: Connection, way: tuple[str, str], n: int, **which: Any) -> Found:
        held = {"p": self.project_seq, "last": self.last, "n": n, **which}
        if not self._long:
            count, last, characters, longest, *columns = fetch_one(connection, self._at_once(way), **held, long=_LONG)
            if longest <= _LONG:
                return Found(count, last or 0, characters, columns)
        return self._row_by_row(fetch(connection, self._rows(way), **held))

    def _row_by_row(self, rows: Sequence[Any]) -> Found:
        self._long = any(row.characters + row.more > _LONG for row in rows if row.text is not None)
        characters = sum(row.characters for row in rows if row.text is not None)
        return Found(len(rows), rows[-1].seq if rows else 0, characters, as_columns(rows, len(self._columns) + 2)[:-2])

    @property
    def _wanted(self) -> dict[str, str]:
        """The columns that are asked for beside those that always are, with their SQL."""
        sampled, metadata = _SAMPLED if self.sampled else {}, _METADATA if self.metadata else {}
        return {**sampled, **metadata, **(_DECIDED if self._decided else {})}

    @property
    def _columns(self) -> tuple[str, ...]:
        return (*_ALWAYS, *self._wanted)

    def _rows(self, way: tuple[str, str]) -> str:
        source, where = way
        wanted = "".join(f", {sql} AS {name}" for name, sql in self._wanted.items())
        more = " + coalesce(length(c.metadata_json), 0)" if self.metadata else ""
        return _ROWS.format(wanted=wanted, more=more, joins=_JOINS if self._decided else "", source=source, where=where)

    def _at_once(self, way: tuple[str, str]) -> str:
        cells = (f"CASE WHEN characters + more <= :long THEN {one} END" if one in _CAN_BE_LONG else one for one in self._columns)
        return _AT_ONCE.format(columns=", ".join(f"json_group_array({cell})" for cell in cells), rows=self._rows(way))

    # --- on the thread of the connection ---

    def rows(self, found: Found) -> Rows:
        """A batch as rows, column by column."""
        values = [orjson.loads(one) if isinstance(one, str) else one for one in found.columns]
        held = dict(zip(self._columns, values, strict=True))
        for name in self._names if self._decided else ():
            held[name] = self._names[name].of(held[name])
        if any(held.get("selection_prob", ())):
            held["selection_prob"] = self._probs(held["decision_seq"])
        elif self._decided:
            del held["selection_prob"]
        return Rows(**{**{name: [nothing] * found.n for name, nothing in _NOTHING.items()}, **held})

    def _probs(self, decision_seqs: list[int | None]) -> list[float | None]:
        """The selection probability of each decision."""
        rows = fetch(self.connection, _PROBS, seqs=to_json([one for one in decision_seqs if one is not None]))
        found = {int(row[0]): float(row[1]) for row in rows}
        return [None if one is None else found.get(one) for one in decision_seqs]


class _Names(dict["int | None", Any]):
    """What stands under each number of a small table; `nothing` under none. Read again when a number is new."""

    def __init__(self, connection: Connection, sql: str, nothing: str | None) -> None:
        super().__init__({None: nothing})
        self._connection, self._sql = connection, sql

    def of(self, numbers: list[int | None]) -> list[Any]:
        return list(map(self.__getitem__, numbers))

    def __missing__(self, number: int | None) -> Any:
        self.update((int(row[0]), row[1]) for row in fetch(self._connection, self._sql))
        return self.setdefault(number, self[None])
