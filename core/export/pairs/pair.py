"""One preference: of two replies to one prompt the better and the worse, or one reply that was found good or bad by itself."""

from __future__ import annotations

from dataclasses import dataclass

from core.export.pairs.causes import Cause
from core.export.pairs.prompt import Prompt
from core.export.record import Record


@dataclass(frozen=True, slots=True)
class Preference:
    """`chosen` or `rejected` is None where nothing stands against the other: an unpaired positive or negative.

    `record`: the item as it is counted, with who judged it and when; `action`: what the reviewer did (core/domain/signals.py), `ranked`,
    `all_bad` or `outside`; `weight`: 0 to 1, by the strength of the signal; `origin`: empty for our reviewers, else who says so;
    `reason`: the chip of a rejection; `decision_id`: hexadecimal, empty where no decision says it;
    `outdated`: a label is called otherwise since the prompt was sent.
    """

    record: Record
    prompt: Prompt
    chosen: str | None
    rejected: str | None
    action: str
    weight: float
    cause: Cause
    origin: str = ""
    reason: str = ""
    decision_id: str = ""
    outdated: bool = False

    @property
    def paired(self) -> bool:
        """Whether one reply stands against another."""
        return self.chosen is not None and self.rejected is not None

    @property
    def length_gap(self) -> int | None:
        """Characters of the chosen reply minus those of the rejected one; None where there are not both."""
        return None if self.chosen is None or self.rejected is None else len(self.chosen) - len(self.rejected)

    @property
    def trivial(self) -> bool:
        """Whether the two replies differ in case and white space at most."""
        return self.chosen is not None and self.rejected is not None and _bare(self.chosen) == _bare(self.rejected)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
