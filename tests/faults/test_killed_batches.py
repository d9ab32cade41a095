"""A batch that is killed twice with -9 and run to its end: nothing that has an answer is asked again, and the bill is right.

Run as a script it is the batch that gets killed: `test_killed_batches.py WORKSPACE`. The server is in the test's own process. With
COUNTERSIGN_KILLS over 100 (`make faults`) it is the long form: 10,000 items, 32 in flight.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from core.domain.calls import FailureKind
from core.storage.engine import Role, raw_connection
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, checked, rows_of
from tests.fake_model.labels import first_answer, texts_of
from tests.fake_model.payload import count
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import NANO_IN, NANO_OUT, Lab, records, spent, text_now

ROOT = Path(__file__).parents[2]
LONG = int(os.environ.get("COUNTERSIGN_KILLS", "50")) > 100
ITEMS, IN_FLIGHT, LATENCY_S = (10_000, 32, 0.02) if LONG else (200, 16, 0.05)
#: killed when so many requests have come in, over all goes
KILLED_AT = (ITEMS * 3 // 10, ITEMS * 7 // 10)

pytestmark = [pytest.mark.faults, pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")]


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(latency=LATENCY_S)) as server:
        yield server


def start(path: Path) -> subprocess.Popen[str]:
    """The batch, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen((sys.executable, __file__, str(path)), stdout=subprocess.PIPE, text=True, env=environment)


def kill_at(path: Path, fake: FakeModel, requests: int) -> None:
    """Start it and kill it once so many requests have come in."""
    child = start(path)
    with child:
        fake.wait_for(requests, timeout=600.0)
        child.kill()
    fake.wait_for_idle()


def stored(path: Path) -> tuple[set[str], int]:
    """As the kill left it: the texts that have an answer on record, and how many calls are without an end."""
    answered = """SELECT c.text FROM model_call m JOIN call_result r ON r.call_seq = m.seq AND r.outcome = 'answered'
    JOIN item_content c ON c.item_seq = m.item_seq"""
    unsettled = "SELECT count(*) FROM model_call m LEFT JOIN call_result r ON r.call_seq = m.seq WHERE r.seq IS NULL"
    with closing(raw_connection(path, Role.READ)) as connection:
        return {str(row[0]) for row in connection.execute(answered)}, int(connection.execute(unsettled).fetchone()[0])


def by_the_server(fake: FakeModel) -> dict[str, int]:
    """What a call about each text costs by the server's own count, in billionths of a dollar."""
    said = {text_now(seen): seen.body for seen in fake.seen}
    return {text: count(texts_of(body)) * NANO_IN + count([first_answer(body)]) * NANO_OUT for text, body in said.items()}


def test_a_batch_that_is_killed_twice_asks_nothing_again_and_its_bill_is_right(
    make_workspace: Maker, fake: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = make_workspace()
    lab = Lab(workspace, fake, ITEMS, in_flight=IN_FLIGHT)
    lab.prompt()
    workspace.close()
    begun, at_kills, in_flight = time.monotonic(), list[tuple[set[str], Counter[str]]](), list[int]()
    for requests in KILLED_AT:
        kill_at(workspace.path, fake, requests)
        answered, unsettled = stored(workspace.path)
        at_kills.append((answered, Counter(map(text_now, fake.seen))))
        in_flight.append(unsettled)
        assert 0 < unsettled <= IN_FLIGHT
        assert len(answered) >= requests - sum(in_flight) - IN_FLIGHT
    with start(workspace.path) as last:
        assert last.stdout is not None
        report = json.loads(last.stdout.read())
    seconds = time.monotonic() - begun
    assert (last.returncode, report["failed"], report["stopped"]) == (0, {}, "")
    asked = Counter(map(text_now, fake.seen))
    for answered, before in at_kills:
        assert {text for text in answered if asked[text] != before[text]} == set(), "asked again although it was answered"
    opened = make_workspace()
    interrupted = check_record(opened, lab.project, fake, in_flight)
    answers = [len(answered) for answered, _ in at_kills]
    told = f"{ITEMS} items, {IN_FLIGHT} in flight, killed with {answers} answers on record and {in_flight} calls without an end"
    with capsys.disabled():
        sys.stdout.write(f"\n{told}: {fake.requests} requests, {interrupted} interrupted, {seconds:.0f} s\n")


def check_record(workspace: Workspace, project: ProjectInfo, fake: FakeModel, in_flight: list[int]) -> int:
    """Every item, every call and every billionth of a dollar; returns how many calls were interrupted."""
    made = records(workspace)
    outcomes = Counter(one.outcome for one in made)
    assert set(outcomes) == {"answered", str(FailureKind.INTERRUPTED)}
    interrupted = [one for one in made if one.outcome == FailureKind.INTERRUPTED]
    assert len(interrupted) == sum(in_flight)
    assert all(one.cost == one.reserved > 0 for one in interrupted)
    asked = [one for one in made if one.outcome == "answered" and not one.cache_hit]
    assert Counter(one.item_seq for one in asked) == Counter(range(1, ITEMS + 1))
    suggested = rows_of(workspace, "SELECT item_seq, count(*) FROM suggestion WHERE answer IS NOT NULL GROUP BY item_seq")
    assert suggested == [(item_seq, 1) for item_seq in range(1, ITEMS + 1)]
    requests = Counter(map(text_now, fake.seen))
    texts = dict(rows_of(workspace, "SELECT item_seq, text FROM item_content"))
    repeated = Counter(texts[one.item_seq] for one in interrupted)
    assert all(1 <= requests[text] <= 1 + repeated[text] for text in texts.values()), "asked more often than it was interrupted"
    prices = by_the_server(fake)
    assert [one.cost for one in asked] == [prices[texts[one.item_seq]] for one in asked]
    bill = sum(prices.values()) + sum(one.reserved for one in interrupted)
    assert sum(one.cost for one in made) == bill
    assert spent(workspace, project) == (len(asked) + len(interrupted), bill, 0)
    assert rows_of(workspace, "SELECT count(*) FROM call_run WHERE ended_us IS NULL") == [(0,)]
    assert checked(workspace).clean
    return len(interrupted)


def batch(path: Path) -> dict[str, Any]:
    """What the script does."""
    with Workspace(path) as workspace:
        (project,) = workspace.projects()
        return asdict(workspace.models.suggest(project, 1).result())


if __name__ == "__main__":
    sys.stdout.write(json.dumps(batch(Path(sys.argv[1]))))
