"""From a raw score to the chance of being accepted, learnt from what was accepted so far.

Platt scaling (Platt, 1999) on the log-odds of the raw score, `chance = sigmoid(slope * logit(raw) + offset)`, with a weak
Gaussian prior around the identity, by Newton's method. The state is a function of the present pairs alone, so undo restores it
to the bit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST_OBSERVATIONS = 50
_EVERY = 25
# The latest half of the pairs, within these bounds: the suggester gets better, so old pairs speak of a worse one.
_FEWEST, _MOST = 200, 1_000
_PRIOR_PRECISION = 10.0
_NEWTON_STEPS = 25
_EDGE = 1e-4
#: From this chance on (before there are chances: from this raw score on) a suggestion is called likely.
LIKELY = 0.6


class Calibration:
    """The calibration of one project."""

    def __init__(self) -> None:
        self._pairs: list[tuple[float, bool]] = []
        self._fitted: tuple[int, float, float] = (0, 1.0, 0.0)  # pairs used, slope, offset

    def observe(self, raw: float, accepted: bool, sign: int = +1) -> None:
        """One suggestion with the score `raw` was accepted or not; `sign=-1` takes the latest such pair back, if there is one.

        Every 25 observations the calibration is made anew, from the latest half of them, at least 200, at most 1,000.
        """
        if sign > 0:
            self._pairs.append((raw, accepted))
            return
        for at in range(len(self._pairs) - 1, -1, -1):
            if self._pairs[at] == (raw, accepted):
                del self._pairs[at]
                self._fitted = (0, 1.0, 0.0)
                return

    def chance(self, raw: float) -> float | None:
        """The chance, 0 to 1, that a suggestion with the score `raw` is accepted; None before 50 observations."""
        if len(self._pairs) < LEAST_OBSERVATIONS:
            return None
        _, slope, offset = self._fit()
        return float(_sigmoid(np.array(slope * _logit(raw) + offset)))

    def chances(self, scores: Sequence[float]) -> tuple[float, ...] | None:
        """The chances of ranked candidates from their raw scores (`Prediction.scores`); None before 50 observations.

        The first gets the calibrated chance; the others share the rest in proportion to their scores, but none comes nearer to
        the first than its raw score does.
        """
        top = self.chance(scores[0]) if scores else None
        if top is None:
            return None
        factor = min((1.0 - top) / max(1.0 - scores[0], _EDGE), top / max(scores[0], _EDGE))
        return (top, *(factor * score for score in scores[1:]))

    def likely(self, raw: float) -> bool:
        """Whether to call a suggestion likely rather than unsure: by its chance where it is known, else by its raw score."""
        chance = self.chance(raw)
        return (raw if chance is None else chance) >= LIKELY

    def _fit(self) -> tuple[int, float, float]:
        used = len(self._pairs) // _EVERY * _EVERY
        if self._fitted[0] != used:
            pairs = self._pairs[max(0, used - min(max(used // 2, _FEWEST), _MOST)) : used]
            self._fitted = (
                used,
                *_newton(np.array([_logit(raw) for raw, _ in pairs]), np.array([good for _, good in pairs], np.float64)),
            )
        return self._fitted


def _newton(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """The slope and offset with the greatest posterior density, for log-odds `x` and outcomes `y` (0 or 1)."""
    design = np.stack([x, np.ones_like(x)], axis=1)
    identity = np.array([1.0, 0.0])
    theta = identity.copy()
    for _ in range(_NEWTON_STEPS):
        chance = _sigmoid(design @ theta)
        gradient = design.T @ (chance - y) + _PRIOR_PRECISION * (theta - identity)
        hessian = (design * (chance * (1.0 - chance))[:, None]).T @ design + _PRIOR_PRECISION * np.eye(2)
        change = np.linalg.solve(hessian, gradient)
        theta = theta - change
        if float(np.abs(change).max()) < 1e-9:
            break
    return max(float(theta[0]), 0.0), float(theta[1])


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def _logit(raw: float) -> float:
    clipped = min(max(raw, _EDGE), 1.0 - _EDGE)
    return math.log(clipped / (1.0 - clipped))
