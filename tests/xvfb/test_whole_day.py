"""A day with Countersign, by keys alone: a project from a table, a model, fifty decisions, three exports, and the next morning."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.fake_model.process import FakeProcess
from tests.xvfb import journey
from tests.xvfb.conftest import SAMPLE
from tests.xvfb.display import PATIENCE_S
from tests.xvfb.hand import Hand
from tests.xvfb.ledger import Ledger
from tests.xvfb.program import Program
from tests.xvfb.reviewer import Reviewer

DECISIONS, UNDONE = 50, 5


@pytest.mark.parametrize(("language", "name"), [("en", "Bank questions"), ("zh_CN", "银行客服问题")], ids=["en", "zh_CN"])
def test_from_a_table_to_three_exports_and_on_the_next_morning(
    language: str, name: str, make_program: Callable[..., Program], hand: Hand, fake: FakeProcess, tmp_path: Path
) -> None:
    program = make_program(language)
    journey.first_start(program, hand)
    hand.display.keep("01-first-start")
    ledger = journey.new_project(program, hand, SAMPLE, name)
    journey.connect_model(program, hand, fake)
    reviewer = Reviewer(hand, ledger, last=journey.write_prompt(hand, ledger, name))
    review(reviewer)
    last_item, last_line = reviewer.look().item, ledger.count("SELECT max(seq) FROM event")

    files = journey.export(hand, ledger, tmp_path, name)
    hand.key("ctrl+q")
    assert program.running.wait(PATIENCE_S) == 0
    listed = program.ask("items", "list", "--project", name, "--filter", "status=decided", "--limit", "400")
    assert listed["count"] == len(reviewer.done) - reviewer.counts()["skipped"]
    check_files(files, ledger, reviewer)

    program.start()
    hand.take_window(name)
    reviewer.last = last_line
    assert reviewer.look().item == last_item, "it goes on where it stopped"
    hand.display.keep("21-next-morning")
    assert reviewer.decide(0).item == last_item
    hand.key("ctrl+q")
    assert program.running.wait(PATIENCE_S) == 0
    check_figures(program, name, reviewer)
    assert fake.figures()["requests"] >= DECISIONS


def review(reviewer: Reviewer) -> None:
    """Fifty decisions in ten ways, and five of them undone."""
    shots = {0: "09-first-item", 20: "10-review"}
    for number in range(DECISIONS):
        if number in shots:
            reviewer.look()
            reviewer.hand.display.keep(shots[number])
        reviewer.decide(number)
    for _ in range(UNDONE):
        reviewer.undo()
    reviewer.hand.display.keep("10-undone")


def check_figures(program: Program, name: str, reviewer: Reviewer) -> None:
    """The command line counts what was meant, and finds nothing amiss."""
    stats, counts = program.ask("stats", "--project", name), reviewer.counts()
    told = {verdict: stats[verdict] for verdict in ("accepted", "corrected", "answered", "rejected", "skipped")}
    assert told == {verdict: counts[verdict] for verdict in told}
    assert stats["decided"] == len(reviewer.done) - counts["skipped"]
    blind = {meant.item for meant in (*reviewer.done, *reviewer.undone) if meant.provenance == "blind"}
    assert stats["blind"] == len(blind)  # the first answer of a blind item stays its blind answer, also when it is undone
    assert (stats["items"], stats["open"]) == (400, 400 - len(reviewer.done))
    assert program.ask("check")["clean"]


def check_files(files: list[Path], ledger: Ledger, reviewer: Reviewer) -> None:
    """Each file has the label of every item that was given one, and no other."""
    ids = dict(ledger.rows("SELECT item_seq, external_id FROM item_content"))
    taken = {one.item: one.answer for one in ledger.taken()}
    wanted = {ids[meant.item]: taken[meant.item] for meant in reviewer.done if taken[meant.item] is not None}
    assert len(wanted) > DECISIONS // 2
    table, lines, columns = files
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["item_id"]: row["label"] for row in csv.DictReader(file)} == wanted
    read = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert {one["item_id"]: one["label"] for one in read} == wanted
    frame = pd.read_parquet(columns)
    assert dict(zip(frame["item_id"], frame["label"], strict=True)) == wanted
