"""Workspaces of these tests have one key, so that the same items are blind in every run."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True, scope="module")
def same_samples() -> Iterator[None]:
    """Instead of a random key for the hashes that draw the samples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.workspace.secrets", SimpleNamespace(token_bytes=_same_key))
        yield


def _same_key(length: int) -> bytes:
    return bytes(range(length))
