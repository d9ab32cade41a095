"""A fake model, and a workspace that is closed before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.workspace import Workspace
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.export.pairs.sessions import DRAFT


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=json.dumps({"answer": DRAFT, "confidence": 0.9}))) as model:
        yield model


@pytest.fixture
def workspace(fake: FakeModel, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "shop.countersign") as opened:
        yield opened
