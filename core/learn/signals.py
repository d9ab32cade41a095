"""From the raw signals of a model's suggestion to its chance of being accepted, learnt from what was accepted so far.

Logistic regression with a Gaussian prior (Bishop, Pattern Recognition and Machine Learning, 4.5; the maximum a posteriori by Newton's
method, 4.3.3), prequentially: a suggestion's chance rests on decisions before it alone (Dawid, 1984). No model's own number is
believed: that it said 0.9 is one feature among others. The state is a function of the present observations alone, so that undo
restores it to the bit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_OBSERVATIONS = 50
_EVERY = 25
_MOST = 1_000
_PRIOR_PRECISION = 1.0
_NEWTON_STEPS = 30
_EDGE = 1e-3
#: the signals in the order of the features; each is 0..1 but the log-probability, which is at most 0
SIGNALS = ("said", "logprob", "agreement", "neighbours", "nearest")

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a suggestion before anyone judged it; None: not known.

    `said`: the confidence that the model states; `logprob`: mean log-probability of the reply's tokens; `agreement`: share of the other
    candidates that give the same answer; `neighbours`: share of the nearest decided items that have this answer; `nearest`:
    cosine to the nearest of them.
    """

    said: float | None = None
    logprob: float | None = None
    agreement: float | None = None
    neighbours: float | None = None
    nearest: float | None = None

    def to_json(self) -> dict[str, float]:
        """The signals that are known."""
        return {name: round(float(value), 6) for name in SIGNALS if (value := getattr(self, name)) is not None}

    @staticmethod
    def from_json(stored: object) -> Signals:
        """The signals that `to_json` wrote."""
        known: Mapping[str, object] = stored if isinstance(stored, Mapping) else {}  # pyright: ignore[reportUnknownVariableType]  (JSON)
        return Signals(**{name: float(value) for name in SIGNALS if isinstance(value := known.get(name), int | float)})


NO_SIGNALS = Signals()


class SignalCalibration:
    """The calibration of one prompt version in one project."""

    def __init__(self) -> None:
        self._seen: list[tuple[Signals, bool]] = []
        self._fitted: tuple[int, Vector | None] = (0, None)

    def observe(self, signals: Signals, accepted: bool, sign: int = +1) -> None:
        """One suggestion was accepted or not; `sign=-1` takes the latest such observation back, if there is one.

        Every 25 observations the calibration is made anew, from the latest 1,000.
        """
        if sign > 0:
            self._seen.append((signals, accepted))
            return
        for at in range(len(self._seen) - 1, -1, -1):
            if self._seen[at] == (signals, accepted):
                del self._seen[at]
                self._fitted = (0, None)
                return

    def chance(self, signals: Signals) -> float | None:
        """The chance, 0 to 1, that a suggestion with these signals is accepted; None before 50 observations."""
        if len(self._seen) < LEAST_OBSERVATIONS:
            return None
        used = len(self._seen) // _EVERY * _EVERY
        if self._fitted[0] != used or self._fitted[1] is None:
            self._fitted = used, _fit(self._seen[max(0, used - _MOST) : used])
        weights = self._fitted[1]
        assert weights is not None
        return float(_sigmoid(np.array(_features(signals) @ weights)))


def _features(signals: Signals) -> Vector:
    """A constant, then for each signal its value about its middle, 0 where it is not known."""
    return np.array(
        [
            1.0,
            0.0 if signals.said is None else _logit(signals.said) / 2.0,
            0.0 if signals.logprob is None else max(signals.logprob, -3.0) + 0.3,
            0.0 if signals.agreement is None else 2.0 * signals.agreement - 1.0,
            0.0 if signals.neighbours is None else 4.0 * signals.neighbours - 2.0,
            0.0 if signals.nearest is None else 4.0 * signals.nearest - 2.0,
        ]
    )


def _fit(seen: list[tuple[Signals, bool]]) -> Vector:
    """The weights with the greatest posterior density; the constant is free, as far as a thousandth of the prior allows."""
    design = np.stack([_features(signals) for signals, _ in seen])
    outcome = np.array([accepted for _, accepted in seen], np.float64)
    prior = _PRIOR_PRECISION * np.eye(design.shape[1])
    prior[0, 0] = 1e-3 * _PRIOR_PRECISION
    weights = np.zeros(design.shape[1])
    for _ in range(_NEWTON_STEPS):
        chance = _sigmoid(design @ weights)
        gradient = design.T @ (chance - outcome) + prior @ weights
        hessian = (design * (chance * (1.0 - chance))[:, None]).T @ design + prior
        change = np.linalg.solve(hessian, gradient)
        weights = weights - np.clip(change, -2.0, 2.0)
        if float(np.abs(change).max()) < 1e-9:
            break
    return weights


def _sigmoid(x: Vector) -> Vector:
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def _logit(share: float) -> float:
    clipped = min(max(share, _EDGE), 1.0 - _EDGE)
    return math.log(clipped / (1.0 - clipped))
