"""What every sentence encoder offers, and the one form in which vectors are stored."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

#: An encoder reads no more of a text than this many characters, so that a text of a megabyte costs what a page does.
MAX_CHARACTERS = 4_000


class Encoder(Protocol):
    """Turns one text into one vector. Equal texts give equal vectors, in every process."""

    @property
    def name(self) -> str:
        """The stable name that the database keeps beside each vector; it changes when the vectors do."""
        ...

    @property
    def dim(self) -> int:
        """The length of every vector."""
        ...

    def encode(self, text: str) -> Vector:
        """The vector of `text`: float32[dim], L2-normalised; all zeros for a text that holds nothing to read.

        One text at a time: a dynamically quantised network scales its activations by all that is in a batch, so that the
        vector of a text in a batch would depend on its neighbours.
        """
        ...


def readable(text: str) -> str:
    """The part of `text` that encoders read: its first `MAX_CHARACTERS`, stripped, lone surrogates replaced."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8").strip()


def to_bytes(vector: Vector) -> bytes:
    """`vector` as stored: little-endian float16, two bytes a component."""
    return vector.astype("<f2").tobytes()


def from_bytes(blob: bytes) -> Vector:
    """The vector that `to_bytes` stored, as float32."""
    return np.frombuffer(blob, "<f2").astype(np.float32)


def rounded(vector: Vector) -> Vector:
    """`vector` as it would come back from the database, so that a stored and a fresh vector are the same."""
    return vector.astype(np.float16).astype(np.float32)
