"""`python -m tests.fake_model`: the fake model in the foreground, until Ctrl-C. The first line it prints is its base URL."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from tests.fake_model.behaviour import Behaviour
from tests.fake_model.moods import MOODS, mood
from tests.fake_model.recorded import ANSWERS, recorded
from tests.fake_model.server import FakeModel


def arguments() -> argparse.ArgumentParser:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fake_model", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before the first byte of each answer")
    parser.add_argument("--mood", choices=sorted(MOODS), default="ok", help="how it behaves")
    parser.add_argument(
        "--answers", type=Path, nargs="?", const=ANSWERS, help="CSV with the columns text and one per model; alone: the test data"
    )
    parser.add_argument("--tls", action="store_true", help="https with a certificate that nobody trusts")
    parser.add_argument("--leash", action="store_true", help="end when the standard input ends")
    return parser


def main() -> None:
    """Serve until interrupted."""
    given = arguments().parse_args()
    base = Behaviour(latency=given.latency)
    if given.answers is not None:
        base = replace(base, text=recorded(given.answers))
    try:
        _serve(FakeModel(host=given.host, port=given.port, default=base, tls=given.tls, keep=False), base, given)
    except OSError as error:
        sys.exit(f"Nobody can listen at {given.host}:{given.port} ({error.strerror}); choose another --port.")


def _serve(model: FakeModel, base: Behaviour, given: argparse.Namespace) -> None:
    with model as fake:
        fake.default = mood(given.mood, base)
        sys.stdout.write(f"{fake.url}\n\nConnect with:\n  countersign model add fake --model openai/fake --base-url {fake.url}\n")
        sys.stdout.write(
            f"Change its mood:\n  curl -X POST {fake.url.removesuffix('/v1')}/fake/mood/NAME\nNAME: {' '.join(MOODS)}\n"
        )
        sys.stdout.flush()
        _wait(leash=given.leash)


def _wait(*, leash: bool) -> None:
    """Until Ctrl-C, a request to end, or with `leash` the end of the standard input."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: done.set())
    if leash:
        threading.Thread(target=_until_the_end_of_input, args=(done,), daemon=True).start()
    done.wait()


def _until_the_end_of_input(done: threading.Event) -> None:
    sys.stdin.read()
    done.set()


if __name__ == "__main__":
    main()
