"""Similar decided items: by meaning and by words, never from or for the blind sample."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.domain.vocabulary import Provenance, Sample, Verdict
from core.encode import load_encoder, to_bytes
from core.ids import uuid7_bytes
from core.queues.catching_up import catch_up
from core.queues.running import Desk
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value, insert_one, run, to_json
from core.suggest.similar import Decided, Found, SimilarItem, similar
from core.suggest.vectors import Vectors
from core.workspace import Workspace
from tests.conftest import add_items, fill, value_of

TEXTS = (
    "the red kettle leaks at the spout",
    "a kettle that leaks at its red spout",
    "invoice 4711 was paid twice by the bank",
    "where is the parcel with the umbrella",
    "水壶漏水，请退款",
    "the kettle leaks",
)


class Shop:
    """A project whose items are decided in the order in which they were imported; n0 is to be decided."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        fill(workspace, 0)
        add_items(workspace, workspace.project("Colours"), [(text, "red") for text in TEXTS])
        self.project: ProjectInfo = workspace.project("Colours")
        self.vectors = Vectors(workspace.read, workspace.writer, load_encoder("characters/1"))
        self.vectors.of([self.seq(at) for at in range(len(TEXTS))])
        self.put_sample(0, Sample.NONE)
        for at in range(1, len(TEXTS)):
            self.put_sample(at, Sample.NONE)
            self.decide(at, Verdict.ACCEPTED, "blue")

    def seq(self, at: int) -> int:
        return int(value_of(self.workspace, "SELECT item_seq FROM item_content WHERE external_id = :e", e=f"n{at}"))

    def write(self, work: Callable[[Connection], object]) -> None:
        self.workspace.writer.submit(work).result()

    def put_sample(self, at: int, sample: Sample) -> None:
        seq = self.seq(at)
        self.write(lambda c: run(c, "UPDATE item SET sample = :m WHERE seq = :s", m=sample.value, s=seq))

    def decide(self, at: int, verdict: Verdict, answer: Answer, provenance: Provenance = Provenance.ASSISTED) -> None:
        """A decision on the ledger, with the state that follows from it."""
        seq = self.seq(at)

        def write(connection: Connection) -> None:
            decision = decision_row(connection, self.project.seq, seq, verdict, answer, provenance)
            values = {"verdict": verdict.value, "label": None if answer is None else to_json(answer), "source": provenance.value}
            run(connection, _STATE, s=seq, p=self.project.seq, d=decision, **values)
            event = {"id": uuid7_bytes(), "project_seq": self.project.seq, "item_seq": seq, "kind": "decided", "created_us": 5}
            insert_one(connection, "event", {**event, "decision_seq": decision})

        self.write(write)

    def undo(self, at: int) -> None:
        seq = self.seq(at)

        def write(connection: Connection) -> None:
            run(connection, "UPDATE item_state SET status = 'open', label = NULL WHERE item_seq = :s", s=seq)
            event = {"id": uuid7_bytes(), "project_seq": self.project.seq, "item_seq": seq, "kind": "undone", "created_us": 6}
            insert_one(connection, "event", event)

        self.write(write)

    def like(self, at: int = 0, n: int = 8) -> list[SimilarItem]:
        self.write(lambda _: None)
        return similar(self.workspace.read, self.project, self.seq(at), self.vectors, n)

    def found(self, at: int = 0) -> dict[str, Found]:
        return {one.shown_id: one.found for one in self.like(at)}


_STATE = """INSERT INTO item_state (item_seq, project_seq, status, sample, label, label_source, verdict, decision_seq,
  exposed, flagged, thumb, comments)
SELECT i.seq, :p, 'decided', i.sample, :label, :source, :verdict, :d, 0, 0, 0, 0 FROM item i WHERE i.seq = :s
ON CONFLICT (item_seq) DO UPDATE SET status = 'decided', label = excluded.label, verdict = excluded.verdict,
  sample = excluded.sample, decision_seq = excluded.decision_seq"""


def decision_row(
    connection: Connection, project_seq: int, item_seq: int, verdict: Verdict, answer: Answer, provenance: Provenance
) -> int:
    reviewer = fetch_value(connection, "SELECT seq FROM reviewer WHERE name = 'Ana'")
    if reviewer is None:
        reviewer = insert_one(connection, "reviewer", {"id": uuid7_bytes(), "name": "Ana", "created_us": 1})
    values = {
        "id": uuid7_bytes(),
        "project_seq": project_seq,
        "item_seq": item_seq,
        "reviewer_seq": reviewer,
        "verdict": verdict.value,
        "answer": None if answer is None else to_json(answer),
        "provenance": provenance.value,
        "revealed": "[]",
        "sample": "none",
        "order_name": "imported",
        "draw_no": 0,
        "reason": "unreadable" if verdict is Verdict.REJECTED else None,
        "dwell_ms": 100,
        "created_us": 1_700_000_000_000_000,
    }
    return insert_one(connection, "decision", values)


