"""Preference pairs for TRL's RewardTrainer: `{"chosen": ..., "rejected": ...}`, the prompt at the beginning of both.

https://huggingface.co/docs/trl/dataset_formats (preference with an implicit prompt, conversational or standard).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.export.cut import Cut
from core.export.formats.format import Option
from core.export.formats.tuning import TRL_OPTIONS, PreferenceFormat, Row, conversational, extra, plain, said, spoken
from core.export.pairs.pair import Preference


class TrlReward(PreferenceFormat):
    """One pair a line."""

    name: str = "trl_reward"
    title: str = "Pairs for a reward model (TRL)"
    told: str = "for RewardTrainer: two whole conversations, the better one and the worse"
    options: tuple[Option, ...] = TRL_OPTIONS

    def rows(self, cut: Cut, found: Sequence[Preference]) -> Iterator[tuple[Preference, Row]]:
        """See `PreferenceFormat.rows`."""
        for one in found:
            yield one, {**_sides(one, messages=conversational(cut)), **extra(cut, one)}


def _sides(one: Preference, *, messages: bool) -> Row:
    chosen, rejected = one.chosen or "", one.rejected or ""
    if messages:
        return {name: [*spoken(one.prompt.turns), *said(side)] for name, side in (("chosen", chosen), ("rejected", rejected))}
    prompt = plain(one.prompt.turns)
    return {"chosen": prompt + chosen, "rejected": prompt + rejected}
