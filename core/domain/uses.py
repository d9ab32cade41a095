"""What items may be used for: the uses that a source allows, and which of them a purpose of an export needs."""

from __future__ import annotations

from enum import StrEnum


class Use(StrEnum):
    """One use of items. Every source of items allows all of them unless its terms say otherwise."""

    REVIEW = "review"  # being shown to reviewers, and to the models that suggest for them
    EXAMPLES = "examples"  # standing in prompts as examples
    EVALUATION = "evaluation"
    TRAINING = "training"
    SHARING = "sharing"  # leaving the house, to other tools and teams


ALL_USES: tuple[Use, ...] = tuple(Use)


class Purpose(StrEnum):
    """What a dataset is for."""

    CLASSIFIER = "classifier"
    PROMPT = "prompt"
    EVALUATE = "evaluate"
    FINE_TUNE = "fine-tune"
    EXCHANGE = "exchange"
    AUDIT = "audit"


#: the use that the items of a dataset have to allow; an audit is the house looking at its own records, and needs none
NEEDED_USE: dict[Purpose, Use | None] = {
    Purpose.CLASSIFIER: Use.TRAINING,
    Purpose.PROMPT: Use.EXAMPLES,
    Purpose.EVALUATE: Use.EVALUATION,
    Purpose.FINE_TUNE: Use.TRAINING,
    Purpose.EXCHANGE: Use.SHARING,
    Purpose.AUDIT: None,
}
