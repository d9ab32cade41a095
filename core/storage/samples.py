"""The two standing samples and the random order, all from the keyed hash that is an item's identity.

An item's identity is 16 bytes of BLAKE2b under the workspace's key: uniform bits that nobody can choose. The first eight bytes
place it in the random order; the last eight say whether it is in the blind sample (the lowest 5 %), in the control sample (the
next 5 %) or in neither. The two halves are independent, so the hash order within a sample is a fair random order of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.vocabulary import Sample

BLIND_SHARE = 0.05
CONTROL_SHARE = 0.05
_WORD = 1 << 64


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of the samples; the hashes are keyed already."""

    blind: float = BLIND_SHARE
    control: float = CONTROL_SHARE


def sample_of(identity: bytes, shares: Shares) -> Sample:
    """The sample that an item with this identity (16 bytes) belongs to, for good."""
    place = int.from_bytes(identity[8:], "big") / _WORD
    if place < shares.blind:
        return Sample.BLIND
    return Sample.CONTROL if place < shares.blind + shares.control else Sample.NONE


def draw_key(identity: bytes) -> int:
    """An item's place in the random order: 63 uniform bits."""
    return int.from_bytes(identity[:8], "big") >> 1


def place_many(identities: Sequence[bytes], shares: Shares) -> tuple[list[str], list[int]]:
    """`sample_of` and `draw_key` of many identities at once."""
    words = np.frombuffer(b"".join(identities), dtype=">u8").reshape(-1, 2)
    places = words[:, 1] / float(_WORD)
    in_blind, in_either = places < shares.blind, places < shares.blind + shares.control
    samples = np.where(in_blind, Sample.BLIND.value, np.where(in_either, Sample.CONTROL.value, Sample.NONE.value))
    return samples.tolist(), (words[:, 0] >> np.uint64(1)).tolist()


def hash_order(identities: Sequence[bytes]) -> list[int]:
    """The places of `identities` (16 bytes each) in sorted order.

    By numpy, which lets other threads run meanwhile: Python's own sort of a block of an import would hold up a key press.
    """
    words = np.frombuffer(b"".join(identities), dtype=">u8").reshape(-1, 2)
    order: list[int] = np.lexsort((words[:, 1], words[:, 0])).tolist()
    return order
