"""Single judgements for TRL's KTOTrainer: `{"prompt": ..., "completion": ..., "label": true}`.

https://huggingface.co/docs/trl/dataset_formats (unpaired preference, conversational or standard). Both sides of a pair are judgements; a
completion that one person prefers over one and puts behind another (the middle of a ranking) is neither good nor bad, and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.export.cut import Cut
from core.export.formats.format import Option
from core.export.formats.tuning import TRL_OPTIONS, PreferenceFormat, Row, conversational, extra, plain, said, spoken
from core.export.pairs.pair import Preference


class TrlKto(PreferenceFormat):
    """One judgement a line."""

    name: str = "trl_kto"
    title: str = "Single judgements (TRL)"
    told: str = "for KTOTrainer: answers that were good or bad, with and without a counterpart"
    options: tuple[Option, ...] = TRL_OPTIONS
    unpaired: bool = True

    def rows(self, cut: Cut, found: Sequence[Preference]) -> Iterator[tuple[Preference, Row]]:
        """See `PreferenceFormat.rows`."""
        judged: dict[tuple[str, str, str], dict[bool, Preference]] = {}
        for one in found:
            for side, label in ((one.chosen, True), (one.rejected, False)):
                if side is not None:
                    judged.setdefault((one.record.reviewer, plain(one.prompt.turns), side), {}).setdefault(label, one)
        for (_, _, side), labels in judged.items():
            if len(labels) > 1:
                cut.lose("neither_good_nor_bad")
                continue
            label, one = next(iter(labels.items()))
            yield one, {**_judgement(one, side, label, messages=conversational(cut)), **extra(cut, one)}


def _judgement(one: Preference, side: str, label: bool, *, messages: bool) -> Row:
    if messages:
        return {"prompt": spoken(one.prompt.turns), "completion": said(side), "label": label}
    return {"prompt": plain(one.prompt.turns), "completion": side, "label": label}
