"""Undo without limit and across restarts; redo until something new is decided."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from core.errors import UserError
from core.review.cards import Phase
from core.review.operation import Operation
from core.review.session import ReviewSession
from core.workspace import Workspace
from tests.conftest import COLOURS, Maker, checked, fill, rows_of, settle, value_of


def begin(workspace: Workspace) -> ReviewSession:
    return settle(workspace.session(workspace.project("Colours"), "ann"))


def do(session: ReviewSession, action: Callable[[], Operation]) -> None:
    session.painted()
    action().finish()
    settle(session)


def seq_of(session: ReviewSession) -> int:
    assert session.on is not None
    return session.on.drawn.item.seq


def choose(session: ReviewSession, answer: str = "red") -> int:
    seq = seq_of(session)
    do(session, lambda: session.choose(answer))
    if session.screen().card.phase is Phase.SECOND_OPINION:
        do(session, session.keep_mine)
    return seq


def standing(workspace: Workspace) -> list[tuple[int, str]]:
    rows = rows_of(workspace, "SELECT item_seq, label FROM item_state WHERE status = 'decided' ORDER BY item_seq")
    return [(row[0], row[1]) for row in rows]


def test_undo_goes_back_to_the_beginning_across_restarts(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 60)
    session = begin(workspace)
    done = [choose(session) for _ in range(30)]
    back: list[int] = []
    for round_no in range(3):
        for _ in range(10):
            do(session, session.undo)
            back.append(seq_of(session))
        if round_no < 2:
            workspace.close()
            workspace = make_workspace()
            session = begin(workspace)
    assert back == done[::-1]
    assert not session.screen().can_undo
    with pytest.raises(UserError) as told:
        session.undo()
    assert told.value.code == "review.nothing_to_undo"
    assert standing(workspace) == []
    assert value_of(workspace, "SELECT count(*) FROM decision") == 30
    assert checked(workspace).clean


def test_redo_brings_all_of_it_back_also_after_a_restart(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 40)
    session = begin(workspace)
    for number in range(12):
        choose(session, COLOURS[number % 4])
    before = standing(workspace)
    for _ in range(7):
        do(session, session.undo)
    for _ in range(2):
        do(session, session.redo)
    workspace.close()
    workspace = make_workspace()
    session = begin(workspace)
    for _ in range(5):
        do(session, session.redo)
    assert standing(workspace) == before
    with pytest.raises(UserError) as told:
        session.redo()
    assert told.value.code == "review.nothing_to_redo"
    assert checked(workspace).clean


def test_a_new_decision_ends_redo_also_after_a_restart(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 30)
    session = begin(workspace)
    for _ in range(3):
        choose(session)
    do(session, session.undo)
    assert session.screen().can_redo
    do(session, session.undo)
    choose(session, "blue")
    assert not session.screen().can_redo
    workspace.close()
    assert not begin(make_workspace()).screen().can_redo


def test_what_was_undone_comes_before_what_was_on_screen_which_is_not_lost(workspace: Workspace) -> None:
    fill(workspace, 40)
    session = begin(workspace)
    first, second = choose(session), choose(session)
    third = seq_of(session)
    do(session, session.undo)
    do(session, session.undo)
    order = [choose(session, "green") for _ in range(3)]
    assert order == [first, second, third]
    assert len(set(order + [choose(session) for _ in range(20)])) == 23


def test_undo_takes_back_a_skip_and_a_rejection(workspace: Workspace) -> None:
    fill(workspace, 20)
    session = begin(workspace)
    for action in (session.skip, lambda: session.reject("other")):
        seq = seq_of(session)
        do(session, action)
        if session.screen().card.phase is Phase.SECOND_OPINION:
            do(session, session.keep_mine)
        do(session, session.undo)
        assert seq_of(session) == seq
        assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=seq) == "open"
    assert session.screen().progress.left == 20


def test_undo_after_deciding_anew_brings_the_older_answer_back(workspace: Workspace) -> None:
    fill(workspace, 20)
    session = begin(workspace)
    seq = choose(session, "red")
    entry = session.screen().history[0]
    do(session, lambda: session.reopen(bytes.fromhex(entry.decision_id)))
    assert seq_of(session) == seq
    do(session, lambda: session.choose("blue"))
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=seq) == '"blue"'
    do(session, session.undo)
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=seq) == '"red"'
    assert checked(workspace).clean


def test_an_item_opened_again_stays_as_it_was_decided_when_it_is_left(workspace: Workspace) -> None:
    fill(workspace, 20)
    session = begin(workspace)
    choose(session)
    seq, next_seq = choose(session, "blue"), seq_of(session)
    count = value_of(workspace, "SELECT count(*) FROM decision")
    do(session, lambda: session.reopen(bytes.fromhex(session.screen().history[0].decision_id)))
    assert (seq_of(session), session.screen().card.why) == (seq, session.screen().card.why)
    do(session, session.skip)
    assert seq_of(session) == next_seq
    assert value_of(workspace, "SELECT count(*) FROM decision") == count


def test_what_does_not_stand_cannot_be_opened_again(workspace: Workspace) -> None:
    fill(workspace, 20)
    session = begin(workspace)
    choose(session)
    entry = session.screen().history[0]
    do(session, session.undo)
    with pytest.raises(UserError) as told:
        session.reopen(bytes.fromhex(entry.decision_id))
    assert told.value.code == "review.not_standing"


def test_the_history_shows_the_last_ten_that_stand(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 40)
    session = begin(workspace)
    for number in range(14):
        choose(session, COLOURS[number % 4])
    do(session, session.undo)
    shown = [entry.decision_id for entry in session.screen().history]
    do(session, session.redo)
    assert len(session.screen().history) == 10
    do(session, session.undo)
    workspace.close()
    after = [entry.decision_id for entry in begin(make_workspace()).screen().history]
    assert after[: len(shown)] == shown[:10]
    assert len(after) == 10


def test_the_counters_follow_undo_and_redo(workspace: Workspace) -> None:
    fill(workspace, 30)
    session = begin(workspace)
    seen = [session.screen().progress]
    for _ in range(6):
        choose(session)
        seen.append(session.screen().progress)
    for place in range(5, -1, -1):
        do(session, session.undo)
        now = session.screen().progress
        assert (now.decided, now.left, now.session) == (seen[place].decided, seen[place].left, seen[place].session)
    for place in range(1, 7):
        do(session, session.redo)
        now = session.screen().progress
        assert (now.decided, now.left, now.session) == (seen[place].decided, seen[place].left, seen[place].session)


@pytest.mark.parametrize("seed", range(4))
def test_any_mixture_of_actions_and_restarts_leaves_what_a_plain_list_says(make_workspace: Maker, seed: int) -> None:
    dice = random.Random(seed)
    workspace = make_workspace()
    fill(workspace, 80, order=("imported", "random", "uncertain")[seed % 3])
    session = begin(workspace)
    done: list[tuple[int, str | None]] = []
    undone: list[tuple[int, str | None]] = []
    for _ in range(90):
        match dice.choices(("choose", "skip", "undo", "redo", "restart"), (10, 2, 6, 4, 1))[0]:
            case "choose":
                colour = dice.choice(COLOURS)
                done.append((choose(session, colour), f'"{colour}"'))
                undone.clear()
            case "skip":
                done.append((seq_of(session), None))
                do(session, session.skip)
                undone.clear()
            case "undo" if done:
                do(session, session.undo)
                undone.append(done.pop())
                assert seq_of(session) == undone[-1][0]
            case "redo" if undone:
                do(session, session.redo)
                done.append(undone.pop())
            case "restart":
                workspace.close()
                workspace = make_workspace()
                session = begin(workspace)
            case _:
                assert session.screen().can_undo == bool(done)
                assert session.screen().can_redo == bool(undone)
    expected = {seq: label for seq, label in done if label is not None}
    assert standing(workspace) == sorted(expected.items())
    assert session.screen().progress.decided == len(expected)
    assert checked(workspace).clean
