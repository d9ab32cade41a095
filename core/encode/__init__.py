"""Sentence encoders: one text in, one vector out. One file each, found through `ENCODERS`; none is loaded at import."""

from __future__ import annotations

from core.encode.choose import ENCODERS, choose_encoder, load_encoder
from core.encode.encoder import Encoder, Vector, from_bytes, rounded, to_bytes

__all__ = ["ENCODERS", "Encoder", "Vector", "choose_encoder", "from_bytes", "load_encoder", "rounded", "to_bytes"]
