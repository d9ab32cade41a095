"""The blind and the control sample of product.md, shown by simulation to be fair whatever the order and the reviewer."""

from __future__ import annotations

import math
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.engine import Connection

from core.domain.vocabulary import EventKind, Provenance, Sample, Status, Verdict
from core.ids import uuid7_bytes
from core.review.cards import Phase
from core.review.draws import BLOCK, Draw, assign, next_draw, pick, slot_of
from core.review.operation import Operation
from core.review.orders import Cursor, Eligible, order_of
from core.review.records import Desk, write
from core.review.session import ReviewSession
from core.storage import projects
from core.storage.intake import Intake, Target
from core.storage.items import NewItem
from core.storage.ledger import NewDecision
from core.storage.samples import Shares
from core.storage.sql import fetch, insert_one
from core.workspace import Workspace
from tests.conftest import COLOURS, TASK, Maker, checked, fill, rows_of, settle

ORDERS = ("imported", "random", "uncertain")
SHARES = Shares()


def test_each_block_of_twenty_draws_has_one_of_each_sample() -> None:
    for salt in (b"a" * 16, b"b" * 16):
        for block in range(200):
            slots = Counter(slot_of(1 + block * BLOCK + place, salt) for place in range(BLOCK))
            assert slots == {Sample.NONE: 18, Sample.BLIND: 1, Sample.CONTROL: 1}


def test_nobody_can_foresee_the_place_in_the_block() -> None:
    places: Counter[int] = Counter()
    for block in range(4_000):
        places.update(place for place in range(BLOCK) if slot_of(1 + block * BLOCK + place, b"salt" * 4) is Sample.BLIND)
    assert set(places) == set(range(BLOCK))
    assert max(places.values()) < 200 + 5 * math.sqrt(200)
    assert [slot_of(n, b"a" * 16) for n in range(1, 60)] != [slot_of(n, b"b" * 16) for n in range(1, 60)]


# --- a simulation through the real session ---


class Reviewer:
    """Reviews one project with skips, undos, redos and restarts, and keeps what was shown in which order."""

    def __init__(self, workspace: Workspace, make_workspace: Maker, seed: int) -> None:
        self.workspace = workspace
        self._make = make_workspace
        self._dice = random.Random(seed)
        self.shown: dict[int, Draw] = {}
        self.session = self._begin()

    def _begin(self) -> ReviewSession:
        return settle(self.workspace.session(self.workspace.project("Colours"), "ann"))

    def _do(self, action: Callable[[], Operation]) -> None:
        self.session.painted()
        action().finish()
        settle(self.session)

    def step(self) -> None:
        on = self.session.on
        assert on is not None
        self.shown.setdefault(on.drawn.item.seq, on.drawn.draw)
        screen = self.session.screen()
        match self._dice.choices(("choose", "skip", "undo", "redo", "restart"), (12, 3, 3, 2, 0.5))[0]:
            case "skip":
                self._do(self.session.skip)
            case "undo" if screen.can_undo:
                self._do(self.session.undo)
            case "redo" if screen.can_redo:
                self._do(self.session.redo)
            case "restart":
                name = self.workspace.path.stem
                self.workspace.close()
                self.workspace = self._make(name)
                self.session = self._begin()
            case _ if screen.card.phase is Phase.SECOND_OPINION:
                self._do(self.session.keep_mine)
            case _:
                self._do(lambda: self.session.choose(self._dice.choice(COLOURS)))

    def review(self, items: int) -> None:
        while len(self.shown) < items and self.session.on is not None:
            self.step()

    def drawn(self, sample: Sample) -> list[int]:
        """The items of a sample in the order in which they were first shown."""
        return [seq for seq, draw in self.shown.items() if draw.sample is sample]


def in_hash_order(workspace: Workspace, sample: Sample) -> list[int]:
    return [row[0] for row in rows_of(workspace, "SELECT seq FROM item WHERE sample = :m ORDER BY draw_key", m=sample.value)]


