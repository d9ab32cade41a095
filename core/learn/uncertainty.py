"""How sure a learner is of many vectors at once: for choosing what to ask next (least confidence; Settles, 2009, section 3.1).

A `Sureness` is a copy of what the learner knew at one step, so that it may be used on another thread while the learner goes on.
It leaves out the memory's votes, which cost as much as everything else together and hardly change the order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sureness:
    """The state of a learner at `step`: `weights` float32[n, dim] and `bias` float32[n] of whatever answers, `scale` of its scores."""

    step: int
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    scale: float

    def of(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each row of `vectors` (float32[m, dim]) the share of its best label, 0 to 1: float32[m]."""
        scores = self.scale * (vectors @ self.weights.T + self.bias)
        scores -= scores.max(axis=1, keepdims=True)
        return (1.0 / np.exp(scores).sum(axis=1)).astype(np.float32)
