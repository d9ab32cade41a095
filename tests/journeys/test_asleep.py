"""A laptop that sleeps, wakes and has its clock set: nothing that was decided is lost, and the order of things stays."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.llm.types import Connection
from core.review.cards import Phase
from core.storage.sql import fetch
from core.workspace import Workspace
from tests.fake_model.server import Behaviour, FakeModel
from tests.journeys.conftest import FEW, PROJECT, Person

_DAY_NS, _NIGHT_S = 86_400 * 10**9, 8 * 3600.0
ANSWER = json.dumps({"answer": FEW[0], "confidence": 0.8})


class Clocks:
    """The clocks of the machine, which sleep and people put forward and back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall_ns, self.steady_s = 0, 0.0
        wall, steady = time.time_ns, time.monotonic
        monkeypatch.setattr(time, "time_ns", lambda: wall() + self.wall_ns)
        monkeypatch.setattr(time, "monotonic", lambda: steady() + self.steady_s)

    def sleep_for(self, seconds: float) -> None:
        """The lid is closed and opened again: both clocks have gone on, as those of Windows and macOS do."""
        self.wall_ns += round(seconds * 10**9)
        self.steady_s += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    return Clocks(monkeypatch)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=ANSWER)) as model:
        yield model


@pytest.fixture
def asked(few: Path, fake: FakeModel) -> Path:
    """The workspace, with a prompt on the fake model live."""
    with Workspace(few) as workspace:
        project = workspace.project(PROJECT)
        connection = workspace.models.save_connection(Connection("fake", "openai/fake-1", fake.url, timeout_s=15.0, in_flight=2))
        version = workspace.models.save_prompt(project, workspace.models.default_content(project, connection), "fake")
        workspace.models.activate(project, version.number)
    return few


def standing(path: Path) -> list[str]:
    """The ids of the decided items, in the order of the ledger."""
    with Workspace(path) as workspace, workspace.read.connect() as connection:
        rows = fetch(
            connection,
            """SELECT c.external_id FROM item_state s JOIN item_content c ON c.item_seq = s.item_seq
            WHERE s.status NOT IN ('open', 'skipped') ORDER BY (SELECT max(d.seq) FROM decision d WHERE d.item_seq = s.item_seq)""",
        )
        return [str(row[0]) for row in rows]


def test_a_clock_that_is_set_back_changes_no_order(sit_down: Callable[..., Person], few: Path, clocks: Clocks) -> None:
    person = sit_down(few)
    before = [person.decide("1").item_id for _ in range(3)]
    clocks.wall_ns -= _DAY_NS
    after = [person.decide("1").item_id for _ in range(3)]
    for item in reversed(after[1:]):
        person.until_item()
        person.press("z")
        person.until(lambda item=item: person.card.item_id == item)
    person.window.close()
    clocks.wall_ns = 0
    assert len(standing(few)) == 4
    person = sit_down(few)
    assert person.until_item().item_id == after[1]
    person.press("z")
    person.until(lambda: person.card.item_id == after[0])
    person.press("z")
    person.until(lambda: person.card.item_id == before[-1])
    person.window.close()
    assert len(standing(few)) == 2


def test_a_night_between_two_keys_counts_as_no_work(sit_down: Callable[..., Person], few: Path, clocks: Clocks) -> None:
    person = sit_down(few)
    person.decide("1")
    person.until_item()
    clocks.sleep_for(_NIGHT_S)
    person.decide("1")
    person.decide("1")
    person.window.close()
    with Workspace(few) as workspace, workspace.read.connect() as connection:
        dwells = [int(row[0] or 0) for row in fetch(connection, "SELECT dwell_ms FROM decision ORDER BY seq")]
    assert len(dwells) == 3
    assert max(dwells) <= 60_000, "dwell is capped when nobody touches anything"
    assert len(standing(few)) == 3


def test_a_lid_closed_in_mid_call_loses_nothing(
    sit_down: Callable[..., Person], asked: Path, fake: FakeModel, clocks: Clocks
) -> None:
    fake.default = Behaviour(text=ANSWER, latency=5.0)
    person = sit_down(asked)
    person.until(lambda: fake.in_flight >= 1)
    decided = [person.decide("2").item_id]
    clocks.sleep_for(_NIGHT_S)
    fake.die()
    fake.revive()
    fake.default = Behaviour(text=ANSWER)
    decided += [person.decide("2").item_id for _ in range(5)]
    person.until(lambda: person.card.phase is Phase.BLIND or "fake-1" in (person.card.model or ""))
    person.window.close()
    assert len(standing(asked)) == 6
    assert len(set(decided)) == 6
    with Workspace(asked) as workspace, workspace.read.connect() as connection:
        rows = fetch(
            connection, "SELECT r.outcome FROM model_call c LEFT JOIN call_result r ON r.call_seq = c.seq ORDER BY c.seq"
        )
        outcomes = [row[0] for row in rows]
    assert None not in outcomes, "each call has an end on record"
    assert "answered" in outcomes
