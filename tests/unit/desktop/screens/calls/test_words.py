"""Every outcome has its words."""

from __future__ import annotations

import pytest

from core.domain.calls import FailureKind
from core.prompts.parsing import Outcome
from core.storage.call_list import UNDER_WAY
from core.storage.calls import ANSWERED
from desktop.icons import icon_names
from desktop.screens.calls.words import OUTCOMES, detail_words, outcome_sign, outcome_words


@pytest.mark.parametrize("outcome", [ANSWERED, UNDER_WAY, *FailureKind])
def test_every_outcome_of_a_call_has_words_and_a_sign(outcome: str) -> None:
    assert outcome_words(outcome) != outcome
    assert outcome_words(outcome)[0].isupper()
    assert outcome_sign(outcome)[0] in icon_names()


def test_no_two_outcomes_are_called_the_same() -> None:
    assert len(set(OUTCOMES.values())) == len(OUTCOMES)


def test_success_and_failure_differ_by_their_sign_and_not_by_colour_alone() -> None:
    assert outcome_sign(ANSWERED)[0] != outcome_sign(FailureKind.AUTH)[0]
    assert outcome_words("of a later version") == "of a later version"


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.OK])
def test_every_outcome_of_reading_a_reply_has_a_sentence(outcome: str) -> None:
    assert detail_words(outcome).endswith(".")
    assert detail_words("The server said no.") == "The server said no."