def test_whatever_the_order_and_the_reviewer_the_same_items_are_blind(make_workspace: Maker) -> None:
    first = make_workspace("first")
    fill(first, 600)
    first.close()
    for seed, order in enumerate(ORDERS):
        path = first.path.with_name(f"{order}.countersign")
        shutil.copy(first.path, path)
        workspace = make_workspace(order)
        workspace.set_order(workspace.project("Colours"), order, seed)
        reviewer = Reviewer(workspace, make_workspace, seed)
        reviewer.review(200)
        workspace = reviewer.workspace
        for sample in (Sample.BLIND, Sample.CONTROL):
            drawn = reviewer.drawn(sample)
            assert 7 <= len(drawn) <= 13, order
            assert drawn == in_hash_order(workspace, sample)[: len(drawn)], order
        assert_probabilities(workspace, order)
        assert rows_of(
            workspace,
            "SELECT count(*) FROM item_state WHERE exposed = 1 OR sample = 'none' AND item_seq IN"
            " (SELECT seq FROM item WHERE sample <> 'none')",
        ) == [(0,)]
        assert checked(workspace).clean


def assert_probabilities(workspace: Workspace, order: str) -> None:
    rows = rows_of(workspace, "SELECT sample, order_name, selection_prob, draw_no FROM decision ORDER BY seq")
    assert {(row[1], row[2]) for row in rows if row[0] != "none"} <= {("blind", 0.05), ("control", 0.05)}
    rest = [row[2] for row in rows if row[0] == "none"]
    assert {row[1] for row in rows if row[0] == "none"} == {order}
    if order == "random":
        assert all(1 / 600 <= prob <= 1 / 300 for prob in rest)
    else:
        assert set(rest) == {None}


@pytest.mark.parametrize("order", ORDERS)
def test_one_draw_in_twenty_comes_from_each_sample(workspace: Workspace, order: str) -> None:
    project = fill(workspace, 500, order=order)
    session = settle(workspace.session(project, "ann"))
    for number in range(1, 101):
        on = session.on
        assert on is not None
        assert on.drawn.draw.draw_no == number
        assert on.drawn.draw.sample is slot_of(number, project.id)
        session.skip().finish()
        settle(session)


def test_a_random_draw_stores_one_over_what_was_left(workspace: Workspace) -> None:
    project = fill(workspace, 120, order="random")
    session = settle(workspace.session(project, "ann"))
    left = int(rows_of(workspace, "SELECT count(*) FROM queue WHERE sample = 'none'")[0][0])
    while session.on is not None:
        draw = session.on.drawn.draw
        if draw.sample is Sample.NONE:
            assert draw.selection_prob == pytest.approx(1 / left)
            left -= 1
        session.skip().finish()
        settle(session)
    assert left == 0


def test_a_seed_chooses_another_random_order_and_the_same_seed_the_same(workspace: Workspace) -> None:
    project = fill(workspace, 120, order="random")
    orders: list[list[int]] = []
    for seed in (1, 2, 1):
        project = workspace.set_order(project, "random", seed)
        session = settle(workspace.session(project, "ann"))
        seen: list[int] = []
        while session.on is not None and len(seen) < 40:
            if session.on.drawn.draw.sample is Sample.NONE:
                seen.append(session.on.drawn.item.seq)
            session.skip().finish()
            settle(session)
        orders.append(seen)
        while session.screen().can_undo:
            session.undo().finish()
    assert orders[0][:30] != orders[1][:30]
    assert set(orders[0][:30]) & set(orders[2][:34]) >= set(orders[0][:28])


# --- many projects, each under its own hash key ---

ITEMS, DRAWS, PROJECTS = 160, 80, 60


