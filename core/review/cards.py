"""Frozen read models of the review loop. A screen paints these and asks for nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.content import Content
from core.domain.json import Answer
from core.domain.vocabulary import Provenance, Sample, Verdict


class Word(StrEnum):
    """Confidence in words, before fifty decisions allow a percentage."""

    LIKELY = "likely"
    UNSURE = "unsure"


class Phase(StrEnum):
    """What the review screen shows."""

    EMPTY = "empty"  # the project holds no items
    LOADING = "loading"  # the next item or its suggestion is still being made
    REVIEW = "review"  # an item with a suggestion
    NO_IDEA = "no_idea"  # an item; the suggester has nothing to propose
    ASKING = "asking"  # an item; the model has not answered yet, and nobody needs to wait for it
    FAILED = "failed"  # an item; the suggester failed (`Card.failure` says how)
    BLIND = "blind"  # an item of the blind sample: answer first
    SECOND_OPINION = "second_opinion"  # a blind answer was given and differs from the suggestion now revealed
    FINISHED = "finished"  # nothing is left to review


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed answer. `text` is its text form; `percent` the calibrated chance of being accepted, 0 to 100, or None.

    `said`: the confidence that a model states, 0 to 1, shown as such while there is no calibrated one.
    """

    answer: Answer
    text: str
    percent: float | None = None
    said: float | None = None
    source: str = ""  # who proposes it, where that is another than the suggestion's suggester


@dataclass(frozen=True, slots=True)
class Rationale:
    """Why the suggester proposes this, as a code that the interface puts into words, with counts but no item text.

    Codes: `label_name` (like the name or description of the label), `examples` (`count` decided examples of the label, the
    item is like them), `examples_and_model` (the same, and the linear model agrees), `model`, `memory` (the same text was decided
    before), `memory_like` (the same but for case, space and punctuation), `import_model` (a model said so, in the data), `words`
    (`text`: what a model says, in its words).
    """

    code: str
    count: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """What is shown of a suggestion. `candidates[0]` is the suggestion, the rest are runners-up, best first."""

    id: str
    suggester: str
    candidates: tuple[Candidate, ...]
    word: Word | None
    rationale: Rationale | None = None
    flags: tuple[str, ...] = ()  # codes of the guard rails that a model's answer met
    place: int = 0  # the candidate that was walked to, and that is accepted now

    @property
    def top(self) -> Candidate:
        """What is accepted now: the suggestion itself, unless another candidate was walked to."""
        return self.candidates[self.place]


@dataclass(frozen=True, slots=True)
class WhyNow:
    """Why this item comes now: a code (`imported`, `random`, `uncertain`, `queue`, `blind`, `control`, `reopened`, `chosen`)."""

    code: str


@dataclass(frozen=True, slots=True)
class Card:
    """One item as the review screen shows it. On a blind item `suggestion` is None and `why` tells of the sample only."""

    phase: Phase
    item_id: str = ""
    item_seq: int = 0
    external_id: str = ""
    text: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    sample: Sample = Sample.NONE
    suggestion: SuggestionView | None = None
    content: Content = field(default_factory=lambda: Content(""))
    own_answer: str | None = None  # second opinion: the blind answer just given, as text
    own_value: Answer = None  # the same, as an answer
    own_reason: str = ""  # second opinion: why the item was rejected
    presented: tuple[str, ...] = ()  # the candidates of a preference, in the order in which they stand on the screen
    group_size: int = 0  # how many near-duplicates would be decided together, this one counted
    grouped: bool = False  # whether they will be
    slots: tuple[str, ...] = ()  # the labels under the digits 1 to 9, in fixed places
    why: WhyNow | None = None
    failure: str = ""
    model: str = ""  # the live prompt that is asked, has answered or failed
    model_failure: str = ""  # why it gave no suggestion, though another suggester did: a failure kind
    flagged: bool = False
    thumb: int = 0  # +1, -1 or 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One of the last decisions, for the strip beneath the item."""

    decision_id: str
    item_id: str
    verdict: Verdict
    provenance: Provenance
    text: str  # the answer's text form, or the reason of a rejection


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts for the top bar. `left` = open items; `per_minute` is None until it means something."""

    total: int = 0
    decided: int = 0
    skipped: int = 0
    left: int = 0
    session: int = 0
    per_minute: float | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the review screen paints after an operation."""

    card: Card
    progress: Progress
    history: tuple[HistoryEntry, ...] = field(default_factory=tuple)
    can_undo: bool = False
    can_redo: bool = False
    queue: str = ""  # the saved queue that is reviewed; empty: all that is to review
