"""The two standing samples: fixed by a keyed hash, of the right size, independent of the random order."""

from __future__ import annotations

import math
import os
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.vocabulary import Sample
from core.ids import uuid7_batch
from core.storage.items import Hasher, NewItem
from core.storage.samples import BLIND_SHARE, CONTROL_SHARE, Shares, draw_key, place_many, sample_of
from core.workspace import Workspace
from tests.conftest import add_items, fill, rows_of, texts


def bounds(n: int, share: float) -> tuple[float, float]:
    """Where a binomial count lies but for one time in a million (normal approximation, 4.9 standard deviations)."""
    spread = 4.9 * math.sqrt(n * share * (1 - share))
    return n * share - spread, n * share + spread


@given(st.binary(min_size=16, max_size=16))
def test_many_at_once_are_placed_as_one_by_one(identity: bytes) -> None:
    samples, keys = place_many([identity], Shares())
    assert samples == [sample_of(identity, Shares()).value]
    assert keys == [draw_key(identity)]
    assert 0 <= keys[0] < 1 << 63


def test_the_edges_of_the_shares() -> None:
    def at(place: float) -> Sample:
        return sample_of(bytes(8) + int(place * 2**64).to_bytes(8, "big"), Shares())

    assert at(0.0) is Sample.BLIND
    assert at(0.0499) is Sample.BLIND
    assert at(0.0501) is Sample.CONTROL
    assert at(0.0999) is Sample.CONTROL
    assert at(0.1001) is Sample.NONE
    assert at(0.9999999) is Sample.NONE


@pytest.mark.parametrize("likeness", ["the same text but for a number {}", "{}", "x" * 300 + "{}"])
def test_each_sample_has_its_share_however_alike_the_items_are(likeness: str) -> None:
    n = 40_000
    hasher = Hasher(os.urandom(32))
    identities = [hasher.identity(item, hasher.content(item)) for item in (NewItem(likeness.format(at)) for at in range(n))]
    samples, _ = place_many(identities, Shares())
    for sample, share in ((Sample.BLIND, BLIND_SHARE), (Sample.CONTROL, CONTROL_SHARE)):
        low, high = bounds(n, share)
        assert low < samples.count(sample) < high
    assert (BLIND_SHARE, CONTROL_SHARE) == (0.05, 0.05)


def test_the_order_of_drawing_does_not_depend_on_the_sample() -> None:
    identities = [random.Random(at).randbytes(16) for at in range(40_000)]
    samples, keys = place_many(identities, Shares())
    for sample in Sample:
        own = [key / 2**63 for key, its in zip(keys, samples, strict=True) if its == sample]
        assert abs(np.mean(own) - 0.5) < 4.9 * math.sqrt(1 / 12 / len(own))


def test_the_sample_of_an_item_is_the_same_in_every_import_and_project(workspace: Workspace) -> None:
    first = fill(workspace, 400)
    second = fill(workspace, 0, name="Again")
    add_items(workspace, second, texts(100))
    add_items(workspace, second, texts(400))
    placed = [
        dict(rows_of(workspace, "SELECT identity, sample || draw_key FROM item WHERE project_seq = :p", p=project.seq))
        for project in (first, second)
    ]
    assert placed[0] == placed[1]
    assert len(placed[0]) == 400


def test_another_workspace_draws_another_sample() -> None:
    items = [NewItem(f"line {at}") for at in range(2_000)]
    found: list[list[str]] = []
    for key in (bytes(32), bytes(31) + b"\1"):
        hasher = Hasher(key)
        found.append(place_many([hasher.identity(item, hasher.content(item)) for item in items], Shares())[0])
    both = sum(one == other == Sample.BLIND for one, other in zip(*found, strict=True))
    assert both < 20
    assert len(uuid7_batch(3)) == 3


def test_an_import_puts_a_twentieth_into_each_sample(workspace: Workspace) -> None:
    fill(workspace, 4_000)
    counted = dict(rows_of(workspace, "SELECT sample, count(*) FROM item GROUP BY 1"))
    low, high = bounds(4_000, 0.05)
    assert low < counted["blind"] < high
    assert low < counted["control"] < high
    assert sum(counted.values()) == 4_000
    assert rows_of(workspace, "SELECT sample, count(*) FROM queue GROUP BY 1 ORDER BY 1") == sorted(counted.items())
