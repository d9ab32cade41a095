"""The encoder for every language and script: hashed character n-grams, in numpy alone.

Feature hashing with signs: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009 (arXiv 0902.2206).
Scripts written without spaces give single characters, pairs and triples; words of other scripts give the pairs to quadruples
within their bounds, the bounds themselves counting as characters. The hash is CRC-32, the same in every process.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator

import numpy as np

from core.encode.encoder import Vector, readable

NAME = "characters/1"
DIM = 1024

#: Thai, Lao, Tibetan, Myanmar, Khmer; Japanese kana; Han; Hangul (Unicode 16.0 blocks).
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<word>[^\W_{_UNSPACED}]+)|(?P<mark>[^\w\s])")
_LONGEST_WORD = 40


class Characters:
    """The encoder itself; stateless."""

    name: str = NAME
    dim: int = DIM

    def encode(self, text: str) -> Vector:
        """See `Encoder.encode`: signed hashes of n-grams, each weighing `1 + ln(count)`."""
        counts = Counter(_ngrams(unicodedata.normalize("NFKC", readable(text)).casefold()))
        vector = np.zeros(self.dim, np.float64)
        for ngram, count in counts.items():
            digest = zlib.crc32(ngram.encode())
            vector[digest % self.dim] += math.copysign(1.0 + math.log(count), 0.5 - (digest >> 31))
        norm = math.sqrt(float(vector @ vector))
        return (vector / norm if norm else vector).astype(np.float32)


def _ngrams(text: str) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        if run.lastgroup == "unspaced":
            yield from _windows(run.group(), 1, 3)
        elif run.lastgroup == "word":
            yield from _windows(f" {run.group()[:_LONGEST_WORD]} ", 2, 4)
        else:
            yield run.group()


def _windows(run: str, shortest: int, longest: int) -> Iterator[str]:
    """All substrings of `run` of the given lengths."""
    for size in range(shortest, longest + 1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
