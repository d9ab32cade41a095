"""The stations of a journey, by keys alone."""

from __future__ import annotations

from pathlib import Path

from tests.fake_model.process import FakeProcess
from tests.xvfb.display import until
from tests.xvfb.hand import Hand
from tests.xvfb.ledger import Ledger
from tests.xvfb.program import Program

SAMPLE_PROJECT = "Card questions (sample)"
#: with Down from the first format of a purpose on, in the order of the screen
FORMATS = ("csv", "jsonl", "parquet")


def first_start(program: Program, hand: Hand) -> None:
    """Start for the first time: the sample project is there, with its first item."""
    program.start()
    hand.take_window("Countersign")
    Ledger(program.workspace, SAMPLE_PROJECT).on_screen()
    hand.take_window(SAMPLE_PROJECT)


def new_project(program: Program, hand: Hand, source: Path, name: str) -> Ledger:
    """Make a project from a table whose labels are kept out of sight; who suggests is a prompt that is set up next."""
    hand.go("ctrl+n")
    hand.write(str(source), "Return")
    hand.go("alt+b")
    hand.go("Home")
    hand.go("alt+g")
    hand.go("End")
    hand.display.keep("02-new-project-columns")
    hand.go("alt+n")
    hand.write(name)
    hand.go("alt+u")
    hand.go("End")
    hand.display.keep("03-new-project")
    hand.key("alt+s")
    ledger = Ledger(program.workspace, name)
    until(lambda: ledger.count(_ITEMS, name) == 400, "the items do not come")
    hand.take_window(name)
    hand.display.still()
    hand.display.keep("04-no-model-yet")
    return ledger


def connect_model(program: Program, hand: Hand, fake: FakeProcess) -> None:
    """From the empty screen of prompts: connect the model on loopback, and test it."""
    ledger = Ledger(program.workspace, "")
    hand.go("Return")
    hand.go("Return")
    for text in ("loopback", "openai/fake-1", fake.url):
        hand.write(text, *([] if text == fake.url else ["Tab"]))
    hand.display.keep("05-connection")
    hand.key("Return")
    until(lambda: ledger.count("SELECT count(*) FROM model_connection") == 1, "the connection is not saved")
    hand.display.still()
    before = fake.figures()["requests"]
    hand.key("alt+e")
    until(lambda: fake.figures()["requests"] > before, "the model is not asked")
    until(lambda: fake.figures()["in_flight"] == 0, "the model does not answer")
    hand.display.keep("06-connected")


def write_prompt(hand: Hand, ledger: Ledger, name: str) -> int:
    """Save the default prompt, and let it suggest; back to the review. Returns the last line of the ledger before that."""
    hand.go("ctrl+p")
    hand.go("Return")
    hand.display.keep("07-prompt")
    hand.key("alt+l")
    until(lambda: ledger.count(_LIVE, name) > 0, "the prompt does not become live")
    hand.display.keep("08-live")
    at = ledger.count("SELECT max(seq) FROM event")
    hand.key("ctrl+1")
    return at


def export(hand: Hand, ledger: Ledger, folder: Path, name: str) -> list[Path]:
    """Export for another tool in three formats, each into a file of this name; returns the files."""
    hand.go("ctrl+2")
    hand.go("5")
    made = [folder / f"{name}.{ending}" for ending in FORMATS]
    for at, path in enumerate(made):
        if at:
            hand.go("f")
            hand.go("Down")
        hand.go("n")
        hand.write(str(path))
        hand.key("Return")
        until(lambda: ledger.count("SELECT count(*) FROM dataset") > at and path.exists(), f"{path.name} is not written")  # noqa: B023
        hand.display.keep(f"1{at + 1}-exported-{FORMATS[at]}")
    return made


_ITEMS = "SELECT count(*) FROM item i JOIN project p ON p.seq = i.project_seq WHERE p.name = ?"
_LIVE = "SELECT coalesce(live_prompt_seq, 0) FROM project WHERE name = ?"
