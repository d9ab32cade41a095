"""The ledger of the workspace, read while the app writes it: what is on screen, and what was taken.

Right after an item is painted the app notes that in the ledger, so the file tells what a person sees.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.xvfb.display import until

#: a key decides on what has been painted for 0.15 s (desktop/review/guard.py); a line of the ledger is a little younger than the paint
_SEEN_S = 0.16


@dataclass(frozen=True)
class Sight:
    """An item on screen. `at`: the number of the line that says so; `suggested`: by the model, also where it is not shown yet."""

    at: int
    item: int
    blind: bool
    suggested: str | None
    since: float


@dataclass(frozen=True)
class Taken:
    """A decision. `answer`: the label."""

    seq: int
    item: int
    verdict: str
    answer: str | None
    provenance: str
    reason: str | None


_SHOWN = """SELECT e.seq, e.item_seq, i.sample = 'blind' AND t.blind_decision_seq IS NULL,
 (SELECT s.answer FROM suggestion s WHERE s.item_seq = e.item_seq ORDER BY s.seq DESC LIMIT 1),
 (SELECT max(l.created_us) FROM event l WHERE l.item_seq = e.item_seq AND l.seq >= e.seq AND l.kind IN ('shown', 'revealed')),
 EXISTS (SELECT 1 FROM event r WHERE r.item_seq = e.item_seq AND r.seq > e.seq AND r.kind = 'revealed')
FROM event e JOIN item i ON i.seq = e.item_seq LEFT JOIN item_state t ON t.item_seq = e.item_seq
JOIN project p ON p.seq = e.project_seq
WHERE e.kind = 'shown' AND p.name = ? AND e.seq > ? ORDER BY e.seq DESC LIMIT 1"""

_TAKEN = """SELECT d.seq, d.item_seq, d.verdict, d.answer, d.provenance, d.reason FROM decision d
JOIN project p ON p.seq = d.project_seq WHERE p.name = ? ORDER BY d.seq"""


class Ledger:
    """What the file of a workspace says of one project."""

    def __init__(self, path: Path, project: str) -> None:
        self._path, self._project = path, project

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query says now; nothing while there is no file, or no table in it."""
        if not self._path.exists():
            return []
        with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            try:
                return connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error) or "locked" in str(error):
                    return []
                raise

    def count(self, sql: str, *values: Any) -> int:
        """The number that a query says; 0 for nothing."""
        found = self.rows(sql, values)
        return int(found[0][0] or 0) if found else 0

    def on_screen(self, after: int = 0) -> Sight:
        """Wait until an item is on screen that a key may decide on: told of in the ledger after line `after`, and seen for long enough."""
        found: Sight | None = None

        def seen() -> bool:
            nonlocal found
            found = self._sight(after)
            return found is not None and time.time() - found.since >= _SEEN_S

        until(seen, lambda: f"no item comes on screen; the last one: {self._sight(0)}")
        assert found is not None
        return found

    def has_moved(self, after: int) -> bool:
        """Whether something else came on screen after that line."""
        return bool(self.rows(_SHOWN, (self._project, after)))

    def taken(self) -> list[Taken]:
        """All decisions, in the order in which they were made."""
        return [
            Taken(seq, item, verdict, _label(answer), provenance, reason)
            for seq, item, verdict, answer, provenance, reason in self.rows(_TAKEN, (self._project,))
        ]

    def _sight(self, after: int) -> Sight | None:
        """What is on screen, once its suggestion is in view too, where it is to be."""
        for at, item, blind, suggested, since_us, revealed in self.rows(_SHOWN, (self._project, after)):
            if blind or revealed:
                return Sight(at, item, bool(blind), _label(suggested), since_us / 1e6)
        return None


def _label(answer: str | None) -> str | None:
    """The label of a choice, which is stored as JSON."""
    return None if answer is None else str(json.loads(answer))
