"""Preference pairs for TRL's DPOTrainer and its like: `{"prompt": ..., "chosen": ..., "rejected": ...}`.

https://huggingface.co/docs/trl/dataset_formats (preference with an explicit prompt, conversational or standard).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.export.cut import Cut
from core.export.formats.format import Option
from core.export.formats.tuning import TRL_OPTIONS, PreferenceFormat, Row, conversational, extra, plain, said, spoken
from core.export.pairs.pair import Preference


class TrlPreference(PreferenceFormat):
    """One pair a line."""

    name: str = "trl_preference"
    title: str = "Preference pairs (TRL)"
    told: str = "for DPOTrainer: the answer that was chosen over another"
    options: tuple[Option, ...] = TRL_OPTIONS

    def rows(self, cut: Cut, found: Sequence[Preference]) -> Iterator[tuple[Preference, Row]]:
        """See `PreferenceFormat.rows`."""
        for one in found:
            yield one, {**_sides(one, messages=conversational(cut)), **extra(cut, one)}


def _sides(one: Preference, *, messages: bool) -> Row:
    chosen, rejected = one.chosen or "", one.rejected or ""
    if messages:
        return {"prompt": spoken(one.prompt.turns), "chosen": said(chosen), "rejected": said(rejected)}
    return {"prompt": plain(one.prompt.turns), "chosen": chosen, "rejected": rejected}
