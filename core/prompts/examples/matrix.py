"""The vectors of the pool, side by side, so that one product with a matrix compares them all."""

from __future__ import annotations

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

    def add(self, number: int, vector: Vector) -> None:
        """Add a vector under a number that is new. The first one says how long all are; one of another length is passed over."""
        if not self._rows:
            self._values = np.zeros((len(self._numbers), len(vector)), np.float32)
        if len(vector) != self._values.shape[1]:
            return
        row = len(self._rows)
        if row == len(self._numbers):
            self._numbers = np.append(self._numbers, np.zeros_like(self._numbers))
            self._values = np.vstack([self._values, np.zeros_like(self._values)])
        self._rows[number], self._numbers[row], self._values[row] = row, number, vector

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
