"""The suggestion that goes with a drawn item: remembered, the live prompt's, come with the data, or the built-in suggester's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from typing import Any

from core.domain.calls import FailureKind
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.review.cards import Candidate, Rationale, SuggestionView, Word
from core.review.planner import Drawn
from core.storage.items import StoredItem
from core.storage.ledger import NewSuggestion
from core.storage.memory import Remembered
from core.storage.projects import ProjectInfo
from core.storage.suggested import ImportedSuggestion
from core.suggest.builtin import NAME, BuiltinSuggester, Proposal
from core.suggest.live import LivePrompt
from core.suggest.made import Made

SHOWN = 9
#: the failure of a suggestion that was not there yet when its item came on screen
LATE = "late"


@dataclass(frozen=True, slots=True)
class Given:
    """A suggestion as the ledger keeps it and as the screen shows it; `view` is None when there is nothing to propose.

    `proposal` and `rank` say which of the built-in suggester's candidates it is, for asking for another one. `late`: what the live
    prompt is still to answer; `made`: what it answered; `failed`: its failure, where another suggester stands in for it; `chance`:
    the calibrated chance of being accepted that is shown, where the row was written before it was known; `refused`: answers that
    were not wanted; `asked`: who is being asked.
    """

    row: NewSuggestion
    view: SuggestionView | None
    proposal: Proposal | None = None
    rank: int = 0
    late: Future[Made] | None = None
    made: Made | None = None
    failed: Made | None = None
    chance: float | None = None
    refused: tuple[Answer, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Who else suggests in a session: the numbers of the suggesters `import` and `memory`, what is remembered, the live prompt."""

    import_seq: int
    memory_seq: int
    recall: Callable[[StoredItem], Remembered | None]
    live: LivePrompt | None = None


