"""MinHash signatures over shingles of characters, banded for locality-sensitive hashing.

Broder, On the resemblance and containment of documents, 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3rd edition,
sections 3.2 to 3.4. 128 hash functions in 16 bands of 8 rows: two texts with a Jaccard similarity s share a band with the probability
1 - (1 - s^8)^16, which is .95 at s = .8 and .06 at s = .5; what shares a band is then compared on its shingles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.storage.memory import normalised
from core.storage.segment import share_of_runs

if TYPE_CHECKING:
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Bands = npt.NDArray[np.uint32]

HASHES, BANDS = 128, 16
ROWS = HASHES // BANDS
#: characters in a shingle, and in one of Chinese, Japanese or Korean
LATIN, HAN = 5, 3
#: no more of a text is looked at
MAX_READ = 20_000

_DICE = np.random.default_rng(19970611)
_ONES = _DICE.integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
_ADDS = _DICE.integers(0, 2**63, HASHES, dtype=np.uint64)
_ROW_ONES = _DICE.integers(1, 2**63, ROWS, dtype=np.uint64) | np.uint64(1)
_BASE = 1_000_003


def plain(text: str) -> str:
    """A text as it is compared: without differences of case, width, space and punctuation."""
    return normalised(text[:MAX_READ])


def shingles(text: str) -> Hashes:
    """The distinct shingles of a plain text, as sorted hashes."""
    hashes, _ = _hashed([text], _length(text))
    return np.unique(hashes)


def jaccard(one: Hashes, other: Hashes) -> float:
    """How much of the shingles of two texts is in both, 0 to 1 (Leskovec, section 3.1.1)."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / max(len(one) + len(other) - both, 1)


def bands(texts: Sequence[str]) -> Bands:
    """The band hashes of plain texts: one row of 16 a text."""
    found = np.empty((len(texts), BANDS), dtype=np.uint32)
    for length in (LATIN, HAN):
        places = [place for place, text in enumerate(texts) if _length(text) == length]
        if places:
            found[places] = _banded(_signatures([texts[place] for place in places], length))
    return found


def _length(text: str) -> int:
    return HAN if share_of_runs(text) > 0.3 else LATIN


def _signatures(texts: Sequence[str], length: int) -> npt.NDArray[np.uint32]:
    """The least value of each hash function (multiply and shift; Dietzfelbinger and others, 1997) over the shingles of each text."""
    hashes, starts = _hashed(texts, length)
    found = np.empty((HASHES, len(texts)), dtype=np.uint32)
    for place in range(HASHES):
        values = (hashes * _ONES[place] + _ADDS[place]) >> np.uint64(32)
        found[place] = np.minimum.reduceat(values.astype(np.uint32), starts)
    return found.T


def _banded(signatures: npt.NDArray[np.uint32]) -> Bands:
    rows = signatures.reshape(len(signatures), BANDS, ROWS).astype(np.uint64)
    return (_mixed((rows * _ROW_ONES).sum(axis=2, dtype=np.uint64)) >> np.uint64(32)).astype(np.uint32)


def _hashed(texts: Sequence[str], length: int) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """The hashes of all shingles of all texts, one after the other, and where each text's begin; a short text is filled up."""
    filled = [text.ljust(length) for text in texts]
    codes = np.frombuffer("".join(filled).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    sizes = np.array([len(text) for text in filled], dtype=np.int64)
    rolled = np.zeros(len(codes) - length + 1, dtype=np.uint64)
    for place in range(length):
        rolled = rolled * np.uint64(_BASE) + codes[place : len(codes) - length + 1 + place]
    counts = sizes - length + 1
    ends = np.cumsum(sizes)
    within = np.ones(len(codes), dtype=bool)
    for place in range(1, length):
        within[ends - place] = False
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return _mixed(rolled[within[: len(rolled)]]), starts


def _mixed(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014, figure 16): every bit of the result hangs on every bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