@pytest.fixture
def shop(workspace: Workspace) -> Shop:
    return Shop(workspace)


def test_the_likest_comes_first_with_its_label_and_who_decided(shop: Shop) -> None:
    best = shop.like()[0]
    assert (best.shown_id, best.text) == ("n1", TEXTS[1])
    assert (best.label, best.verdict, best.provenance, best.decided_by) == ("blue", "accepted", "assisted", "Ana")
    assert best.decided_us == 1_700_000_000_000_000
    assert best.found is Found.MEANING
    assert 0.25 < best.similarity <= 1.0
    assert [one.similarity for one in shop.like()] == sorted((one.similarity for one in shop.like()), reverse=True)


def test_the_item_itself_is_never_among_them(shop: Shop) -> None:
    assert "n1" not in shop.found(1)
    assert "n0" not in shop.found(1)  # and neither is what is not decided


def test_rare_words_find_what_vectors_do_not(shop: Shop) -> None:
    shop.write(lambda c: run(c, "DELETE FROM embedding"))
    shop.vectors = Vectors(shop.workspace.read, shop.workspace.writer, load_encoder("characters/1"))
    assert not shop.like()
    with shop.workspace.read.connect() as connection:
        catch_up(connection, Desk(), shop.workspace.writer)
    found = shop.found()
    assert found["n1"] is Found.WORDS
    assert "n2" not in found


def test_both_ways_are_told(shop: Shop) -> None:
    with shop.workspace.read.connect() as connection:
        catch_up(connection, Desk(), shop.workspace.writer)
    assert shop.found()["n1"] is Found.BOTH


def test_a_rejection_has_its_reason_and_no_label(shop: Shop) -> None:
    shop.decide(1, Verdict.REJECTED, None)
    best = next(one for one in shop.like() if one.shown_id == "n1")
    assert (best.label, best.verdict, best.reason) == ("", "rejected", "unreadable")


def test_nothing_is_shown_for_an_item_that_awaits_its_blind_answer(shop: Shop) -> None:
    assert shop.like()
    shop.put_sample(0, Sample.BLIND)
    assert not shop.like()
    shop.decide(0, Verdict.ANSWERED, "red", Provenance.BLIND)
    seq = shop.seq(0)
    shop.write(lambda c: run(c, "UPDATE item_state SET blind_decision_seq = decision_seq WHERE item_seq = :s", s=seq))
    assert shop.like()  # once it is answered there is nothing left to hide


def test_an_item_of_the_blind_sample_is_never_shown_for_another_one(shop: Shop) -> None:
    shop.put_sample(1, Sample.BLIND)
    assert "n1" not in shop.found()


def test_what_moves_in_the_ledger_is_known_at_the_next_asking(shop: Shop) -> None:
    assert "n1" in shop.found()
    shop.undo(1)
    assert "n1" not in shop.found()
    shop.decide(1, Verdict.CORRECTED, "green")
    assert next(one for one in shop.like() if one.shown_id == "n1").label == "green"


def test_an_erased_item_is_gone(shop: Shop) -> None:
    assert "n1" in shop.found()
    shop.workspace.erase(shop.seq(1), "asked for", "Ana")
    assert "n1" not in shop.found()
    seq = shop.seq(0)
    shop.workspace.erase(seq, "asked for", "Ana")
    assert not similar(shop.workspace.read, shop.project, seq, shop.vectors)


def test_a_hundred_thousand_decided_items_are_compared_in_a_moment() -> None:
    dice = np.random.default_rng(7)
    values = dice.standard_normal((100_000, 384)).astype(np.float32)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    rows = [Row(seq, to_bytes(vector)) for seq, vector in enumerate(values)]
    decided = Decided()
    decided.take(rows)
    started = time.perf_counter()
    raw = np.argmax(values @ values[4_321])
    limit = time.perf_counter() - started
    started = time.perf_counter()
    found = decided.nearest(values[4_321], 8, but=-1)
    took = time.perf_counter() - started
    assert next(iter(found)) == raw == 4_321
    assert took < max(0.5, 60 * limit)
    assert 4_321 not in decided.nearest(values[4_321], 8, but=4_321)


class Row(NamedTuple):
    item_seq: int
    vector: bytes | None
