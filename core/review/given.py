"""The suggestion that goes with a drawn item: made by the built-in suggester, or the label that came with the data."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.review.cards import Candidate, Rationale, SuggestionView, Word
from core.review.planner import Drawn
from core.storage.ledger import NewSuggestion
from core.storage.projects import ProjectInfo
from core.suggest.builtin import NAME, BuiltinSuggester, Proposal

SHOWN = 9


@dataclass(frozen=True, slots=True)
class Given:
    """A suggestion as the ledger keeps it and as the screen shows it; `view` is None when there is nothing to propose.

    `proposal` and `rank` say which of the suggester's candidates it is, for asking for another one.
    """

    row: NewSuggestion
    view: SuggestionView | None
    proposal: Proposal | None = None
    rank: int = 0


class Giver:
    """Makes the suggestions of one session."""

    def __init__(self, project: ProjectInfo, suggester: BuiltinSuggester, import_suggester_seq: int) -> None:
        self._project = project
        self._kind = kind_of(project.task.kind)
        self._suggester = suggester
        self._import_seq = import_suggester_seq

    @property
    def awaited(self) -> Future[Any] | None:
        """What `give` would wait for, if anything."""
        return self._suggester.awaited

    def give(self, drawn: Drawn) -> Given:
        """The suggestion for a drawn item: the label that came with it, else the built-in suggester's."""
        if drawn.vector is None:
            row = NewSuggestion(self._project.seq, drawn.item.seq, self._suggester.seq, None, failure="no_vector")
            return Given(row, None)
        proposal = self._suggester.propose(drawn.vector)
        if drawn.item.label is not None:
            return self._imported(drawn, proposal)
        given = self._builtin(drawn.item.seq, proposal, 0)
        ahead = drawn.waiting
        row = given.row
        if ahead is not None and (ahead.step, ahead.fit_step, ahead.chance, ahead.answer) == (
            row.step,
            row.fit_step,
            row.chance,
            row.answer,
        ):
            return _made_ahead(given, ahead.id)
        return given

    def another(self, drawn: Drawn, given: Given) -> Given | None:
        """The next best candidate after `given`, or None when there is none. The label that came with the item is not repeated."""
        if given.proposal is None:
            return None
        names = given.proposal.names[:SHOWN]
        rank = next((place for place in range(given.rank + 1, len(names)) if names[place] != drawn.item.label), None)
        if rank is None:
            return None
        proposal = replace(given.proposal, prediction=replace(given.proposal.prediction, no_idea=False))
        return self._builtin(drawn.item.seq, proposal, rank)

    def _builtin(self, item_seq: int, proposal: Proposal, rank: int) -> Given:
        row = self._suggester.suggestion(item_seq, proposal, rank)
        if row.answer is None:
            return Given(row, None, proposal, rank)
        order = [rank, *(place for place in range(len(proposal.names)) if place != rank)]
        candidates = tuple(self._candidate(proposal, place) for place in order)
        prediction = proposal.prediction
        rationale = Rationale(prediction.rationale, prediction.count) if rank == 0 else None
        word = Word.LIKELY if proposal.likely and rank == 0 else Word.UNSURE
        return Given(row, SuggestionView(row.id.hex(), NAME, candidates, word, rationale), proposal, rank)

    def _candidate(self, proposal: Proposal, place: int) -> Candidate:
        percent = 100.0 * proposal.chances[place] if proposal.chances else None
        return Candidate(proposal.names[place], self._kind.text(proposal.names[place]), percent)

    def _imported(self, drawn: Drawn, proposal: Proposal) -> Given:
        """Propose the label that came with the data; the built-in suggester's labels are the runners-up."""
        label = drawn.item.label
        row = NewSuggestion(self._project.seq, drawn.item.seq, self._import_seq, label)
        others = [self._candidate(proposal, place) for place, name in enumerate(proposal.names) if name != label]
        agrees = bool(proposal.names) and proposal.names[0] == label
        candidates = (Candidate(label, self._kind.text(label)), *(replace(other, percent=None) for other in others))
        word = Word.LIKELY if agrees else Word.UNSURE
        view = SuggestionView(row.id.hex(), "import", candidates[:SHOWN], word, Rationale("import"))
        return Given(row, view, proposal, -1)


def _made_ahead(given: Given, suggestion_id: bytes) -> Given:
    """The same suggestion under the id that the ledger has it under already."""
    view = replace(given.view, id=suggestion_id.hex()) if given.view is not None else None
    return replace(given, row=replace(given.row, id=suggestion_id), view=view)


def slots(project: ProjectInfo, view: SuggestionView | None) -> tuple[Answer, ...]:
    """The labels under the digits: up to nine labels stand in task order; of more, the suggestion and its runners-up."""
    names = project.task.names
    if len(names) <= SHOWN:
        return names
    return () if view is None else tuple(candidate.answer for candidate in view.candidates[:SHOWN])