class Simulation:
    """Draws from a real queue; each item has a property that the order follows, as confidence does."""

    def __init__(self, workspace: Workspace, number: int, order: str) -> None:
        self._writer = workspace.writer
        self._read = workspace.read
        self._dice = random.Random(number)
        self._order = order_of(order)
        name = f"{order} {number}"
        self._project = workspace.create_project(name, TASK, order=order)
        self.first = self._import()
        self._desk = Desk(self._project.seq, self._writer.submit(lambda c: projects.reviewer_seq(c, "ann")).result())
        # What comes late in the file is easy, and the least confident order sees the hard ones first.
        self.property = {self.first + at: (at + self._dice.random()) / ITEMS for at in range(ITEMS)}
        self.seen: dict[int, Draw] = {}

    def _import(self) -> int:
        def begin(connection: Connection) -> tuple[int, int]:
            last = int(fetch(connection, "SELECT coalesce(max(seq), 0) FROM item")[0][0])
            values = {"id": uuid7_bytes(), "project_seq": self._project.seq, "file_name": "x", "mapping": "{}", "created_us": 1}
            return insert_one(connection, "import_run", {**values, "first_seq": last + 1, "done_seq": last}), last + 1

        run_seq, first = self._writer.submit(begin).result()
        target = Target(self._project.seq, run_seq, self._dice.randbytes(32), SHARES)
        Intake(self._writer, target).write([NewItem(f"{self._project.seq} {at}") for at in range(ITEMS)])
        return first

    def review(self) -> None:
        cursor = Cursor()
        while len(self.seen) < DRAWS:
            with self._read.connect() as connection:
                first = next_draw(connection, self._project.seq)
                eligible = Eligible(self._project.seq, Status.OPEN, frozenset(), seed=3)
                picks = pick(connection, self._order, eligible, cursor, first, 8)
            ranked = picks.candidates.item_seqs
            if picks.candidates.rank:
                ranked = sorted(ranked, key=self.property.__getitem__)
            draws = assign(picks, ranked, self._order, self._project.id, SHARES)
            self._writer.submit(lambda c, draws=draws: [self._decide(c, draw) for draw in draws]).result()

    def _decide(self, connection: Connection, draw: Draw) -> None:
        """Decide, skip, or decide and undo; hard items are skipped more often, which must not matter."""
        self.seen.setdefault(draw.item_seq, draw)
        skipped = self._dice.random() > self.property[draw.item_seq]
        verdict = Verdict.SKIPPED if skipped else Verdict.ANSWERED
        made = NewDecision(
            self._project.seq,
            draw.item_seq,
            self._desk.reviewer_seq,
            verdict,
            Provenance.UNASSISTED,
            draw.sample,
            draw.order_name,
            draw.draw_no,
            answer=None if skipped else "red",
            selection_prob=draw.selection_prob,
        )
        rows = [made, self._desk.event(EventKind.DECIDED, draw.item_seq, decision_id=made.id)]
        if self._dice.random() < 0.1:
            rows.append(self._desk.event(EventKind.UNDONE, draw.item_seq, decision_id=made.id))
        write(connection, rows, self._project.seq, draw.item_seq)

    def mean_of(self, sample: Sample) -> float:
        """The mean property of the sample's items, less that of the project."""
        own = [self.property[seq] for seq, draw in self.seen.items() if draw.sample is sample]
        return float(np.mean(own) - np.mean(list(self.property.values()))) if own else 0.0


@pytest.mark.parametrize("order", ORDERS)
def test_the_samples_are_fair_under_every_order(tmp_path: Path, order: str) -> None:
    with Workspace(tmp_path / "many.countersign", scratch=True) as workspace:
        simulations = [Simulation(workspace, number, order) for number in range(PROJECTS)]
        for simulation in simulations:
            simulation.review()
        assert checked(workspace).clean
    for sample in (Sample.BLIND, Sample.CONTROL):
        means = [simulation.mean_of(sample) for simulation in simulations]
        # Four standard errors of the mean over the projects: met but for one run in fifteen thousand.
        assert abs(np.mean(means)) < 4 * np.std(means) / math.sqrt(PROJECTS), sample
        assert np.std(means) / math.sqrt(PROJECTS) < 0.03
    rest = np.mean([simulation.mean_of(Sample.NONE) for simulation in simulations])
    assert abs(rest) < 0.05 if order == "random" else rest < -0.15
