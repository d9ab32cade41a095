"""The built-in suggester's learner for sets of labels: the nearest decided items vote, label by label.

A lazy learner in the manner of ML-kNN (Zhang and Zhou 2007, Pattern Recognition 40(7)), with votes weighed by similarity instead of
counted: each decision counts at once, and is unlearnt as easily. A label is proposed when it has at least half of the votes; when none
has, the strongest one, if it has a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 15
_SHARPNESS = 12.0
_LEAST_EXAMPLES = 5
_HALF, _THIRD = 0.5, 1 / 3

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SetPrediction:
    """Proposed labels (indices, in task order) with the mean share of votes that they have; `count`: neighbours that voted for them."""

    labels: tuple[int, ...]
    share: float
    count: int


class SetLearner:
    """Learns which sets of labels vectors have. To be used from one thread."""

    def __init__(self, label_count: int, dim: int) -> None:
        self._label_count: int = label_count
        self._vectors: NDArray[np.float32] = np.zeros((64, dim), np.float32)
        self._sets: NDArray[np.bool_] = np.zeros((64, label_count), np.bool_)
        self._size: int = 0
        self.step: int = 0

    def learn(self, labels: Sequence[int], vector: Vector, sign: int = +1) -> None:
        """One step: learns that `vector` has these labels; `sign=-1` unlearns it (of equal examples the latest)."""
        self.step += 1
        row = np.zeros(self._label_count, np.bool_)
        row[list(labels)] = True
        if sign > 0:
            self._add(vector, row)
        else:
            self._remove(vector, row)

    def predict(self, vector: Vector) -> SetPrediction | None:
        """What the neighbours say; None while there are too few of them or no label has a third of their votes."""
        if self._size < _LEAST_EXAMPLES:
            return None
        cosines = self._vectors[: self._size] @ vector
        near = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
        weights = np.exp(_SHARPNESS * (cosines[near].astype(np.float64) - 1.0))
        shares = weights @ self._sets[near] / weights.sum()
        chosen = np.flatnonzero(shares >= _HALF)
        if not len(chosen):
            best = int(np.argmax(shares))
            chosen = np.array([best] if shares[best] >= _THIRD else [], np.int64)
        if not len(chosen):
            return None
        count = int(self._sets[near][:, chosen].all(axis=1).sum())
        return SetPrediction(tuple(chosen.tolist()), float(shares[chosen].mean()), count)

    def _add(self, vector: Vector, row: NDArray[np.bool_]) -> None:
        if self._size == len(self._vectors):
            self._vectors = np.vstack([self._vectors, np.zeros_like(self._vectors)])
            self._sets = np.vstack([self._sets, np.zeros_like(self._sets)])
        self._vectors[self._size], self._sets[self._size] = vector, row
        self._size += 1

    def _remove(self, vector: Vector, row: NDArray[np.bool_]) -> None:
        same = (self._vectors[: self._size] == vector).all(axis=1) & (self._sets[: self._size] == row).all(axis=1)
        found = np.flatnonzero(same)
        if len(found):
            at = int(found[-1])
            self._vectors[at : self._size - 1] = self._vectors[at + 1 : self._size].copy()
            self._sets[at : self._size - 1] = self._sets[at + 1 : self._size].copy()
            self._size -= 1