class Giver:
    """Makes the suggestions of one session."""

    def __init__(self, project: ProjectInfo, suggester: BuiltinSuggester, sources: Sources) -> None:
        self._project = project
        self._kind = kind_of(project.task.kind)
        self._suggester = suggester
        self._sources = sources

    @property
    def awaited(self) -> Future[Any] | None:
        """What `give` would wait for, if anything."""
        return self._suggester.awaited

    def give(self, drawn: Drawn) -> Given:
        """The suggestion for a drawn item.

        In this order: what was decided for the same content, the live prompt's, a model's that came with the data, the label that
        came with it, the built-in's.
        """
        proposal = None if drawn.vector is None else self._suggester.propose(drawn.vector)
        remembered = self._sources.recall(drawn.item)
        if remembered is not None and self._fits(remembered.answer, drawn):
            return self._remembered(drawn, remembered, proposal)
        if self._sources.live is not None:
            return self._asked(self._sources.live.of(drawn.item.seq), drawn, proposal)
        came = [one for one in drawn.came if self._fits(one.answer, drawn)]
        if came:
            return self._came(drawn, came, proposal)
        if drawn.item.label is not None and self._fits(drawn.item.label, drawn):
            return self._imported(drawn, drawn.item.label, proposal)
        if proposal is None:
            failure = "no_vector" if drawn.vector is None else "no_idea"
            return Given(self._row(drawn, self._suggester.seq, None, failure=failure), None)
        return self._as_before(drawn, self._builtin(drawn.item.seq, proposal, 0))

    def _fits(self, answer: Answer, drawn: Drawn) -> bool:
        """Whether an answer from before is still one of the task."""
        return not self._kind.problem(answer, self._project.task, drawn.item.content)

    def _row(self, drawn: Drawn, suggester_seq: int, answer: Answer, **more: Any) -> NewSuggestion:
        apart = self._kind.apart(self._project.task)
        return NewSuggestion(self._project.seq, drawn.item.seq, suggester_seq, answer, apart=apart, **more)

    def arrived(self, drawn: Drawn, given: Given) -> Given:
        """What the live prompt has answered meanwhile, in the place of a late suggestion."""
        assert given.late is not None
        return self._asked(given.late, drawn, given.proposal, given.refused)

    def another(self, drawn: Drawn, given: Given) -> Given | None:
        """The next best candidate after `given`, or None when there is none. The label that came with the item is not repeated."""
        live = self._sources.live
        if given.made is not None and live is not None:
            refused = (*given.refused, *(answer for answer, _ in given.made.row.candidates))
            return self._asked(live.another(drawn.item.seq, refused), drawn, given.proposal, refused)
        if given.proposal is None:
            return None
        names = given.proposal.names[:SHOWN]
        refused = (*given.refused, given.row.answer)
        taken = [drawn.item.label, *refused]
        rank = next((place for place in range(given.rank + 1, len(names)) if names[place] not in taken), None)
        if rank is None:
            return None
        proposal = replace(given.proposal, prediction=replace(given.proposal.prediction, no_idea=False))
        return replace(self._builtin(drawn.item.seq, proposal, rank), refused=refused)

    # --- the live prompt ---

    def _asked(self, future: Future[Made], drawn: Drawn, proposal: Proposal | None, refused: tuple[Answer, ...] = ()) -> Given:
        live = self._sources.live
        assert live is not None
        if not future.done():
            late = self._row(drawn, live.suggester_seq, None, failure=LATE)
            return Given(late, None, proposal, -1, late=future, refused=refused, asked=live.name)
        made = _result(future, self._project.seq, drawn.item.seq, live)
        if made.row.answer is not None and any(self._kind.equal(made.row.answer, one) for one in refused):
            return self._stand_in(made, drawn, proposal, refused)  # it has nothing else to say
        if made.row.answer is not None and not self._fits(made.row.answer, drawn):
            return self._stand_in(made, drawn, proposal, refused)  # of before a label was retired, or a field changed
        if made.row.answer is not None:
            return self._modelled(made, live, proposal, refused)
        if made.row.failure == "no_idea":
            return Given(made.row, None, proposal, -1, made=made, refused=refused)
        return self._stand_in(made, drawn, proposal, refused)

    def _modelled(self, made: Made, live: LivePrompt, proposal: Proposal | None, refused: tuple[Answer, ...]) -> Given:
        chance = live.chance(made.signals) if made.row.suggester_seq == live.suggester_seq else None
        answers = [answer for answer, _ in made.row.candidates] or [made.row.answer]
        own = [Candidate(answer, self._kind.text(answer)) for answer in answers]
        own[0] = replace(own[0], percent=None if chance is None else 100.0 * chance, said=made.signals.said)
        names = proposal.names if proposal is not None else ()
        others = [Candidate(name, self._kind.text(name)) for name in names if name not in answers]
        why = Rationale("words", text=made.rationale) if made.rationale else None
        view = SuggestionView(made.row.id.hex(), made.suggester, tuple([*own, *others][:SHOWN]), None, why, made.flags)
        return Given(made.row, view, proposal, -1, made=made, chance=chance, refused=refused)

    def _stand_in(self, made: Made, drawn: Drawn, proposal: Proposal | None, refused: tuple[Answer, ...]) -> Given:
        """The model failed: the built-in suggester's best that was not refused stands in for it, and the screen says why."""
        nothing = Given(made.row, None, proposal, -1, failed=made, refused=refused)
        if proposal is None:
            return nothing
        rank = next((place for place, name in enumerate(proposal.names[:SHOWN]) if name not in refused), None)
        given = None if rank is None else self._builtin(drawn.item.seq, proposal, rank)
        return nothing if given is None or given.view is None else replace(given, failed=made, refused=refused)

    # --- the others ---

    def _as_before(self, drawn: Drawn, given: Given) -> Given:
        """The suggestion under the id that the ledger has it under, where the same was made ahead."""
        ahead, row = drawn.waiting, given.row
        same = ahead is not None and (ahead.step, ahead.fit_step, ahead.chance, ahead.answer) == (
            row.step,
            row.fit_step,
            row.chance,
            row.answer,
        )
        return _made_ahead(given, ahead.id) if ahead is not None and same else given

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

    def _came(self, drawn: Drawn, came: Sequence[ImportedSuggestion], proposal: Proposal | None) -> Given:
        """Propose what a model said that came with the data; what others said are further candidates."""
        first, others = came[0], list[Candidate]()
        for one in came[1:]:
            if not any(self._kind.equal(one.answer, seen) for seen in (first.answer, *(other.answer for other in others))):
                others.append(Candidate(one.answer, self._kind.text(one.answer), said=one.raw, source=one.suggester))
        own = Candidate(first.answer, self._kind.text(first.answer), said=first.raw, source=first.suggester)
        names = proposal.names if proposal is not None else ()
        seen = [own.answer, *(other.answer for other in others)]
        more = [Candidate(name, self._kind.text(name)) for name in names if name not in seen]
        why = Rationale("words", text=first.reason) if first.reason else Rationale("import_model")
        row = replace(self._row(drawn, first.suggester_seq, first.answer), id=first.id, raw=first.raw)
        view = SuggestionView(first.id.hex(), first.suggester, tuple([own, *others, *more][:SHOWN]), None, why)
        return Given(row, view, proposal, -1)

    def _imported(self, drawn: Drawn, label: Answer, proposal: Proposal | None) -> Given:
        """Propose the label that came with the data."""
        row = self._row(drawn, self._sources.import_seq, label)
        return self._known(row, "import", Rationale("import"), proposal)

    def _remembered(self, drawn: Drawn, found: Remembered, proposal: Proposal | None) -> Given:
        """Propose what a person decided for an item with the same content."""
        code = "memory" if found.exact else "memory_like"
        why: JsonValue = {"code": code, "item": found.item_seq}
        row = self._row(drawn, self._sources.memory_seq, found.answer, rationale=why)
        return self._known(row, "memory", Rationale(code), proposal)

    def _known(self, row: NewSuggestion, suggester: str, why: Rationale, proposal: Proposal | None) -> Given:
        """A label that is known already; the built-in suggester's labels are the runners-up."""
        label, places = row.answer, range(len(proposal.names)) if proposal is not None else range(0)
        others = [self._candidate(proposal, place) for place in places if proposal is not None and proposal.names[place] != label]
        agrees = proposal is not None and proposal.names[:1] == (label,)
        candidates = (Candidate(label, self._kind.text(label)), *(replace(other, percent=None) for other in others))
        word = Word.LIKELY if agrees or suggester == "memory" else Word.UNSURE
        view = SuggestionView(row.id.hex(), suggester, candidates[:SHOWN], word, why)
        return Given(row, view, proposal, -1)


