"""Preference data from what a reviewer did, with a live prompt over HTTP: which action gives what, and what is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.signals import SIGNAL_TABLE_VERSION
from core.domain.uses import Use
from core.domain.vocabulary import Provenance
from core.export.recipe import SplitPlan, splits_of
from core.review.cards import Phase
from core.storage.sources import TermsChange, change_terms
from core.storage.sql import insert_rows
from core.workspace import Workspace
from tests.conftest import COLOURS, add_items, exported, fill, rows_of, value_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.export.pairs.sessions import (
    DRAFT,
    OTHER,
    SMALL,
    accept,
    again,
    choose,
    drafting,
    number,
    of_item,
    ready,
    reject,
    replies,
    rows_at,
    skip,
    written,
)
from tests.unit.core.review.test_live_prompt import connect

PARTED = SplitPlan(splits_of("train=.75,test=.25"))


def test_every_action_gives_what_the_table_says(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    accepted, small, corrected = accept(session), choose(session, SMALL), choose(session, OTHER)
    refused, skipped = reject(session, "unreadable"), skip(session)
    thumbed = number(session)
    session.thumb(-1).finish()
    assert skip(session) == thumbed
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    told = {
        item: [(row["action"], row["weight"], row["label"], *replies(row, "completion")) for row in of_item(rows, item)]
        for item in (accepted, small, corrected, refused, skipped, thumbed)
    }
    assert told == {
        accepted: [("accepted", 1.0, True, DRAFT)],
        small: [("accepted_small_edit", 0.25, True, SMALL), ("accepted_small_edit", 0.25, False, DRAFT)],
        corrected: [("corrected", 0.5, True, OTHER), ("corrected", 0.5, False, DRAFT)],
        refused: [("rejected", 0.5, False, DRAFT)],
        skipped: [],
        thumbed: [("thumb_down", 0.5, False, DRAFT)],
    }
    assert of_item(rows, refused)[0]["reason"] == "unreadable"
    assert report.excluded == {"open": 6, "skipped": 1}
    assert report.figures["signals"] == {"negative": 2, "pairs": 2, "positive": 1}
    assert report.figures["actions"] == {"accepted": 1, "accepted_small_edit": 1, "corrected": 1, "rejected": 1, "thumb_down": 1}
    stored = workspace.datasets(project).find("1").manifest
    assert stored["signal_table_version"] == SIGNAL_TABLE_VERSION
    session.close()


def test_a_pair_says_who_preferred_what_and_why(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    small, corrected = choose(session, SMALL), choose(session, OTHER)
    session.comment("The date was missing.").finish()
    commented = choose(session, OTHER)
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    by_item = {row["item_id"]: row for row in rows}
    assert [by_item[item]["cause"] for item in (small, corrected, commented)] == ["style", "fact", "other"]
    assert replies(by_item[corrected], "chosen", "rejected") == [OTHER, DRAFT]
    decision_id = value_of(workspace, "SELECT lower(hex(id)) FROM decision ORDER BY seq LIMIT 1")
    row = by_item[small]
    assert (row["decision_id"], row["reviewer"], row["model"], row["prompt_version"]) == (decision_id, "ann", "openai/fake-1", 1)
    assert row["length_gap"] == len(SMALL) - len(DRAFT) == len(row["chosen"][0]["content"]) - len(row["rejected"][0]["content"])
    gap = len(OTHER) - len(DRAFT)
    mean = round((row["length_gap"] + 2 * gap) / 3, 3)
    assert report.figures["length_gap"] == {"mean": mean, "median": gap, "chosen_longer": round(1 / 3, 6)}
    assert report.figures["causes"] == {"fact": 1, "other": 1, "style": 1}
    session.close()


def test_the_prompt_is_the_one_that_the_server_received(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    items = [choose(session, OTHER) for _ in range(4)]
    again_on = number(session)
    again(session)
    fake.default = Behaviour(text=json.dumps({"answer": OTHER, "confidence": 0.4}))
    _, rows = written(workspace, project, "trl_preference", tmp_path)
    fake.wait_for_idle()
    received = {json.dumps(one.body["messages"], ensure_ascii=False) for one in fake.seen if "messages" in one.body}
    assert {row["item_id"] for row in rows} == set(items)
    for row in rows:
        assert json.dumps(row["prompt"], ensure_ascii=False) in received
        text = value_of(workspace, "SELECT text FROM item_content WHERE external_id = :i", i=row["item_id"])
        assert text in row["prompt"][-1]["content"]
    _, single = written(workspace, project, "trl_kto", tmp_path)
    assert [row["action"] for row in of_item(single, again_on)] == ["regenerated"]
    session.close()


def test_both_sides_are_said_as_the_contract_asks(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    fake.default = Behaviour(text=json.dumps({"answer": DRAFT, "confidence": 0.9}))
    choose(session, OTHER)
    _, rows = written(workspace, project, "trl_preference", tmp_path)
    said = [json.loads(rows[0][side][0]["content"]) for side in ("chosen", "rejected")]
    assert said == [{"answer": OTHER, "confidence": 0.9}, {"answer": DRAFT, "confidence": 0.9}]
    session.close()


def test_what_was_undone_and_what_is_trivial_gives_nothing(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    undone = choose(session, OTHER)
    session.undo().finish()
    ready(session)
    assert skip(session) == undone
    trivial = choose(session, DRAFT.upper())
    taken_back = number(session)
    session.thumb(1).finish()
    session.thumb(1).finish()
    skip(session)
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    assert [row for row in rows if row["item_id"] in (undone, trivial, taken_back)] == []
    assert report.excluded["trivial"] == 1
    session.close()


def test_who_decides_anew_has_changed_their_mind(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    item = accept(session)
    past = session.screen().history[0]
    session.reopen(bytes.fromhex(past.decision_id)).finish()
    ready(session)
    assert choose(session, OTHER) == item
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    assert [(row["action"], row["label"]) for row in of_item(rows, item)] == [("corrected", True), ("corrected", False)]
    assert report.excluded["superseded"] == 1
    session.close()


def test_one_is_picked_over_each_of_the_others(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    def mood(body: dict[str, Any]) -> str:
        asked = json.dumps(body["messages"]).partition("roposed already")[2]
        answer = next(name for name in ("green", "blue", "red") if name not in asked)
        return json.dumps({"answer": answer, "confidence": 0.7})

    project = fill(workspace, 30)
    fake.default = Behaviour(text=mood)
    connect(workspace, project, fake, candidates=3)
    session = ready(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        session.skip().finish()
        ready(session)
    item = choose(session, "blue")
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    assert [(row["action"], row["cause"], *replies(row, "chosen", "rejected")) for row in of_item(rows, item)] == [
        ("picked", "fact", "blue", "green"),
        ("picked", "fact", "blue", "red"),
    ]
    assert report.records == len(rows) == 2
    single, judged = written(workspace, project, "trl_kto", tmp_path)
    assert single.records == 3
    assert sorted((row["label"], *replies(row, "completion")) for row in judged) == [
        (False, "green"), (False, "red"), (True, "blue"),
    ]  # fmt: skip
    session.close()


def test_blind_items_never_appear(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project = fill(workspace, 120)
    fake.default = Behaviour(text=json.dumps({"answer": "green", "confidence": 0.5}))
    connect(workspace, project, fake)
    workspace.models.suggest(project, None).result()
    session = ready(workspace.session(project, "ann"))
    blind = set[str]()
    while session.on is not None:
        on = session.on
        blind |= {number(session)} if on.drawn.draw.sample == "blind" else set()
        session.choose("red").finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            session.take_models().finish()
        ready(session)
    assert blind
    assert value_of(workspace, "SELECT count(*) FROM decision WHERE sample = 'blind' AND provenance = 'assisted'") >= len(blind)
    for name in ("trl_kto", "trl_preference", "trl_sft"):
        report, rows = written(workspace, project, name, tmp_path)
        assert len(rows) >= 100
        assert not blind & {row["item_id"] for row in rows}
        assert report.excluded["blind_sample"] == len(blind)
    session.close()


def test_what_was_never_sent_has_no_prompt(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 40)
    session = ready(workspace.session(project, "ann"))
    for place in range(30):
        session.choose(COLOURS[place % 4]).finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            session.keep_mine().finish()
        ready(session)
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    assert rows == []
    assisted = value_of(workspace, "SELECT count(*) FROM decision WHERE provenance = 'assisted'")
    assert assisted
    assert report.excluded["no_prompt"] == assisted


def test_what_was_erased_cannot_be_told(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    erased, without = choose(session, OTHER), choose(session, OTHER)
    seqs = {row[0]: row[1] for row in rows_of(workspace, "SELECT external_id, item_seq FROM item_content")}
    workspace.erase(seqs[erased], "asked for it")
    sql = "DELETE FROM call_body WHERE item_seq = :s"
    workspace.writer.submit(lambda c: c.exec_driver_sql(sql, {"s": seqs[without]})).result()
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    assert rows == []
    assert (report.excluded["erased"], report.excluded["prompt_erased"]) == (1, 1)
    session.close()


def test_sources_and_provenances_are_obeyed(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    choose(session, OTHER)
    report, rows = written(workspace, project, "trl_preference", tmp_path, provenance=(Provenance.IMPORTED,))
    assert (rows, report.excluded["provenance"]) == ([], 1)
    session.close()


def test_an_example_of_a_forbidden_source_keeps_the_prompt_out(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    choose(session, OTHER)
    add_items(workspace, project, [("a partner's letter", "")], ids=False)
    partner = value_of(workspace, "SELECT max(seq) FROM item")
    call = value_of(workspace, "SELECT s.call_seq FROM suggestion s JOIN decision d ON d.suggestion_seq = s.seq")
    held = (partner, call, "near:1")
    workspace.writer.submit(lambda c: insert_rows(c, "call_example", ("item_seq", "call_seq", "why"), [held])).result()
    assert len(written(workspace, project, "trl_preference", tmp_path)[1]) == 1
    source = value_of(workspace, "SELECT max(seq) FROM item_source")
    terms = TermsChange(uses=(Use.REVIEW, Use.EXAMPLES))
    workspace.writer.submit(lambda c: change_terms(c, project.seq, source, terms)).result()
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    assert (rows, report.excluded["example_terms"], report.excluded["source_terms"]) == ([], 1, 1)
    report, lessons = written(workspace, project, "trl_sft", tmp_path)
    assert [row["prompt_from"] for row in lessons] == ["live"], "the label may go, the letter may not"
    session.close()


@pytest.mark.parametrize("name", ["trl_kto", "trl_preference", "trl_reward", "dpo_openai", "sft", "trl_sft"])
def test_the_same_twice_is_the_same_bytes(workspace: Workspace, fake: FakeModel, tmp_path: Path, name: str) -> None:
    project, session = drafting(workspace, fake, 24)
    for _ in range(4):
        accept(session)
        choose(session, OTHER)
        reject(session)
        choose(session, SMALL)
    workspace.writer.submit(lambda _: None).result()
    choices = {"split": PARTED, "seed": 3}
    first = exported(workspace, project, name, tmp_path / "one.jsonl", **choices)
    second = exported(workspace, project, name, tmp_path / "two.jsonl", **choices)
    assert first.records == sum(first.splits.values()) > 0
    assert [(one.sha256, one.size) for one in first.files] == [(one.sha256, one.size) for one in second.files]
    accept(session)
    choose(session, OTHER)
    workspace.models.activate(project, None)
    cut = workspace.datasets(project).recut("1", tmp_path / "again.jsonl")
    assert cut.again is True
    assert [one.sha256 for one in cut.files] == [one.sha256 for one in first.files]
    assert sum(len(rows_at(one.path)) for one in cut.files) == first.records
    session.close()


def test_items_without_a_label_have_a_split_too(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake, 20)
    refused = [reject(session) for _ in range(8)]
    for _ in range(8):
        choose(session, OTHER)
    workspace.writer.submit(lambda _: None).result()
    report = exported(workspace, project, "trl_kto", tmp_path / "kto.jsonl", split=PARTED)
    assert sum(report.splits.values()) == 8 + 2 * 8
    of_split = {one.path.name.split(".")[-2]: {row["item_id"] for row in rows_at(one.path)} for one in report.files}
    assert not of_split["train"] & of_split["test"]
    assert set(refused) <= of_split["train"] | of_split["test"]
    assert (len(of_split["train"]), len(of_split["test"])) == (12, 4)
    later = exported(workspace, project, "trl_preference", tmp_path / "pairs.jsonl", split=PARTED)
    for one in later.files:
        assert {row["item_id"] for row in rows_at(one.path)} <= of_split[one.path.name.split(".")[-2]]
    session.close()


def test_a_prompt_that_holds_an_item_of_another_split_is_counted(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    items = [choose(session, OTHER) for _ in range(8)]
    seqs = {row[0]: row[1] for row in rows_of(workspace, "SELECT external_id, item_seq FROM item_content")}
    calls = {row[0]: row[1] for row in rows_of(workspace, "SELECT item_seq, call_seq FROM suggestion WHERE call_seq IS NOT NULL")}
    held = [(seqs[items[0]], calls[seqs[item]], "near:1") for item in items[1:]]
    workspace.writer.submit(lambda c: insert_rows(c, "call_example", ("item_seq", "call_seq", "why"), held)).result()
    report = exported(workspace, project, "trl_preference", tmp_path / "pairs.jsonl", split=SplitPlan(splits_of("a=.5,b=.5")))
    of_split = [{row["item_id"] for row in rows_at(one.path)} for one in report.files]
    others = next(found for found in of_split if items[0] not in found)
    assert report.figures["examples_in_other_splits"] == len(others) == 4
    session.close()
