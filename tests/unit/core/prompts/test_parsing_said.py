"""The confidence that a model states."""

from __future__ import annotations

import pytest

from core.domain.json import JsonValue
from core.prompts.parsing.said import said_confidence, without_confidence


@pytest.mark.parametrize(
    ("value", "share"),
    [
        (0.9, 0.9),
        (1, 1.0),
        (0, 0.0),
        (90, 0.9),
        (100, 1.0),
        ("0.9", 0.9),
        ("90%", 0.9),
        (" 90 % ", 0.9),
        ("0,9", 0.9),
        ("90", 0.9),
        ("1%", 0.01),
        ("85％", 0.85),
        (1.5, None),
        (-0.1, None),
        (101, None),
        (True, None),
        (None, None),
        ("high", None),
        ("", None),
        (float("nan"), None),
        (float("inf"), None),
        ([0.9], None),
        ("150%", None),
    ],
)
def test_shares_and_percent(value: JsonValue, share: float | None) -> None:
    assert said_confidence(value) == share


def test_a_line_that_states_it_is_taken_out() -> None:
    assert without_confidence(["travel", "Confidence: 0.7"]) == (["travel"], 0.7)
    assert without_confidence(["**Confidence:** 70%", "travel"]) == (["travel"], 0.7)
    assert without_confidence(["travel", "置信度：0.7"]) == (["travel"], 0.7)
    assert without_confidence(["confidence: high"]) == (["confidence: high"], None)