def _result(future: Future[Made], project_seq: int, item_seq: int, live: LivePrompt) -> Made:
    """What the live prompt made; the failure of its machinery counts as a failure to suggest."""
    try:
        return future.result()
    except CancelledError:
        kind = FailureKind.CANCELLED
    except Exception as error:  # whatever it is: reviewing goes on
        live.broke(error)
        kind = FailureKind.SERVER
    return Made(NewSuggestion(project_seq, item_seq, live.suggester_seq, None, failure=kind), live.name)


def _made_ahead(given: Given, suggestion_id: bytes) -> Given:
    """The same suggestion under the id that the ledger has it under already."""
    view = replace(given.view, id=suggestion_id.hex()) if given.view is not None else None
    return replace(given, row=replace(given.row, id=suggestion_id), view=view)


def slots(project: ProjectInfo, view: SuggestionView | None) -> tuple[Answer, ...]:
    """The labels under the digits: up to nine labels stand in task order; of more, what is accepted now and its runners-up."""
    names = kind_of(project.task.kind).classes(project.task)
    if len(names) <= SHOWN:
        return names
    if view is None:
        return ()
    if not names:
        return ()
    others = [candidate for place, candidate in enumerate(view.candidates[:SHOWN]) if place != view.place]
    return tuple(candidate.answer for candidate in (view.top, *others))
