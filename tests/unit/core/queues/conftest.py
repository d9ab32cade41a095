"""The same samples on every run: which items are blind hangs on the workspace's key, and some tests need one of each sort."""

from __future__ import annotations

import random

import pytest


@pytest.fixture(autouse=True)
def the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workspaces that a test makes have a key that is always the same."""
    monkeypatch.setattr("secrets.token_bytes", random.Random(13).randbytes)
