"""Preference pairs as OpenAI takes them: `{"input": {"messages": [...]}, "preferred_output": [...], "non_preferred_output": [...]}`.

https://developers.openai.com/api/docs/guides/direct-preference-optimization. It knows no other keys, so that weights and causes stand in
the manifest alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.export.cut import Cut
from core.export.formats.tuning import PreferenceFormat, Row, said, spoken
from core.export.pairs.pair import Preference


class DpoOpenai(PreferenceFormat):
    """One pair a line."""

    name: str = "dpo_openai"
    title: str = "Preference pairs (OpenAI fine-tuning)"
    told: str = "for direct preference optimisation: the answer that was chosen over another"

    def rows(self, cut: Cut, found: Sequence[Preference]) -> Iterator[tuple[Preference, Row]]:
        """See `PreferenceFormat.rows`."""
        for one in found:
            outputs = {"preferred_output": said(one.chosen or ""), "non_preferred_output": said(one.rejected or "")}
            yield one, {"input": {"messages": spoken(one.prompt.turns)}, **outputs}
