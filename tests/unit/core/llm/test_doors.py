"""Every provider that stands in the table takes our client: its calls pass our transport, once, and open no other socket."""

from __future__ import annotations

import pytest

from core.llm.doors import DOORS
from tests.fake_model.server import FakeModel
from tests.unit.core.llm.conftest import Asker
from tests.unit.core.llm.test_network import recorded

pytestmark = pytest.mark.filterwarnings("ignore:.*ReadOnly:UserWarning")  # LiteLLM's own module for `ollama`


@pytest.mark.parametrize("provider", DOORS)
def test_a_call_passes_our_transport_and_nothing_else_leaves(fake: FakeModel, ask: Asker, provider: str) -> None:
    with recorded() as events:
        ask(f"{provider}/some-model")
    assert {where for _, where in events} == {f"('127.0.0.1', {fake.port})"}
    (seen,) = fake.seen
    assert seen.headers["user-agent"] == "Countersign"  # only our transport says so
    assert not [name for name in seen.headers if name.startswith("x-stainless")]
