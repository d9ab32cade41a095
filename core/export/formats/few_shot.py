"""A few-shot set: examples for a prompt, chosen to cover the labels and the past mistakes (core/export/choosing.py)."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.choosing import Candidate, Choice, Shortlist, by_frequency, choose, same_as, words_of
from core.export.confusing import confusions, facets
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option
from core.export.mistakes import corrected_from, unfit
from core.export.output import Output
from core.export.record import Record
from core.export.shown import COUNTED_BY, Shower, json_line, number_of, tokens_in
from core.prompts.content import InputFormat
from core.prompts.examples.deck import placer
from core.prompts.inputs import written_input
from core.prompts.render import answer_text

EXAMPLES = Option("examples", 16, "how many examples at most")
TOKENS = Option("tokens", 2_000, "how many tokens they may have together, about")
MOST = 256
JSONL, TEXT = "examples.jsonl", "examples.txt"


class FewShot(FormatBase):
    """A folder with the examples as JSON Lines, and as text to be pasted. They are never of the blind sample."""

    name: str = "few_shot"
    title: str = "Few-shot set"
    told: str = "for a prompt: a few examples that cover the labels and the past mistakes"
    folder: bool = True
    purposes: tuple[Purpose, ...] = (Purpose.PROMPT,)
    options: tuple[Option, ...] = (EXAMPLES, TOKENS)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        n, budget = number_of(cut, EXAMPLES, least=1, most=MOST), number_of(cut, TOKENS, least=1)
        offering = _Offering(cut)
        choice = choose(offering.shortlist(), n if cut.limit is None else min(n, cut.limit), budget)
        place = placer(f"{cut.recipe.seed}|order")
        ordered = sorted(choice.chosen, key=lambda one: (place(one.record.item_id), one.record.seq))
        _write(cut, output, offering.shower, ordered)
        cut.excluded["not_chosen"] += offering.offered - len(ordered)
        cut.figures[self.name] = offering.figures(choice)


class _Offering:
    """Reads the labelled items once, and tells what was made of them."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self.shower = cut, Shower(cut)
        self._place = placer(str(cut.recipe.seed))
        self._shortlist = Shortlist()
        self.offered = 0

    def shortlist(self) -> Shortlist:
        """The candidates. With splits those of the first one alone: what is held out must not be shown."""
        for records in self._cut.labelled():
            against = unfit(self._cut, records)
            self._refuse([against[one.seq] for one in records if one.seq in against])
            fit = [one for one in records if one.seq not in against]
            first = self._cut.splits.names[:1]
            self._refuse(["other_split" for one in fit if first and one.split != first[0]])
            self._offer([one for one in fit if not first or one.split == first[0]])
        return self._shortlist

    def _refuse(self, reasons: Sequence[str]) -> None:
        self._cut.excluded.update(reasons)

    def _offer(self, records: Sequence[Record]) -> None:
        self.offered += len(records)
        wrong = corrected_from(self._cut, [one.decision_seq for one in records if one.decision_seq is not None])
        for record in records:
            before = wrong.get(record.decision_seq or 0)
            mistakes = () if before is None else confusions(self._cut.task, before, record.answer)
            self._shortlist.offer(self._candidate(record, tuple(one.key for one in mistakes)))

    def _candidate(self, record: Record, mistakes: tuple[str, ...]) -> Candidate:
        labels = facets(self._cut.task, record.answer)
        place = self._place(f"{record.item_id}|{record.reviewer}")
        size = tokens_in(pasted(self.shower, record))
        return Candidate(record, labels, mistakes, size, place, words_of(record.text), same_as(record.text))

    def figures(self, choice: Choice) -> JsonValue:
        """How they were chosen, and what no example shows."""
        counts, mistakes = self._shortlist.labels, self._shortlist.mistakes
        bare = [label for label in by_frequency(counts) if not choice.labels[label]]
        missed = {one: mistakes[one] for one in by_frequency(mistakes) if one not in choice.covered}
        return {
            "method": "seats by label, worst uncovered mistake first, then the most different text",
            "examples": len(choice.chosen),
            "tokens": choice.tokens,
            "tokens_counted_by": COUNTED_BY,
            "labels": {label: choice.labels[label] for label in sorted(choice.labels)},
            "labels_without_example": list[JsonValue](bare),
            "labels_without_items": [one for one in self._cut.task.names if not counts[one]],
            "mistakes_shown": sum(mistakes[one] for one in choice.covered),
            "mistakes_not_shown": dict[str, JsonValue](missed),
            "too_long": choice.too_long,
            "repeated": choice.repeated,
        }


def _write(cut: Cut, output: Output, shower: Shower, chosen: Sequence[Candidate]) -> None:
    with output.file(name=JSONL).open("wb") as lines, output.file(name=TEXT).open("wb") as text:
        for at, candidate in enumerate(chosen):
            record = candidate.record
            line = json_line({"input": shower.inputs(record), "output": shower.output(record)})
            lines.write(line)
            text.write((b"\n" if at else b"") + pasted(shower, record).encode("utf-8", "surrogatepass"))
            cut.counted(record, split="" if not cut.splits.names else record.split)
            cut.hashed(orjson.dumps(record.item_id, option=orjson.OPT_APPEND_NEWLINE) + line)


def pasted(shower: Shower, record: Record) -> str:
    """An example as text: the item in a fence that its text cannot leave, parts and metadata as a list, the answer."""
    shown = shower.item(record)
    item = written_input(shown.text, shown.metadata, InputFormat.MARKDOWN)
    return f"Item:\n{item}\nAnswer: {answer_text(shower.output(record))}\n"
