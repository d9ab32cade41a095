"""The linear model: multinomial logistic regression over sentence vectors, fitted on a snapshot of the training set.

scikit-learn is imported when the first fit is made, never at import.
"""

from __future__ import annotations

import struct
import threading
import warnings
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from core.encode.encoder import Vector
from core.learn.examples import Snapshot

#: The limit on threads holds for the whole process: of two fits at once, the first to end would lift it for the other.
_ONE_AT_A_TIME = threading.Lock()
#: Inverse strength of the L2 penalty; on banking77 30 beats 10 up to 500 examples and equals it at 2,000.
_C = 30.0
_MAX_ITERATIONS = 100
_TOLERANCE = 5e-4  # on banking77 as good as any finer one, in half the time; a coarser one stops too early
_MAGIC = b"CSL1"
_HEADER = struct.Struct("<4sII")
#: Rows x components x labels of one fit: bounds a fit with 1,000 labels to about what one with 200 costs.
_MOST_WORK = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model: `labels` int32[n] are those it knows, `weights` float32[n, dim], `bias` float32[n]."""

    labels: NDArray[np.int32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def log_chances(self, vector: Vector) -> NDArray[np.float64]:
        """The natural logarithm of the probability of each label that the model knows: float64[n]."""
        # einsum, not BLAS: its bits depend neither on the number of threads nor on how many rows there are.
        logits = np.einsum("ij,j->i", self.weights, vector).astype(np.float64) + self.bias
        logits -= logits.max()
        return logits - np.log(np.exp(logits).sum())

    def best(self, vector: Vector) -> int:
        """The label that the model alone would propose."""
        return int(self.labels[int(np.argmax(self.log_chances(vector)))])

    def to_bytes(self) -> bytes:
        """The fit as stored: a header (magic, n, dim as uint32), then labels, weights, bias, all little-endian."""
        count, dim = self.weights.shape
        parts = (self.labels.astype("<i4"), self.weights.astype("<f4"), self.bias.astype("<f4"))
        return _HEADER.pack(_MAGIC, count, dim) + b"".join(part.tobytes() for part in parts)

    @staticmethod
    def from_bytes(blob: bytes, dim: int) -> Fit | None:
        """The fit that `to_bytes` wrote; None when it is not one for vectors of length `dim`."""
        if len(blob) < _HEADER.size:
            return None
        magic, count, width = cast("tuple[bytes, int, int]", _HEADER.unpack_from(blob))
        if magic != _MAGIC or width != dim or count < 2 or len(blob) != _HEADER.size + 4 * count * (dim + 2):
            return None
        values = np.frombuffer(blob, "<f4", offset=_HEADER.size + 4 * count).astype(np.float32)
        labels = np.frombuffer(blob, "<i4", count, _HEADER.size).astype(np.int32)
        return Fit(labels, values[: count * dim].reshape(count, dim), values[count * dim :])


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What one fit is made of: the decided examples, and the texts of the labels as weighted examples."""

    examples: Snapshot
    names: Snapshot
    name_weight: float

    def label_count(self) -> int:
        """How many labels occur."""
        return len(np.union1d(self.examples.labels, self.names.labels))


def most_rows(label_count: int, dim: int) -> int:
    """How many examples a fit may use, so that its time stays bounded whatever the number of labels."""
    return max(1_000, _MOST_WORK // (label_count * dim))


def fit(training: TrainingSet) -> Fit:
    """Fits the model on one thread. The same training set gives the same bits on one machine."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 (only when fitted)

    vectors = np.vstack([training.names.vectors, training.examples.vectors])
    labels = np.concatenate([training.names.labels, training.examples.labels])
    weights = np.ones(len(labels))
    weights[: len(training.names.labels)] = training.name_weight
    with _ONE_AT_A_TIME, threadpool_limits(1), warnings.catch_warnings():
        # Stopped at the bound, the model is a little less sharp and as useful; there is nobody to tell.
        warnings.simplefilter("ignore")
        return _as_fit(_regression().fit(vectors, labels, sample_weight=weights))


def warm_up() -> None:
    """Import what a fit needs, so that the first one does not take a second longer; for a quiet moment on another thread."""
    _regression()


class _Regression(Protocol):
    """What is used of `sklearn.linear_model.LogisticRegression`, which has no types."""

    @property
    def classes_(self) -> NDArray[np.int32]: ...
    @property
    def coef_(self) -> NDArray[np.float32]: ...
    @property
    def intercept_(self) -> NDArray[np.float32]: ...

    def fit(
        self,
        X: NDArray[np.float32],  # noqa: N803 (theirs)
        y: NDArray[np.int32],
        *,
        sample_weight: NDArray[np.float64],
    ) -> _Regression: ...


def _regression() -> _Regression:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (only when fitted)

    return cast(_Regression, LogisticRegression(C=_C, max_iter=_MAX_ITERATIONS, tol=_TOLERANCE))


def _as_fit(model: _Regression) -> Fit:
    weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    if len(weights) == 1:  # two labels: one row, the log-odds of the second
        weights, bias = np.vstack([np.zeros_like(weights), weights]), np.concatenate([np.zeros_like(bias), bias])
    # In the order in which a stored fit comes back: the order of summing is part of the bits.
    return Fit(model.classes_.astype(np.int32), np.ascontiguousarray(weights), bias)
