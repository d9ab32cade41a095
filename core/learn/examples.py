"""The decided examples of one project: an ordered log, and the sums over it that prototypes are made of.

Every component of a vector is a float16, so a multiple of 2^-24 no greater than 1. A sum of 20,000 of them needs 39 bits and is
exact in float64: adding and subtracting commute, and a restart gives the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.encode.encoder import Vector

#: No more than this many examples count, the latest; so cost and memory are bounded.
MAX_EXAMPLES = 20_000
#: Examples beyond those are remembered a while, so that an undo brings back what had fallen out.
_SPARE = 2_000
_SLACK = 2_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The training set at one step: the examples that count, oldest first, as float32[n, dim] and int32[n]."""

    vectors: NDArray[np.float32]
    labels: NDArray[np.int32]


class Examples:
    """The log. Rows are kept oldest first; those from `start` on count."""

    def __init__(self, label_count: int, dim: int, *, most: int = MAX_EXAMPLES) -> None:
        self._most: int = most
        self.size: int = 0
        self.vectors: NDArray[np.float32] = np.zeros((64, dim), np.float32)
        self.labels: NDArray[np.int32] = np.zeros(64, np.int32)
        self.steps: NDArray[np.int64] = np.zeros(64, np.int64)
        self.hits: NDArray[np.bool_] = np.zeros(64, np.bool_)
        self.sums: NDArray[np.float64] = np.zeros((label_count, dim), np.float64)
        self.counts: NDArray[np.int64] = np.zeros(label_count, np.int64)

    @property
    def start(self) -> int:
        """The first row that counts."""
        return max(0, self.size - self._most)

    @property
    def count(self) -> int:
        """How many examples count."""
        return self.size - self.start

    def add_label(self) -> None:
        """Makes room for one more label, at the end."""
        self.sums = np.vstack([self.sums, np.zeros((1, self.sums.shape[1]))])
        self.counts = np.append(self.counts, np.int64(0))

    def append(self, label: int, vector: Vector, step: int, *, hit: bool) -> list[int]:
        """Adds an example, learnt at `step`; `hit` tells whether the prototypes had foreseen it. Returns the labels changed."""
        self._make_room()
        row = self.size
        self.vectors[row], self.labels[row], self.steps[row], self.hits[row] = vector, label, step, hit
        self.size += 1
        self._count(row, +1)
        if self.start == 0:
            return [label]
        self._count(self.start - 1, -1)
        return [label, int(self.labels[self.start - 1])]

    def remove(self, label: int, vector: Vector) -> list[int]:
        """Takes out the latest example with this label and vector, wherever it stands. Returns the labels changed, if any."""
        row = self._find(label, vector)
        if row is None:
            return []
        start = self.start
        if row >= start:
            self._count(row, -1)
        changed = [label]
        if row >= start > 0:
            self._count(start - 1, +1)
            changed.append(int(self.labels[start - 1]))
        for column in (self.vectors, self.labels, self.steps, self.hits):
            column[row : self.size - 1] = column[row + 1 : self.size]
        self.size -= 1
        return changed

    def snapshot(self, most: int) -> Snapshot:
        """A copy of the latest `most` examples that count."""
        rows = slice(max(self.start, self.size - most), self.size)
        return Snapshot(self.vectors[rows].copy(), self.labels[rows].copy())

    def _find(self, label: int, vector: Vector) -> int | None:
        for row in np.flatnonzero(self.labels[: self.size] == label)[::-1]:
            if np.array_equal(self.vectors[row], vector):
                return int(row)
        return None

    def _count(self, row: int, sign: int) -> None:
        label = int(self.labels[row])
        self.sums[label] += sign * self.vectors[row].astype(np.float64)
        self.counts[label] += sign

    def _make_room(self) -> None:
        """Grows the columns by doubling; once they are at their greatest, forgets the oldest rows instead."""
        room = len(self.labels)
        if self.size < room:
            return
        greatest = self._most + _SPARE + _SLACK
        if room >= greatest:
            self._forget(self.size - self._most - _SPARE)
            return
        more = min(room, greatest - room)
        self.vectors = np.vstack([self.vectors, np.zeros((more, self.vectors.shape[1]), np.float32)])
        self.labels = np.append(self.labels, np.zeros(more, np.int32))
        self.steps = np.append(self.steps, np.zeros(more, np.int64))
        self.hits = np.append(self.hits, np.zeros(more, np.bool_))

    def _forget(self, rows: int) -> None:
        for column in (self.vectors, self.labels, self.steps, self.hits):
            column[: self.size - rows] = column[rows : self.size].copy()
        self.size -= rows
