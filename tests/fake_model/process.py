"""The fake model in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class FakeProcess:
    """Where it listens: the base URL, and its process id."""

    url: str
    pid: int

    def figures(self) -> dict[str, int]:
        """`requests`, `in_flight` and `most_in_flight` so far."""
        with urlopen(self.url.removesuffix("/v1") + "/fake/figures", timeout=10) as answer:
            return json.load(answer)

    def set_mood(self, name: str) -> None:
        """What it does from now on: a name of `MOODS`. Raises `urllib.error.HTTPError` for another."""
        with urlopen(Request(self.url.removesuffix("/v1") + f"/fake/mood/{name}", method="POST"), timeout=10) as answer:
            answer.read()


@contextmanager
def running(*, latency: float = 0.0, mood: str | None = None, answers: Path | None = None) -> Generator[FakeProcess]:
    """Start `python -m tests.fake_model` on a free port and end it with the block.

    It also ends when this process does, however that happens: its standard input is then closed.
    """
    command = [sys.executable, "-m", "tests.fake_model", "--port", "0", "--latency", str(latency), "--leash"]
    command += ["--mood", mood] if mood else []
    command += ["--answers", str(answers)] if answers else []
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        try:
            url = child.stdout.readline().strip()
            if not url:
                raise RuntimeError(f"the fake model did not start (status {child.wait()})")
            yield FakeProcess(url, child.pid)
        finally:
            child.terminate()
