"""The live prompt of a session: its suggestions for the coming items, and the chance that each is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.learn.signals import SignalCalibration, Signals
from core.runtime.log import log_bug
from core.storage.sql import fetch, from_json
from core.suggest.made import Made
from core.suggest.prefetch import Prefetcher

_JUDGED = frozenset({Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED})

_LINES = """SELECT e.kind, d.verdict, d.provenance, d.sample, s.signals
FROM event e JOIN decision d ON d.seq = e.decision_seq JOIN suggestion s ON s.seq = d.suggestion_seq
WHERE e.project_seq = :p AND e.kind IN ('decided', 'undone', 'redone') AND s.suggester_seq = :g ORDER BY e.seq"""


class LivePrompt:
    """See the module. To be used from the session's thread."""

    def __init__(self, name: str, suggester_seq: int, prefetcher: Prefetcher, calibration: SignalCalibration) -> None:
        self.name = name
        self.suggester_seq = suggester_seq
        self._prefetcher = prefetcher
        self._calibration = calibration

    @property
    def depth(self) -> int:
        """How many items ahead are wanted to be known."""
        return self._prefetcher.depth

    def want(self, item_seqs: Sequence[int]) -> None:
        """These items come next; the first is on screen."""
        self._prefetcher.want(item_seqs)

    def of(self, item_seq: int) -> Future[Made]:
        """The suggestion for an item."""
        return self._prefetcher.of(item_seq)

    def another(self, item_seq: int, earlier: Sequence[Answer]) -> Future[Made]:
        """Another suggestion than `earlier`."""
        return self._prefetcher.another(item_seq, earlier)

    def chance(self, signals: Signals) -> float | None:
        """The calibrated chance of being accepted, 0 to 1; None before fifty decisions."""
        return self._calibration.chance(signals)

    def take(self, kind: str, suggester_seq: int | None, signals: Signals, verdict: str, provenance: str, sample: str) -> None:
        """Learn from one line of the ledger (decided, undone, redone)."""
        if suggester_seq == self.suggester_seq:
            learn(self._calibration, kind, signals, verdict, provenance, sample)

    def broke(self, error: Exception) -> None:
        """Something of ours failed while a suggestion was made: it goes to the log, without item text."""
        log_bug(error)

    def close(self) -> None:
        """Cancel what is under way."""
        self._prefetcher.close()


def learn(calibration: SignalCalibration, kind: str, signals: Signals, verdict: str, provenance: str, sample: str) -> None:
    """Teach the calibration one line of the ledger. Blind items never calibrate (product.md, Two samples)."""
    if sample != Sample.BLIND and provenance == Provenance.ASSISTED and verdict in _JUDGED:
        calibration.observe(signals, verdict == Verdict.ACCEPTED, -1 if kind == EventKind.UNDONE else +1)


def calibration_of(read: Engine, project_seq: int, suggester_seq: int) -> SignalCalibration:
    """The calibration of a suggester from all that was decided so far."""
    calibration = SignalCalibration()
    with read.connect() as connection:
        for row in _lines(connection, project_seq, suggester_seq):
            learn(calibration, row.kind, Signals.from_json(from_json(row.signals)), row.verdict, row.provenance, row.sample)
    return calibration


def _lines(connection: Connection, project_seq: int, suggester_seq: int) -> Sequence[Any]:
    return fetch(connection, _LINES, p=project_seq, g=suggester_seq)
