"""A session over every kind of answer: accept, correct, edit a little, reject, undo; what the ledger keeps of the parts."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.errors import UserError
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.erase import erase_item
from core.storage.samples import Shares
from core.workspace import Workspace
from tests.conftest import checked, rows_of, settle, value_of
from tests.kinds import ANSWERS, TASKS, project_of

NAMES = sorted(TASKS)


def open_on(workspace: Workspace, name: str, **more: Any) -> ReviewSession:
    session = settle(workspace.session(project_of(workspace, name, **more), "Ada"))
    session.painted()
    return session


def last(workspace: Workspace) -> dict[str, Any]:
    """The last decision, with its answer from wherever it stands."""
    sql = """SELECT d.verdict, d.provenance, d.answer, t.body, d.detail, d.guideline_seq FROM decision d
    LEFT JOIN answer_text t ON t.id = d.id ORDER BY d.seq DESC LIMIT 1"""
    verdict, provenance, answer, body, detail, guideline = rows_of(workspace, sql)[0]
    said = orjson.loads(body)["answer"] if body is not None else None if answer is None else orjson.loads(answer)
    return {
        "verdict": verdict,
        "provenance": provenance,
        "answer": said,
        "detail": None if detail is None else orjson.loads(detail),
        "guideline": guideline,
        "apart": body is not None,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_suggestion_that_came_with_the_data_is_accepted_as_it_is(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name)
    card = session.screen().card
    assert card.phase is Phase.REVIEW
    assert card.suggestion is not None
    assert (card.suggestion.suggester, card.suggestion.top.said) == ("model-x", 0.75)
    session.accept().finish()
    made = last(workspace)
    assert (made["verdict"], made["provenance"]) == ("accepted", "assisted")
    assert made["answer"] == ANSWERS[name][0]
    assert made["guideline"] == value_of(workspace, "SELECT max(seq) FROM guideline_version")
    assert made["apart"] is kind_of(TASKS[name].kind).apart(TASKS[name])
    assert checked(workspace).clean


@pytest.mark.parametrize("name", NAMES)
def test_a_correction_is_kept_with_what_became_of_the_parts(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name)
    suggested, right = ANSWERS[name]
    session.choose(right).finish()
    made = last(workspace)
    assert (made["verdict"], made["answer"]) == ("corrected", right)
    changes = kind_of(TASKS[name].kind).changes(suggested, right)
    if len(changes) > 1:
        assert sorted(made["detail"]["parts"]) == sorted([one.part, one.change.value] for one in changes)
    assert made["detail"]["distance"] > 0
    assert checked(workspace).clean


@pytest.mark.parametrize("name", NAMES)
def test_undo_brings_the_item_back_and_redo_the_decision(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name)
    first = session.screen().card.item_id
    session.choose(ANSWERS[name][1]).finish()
    settle(session)
    session.undo().finish()
    assert session.screen().card.item_id == first
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 0
    session.redo().finish()
    label = value_of(workspace, "SELECT label FROM item_state WHERE status = 'decided'")
    assert orjson.loads(label) == ANSWERS[name][1]
    assert checked(workspace).clean


@pytest.mark.parametrize("name", NAMES)
def test_without_a_suggestion_an_answer_is_given_unassisted(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name, suggested=False)
    assert session.screen().card.phase in (Phase.NO_IDEA, Phase.REVIEW)
    session.choose(ANSWERS[name][1]).finish()
    if name not in ("choice", "yes_no"):  # for these the built-in suggester has an idea from the labels' names
        assert (last(workspace)["verdict"], last(workspace)["provenance"]) == ("answered", "unassisted")


@pytest.mark.parametrize("name", NAMES)
def test_a_blind_answer_comes_before_the_suggestion_is_shown(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name, shares=Shares(1.0, 0.0))
    assert (session.screen().card.phase, session.screen().card.suggestion) == (Phase.BLIND, None)
    session.choose(ANSWERS[name][1]).finish()
    card = session.screen().card
    assert card.phase is Phase.SECOND_OPINION
    assert card.own_answer == kind_of(TASKS[name].kind).text(ANSWERS[name][1])
    session.take_models().finish()
    assert rows_of(workspace, "SELECT verdict, provenance FROM decision ORDER BY seq") == [
        ("answered", "blind"),
        ("accepted", "assisted"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_after_a_restart_the_decision_can_be_undone(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name)
    session.choose(ANSWERS[name][1]).finish()
    again = settle(workspace.session(workspace.project(name), "Ada"))
    assert sorted(again.screen().history[0].text) == sorted(kind_of(TASKS[name].kind).text(ANSWERS[name][1]))
    again.undo().finish()
    assert checked(workspace).clean


def test_a_small_edit_is_an_acceptance_and_says_so(workspace: Workspace) -> None:
    session = open_on(workspace, "text")
    session.choose("Dear Ada, your card is on the way.").finish()
    made = last(workspace)
    assert (made["verdict"], made["detail"]["small_edit"]) == ("accepted", True)
    assert value_of(workspace, "SELECT count(*) FROM event WHERE kind = 'edited'") == 1


@pytest.mark.parametrize(
    "edited",
    ["Dear Ida, your card is on its way.", "Dear Ada, your card is not on its way.", "Dear Ada, your 2 cards are on its way."],
)
def test_a_changed_name_negation_or_number_is_a_correction(workspace: Workspace, edited: str) -> None:
    session = open_on(workspace, "text")
    session.choose(edited).finish()
    assert last(workspace)["verdict"] == "corrected"


def test_the_sides_of_a_preference_are_mixed_and_recorded(workspace: Workspace) -> None:
    session = open_on(workspace, "preference", n=24)
    orders = set[tuple[str, ...]]()
    for _ in range(24):
        presented = session.screen().card.presented
        orders.add(presented)
        session.accept().finish()
        assert last(workspace)["detail"]["presented"] == list(presented)
        best = orjson.loads(value_of(workspace, "SELECT answer FROM decision ORDER BY seq DESC LIMIT 1"))["ranking"][0][0]
        assert session.screen().history[0].text[0] == str(presented.index(best) + 1)  # the number that was on the screen
        settle(session)
    assert orders == {("1", "2"), ("2", "1")}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("choice", "envy"),
        ("choices", ["envy"]),
        ("text", " "),
        ("fields", {"total": "much"}),
        ("checklist", {"polite": True}),
        ("spans", [{"start": 0, "end": 4_000, "label": "place"}]),
        ("preference", {"ranking": [["1"]]}),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_decided(workspace: Workspace, name: str, answer: Answer) -> None:
    session = open_on(workspace, name)
    with pytest.raises(UserError) as refused:
        session.choose(answer)
    assert refused.value.code == "review.not_valid"
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


@pytest.mark.parametrize("name", ["text", "fields"])
def test_erasing_takes_answers_and_suggestions_along(workspace: Workspace, name: str) -> None:
    session = open_on(workspace, name)
    seq = session.screen().card.item_seq
    session.choose(ANSWERS[name][1]).finish()
    assert value_of(workspace, "SELECT count(*) FROM answer_text WHERE item_seq = :s", s=seq) == 2
    workspace.writer.submit(lambda c: erase_item(c, seq, "asked for")).result()
    assert value_of(workspace, "SELECT count(*) FROM answer_text WHERE item_seq = :s", s=seq) == 0
    kept = value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=seq)
    assert kept in (None, '{"apart":true}')
    assert checked(workspace).clean


def test_the_ledger_of_apart_answers_holds_no_text(workspace: Workspace) -> None:
    session = open_on(workspace, "fields")
    session.choose(ANSWERS["fields"][1]).finish()
    told = rows_of(workspace, "SELECT answer, detail FROM decision UNION ALL SELECT answer, candidates FROM suggestion")
    assert told
    assert not any("Bob" in str(cell) or "Ada" in str(cell) for row in told for cell in row)


def test_sets_are_learnt_from_decisions(workspace: Workspace) -> None:
    session = open_on(workspace, "choices", n=12, suggested=False)
    for _ in range(8):
        session.choose(["joy", "surprise"]).finish()
        settle(session)
        session.painted()
    card = session.screen().card
    assert card.suggestion is not None
    assert (card.suggestion.suggester, card.suggestion.top.answer) == ("built-in", ["joy", "surprise"])
