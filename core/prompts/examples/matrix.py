"""The vectors of the pool, side by side, so that one product with a matrix compares them all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.encode import Vector

_FIRST_ROWS = 64


class Matrix:
    """Vectors of one length by number: float32[n, dim]. A removed row is filled with the last one."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._numbers: NDArray[np.int64] = np.zeros(_FIRST_ROWS, np.int64)
        self._values: NDArray[np.float32] = np.zeros((_FIRST_ROWS, 0), np.float32)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def get(self, number: int) -> Vector | None:
        """The vector of this number, or None."""
        row = self._rows.get(number)
        return None if row is None else self._values[row]

    def add(self, vectors: Sequence[tuple[int, Vector]]) -> None:
        """Add vectors under numbers that are new. The first one ever says how long all are; those of another length are passed over."""
        if vectors and not self._rows:
            self._values = np.zeros((len(self._numbers), len(vectors[0][1])), np.float32)
        fitting = [(number, vector) for number, vector in vectors if len(vector) == self._values.shape[1]]
        self._make_room(len(self._rows) + len(fitting))
        for number, vector in fitting:
            row = len(self._rows)
            self._rows[number], self._numbers[row], self._values[row] = row, number, vector

    def _make_room(self, rows: int) -> None:
        more = max(rows, 2 * len(self._numbers)) - len(self._numbers) if rows > len(self._numbers) else 0
        if more:
            self._numbers = np.append(self._numbers, np.zeros(more, np.int64))
            self._values = np.vstack([self._values, np.zeros((more, self._values.shape[1]), np.float32)])

    def remove(self, number: int) -> None:
        """Remove a vector; one that is not there does no harm."""
        row = self._rows.pop(number, None)
        last = len(self._rows)
        if row is not None and row != last:
            self._numbers[row], self._values[row] = self._numbers[last], self._values[last]
            self._rows[int(self._numbers[row])] = row

    def nearest(self, vector: Vector, most: int) -> list[int]:
        """The numbers of the `most` vectors with the greatest cosine to `vector` (of length one), best first; ties by number."""
        size = len(self._rows)
        if not size or len(vector) != self._values.shape[1] or not vector.any():
            return []
        cosines = self._values[:size] @ vector
        best = np.argpartition(-cosines, min(most, size) - 1)[:most]
        order = np.lexsort((self._numbers[best], -cosines[best]))
        return [int(number) for number in self._numbers[best][order]]
