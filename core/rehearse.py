"""Rehearsals: a labelled file replayed as if a reviewer triaged it, through the very same session code.

The suggestion is accepted when it equals the item's gold and corrected otherwise; an item without a suggestion, and a blind item,
is answered. It tells what a review would cost before anyone starts.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.domain.kinds import Kind, kind_of
from core.domain.vocabulary import Sample
from core.errors import UserError
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.backup import copy_workspace
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value
from core.workspace import Workspace

REVIEWER = "rehearsal"
_GOLD = """SELECT count(*) FROM item_content c JOIN item i ON i.seq = c.item_seq
WHERE i.project_seq = :p AND c.gold IS NOT NULL"""


@dataclass(slots=True)
class Rehearsal:
    """What a rehearsal did. `by_100` holds (accepted, judged) for each hundred decisions; blind items are not judged."""

    decisions: int = 0
    accepted: int = 0
    corrected: int = 0
    answered: int = 0
    blind: int = 0
    without_gold: int = 0
    seconds: float = 0.0
    by_100: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    distances: list[float] = field(default_factory=list[float])

    @property
    def mean_distance(self) -> float | None:
        """How far corrected suggestions were from the gold, on average (`Kind.distance`, 0 to 1); None where nothing was corrected."""
        return sum(self.distances) / len(self.distances) if self.distances else None

    @property
    def acceptance_rate(self) -> float | None:
        """Accepted of accepted and corrected (a rehearsal rejects nothing); None before there are any."""
        judged = self.accepted + self.corrected
        return self.accepted / judged if judged else None

    @property
    def acceptance_by_100(self) -> list[float | None]:
        """The learning curve: the acceptance rate of each hundred decisions, None where none was judged."""
        return [accepted / judged if judged else None for accepted, judged in self.by_100]

    def count(self, outcome: str, *, blind: bool) -> None:
        """Count one decision (`accepted`, `corrected` or `answered`)."""
        if self.decisions % 100 == 0:
            self.by_100.append((0, 0))
        self.decisions += 1
        self.blind += blind
        accepted, judged = self.by_100[-1]
        if outcome == "accepted":
            self.accepted += 1
            self.by_100[-1] = accepted + 1, judged + 1
        elif outcome == "corrected":
            self.corrected += 1
            self.by_100[-1] = accepted, judged + 1
        else:
            self.answered += 1


@contextmanager
def throwaway(workspace: Workspace) -> Generator[Workspace]:
    """A copy of a workspace that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="countersign-rehearsal-") as folder:
        copy = Path(folder) / workspace.path.name
        copy_workspace(workspace.path, copy)
        with Workspace(copy, scratch=True) as copied:
            yield copied


def require_gold(workspace: Workspace, project: ProjectInfo) -> None:
    """Raise `UserError` when no item of the project has gold."""
    with workspace.read.connect() as connection:
        if not fetch_value(connection, _GOLD, p=project.seq):
            what = f"No item of {project.name!r} has gold to rehearse with."
            raise UserError("rehearse.no_gold", what, todo="Import a labelled file with --gold COLUMN.")


def rehearse(
    workspace: Workspace,
    project: ProjectInfo,
    decisions: int | None = None,
    progress: Callable[[Rehearsal], None] | None = None,
) -> Rehearsal:
    """Review up to `decisions` items of the project (all without a limit) by their gold. Writes decisions into `workspace`."""
    require_gold(workspace, project)
    session = workspace.session(project, REVIEWER)
    rehearsal, kind = Rehearsal(), kind_of(project.task.kind)
    started = time.perf_counter()
    while (decisions is None or rehearsal.decisions < decisions) and _ready(session):
        _decide(session, rehearsal, kind)
        if progress and rehearsal.decisions % 20 == 0:
            progress(rehearsal)
    rehearsal.seconds = time.perf_counter() - started
    return rehearsal


def _ready(session: ReviewSession) -> bool:
    """Wait for the next item; False when there is none."""
    while session.waiting is not None:
        wait([session.waiting])
        session.resume()
    return session.screen().card.phase not in (Phase.FINISHED, Phase.EMPTY)


def _decide(session: ReviewSession, rehearsal: Rehearsal, kind: Kind) -> None:
    on = session.on
    assert on is not None
    session.painted()
    gold = on.drawn.item.gold
    if gold is None or kind.problem(gold, session.task, on.drawn.item.content):  # a label may be retired
        rehearsal.without_gold += 1
        session.skip().finish()
        return
    suggested = None if on.view is None else on.view.top.answer
    outcome = "answered" if suggested is None else "accepted" if kind.equal(suggested, gold) else "corrected"
    blind = on.drawn.draw.sample is Sample.BLIND
    if outcome == "accepted":
        session.accept().finish()
    else:
        session.choose(gold).finish()
    if outcome == "corrected":
        rehearsal.distances.append(kind.distance(suggested, gold))
    if session.screen().card.phase is Phase.SECOND_OPINION:
        session.keep_mine().finish()
    rehearsal.count(outcome, blind=blind)
