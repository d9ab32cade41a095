"""The preferences of a cut, item by item, up to its position of the ledger. Memory stays flat: prompts are read when their item comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.export.cut import Cut
from core.export.pairs.facts import Facts, Suggestions, facts_of
from core.export.pairs.judging import Judge
from core.export.pairs.pair import Preference
from core.export.pairs.ranking import ranked, ranks
from core.export.record import Record
from core.export.row import Row

#: items whose ledger is read at once
_PART = 500
#: why nothing of an item may go, whatever was done with it
_GONE = ("erased", "retired")


def preferences(cut: Cut) -> Iterator[list[Preference]]:
    """The preferences of each item that gives any, in import order; the others are counted in `cut.excluded`.

    Of a task that ranks candidates, they come from its labels; else from what reviewers and outsiders did with suggestions.
    """
    yield from ranked(cut) if ranks(cut.kind) else _judged(cut)


def _judged(cut: Cut) -> Iterator[list[Preference]]:
    judge, suggestions = Judge(cut), Suggestions(cut)
    for done, batch in cut.reader().batches():
        cut.step(done)
        rows = batch.rows()
        for start in range(0, len(rows), _PART):
            part = [row for row in rows[start : start + _PART] if _may_go(cut, row)]
            facts = facts_of(cut, [row.seq for row in part])
            known = suggestions.read(_named(list(facts.values())))
            for row in part:
                found = judge.judged(_record(row), facts[row.seq], known) if row.seq in facts else []
                if found:
                    yield found
                elif not _counts(facts.get(row.seq)):
                    cut.excluded[row.why or "no_signal"] += 1


def _may_go(cut: Cut, row: Row) -> bool:
    """Whether anything of an item may go; counts it by reason if not."""
    policy = cut.policy
    why = row.why if row.why in _GONE else policy.forbidden.get(row.import_seq, "")
    if not why and policy.keeps_blind_apart and row.sampled_blind:
        why = "blind_sample"
    if why:
        cut.excluded[why] += 1
    return not why


def _named(facts: Sequence[Facts]) -> set[int]:
    """The numbers of the suggestions that something is said of."""
    found = {one.suggestion_seq for item in facts for one in (*item.decided, *item.outside)}
    return {one for one in found if one is not None} | {one.suggestion_seq for item in facts for one in item.marks}


def _counts(facts: Facts | None) -> bool:
    """Whether something was said of a suggestion, which then was counted with what was left out."""
    said = facts is not None and (facts.marks or facts.outside or any(one.suggestion_seq for one in facts.decided))
    return bool(said)


def _record(row: Row) -> Record:
    """The item, with nothing said of it yet."""
    who = ("", 0.0, None, "", "", "", None, None, None, None)
    return Record(row.seq, row.shown_id, row.text, row.parts, row.metadata, "null", "", *who, row.import_seq)
