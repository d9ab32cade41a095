"""The figures of a project, as product.md defines them, from the maintained counters."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.vocabulary import Provenance, Sample, Status, Verdict
from core.storage.projection import counters


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of items by what stands for them now. `acceptance_rate` (0 to 1) is None before there is an assisted decision."""

    items: int
    open: int
    decided: int
    accepted: int
    corrected: int
    answered: int
    rejected: int
    skipped: int
    erased: int
    flagged: int
    blind: int
    blind_left: int
    control_left: int
    exposed: int
    acceptance_rate: float | None


def project_stats(connection: Connection, project_seq: int) -> Stats:
    """The figures of one project: decided = accepted + corrected + answered + rejected; skipped is not decided."""
    have = counters(connection, project_seq)

    def value(name: str) -> int:
        return have.get(name, 0)

    verdicts = {verdict: value(f"verdict:{verdict}") for verdict in Verdict}
    return Stats(
        items=value("items"),
        open=value(f"status:{Status.OPEN}"),
        decided=value("decided"),
        accepted=verdicts[Verdict.ACCEPTED],
        corrected=verdicts[Verdict.CORRECTED],
        answered=verdicts[Verdict.ANSWERED],
        rejected=verdicts[Verdict.REJECTED],
        skipped=value(f"status:{Status.SKIPPED}"),
        erased=value(f"status:{Status.ERASED}"),
        flagged=value("flagged"),
        blind=value("blind"),
        blind_left=value(f"{Status.OPEN}:{Sample.BLIND}") + value(f"{Status.SKIPPED}:{Sample.BLIND}"),
        control_left=value(f"{Status.OPEN}:{Sample.CONTROL}") + value(f"{Status.SKIPPED}:{Sample.CONTROL}"),
        exposed=value("exposed"),
        acceptance_rate=_acceptance_rate(have),
    )


def _acceptance_rate(have: dict[str, int]) -> float | None:
    """Accepted / (accepted + corrected + rejected), assisted decisions only (product.md, Figures)."""
    judged = {verdict: have.get(f"{Provenance.ASSISTED}:{verdict}", 0) for verdict in Verdict}
    total = judged[Verdict.ACCEPTED] + judged[Verdict.CORRECTED] + judged[Verdict.REJECTED]
    return judged[Verdict.ACCEPTED] / total if total else None
