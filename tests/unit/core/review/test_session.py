"""Each action of a reviewer: what it writes into the ledger, and what is on screen afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from sqlite3 import IntegrityError
from typing import Any

import pytest

from core.domain.task import Label, Task
from core.domain.vocabulary import Sample
from core.errors import UserError
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.review.cards import Phase
from core.review.operation import Operation
from core.review.session import House, ReviewSession
from core.review.stage import OnScreen
from core.storage import projects
from core.storage.engine import driver_connection
from core.storage.projects import ProjectInfo
from core.storage.sql import run
from core.workspace import Workspace
from tests.conftest import COLOURS, TASK, Maker, checked, fill, rows_of, settle, texts, value_of


class Ticks:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def on_screen(session: ReviewSession) -> OnScreen:
    assert session.on is not None
    return session.on


def phase(session: ReviewSession) -> Phase:
    return session.screen().card.phase


def do(session: ReviewSession, action: Callable[[], Operation]) -> None:
    """Look at the card, act, and wait for the next one."""
    session.painted()
    action().finish()
    settle(session)


def answer(session: ReviewSession) -> None:
    """Answer as the gold says; keep one's own mind at a second opinion."""
    do(session, lambda: session.choose(on_screen(session).drawn.item.gold))
    if phase(session) is Phase.SECOND_OPINION:
        do(session, session.keep_mine)


def go_to(session: ReviewSession, wanted: Callable[[OnScreen], bool]) -> OnScreen:
    """Answer until an item of the wanted sort is on screen."""
    for _ in range(400):
        if wanted(on_screen(session)):
            return on_screen(session)
        answer(session)
    raise AssertionError


def suggested(on: OnScreen) -> bool:
    return on.view is not None and on.drawn.draw.sample is Sample.NONE


def blind_and_suggested(on: OnScreen) -> bool:
    return on.blind and on.given.view is not None


def other_than(answer: object) -> str:
    return next(colour for colour in COLOURS if colour != answer)


def last_decision(workspace: Workspace) -> dict[str, Any]:
    names = "seq, verdict, answer, provenance, suggestion_seq, revealed, sample, order_name, selection_prob, reason, dwell_ms, item_seq"
    row = rows_of(workspace, f"SELECT {names} FROM decision ORDER BY seq DESC LIMIT 1")[0]
    return dict(zip(names.split(", "), row, strict=True))


def events_of(workspace: Workspace, item_seq: int) -> list[str]:
    return [row[0] for row in rows_of(workspace, "SELECT kind FROM event WHERE item_seq = :s ORDER BY seq", s=item_seq)]


def suggestion_id(workspace: Workspace, seq: int) -> str:
    return bytes(value_of(workspace, "SELECT id FROM suggestion WHERE seq = :s", s=seq)).hex()


def label_of(workspace: Workspace, item_seq: int) -> tuple[Any, ...]:
    return rows_of(workspace, "SELECT status, label, label_source, verdict FROM item_state WHERE item_seq = :s", s=item_seq)[0]


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 400)


@pytest.fixture
def session(workspace: Workspace, project: ProjectInfo) -> ReviewSession:
    return settle(workspace.session(project, "ann"))


# --- deciding ---


