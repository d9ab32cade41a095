"""What the ledger is told of the item on screen: that it was shown, what was revealed, and what came of it, each once.

What was shown is written right after it was painted and needs no fsync of its own; should that have failed, the next write about the
item says it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from sqlalchemy.engine import Connection

from core.domain.vocabulary import EventKind
from core.review.given import Given
from core.review.records import Desk, Saved, require_task, write
from core.review.stage import OnScreen
from core.storage.ledger import LedgerRow, NewDecision, NewEvent
from core.storage.projects import ProjectInfo
from core.storage.sql import to_json
from core.storage.writer import Writer


class Noting:
    """Writes about one item at a time: `begin` with each that comes on screen."""

    def __init__(self, writer: Writer, desk: Desk, project: ProjectInfo) -> None:
        self._writer, self._desk, self._project_seq = writer, desk, project.seq
        self._task = to_json(project.task.to_json())
        self._noted: Future[Saved] | None = None

    def begin(self) -> None:
        """Another card comes on screen: nothing is noted of it."""
        self._noted = None

    @property
    def noted(self) -> bool:
        """Whether what was painted is noted, or on its way."""
        return self._noted is not None

    def note(self, on: OnScreen) -> None:
        """Tell the ledger what was painted."""
        rows, seq = self._shown_rows(on), on.drawn.item.seq
        self._noted = self._writer.submit_note(lambda connection: write(connection, rows, self._project_seq, seq))

    def write(self, rows: Sequence[LedgerRow], item_seq: int) -> Future[Saved]:
        """Write rows about an item that need not be on screen."""
        return self._writer.submit(lambda connection: write(connection, rows, self._project_seq, item_seq))

    def write_on(self, on: OnScreen, rows: Sequence[LedgerRow]) -> Future[Saved]:
        """Write rows about the item on screen; before them what should have been noted when it was painted but was not."""
        noted, shown, seq = self._noted, self._shown_rows(on), on.drawn.item.seq

        def work(connection: Connection) -> Saved:
            # The writer came by the note before it comes by this, so it is known there how that ended.
            missing = noted is None or noted.exception() is not None
            if any(isinstance(row, NewDecision) and row.answer is not None for row in rows):
                require_task(connection, self._project_seq, self._task)
            return write(connection, [*shown, *rows] if missing else rows, self._project_seq, seq)

        saved = self._writer.submit(work)
        if noted is None or (noted.done() and noted.exception() is not None):
            self._noted = saved
        return saved

    def revealed(self, given: Given, item_seq: int) -> NewEvent:
        """A suggestion is in view, with the chance that was shown."""
        revealed = self._desk.event(EventKind.REVEALED, item_seq, suggestion_id=given.row.id)
        return revealed if given.chance is None else replace(revealed, data={"chance": round(given.chance, 6)})

    def _shown_rows(self, on: OnScreen) -> list[LedgerRow]:
        """What the ledger is told of what was painted: the item, unless it was told of before, and what is suggested for it."""
        seq = on.drawn.item.seq
        shown = [] if on.arrived else [self._desk.event(EventKind.SHOWN, seq)]
        suggested = suggested_rows(on.given)
        return [*suggested, *shown] if on.view is None else [*suggested, *shown, self.revealed(on.given, seq)]


def suggested_rows(given: Given) -> list[LedgerRow]:
    """A suggestion, and before it the failure that it stands in for."""
    failed = [given.failed.row] if given.failed is not None and given.failed.row.id != given.row.id else []
    return [*failed, given.row]
