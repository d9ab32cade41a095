"""The memory: what a person decided before about the same content, and nothing else."""

from __future__ import annotations

import pytest

from core.storage.items import read_item
from core.storage.memory import Remembered, normalised
from core.storage.projects import ProjectInfo
from core.suggest.recall import Recall
from core.workspace import Workspace
from tests.conftest import add_items, fill, rows_of, settle, value_of
from tests.llm import decide, put_in_sample

TEXT = "Where is my parcel?"


def ready(workspace: Workspace, *texts: str) -> tuple[ProjectInfo, list[int]]:
    """A project with these items, none of them in a sample."""
    project = fill(workspace, 0)
    add_items(workspace, project, [(text, "") for text in texts])
    seqs = [workspace.item_seq(project, f"n{at}") for at in range(len(texts))]
    put_in_sample(workspace, "none", *seqs)
    return project, seqs


def recalled(workspace: Workspace, project: ProjectInfo, item_seq: int) -> Remembered | None:
    with workspace.read.connect() as connection:
        item = read_item(connection, item_seq)
    assert item is not None
    return Recall(workspace.read, project)(item)


SAME = [TEXT, "  where is   my parcel ", "WHERE IS MY PARCEL?!", "Ｗhere is my parcel？", "Where is my parcel"]
OTHER = ["Where is my parcel 2?", "Where was my parcel?", "Where is my par cel?", ""]


@pytest.mark.parametrize("text", SAME)
def test_the_same_but_for_case_width_space_and_punctuation_is_remembered(workspace: Workspace, text: str) -> None:
    project, (first, second) = ready(workspace, TEXT, text if text != TEXT else TEXT + " ")
    decide(settle(workspace.session(project, "ann")), {TEXT: "blue"})
    assert recalled(workspace, project, first) is None, "an item remembers itself"
    assert recalled(workspace, project, second) == Remembered("blue", first, exact=False)


def test_the_same_to_the_letter_says_so(workspace: Workspace) -> None:
    project, (first, second) = ready(workspace, TEXT, TEXT)
    session = settle(workspace.session(project, "ann"))
    session.choose("green").finish()
    assert recalled(workspace, project, second) == Remembered("green", first, exact=True)


@pytest.mark.parametrize("text", OTHER[:3])
def test_another_text_is_not(workspace: Workspace, text: str) -> None:
    project, (_, second) = ready(workspace, TEXT, text)
    decide(settle(workspace.session(project, "ann")), {TEXT: "blue"})
    assert recalled(workspace, project, second) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("-5 C", "5 C"), ("3.5 kg", "35 kg"), ("$5", "€5"), ("x < y", "x > y"), ("1,000", "1.000"), ("50%", "50"), ("a/b", "a b")],
)
def test_what_makes_a_number_or_an_amount_is_kept_apart(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("text", ["?!", "...", "🙂", " "])
def test_a_text_of_nothing_but_marks_is_itself(text: str) -> None:
    assert normalised(text)
    assert normalised("?!") != normalised("...")


def test_what_was_undone_is_not_remembered_and_a_new_decision_is(workspace: Workspace) -> None:
    project, (_, second) = ready(workspace, TEXT, TEXT.upper())
    session = settle(workspace.session(project, "ann"))
    session.choose("green").finish()
    settle(session)
    session.undo().finish()
    settle(session)
    assert recalled(workspace, project, second) is None
    session.choose("red").finish()
    found = recalled(workspace, project, second)
    assert found is not None
    assert found.answer == "red"


@pytest.mark.parametrize("act", ["reject", "skip"])
def test_what_gave_no_label_is_not_remembered(workspace: Workspace, act: str) -> None:
    project, (_, second) = ready(workspace, TEXT, TEXT.upper())
    session = settle(workspace.session(project, "ann"))
    (session.reject("other") if act == "reject" else session.skip()).finish()
    assert recalled(workspace, project, second) is None


@pytest.mark.parametrize("after", ["keep_mine", "take_models"])
def test_blind_answers_are_never_remembered_whether_kept_or_changed(workspace: Workspace, after: str) -> None:
    text = "red red ball"
    project, (first, second) = ready(workspace, text, text.upper())
    put_in_sample(workspace, "blind", first)
    session = settle(workspace.session(project, "ann"))
    while session.on is not None and session.on.drawn.item.seq != first:
        session.skip().finish()
        settle(session)
    session.choose("blue").finish()
    getattr(session, after)().finish()
    label = {"keep_mine": '"blue"', "take_models": '"red"'}[after]
    assert rows_of(workspace, "SELECT status, label FROM item_state WHERE item_seq = :s", s=first) == [("decided", label)]
    assert recalled(workspace, project, second) is None


def test_it_holds_no_text_and_another_project_remembers_nothing(workspace: Workspace) -> None:
    project, _ = ready(workspace, TEXT)
    decide(settle(workspace.session(project, "ann")), {TEXT: "blue"})
    rows = rows_of(workspace, "SELECT * FROM memory")
    assert len(rows) == 1
    assert "parcel" not in str(rows).lower()
    other = fill(workspace, 0, name="Other")
    add_items(workspace, other, [(TEXT, "")])
    assert recalled(workspace, other, workspace.item_seq(other, "n0")) is None


def test_an_erased_item_is_forgotten(workspace: Workspace) -> None:
    project, (first, second) = ready(workspace, TEXT, TEXT.upper())
    decide(settle(workspace.session(project, "ann")), {TEXT: "blue"})
    assert recalled(workspace, project, second) is not None
    workspace.erase(first, "asked")
    assert recalled(workspace, project, second) is None
    assert value_of(workspace, "SELECT count(*) FROM memory WHERE item_seq = :s", s=first) == 0
