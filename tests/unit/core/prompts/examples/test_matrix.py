"""Vectors side by side: the nearest are found whatever came and went."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.encode import Vector
from core.prompts.examples.matrix import Matrix


def unit(angle: float) -> Vector:
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def test_the_nearest_come_first_and_ties_by_number() -> None:
    matrix = Matrix()
    matrix.add([(5, unit(0.5)), (3, unit(0.1)), (9, unit(0.1)), (4, unit(2.0))])
    assert matrix.nearest(unit(0.0), 3) == [3, 9, 5]
    assert matrix.nearest(unit(0.0), 99) == [3, 9, 5, 4]


def test_nothing_is_near_to_nothing() -> None:
    matrix = Matrix()
    assert matrix.nearest(unit(0.0), 3) == []
    matrix.add([])
    matrix.add([(1, unit(0.0)), (2, np.ones(3, np.float32))])
    assert matrix.nearest(np.zeros(2, np.float32), 3) == []
    assert matrix.nearest(np.ones(3, np.float32), 3) == []
    assert matrix.get(2) is None
    assert 2 not in matrix


@given(st.lists(st.integers(0, 300), max_size=400))
def test_what_is_added_and_removed_in_any_order_is_there_or_not(moves: list[int]) -> None:
    """A number that is there is removed, one that is not is added."""
    matrix, there = Matrix(), dict[int, Vector]()
    for number in moves:
        if there.pop(number, None) is None:
            there[number] = unit(number / 100)
            matrix.add([(number, there[number])])
        else:
            matrix.remove(number)
    assert set(matrix.nearest(unit(0.0), 1_000)) == set(there)
    assert all(np.array_equal(found, vector) for number, vector in there.items() if (found := matrix.get(number)) is not None)
    assert all(number in matrix for number in there)


def test_it_grows_with_what_is_added() -> None:
    matrix = Matrix()
    matrix.add([(number, unit(number / 1_000)) for number in range(1_000)])
    matrix.add([(number, unit(number / 1_000)) for number in range(1_000, 1_500)])
    matrix.remove(0)
    assert matrix.nearest(unit(0.0), 2) == [1, 2]
    assert matrix.nearest(unit(1.499), 1) == [1_499]
