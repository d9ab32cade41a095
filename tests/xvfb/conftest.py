"""The real app on a screen of its own, with a model on loopback: nothing is mocked, and nothing of the account is used."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fake_model.process import FakeProcess, running
from tests.xvfb.display import Display, missing, started
from tests.xvfb.hand import Hand
from tests.xvfb.program import ROOT, Program

SAMPLE = ROOT / "tests" / "data" / "banking77_sample.csv"
#: the folder for pictures of the stations; without it only the last picture is kept, in the test's own folder
SHOTS = "COUNTERSIGN_SHOTS"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here wants an X server and xdotool, which only Linux has by our set-up."""
    here = Path(__file__).parent
    lacking = ["Linux"] if sys.platform != "linux" else missing()
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.xvfb)
            if lacking:
                item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(lacking)}"))


@pytest.fixture
def display(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Display]:
    """A screen of the test's own."""
    name = request.node.name.removeprefix("test_").translate(str.maketrans("[", "-", "]"))
    shots = os.environ.get(SHOTS)
    with started(Path(shots) / name if shots else None, tmp_path) as screen:
        yield screen


@pytest.fixture
def hand(display: Display) -> Hand:
    """The keyboard of that screen."""
    return Hand(display)


@pytest.fixture
def make_program(display: Display, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Makes the app with a home of its own. What is on the screen at the end is kept, then whatever still runs is ended."""
    made: list[Program] = []

    def make(language: str = "en") -> Program:
        made.append(Program(tmp_path / "home", display, language))
        return made[-1]

    yield make
    display.keep_last()
    for program in made:
        program.end()
    assert [line for program in made for line in program.troubles()] == []


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeProcess]:
    """A model on loopback that knows the right label of every item of the sample."""
    answers = tmp_path / "answers.csv"
    with SAMPLE.open(encoding="utf-8", newline="") as file, answers.open("w", encoding="utf-8", newline="") as made:
        rows = [(row["id"], row["text"], row["label"], row["label"]) for row in csv.DictReader(file)]
        csv.writer(made).writerows([("id", "text", "gold", "fake-1"), *rows])
    with running(answers=answers) as model:
        yield model
