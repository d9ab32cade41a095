"""From what a reviewer did to preferences, by the signal table: what the answer is preferred over, else what is good or bad by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.domain.json import Answer
from core.domain.signals import SIGNALS, WEIGHTS, Action, Polarity, PreferredOver, action_of_decision
from core.domain.vocabulary import Provenance, Verdict
from core.export.cut import Cut
from core.export.pairs.causes import Cause, cause_of
from core.export.pairs.facts import Decided, Facts, Marked, Outside, Suggested
from core.export.pairs.pair import Preference
from core.export.pairs.prompt import Prompt
from core.export.pairs.prompts import Prompts
from core.export.record import Record
from core.storage.apart import is_apart
from core.storage.sql import to_json

OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a suggestion, before it is put into the words of its prompt. `commented`: by who says it."""

    suggested: Suggested
    chosen: Answer
    rejected: Answer
    action: str
    weight: float
    who: str
    at_us: int
    commented: bool = False
    decided: Decided | None = None
    origin: str = ""


class Judge:
    """Makes the preferences of the items of one cut. What is left out is counted in `cut.excluded`."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._kind, self._prompts = cut, cut.kind, Prompts(cut)

    def judged(self, record: Record, facts: Facts, suggestions: dict[int, Suggested]) -> list[Preference]:
        """The preferences of one item, each once: of what one person says twice of a suggestion the stronger counts."""
        self._leave_out("superseded", facts.superseded)
        found: dict[tuple[object, ...], Preference] = {}
        for told in self._all(facts, suggestions):
            made = self._made(record, told, facts)
            if made is None:
                continue
            key = (told.suggested.seq, told.who, made.chosen, made.rejected)
            before = found.get(key)
            self._leave_out("repeated", int(before is not None))
            found[key] = made if before is None or made.weight > before.weight else before
        return list(found.values())

    # --- what is said ---

    def _all(self, facts: Facts, suggestions: dict[int, Suggested]) -> Iterator[_Told]:
        taken = self._cut.policy.provenance
        if Provenance.ASSISTED in taken:
            for one in facts.decided:
                yield from self._of_decision(one, suggestions, facts)
            for mark in facts.marks:
                yield from self._of_mark(mark, suggestions, facts)
        else:
            self._leave_out("provenance", len(facts.decided) + len(facts.marks))
        if Provenance.IMPORTED in taken:
            yield from self._of_outsiders(facts.outside, suggestions)
        else:
            self._leave_out("provenance", len(facts.outside))

    def _of_decision(self, decided: Decided, suggestions: dict[int, Suggested], facts: Facts) -> Iterator[_Told]:
        suggested = suggestions.get(decided.suggestion_seq or 0)
        if suggested is None:
            return
        others = self._others(decided.answer, suggested)
        action = action_of_decision(
            Verdict(decided.verdict), Provenance(decided.provenance), picked=bool(others), small_edit=decided.small_edit
        )
        if action is None:
            return
        told = self._told(action, suggested, decided.reviewer, decided.at_us, facts)
        told = replace(told, decided=decided)
        signal = SIGNALS[action]
        against = {PreferredOver.SUGGESTION: (suggested.answer,), PreferredOver.OTHER_CANDIDATES: others}
        if signal.preferred_over in against:
            yield from (replace(told, chosen=decided.answer, rejected=one) for one in against[signal.preferred_over])
        else:
            yield from _alone(told, signal.suggestion, suggested.answer if decided.answer is None else decided.answer)

    def _others(self, answer: Answer, suggested: Suggested) -> tuple[Answer, ...]:
        """The other candidates that the model gave, where the answer is one of them; else none."""
        given = suggested.candidates if suggested.call_seq is not None and answer is not None else ()
        if not any(self._kind.equal(one, answer) for one in given):
            return ()
        return tuple(one for one in given if not self._kind.equal(one, answer))

    def _of_mark(self, mark: Marked, suggestions: dict[int, Suggested], facts: Facts) -> Iterator[_Told]:
        suggested = suggestions.get(mark.suggestion_seq)
        if suggested is not None:
            told = self._told(mark.action, suggested, mark.reviewer, mark.at_us, facts)
            yield from _alone(told, SIGNALS[mark.action].suggestion, suggested.answer)

    def _told(self, action: Action, suggested: Suggested, who: str, at_us: int, facts: Facts) -> _Told:
        weight = WEIGHTS[SIGNALS[action].strength]
        return _Told(suggested, None, None, action.value, weight, who, at_us, who in facts.commented)

    def _of_outsiders(self, said: Sequence[Outside], suggestions: dict[int, Suggested]) -> Iterator[_Told]:
        for one in said:
            suggested = suggestions.get(one.suggestion_seq or 0)
            if suggested is None or not one.value:
                self._leave_out("no_reply" if suggested is None else "neutral", 1)
                continue
            told = _Told(suggested, None, None, OUTSIDE, abs(one.value), one.origin, one.at_us, origin=one.origin)
            polarity = Polarity.POSITIVE if one.value > 0 else Polarity.NEGATIVE
            yield from _alone(told, polarity, suggested.answer)

    # --- in the words of the prompt ---

    def _made(self, record: Record, told: _Told, facts: Facts) -> Preference | None:
        prompt = self._prompts.of(told.suggested, record)
        why = prompt if isinstance(prompt, str) else self._problem(told, facts)
        if why or isinstance(prompt, str):
            self._leave_out(why, 1)
            return None
        made = self._preference(record, told, prompt)
        self._leave_out("trivial", int(made.trivial))
        return None if made.trivial else made

    def _problem(self, told: _Told, facts: Facts) -> str:
        """Why the answers cannot be told any more: no reply, erased, or of a content that was replaced since."""
        if told.chosen is None and told.rejected is None:
            return "no_reply"
        if is_apart(told.chosen) or is_apart(told.rejected):
            return "erased"
        return "replaced" if self._kind.bound and facts.updated_us > told.suggested.created_us else ""

    def _preference(self, record: Record, told: _Told, prompt: Prompt) -> Preference:
        chosen, rejected = (self._said(one, told, prompt, record) for one in (told.chosen, told.rejected))
        cause = Cause.OTHER
        if chosen is not None and rejected is not None:
            cause = cause_of(self._kind, told.chosen, told.rejected, commented=told.commented)
        decided = told.decided
        return Preference(
            _counted(record, told),
            prompt,
            chosen,
            rejected,
            told.action,
            told.weight,
            cause,
            told.origin,
            decided.reason if decided is not None else "",
            decided.id if decided is not None else "",
            self._prompts.outdated(told.suggested, told.chosen, told.rejected),
        )

    def _said(self, answer: Answer, told: _Told, prompt: Prompt, record: Record) -> str | None:
        if answer is None:
            return None
        return prompt.reply(self._kind.told(answer, self._cut.task, record.content), told.suggested.said)

    def _leave_out(self, code: str, n: int) -> None:
        if n:
            self._cut.excluded[code] += n


def _alone(told: _Told, polarity: Polarity, answer: Answer) -> Iterator[_Told]:
    """What is good or bad with nothing against it."""
    if polarity is Polarity.POSITIVE:
        yield replace(told, chosen=answer)
    elif polarity is Polarity.NEGATIVE:
        yield replace(told, rejected=answer)


def _counted(record: Record, told: _Told) -> Record:
    """The item as it counts: with the answer that speaks, who gave it, when, and what it was said of."""
    answer = told.rejected if told.chosen is None else told.chosen
    decided = told.decided
    return record._replace(
        label=to_json(answer),
        source=(Provenance.IMPORTED if told.origin else Provenance.ASSISTED).value,
        reviewer=told.who,
        weight=told.weight,
        suggester=told.suggested.suggester,
        suggestion_seq=told.suggested.seq,
        decided_us=told.at_us,
        decision_seq=None if decided is None else decided.seq,
        guideline=None if decided is None else decided.guideline,
    )
