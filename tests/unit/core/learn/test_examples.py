"""The log of examples: exact sums, a window of the latest, undo across its edge."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.encode import rounded
from core.learn.examples import Examples

DIM, LABELS = 6, 3
VECTORS = rounded(np.random.default_rng(1).normal(scale=0.4, size=(40, DIM)).astype(np.float32))


def state(examples: Examples) -> list[bytes]:
    rows = slice(examples.start, examples.size)
    parts = (
        examples.sums,
        examples.counts,
        examples.vectors[rows],
        examples.labels[rows],
        examples.steps[rows],
        examples.hits[rows],
    )
    return [part.tobytes() for part in parts]


def filled(rows: list[int], most: int) -> Examples:
    examples = Examples(LABELS, DIM, most=most)
    for step, row in enumerate(rows):
        examples.append(row % LABELS, VECTORS[row], step, hit=row % 2 == 0)
    return examples


def sums_anew(examples: Examples) -> NDArray[np.float64]:
    sums = np.zeros((LABELS, DIM))
    for row in reversed(range(examples.start, examples.size)):
        sums[examples.labels[row]] += examples.vectors[row]
    return sums


@given(st.lists(st.integers(0, 39), max_size=60), st.lists(st.integers(0, 39), max_size=20), st.integers(3, 80))
@settings(max_examples=60)
def test_taking_back_restores_to_the_bit(before: list[int], undone: list[int], most: int) -> None:
    examples = filled(before, most)
    kept = state(examples)
    for row in undone:
        examples.append(row % LABELS, VECTORS[row], 99, hit=True)
    for row in reversed(undone):
        examples.remove(row % LABELS, VECTORS[row])
    assert state(examples) == kept


@given(st.lists(st.integers(0, 39), min_size=1, max_size=80), st.integers(2, 30))
@settings(max_examples=60)
def test_sums_are_exact_whatever_the_order(rows: list[int], most: int) -> None:
    examples = filled(rows, most)
    examples.remove(rows[0] % LABELS, VECTORS[rows[0]])
    assert np.array_equal(examples.sums, sums_anew(examples))
    assert examples.counts.sum() == examples.count


def test_only_the_latest_count() -> None:
    examples = filled(list(range(30)), most=10)
    assert examples.count == 10
    assert np.array_equal(examples.snapshot(100).vectors, VECTORS[20:30])
    assert np.array_equal(examples.snapshot(4).vectors, VECTORS[26:30])


def test_what_was_never_learnt_cannot_be_taken_back() -> None:
    examples = filled([1, 2, 3], most=10)
    kept = state(examples)
    assert examples.remove(0, VECTORS[1]) == []
    assert state(examples) == kept


def test_memory_stays_bounded() -> None:
    examples = Examples(LABELS, DIM, most=100)
    for step in range(12_000):
        examples.append(step % LABELS, VECTORS[step % 40], step, hit=False)
    assert len(examples.labels) <= 4_100
    assert examples.count == 100
    assert np.array_equal(examples.sums, sums_anew(examples))
