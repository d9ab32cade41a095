"""DSPy rows: flat objects that load with `dspy.Example(**row).with_inputs(...)`."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase, split_files
from core.export.output import Output
from core.export.shown import Shower, input_names, json_line

ANSWER = "answer"
#: what `dspy.Example` has of its own, and what its constructor and its signatures call otherwise (dspy/primitives/example.py, 3.4);
#: what begins with an underscore or `dspy_` is hidden by it, and no name of ours does
_OWN = "base self cls copy get inputs items keys labels toDict values with_inputs without demos augmented signature reasoning"
RESERVED = frozenset(_OWN.split())


class DspyRows(FormatBase):
    """One object a line: text, parts and metadata under names that DSPy takes, and `answer`.

    All rows have all inputs, null where an item has none, as a DSPy program that misses an input complains.
    """

    name: str = "dspy"
    title: str = "DSPy rows"
    told: str = "for DSPy: one example a line, inputs and answer"
    suffix: str = ".jsonl"
    purposes: tuple[Purpose, ...] = (Purpose.PROMPT, Purpose.EVALUATE, Purpose.EXCHANGE)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        shower, names = Shower(cut), input_names(cut, RESERVED | {ANSWER})
        cut.figures[self.name] = {"inputs": list(names.values()), "names": dict[str, JsonValue](names)}
        with split_files(cut, output) as files:
            for batch in cut.batches():
                for record in batch.records:
                    given = shower.inputs(record)
                    row = {free: given.get(name) for name, free in names.items()} | {ANSWER: shower.output(record)}
                    files.write(record.split if cut.splits.names else "", json_line(row))
