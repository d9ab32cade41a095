"""How many items come on screen without a ready suggestion, with a decision each second, at 0.3 s and at 2 s a call.

python tests/benchmarks/bench_ready.py [DECISIONS]     (60 decisions a run: two minutes and a half)
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import wait
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.llm.types import Connection  # noqa: E402  (the root must be on the path first)
from core.review.cards import Phase  # noqa: E402
from core.review.session import ReviewSession  # noqa: E402
from core.workspace import Workspace  # noqa: E402
from tests.conftest import fill  # noqa: E402
from tests.fake_model.server import FakeModel  # noqa: E402

PACE_S = 1.0


def main() -> None:
    """Print one line for each latency."""
    decisions = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for latency in (0.3, 2.0):
        with FakeModel.process(latency=latency) as fake, tempfile.TemporaryDirectory() as folder:
            late, first = _review(fake.url, Path(folder), decisions)
        print(
            f"{latency} s a call: {late} of {decisions - 1} items without a ready suggestion after the first, which took {first:.1f} s"
        )


def _review(url: str, folder: Path, decisions: int) -> tuple[int, float]:
    """(items that came without a suggestion after the first, seconds until the first had one)."""
    with Workspace(folder / "ready.countersign") as workspace:
        project = fill(workspace, 4 * decisions, order="uncertain")
        connection = workspace.models.save_connection(Connection("fake", "openai/fake-1", url))
        content = workspace.models.default_content(project, connection)
        workspace.models.activate(project, workspace.models.save_prompt(project, content, "fake").number)
        started = time.perf_counter()
        session = workspace.session(project, "bench")
        late, first = 0, 0.0
        for number in range(decisions):
            _come(session)
            late += number > 0 and session.on is not None and session.on.given.late is not None
            if number == 0:
                _arrive(session)
                first = time.perf_counter() - started
            _decide(session)
        session.close()
        return late, first


def _come(session: ReviewSession) -> None:
    """Wait until an item is on screen, though not until its suggestion is there."""
    while session.on is None and session.waiting is not None:
        wait([session.waiting])
        session.resume()
    session.painted()


def _arrive(session: ReviewSession) -> None:
    while session.waiting is not None:
        wait([session.waiting])
        session.resume()
    session.painted()


def _decide(session: ReviewSession) -> None:
    """A second passes, then the item is answered, and a second opinion is passed over."""
    until = time.perf_counter() + PACE_S
    while (left := until - time.perf_counter()) > 0:
        wait([session.waiting], timeout=left) if session.waiting is not None else time.sleep(left)
        session.resume()
        session.painted()
    session.choose("red").finish()
    if session.screen().card.phase is Phase.SECOND_OPINION:
        session.keep_mine().finish()


if __name__ == "__main__":
    main()