def test_what_is_shown_and_revealed_is_noted_before_it_is_decided(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    session.painted()
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed"]
    do(session, session.accept)
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed", "decided"]


def test_a_decision_without_a_painted_card_still_notes_what_was_in_view(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    session.accept().finish()
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed", "decided"]


def test_accepting_stores_the_suggestion_in_view(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    assert on.view is not None
    do(session, session.accept)
    made = last_decision(workspace)
    assert (made["verdict"], made["provenance"], json.loads(made["answer"])) == ("accepted", "assisted", on.view.top.answer)
    assert suggestion_id(workspace, made["suggestion_seq"]) == on.view.id
    assert json.loads(made["revealed"]) == [on.view.id]
    assert (made["sample"], made["order_name"], made["selection_prob"], made["reason"]) == ("none", "imported", None, None)
    assert label_of(workspace, on.drawn.item.seq)[:3] == ("decided", made["answer"], "assisted")


def test_choosing_what_is_suggested_accepts_it(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    assert on.view is not None
    do(session, lambda: session.choose(str(on.view.top.answer) if on.view else ""))
    assert last_decision(workspace)["verdict"] == "accepted"
    assert "edited" not in events_of(workspace, on.drawn.item.seq)


def test_correcting_records_the_edit(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    assert on.view is not None
    wanted = other_than(on.view.top.answer)
    do(session, lambda: session.choose(wanted))
    made = last_decision(workspace)
    assert (made["verdict"], json.loads(made["answer"])) == ("corrected", wanted)
    assert suggestion_id(workspace, made["suggestion_seq"]) == on.view.id
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed", "edited", "decided"]


def test_rejecting_keeps_the_reason_and_no_answer(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    do(session, lambda: session.reject("off_topic"))
    made = last_decision(workspace)
    assert (made["verdict"], made["answer"], made["reason"]) == ("rejected", None, "off_topic")
    assert label_of(workspace, on.drawn.item.seq) == ("decided", None, "assisted", "rejected")
    assert session.screen().history[0].text == "off_topic"


def test_a_reason_is_one_of_the_chips_so_that_no_text_gets_into_the_ledger(workspace: Workspace, session: ReviewSession) -> None:
    before = on_screen(session)
    with pytest.raises(UserError) as told:
        session.reject("the customer, Mr Smith, was rude")
    assert "Smith" not in str(told.value)
    assert session.on is before
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


def test_skipping_decides_nothing_and_teaches_nothing(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    before = session.screen().progress
    do(session, session.skip)
    made = last_decision(workspace)
    assert (made["verdict"], made["answer"]) == ("skipped", None)
    after = session.screen().progress
    assert (after.decided, after.skipped, after.left) == (before.decided, before.skipped + 1, before.left - 1)
    assert label_of(workspace, on.drawn.item.seq)[0] == "skipped"
    answer(session)
    steps = rows_of(workspace, "SELECT max(step) FROM suggestion")
    assert steps[0][0] <= session.screen().progress.decided


def test_answering_where_nothing_is_proposed_is_unassisted(workspace: Workspace, make_workspace: Maker) -> None:
    made = workspace.create_project(
        "Blank", Task("choice", (Label("label 1"), Label("label 2"), Label("label 3"))), order="imported"
    )
    workspace.writer.submit(lambda c: projects.set_encoder(c, made.seq, "characters/1")).result()
    path = workspace.path.with_name("blank.csv")
    path.write_text("text\n" + "".join(f"??? {n}\n" for n in range(30)), encoding="utf-8")
    with workspace.importing(made, open_table(path), Mapping("text")) as work:
        work.run()
    session = settle(workspace.session(workspace.project("Blank"), "ann"))
    while on_screen(session).blind:
        do(session, session.skip)
    on = on_screen(session)
    assert phase(session) is Phase.NO_IDEA
    with pytest.raises(UserError) as told:
        session.accept()
    assert told.value.code == "review.nothing_to_accept"
    do(session, lambda: session.choose("label 2"))
    decision = last_decision(workspace)
    assert (decision["verdict"], decision["provenance"], decision["suggestion_seq"]) == ("answered", "unassisted", None)
    assert decision["revealed"] == "[]"
    failure = rows_of(workspace, "SELECT answer, failure FROM suggestion WHERE item_seq = :s", s=on.drawn.item.seq)
    assert failure == [(None, "no_idea")]


@pytest.mark.parametrize("wrong", ["pink", "", None, 3])
def test_an_answer_that_is_none_is_refused(workspace: Workspace, session: ReviewSession, wrong: Any) -> None:
    with pytest.raises(UserError) as told:
        session.choose(wrong)
    assert told.value.code == "review.not_valid"
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


def test_a_decision_is_on_the_disk_before_the_screen_moves(workspace: Workspace, session: ReviewSession) -> None:
    before = on_screen(session)
    operation = session.skip()
    operation.saved.result()
    assert value_of(workspace, "SELECT count(*) FROM decision") == 1
    assert session.on is before
    operation.finish()
    assert session.on is not before


def test_asking_for_another_is_recorded_with_both_suggestions(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    assert on.view is not None
    do(session, session.another)
    second = on_screen(session)
    assert second.view is not None
    assert second.drawn == on.drawn
    assert second.view.top.answer == on.view.candidates[1].answer
    do(session, session.accept)
    made = last_decision(workspace)
    assert made["verdict"] == "accepted"
    assert suggestion_id(workspace, made["suggestion_seq"]) == second.view.id
    assert json.loads(made["revealed"]) == [on.view.id, second.view.id]
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed", "regenerated", "revealed", "decided"]
    refused = value_of(workspace, "SELECT suggestion_seq FROM event WHERE kind = 'regenerated'")
    assert suggestion_id(workspace, refused) == on.view.id


def test_there_is_an_end_to_other_suggestions(session: ReviewSession) -> None:
    go_to(session, suggested)
    seen = [on_screen(session).given.row.answer]
    with pytest.raises(UserError) as told:
        for _ in range(10):
            do(session, session.another)
            seen.append(on_screen(session).given.row.answer)
    assert told.value.code == "review.no_other"
    assert len(seen) == len(set(seen)) == len(COLOURS)


def test_a_second_look_shows_the_first_suggestion_again_not_the_one_asked_for(
    workspace: Workspace, session: ReviewSession
) -> None:
    on = go_to(session, suggested)
    do(session, session.another)
    do(session, session.skip)
    do(session, session.undo)
    again = on_screen(session)
    assert again.view is not None
    stored = value_of(workspace, "SELECT answer FROM suggestion WHERE id = :i", i=again.given.row.id)
    assert again.drawn.item.seq == on.drawn.item.seq
    assert (stored is None) or json.loads(stored) == again.view.top.answer
    do(session, session.accept)
    made = last_decision(workspace)
    assert made["answer"] == value_of(workspace, "SELECT answer FROM suggestion WHERE seq = :s", s=made["suggestion_seq"])


# --- labels that came with the data ---


@pytest.fixture
def labelled(workspace: Workspace) -> ProjectInfo:
    """Items that bring a label, wrong for a half of them."""
    made = workspace.create_project("Labelled", TASK, order="imported")
    workspace.writer.submit(lambda c: projects.set_encoder(c, made.seq, "characters/1")).result()
    path = workspace.path.with_name("labelled.csv")
    rows = [f"{text},{gold if at % 2 else other_than(gold)},{gold}" for at, (text, gold) in enumerate(texts(120))]
    path.write_text("text,label,gold\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with workspace.importing(made, open_table(path), Mapping("text", label="label", gold="gold")) as work:
        work.run()
    return workspace.project("Labelled")


def test_a_label_that_came_with_the_data_is_proposed(workspace: Workspace, labelled: ProjectInfo) -> None:
    session = settle(workspace.session(labelled, "ann"))
    on = go_to(session, suggested)
    assert on.view is not None
    assert on.view.suggester == "import"
    assert on.view.top.answer == on.drawn.item.label
    do(session, session.accept)
    kind = "SELECT g.kind FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq WHERE s.seq = :s"
    assert value_of(workspace, kind, s=last_decision(workspace)["suggestion_seq"]) == "import"


def test_another_suggestion_never_repeats_the_label_that_was_refused(workspace: Workspace, labelled: ProjectInfo) -> None:
    session = settle(workspace.session(labelled, "ann"))
    for _ in range(12):
        on = go_to(session, suggested)
        seen = [on.given.row.answer]
        while True:
            try:
                do(session, session.another)
            except UserError:
                break
            seen.append(on_screen(session).given.row.answer)
        assert sorted(map(str, seen)) == sorted(COLOURS)
        answer(session)


# --- blind items ---


def test_a_blind_card_holds_nothing_that_comes_from_a_model(session: ReviewSession) -> None:
    on = go_to(session, lambda on: on.blind)
    card = session.screen().card
    assert card.phase is Phase.BLIND
    assert (card.suggestion, card.failure, card.sample) == (None, "", Sample.BLIND)
    assert card.why is not None
    assert card.why.code == "blind"
    assert card.slots == COLOURS
    assert on.view is None
    with pytest.raises(UserError):
        session.accept()
    with pytest.raises(UserError):
        session.another()


def test_agreeing_blindly_goes_on_by_itself(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, blind_and_suggested)
    assert on.given.view is not None
    do(session, lambda: session.choose(on.given.view.top.answer if on.given.view else ""))
    made = last_decision(workspace)
    assert (made["verdict"], made["provenance"], made["revealed"], made["suggestion_seq"]) == ("answered", "blind", "[]", None)
    assert (made["sample"], made["selection_prob"]) == ("blind", 0.05)
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "decided", "revealed"]
    assert on_screen(session).drawn.item.seq != on.drawn.item.seq


def differ(session: ReviewSession) -> OnScreen:
    """Answer a blind item otherwise than the suggester would."""
    on = go_to(session, blind_and_suggested)
    assert on.given.view is not None
    do(session, lambda: session.choose(other_than(on.given.view.top.answer if on.given.view else "")))
    return on


def test_a_difference_waits_with_the_suggestion_as_a_second_opinion(session: ReviewSession) -> None:
    on = differ(session)
    card = session.screen().card
    assert card.phase is Phase.SECOND_OPINION
    assert card.suggestion == on.given.view
    assert card.own_answer == session.screen().history[0].text


def test_keeping_ones_own_adds_no_decision(workspace: Workspace, session: ReviewSession) -> None:
    on = differ(session)
    count = value_of(workspace, "SELECT count(*) FROM decision")
    do(session, session.keep_mine)
    assert value_of(workspace, "SELECT count(*) FROM decision") == count
    assert on_screen(session).drawn.item.seq != on.drawn.item.seq
    assert label_of(workspace, on.drawn.item.seq)[2] == "blind"


def test_leaving_a_second_opinion_by_skipping_keeps_ones_own(workspace: Workspace, session: ReviewSession) -> None:
    on = differ(session)
    do(session, session.skip)
    assert value_of(workspace, "SELECT count(*) FROM decision WHERE verdict = 'skipped'") == 0
    assert label_of(workspace, on.drawn.item.seq)[2] == "blind"


def test_taking_the_models_adds_an_assisted_decision_and_keeps_the_blind_answer(
    workspace: Workspace, session: ReviewSession
) -> None:
    on = differ(session)
    blind = last_decision(workspace)
    do(session, session.take_models)
    made = last_decision(workspace)
    assert on.given.view is not None
    assert (made["verdict"], made["provenance"], json.loads(made["answer"])) == ("accepted", "assisted", on.given.view.top.answer)
    assert json.loads(made["revealed"]) == [on.given.view.id]
    assert made["sample"] == "blind"
    seq = on.drawn.item.seq
    assert value_of(workspace, "SELECT blind_decision_seq FROM item_state WHERE item_seq = :s", s=seq) == blind["seq"]
    assert label_of(workspace, seq)[1:3] == (made["answer"], "assisted")


def test_the_keys_of_a_second_opinion_sleep_elsewhere(session: ReviewSession) -> None:
    go_to(session, suggested)
    for action in (session.keep_mine, session.take_models):
        with pytest.raises(UserError) as told:
            action()
        assert told.value.code == "review.not_now"


def test_a_rejected_blind_item_is_a_blind_answer_too(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, blind_and_suggested)
    do(session, lambda: session.reject("several_fit"))
    assert session.screen().card.own_reason == "several_fit"
    assert value_of(workspace, "SELECT blind_decision_seq FROM item_state WHERE item_seq = :s", s=on.drawn.item.seq)


def test_after_undoing_a_blind_answer_it_stays_and_the_next_is_assisted(workspace: Workspace, session: ReviewSession) -> None:
    on = differ(session)
    first = last_decision(workspace)
    do(session, session.undo)
    again = on_screen(session)
    assert again.drawn.item.seq == on.drawn.item.seq
    assert phase(session) is Phase.REVIEW
    assert again.view is not None
    do(session, session.accept)
    made = last_decision(workspace)
    assert (made["provenance"], made["sample"]) == ("assisted", "blind")
    assert json.loads(made["revealed"])[0] == on.given.row.id.hex()
    seq = on.drawn.item.seq
    assert value_of(workspace, "SELECT blind_decision_seq FROM item_state WHERE item_seq = :s", s=seq) == first["seq"]
    assert value_of(workspace, "SELECT exposed FROM item_state WHERE item_seq = :s", s=seq) == 0


def test_a_skipped_blind_item_stays_blind(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, blind_and_suggested)
    do(session, session.skip)
    assert "revealed" not in events_of(workspace, on.drawn.item.seq)
    do(session, session.undo)
    assert on_screen(session).drawn.item.seq == on.drawn.item.seq
    assert phase(session) is Phase.BLIND


def test_blind_items_neither_teach_nor_calibrate(workspace: Workspace, session: ReviewSession) -> None:
    go_to(session, blind_and_suggested)
    before = learnt(session)
    differ(session)
    do(session, session.take_models)
    assert learnt(session) == before
    do(session, session.undo)
    do(session, session.undo)
    assert learnt(session) == before
    do(session, session.accept)
    assert learnt(session) == before
    assisted = go_to(session, suggested)
    before = learnt(session)  # on the way there items without a suggestion may have been answered
    do(session, session.accept)
    assert learnt(session)[0] == before[0] + 1
    assert assisted.drawn.draw.sample is Sample.NONE


def learnt(session: ReviewSession) -> tuple[int, int]:
    """How many steps the learner took, and how many pairs the calibration saw."""
    suggester = session._suggester  # pyright: ignore[reportPrivateUsage] - what was learnt shows in no other way at once
    return suggester.learner.step, len(suggester.calibration._pairs)  # pyright: ignore[reportPrivateUsage]


# --- noting ---


def test_flag_thumb_and_comment_change_the_card_and_decide_nothing(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    count = value_of(workspace, "SELECT count(*) FROM decision")
    for action in (session.flag, lambda: session.thumb(1), lambda: session.comment(" hmm "), lambda: session.comment("again")):
        do(session, action)
    card = session.screen().card
    assert (card.flagged, card.thumb, card.comments) == (True, 1, 2)
    for action in (session.flag, lambda: session.thumb(-1)):
        do(session, action)
    assert (session.screen().card.flagged, session.screen().card.thumb) == (False, -1)
    do(session, lambda: session.thumb(-1))
    assert session.screen().card.thumb == 0
    assert value_of(workspace, "SELECT count(*) FROM decision") == count
    kinds = ["flagged", "thumb_up", "commented", "commented", "unflagged", "thumb_down", "thumb_cleared"]
    assert events_of(workspace, on.drawn.item.seq)[2:] == kinds
    assert [row[0] for row in rows_of(workspace, "SELECT body FROM free_text ORDER BY seq")] == ["hmm", "again"]
    assert checked(workspace).clean


def test_a_thumb_is_for_the_suggestion_in_view(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    do(session, lambda: session.thumb(1))
    seq = value_of(workspace, "SELECT suggestion_seq FROM event WHERE kind = 'thumb_up'")
    assert suggestion_id(workspace, seq) == on.given.row.id.hex()


def test_an_empty_comment_is_refused(session: ReviewSession) -> None:
    with pytest.raises(UserError) as told:
        session.comment("  ")
    assert told.value.code == "review.empty_comment"


def test_marks_are_still_there_after_a_restart(make_workspace: Maker) -> None:
    workspace = make_workspace()
    session = settle(workspace.session(fill(workspace, 20), "ann"))
    seq = on_screen(session).drawn.item.seq
    for action in (session.flag, lambda: session.comment("hm"), session.skip):
        do(session, action)
    workspace.close()
    opened = make_workspace()
    session = settle(opened.session(opened.project("Colours"), "ann"))
    do(session, session.undo)
    card = session.screen().card
    assert (card.item_seq, card.flagged, card.comments) == (seq, True, 1)


# --- dwell ---


def test_dwell_is_the_time_since_the_card_was_painted_less_idleness(workspace: Workspace, project: ProjectInfo) -> None:
    ticks = Ticks()
    house = House(workspace.read, workspace.writer, workspace.executor)
    session = settle(ReviewSession(house, project, "ann", ticks))
    go_to(session, suggested)
    session.painted()
    ticks.now += 3.0
    session.touch()
    ticks.now += 100.0
    session.touch()
    ticks.now += 1.5
    session.accept().finish()
    assert last_decision(workspace)["dwell_ms"] == 34_500


def test_the_second_look_at_a_blind_item_has_a_dwell_of_its_own(workspace: Workspace, project: ProjectInfo) -> None:
    ticks = Ticks()
    house = House(workspace.read, workspace.writer, workspace.executor)
    session = settle(ReviewSession(house, project, "ann", ticks))
    on = go_to(session, blind_and_suggested)
    assert on.given.view is not None
    session.painted()
    ticks.now += 5.0
    session.choose(other_than(on.given.view.top.answer)).finish()
    assert last_decision(workspace)["dwell_ms"] == 5_000
    session.painted()
    ticks.now += 2.0
    session.take_models().finish()
    assert last_decision(workspace)["dwell_ms"] == 2_000


# --- the end of the queue ---


def test_the_end_of_the_queue_and_another_pass_over_what_was_skipped(workspace: Workspace) -> None:
    session = settle(workspace.session(fill(workspace, 60, order="random"), "ann"))
    skipped: list[int] = []
    while session.on is not None:
        if on_screen(session).drawn.draw.draw_no % 3 == 0:
            skipped.append(on_screen(session).drawn.item.seq)
            do(session, session.skip)
        else:
            answer(session)
    assert phase(session) is Phase.FINISHED
    assert len(skipped) == session.screen().progress.skipped == 20
    do_pass(session)
    again: list[int] = []
    while session.on is not None:
        again.append(on_screen(session).drawn.item.seq)
        (do(session, session.skip) if len(again) % 2 else answer(session))
    assert sorted(again) == sorted(skipped)
    do_pass(session)
    last: list[int] = []
    while session.on is not None:
        last.append(on_screen(session).drawn.item.seq)
        answer(session)
    assert sorted(last) == sorted(again[::2])
    assert session.screen().progress.decided == 60
    assert checked(workspace).clean


def do_pass(session: ReviewSession) -> None:
    session.next_pass().finish()
    settle(session)


def test_a_pass_reaches_every_skipped_item_of_the_samples_too(workspace: Workspace) -> None:
    session = settle(workspace.session(fill(workspace, 300, order="random"), "ann"))
    while session.on is not None:
        do(session, session.skip)
    assert session.screen().progress.skipped == 300
    do_pass(session)
    seen: list[int] = []
    while session.on is not None:
        seen.append(on_screen(session).drawn.item.seq)
        do(session, session.skip)
    assert sorted(seen) == sorted(row[0] for row in rows_of(workspace, "SELECT seq FROM item"))


def test_an_empty_project_says_so_and_goes_on_when_items_come(workspace: Workspace) -> None:
    from tests.conftest import add_items

    project = fill(workspace, 0)
    session = settle(workspace.session(project, "ann"))
    assert phase(session) is Phase.EMPTY
    with pytest.raises(UserError):
        session.skip()
    add_items(workspace, project, texts(5))
    session.refresh()
    settle(session)
    assert session.on is not None
    assert session.screen().progress.left == 5


# --- failures ---


def fill_up(workspace: Workspace) -> Callable[[], None]:
    """Let the file take no more pages; returns the way back. Free pages are used up first."""

    def limit(pages: int) -> None:
        for submit in (workspace.writer.submit, workspace.writer.submit_bulk):
            submit(lambda c: driver_connection(c).execute(f"PRAGMA max_page_count={pages}").fetchone()).result()

    count = int(value_of(workspace, "PRAGMA page_count"))
    limit(count)
    return lambda: limit(1_000_000)


def test_a_full_disk_leaves_screen_and_learner_as_they_were_and_then_goes_on(
    workspace: Workspace, session: ReviewSession
) -> None:
    go_to(session, suggested)
    free = fill_up(workspace)
    stopped = False
    for _ in range(300):
        on, screen, before = on_screen(session), session.screen(), learnt(session)
        decisions = value_of(workspace, "SELECT count(*) FROM decision")
        session.painted()
        try:
            session.choose("red").finish()
        except UserError as error:
            assert error.code == "workspace.disk_full"
            stopped = True
            assert session.on is on
            assert session.screen() == screen
            assert learnt(session) == before
            assert value_of(workspace, "SELECT count(*) FROM decision") == decisions
            break
        if phase(session) is Phase.SECOND_OPINION:
            session.keep_mine().finish()
        settle(session)
    assert stopped
    with pytest.raises(UserError) as told:
        session.comment("a long remark " * 2_000).finish()
    assert told.value.code == "workspace.disk_full"
    assert session.screen().card.comments == 0
    free()
    seq = on_screen(session).drawn.item.seq
    session.choose("red").finish()
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE item_seq = :s AND status = 'decided'", s=seq) == 1
    assert {"shown", "decided"} <= set(events_of(workspace, seq))
    assert checked(workspace).clean


def test_a_card_whose_note_failed_twice_can_still_be_decided(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'not now'); END"
    workspace.writer.submit(lambda c: run(c, refuse)).result()
    session.painted()
    workspace.writer.submit(lambda _: None).result()
    for _ in range(2):
        with pytest.raises(IntegrityError, match="not now"):
            session.accept().finish()
    workspace.writer.submit(lambda c: run(c, "DROP TRIGGER refuse")).result()
    session.accept().finish()
    assert events_of(workspace, on.drawn.item.seq) == ["shown", "revealed", "decided"]


def test_an_item_put_aside_after_it_was_painted_can_be_decided_later(workspace: Workspace, session: ReviewSession) -> None:
    answer(session)
    aside = go_to(session, suggested)
    session.painted()
    do(session, session.undo)
    answer(session)
    assert on_screen(session).drawn.item.seq == aside.drawn.item.seq
    session.painted()
    workspace.writer.submit(lambda _: None).result()
    do(session, session.accept)
    assert last_decision(workspace)["item_seq"] == aside.drawn.item.seq
    assert value_of(workspace, "SELECT count(*) FROM suggestion WHERE item_seq = :s", s=aside.drawn.item.seq) == 1
    assert checked(workspace).clean


def test_every_suggestion_seen_before_an_answer_is_stored_with_it(workspace: Workspace, session: ReviewSession) -> None:
    on = go_to(session, suggested)
    do(session, session.accept)
    do(session, session.undo)
    do(session, session.skip)
    do(session, session.undo)
    do(session, lambda: session.choose("red"))
    revealed = json.loads(last_decision(workspace)["revealed"])
    seen = [
        bytes(row[0]).hex()
        for row in rows_of(
            workspace,
            "SELECT DISTINCT g.id FROM event e JOIN suggestion g ON g.seq = e.suggestion_seq"
            " WHERE e.item_seq = :s AND e.kind = 'revealed'",
            s=on.drawn.item.seq,
        )
    ]
    assert sorted(revealed) == sorted(seen)
    assert revealed[0] == on.given.row.id.hex()


def test_the_project_can_be_reviewed_by_another_person(
    workspace: Workspace, project: ProjectInfo, session: ReviewSession
) -> None:
    answer(session)
    other = settle(workspace.session(project, "bob"))
    assert not other.screen().can_undo
    answer(other)
    names = rows_of(workspace, "SELECT r.name, count(*) FROM decision d JOIN reviewer r ON r.seq = d.reviewer_seq GROUP BY 1")
    assert sorted(names) == [("ann", 1), ("bob", 1)]
    assert replace(other.screen().progress, per_minute=None).decided == 2
