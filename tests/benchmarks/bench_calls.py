"""Calls a second through the whole way of a batch, beside bare LiteLLM in the same run, and how long the main thread stood still.

Run by hand:

    python tests/benchmarks/bench_calls.py [--in-flight 1,8,32] [--seconds 4] [--rounds 3]

The server is in a process of its own and takes 200 ms for each answer. Both sides send the same messages, one after the other in each
round; before that everything is imported and connected. What a batch does more for each call: it composes the prompt from its
template, writes the call before it is sent, reads the reply by the task, settles the call, writes the suggestion. The stall is the
longest that a loop of 5 ms ticks on the main thread was late, with the collector as the app has it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.llm.types import Connection  # noqa: E402
from core.runtime.collector import calm_collector  # noqa: E402
from core.runtime.loop import LoopThread  # noqa: E402
from core.storage.projects import ProjectInfo  # noqa: E402
from core.workspace import Workspace  # noqa: E402
from tests.conftest import fill, rows_of  # noqa: E402
from tests.fake_model.server import FakeModel, FakeProcess  # noqa: E402

LATENCY_S = 0.2
TICK_S = 0.005
Messages = list[dict[str, str]]


@dataclass
class Side:
    """What one side came to in each round."""

    per_second: list[float] = field(default_factory=list[float])
    stall_ms: list[float] = field(default_factory=list[float])

    def note(self, calls: int, seconds: float, stall_s: float) -> None:
        """One round."""
        self.per_second.append(calls / seconds)
        self.stall_ms.append(1000 * stall_s)


class Bench:
    """A workspace, the server, and bare LiteLLM on a loop of its own."""

    def __init__(self, workspace: Workspace, project: ProjectInfo, fake: FakeProcess) -> None:
        self.workspace, self.project, self.fake = workspace, project, fake
        self.loop = LoopThread()
        self._prompts = 0
        self._max_tokens = 100

    def batch(self, in_flight: int, calls: int, side: Side) -> list[Messages]:
        """So many calls as a batch; returns the messages that it sent."""
        models = self.workspace.models
        connection = Connection(
            "fake", "openai/fake", self.fake.url, timeout_s=60.0, in_flight=in_flight, price_in=1.0, price_out=1.0
        )
        models.save_connection(connection)
        self._max_tokens += 1  # another version, whose calls are not in the cache
        content = replace(models.default_content(self.project, connection), max_tokens=self._max_tokens)
        version = models.save_prompt(self.project, content, "fake")
        first = int(rows_of(self.workspace, "SELECT coalesce(max(seq), 0) FROM model_call")[0][0])
        begun = time.perf_counter()
        stall = stall_until(future := models.suggest(self.project, version.number, limit=calls))
        side.note(calls, time.perf_counter() - begun, stall)
        report = future.result()
        assert (report.asked, report.answered) == (calls, calls), report
        return self._sent(first)

    def _sent(self, first: int) -> list[Messages]:
        rows = rows_of(self.workspace, "SELECT request FROM call_body WHERE call_seq > :f", f=first)
        return [json.loads(row[0])["messages"] for row in rows]

    def bare(self, in_flight: int, sent: list[Messages], side: Side) -> None:
        """The same messages through LiteLLM alone."""
        begun = time.perf_counter()
        stall = stall_until(self.loop.spawn(self._all(in_flight, iter(sent))))
        side.note(len(sent), time.perf_counter() - begun, stall)

    async def _all(self, in_flight: int, sent: Iterator[Messages]) -> None:
        await asyncio.gather(*(self._worker(sent) for _ in range(in_flight)))

    async def _worker(self, sent: Iterator[Messages]) -> None:
        for messages in sent:
            await self._call(messages)

    def _call(self, messages: Messages) -> Coroutine[Any, Any, Any]:
        import litellm  # imported and set up by the provider before

        return litellm.acompletion(  # pyright: ignore[reportUnknownMemberType]
            model="openai/fake",
            messages=messages,
            max_tokens=100,
            base_url=self.fake.url,
            api_key="none",
            max_retries=0,
            num_retries=0,
        )


def stall_until(future: Future[Any]) -> float:
    """Ticks on this thread until the future is done; the longest that a tick was late, in seconds."""
    longest, last = 0.0, time.perf_counter()
    while not future.done():
        time.sleep(TICK_S)
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK_S), now
    future.result()
    return longest


def compare(bench: Bench, in_flight: int, seconds: float, rounds: int) -> None:
    """Prints one line: medians of both sides, interleaved."""
    calls = max(8, round(in_flight * seconds / LATENCY_S))
    ours, bare = Side(), Side()
    for _ in range(rounds):
        bench.bare(in_flight, bench.batch(in_flight, calls, ours), bare)
    print(f"{in_flight:4} in flight, {calls} calls: ideal {in_flight / LATENCY_S:.0f}/s, {told(ours, bare)}", flush=True)


def told(ours: Side, bare: Side) -> str:
    """Both sides in words: medians, and the span of the ratios."""
    ratios = [one / other for one, other in zip(ours.per_second, bare.per_second, strict=True)]
    stalls = [f"{max(side.stall_ms):.0f} ms (median {statistics.median(side.stall_ms):.0f})" for side in (ours, bare)]
    return (
        f"litellm {statistics.median(bare.per_second):.1f}/s, batch {statistics.median(ours.per_second):.1f}/s: "
        f"{statistics.median(ratios):.3f} of litellm ({min(ratios):.3f} to {max(ratios):.3f}); "
        f"longest stall of the main thread {stalls[0]}, with litellm alone {stalls[1]}"
    )


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-flight", default="1,8,32")
    parser.add_argument("--seconds", type=float, default=4.0, help="of each side in each round, at the ideal rate")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    sizes = [int(size) for size in given.in_flight.split(",")]
    items = max(64, *(round(size * given.seconds / LATENCY_S) for size in sizes))
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeModel.process(latency=LATENCY_S) as fake,
        Workspace(Path(folder) / "bench.countersign") as workspace,
    ):
        bench = Bench(workspace, fill(workspace, items), fake)
        bench.bare(8, bench.batch(8, 16, Side()), Side())
        calm_collector()
        for in_flight in sizes:
            compare(bench, in_flight, given.seconds, given.rounds)
        bench.loop.close()


if __name__ == "__main__":
    main()
