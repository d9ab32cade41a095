"""What can be changed of a project's task, what is refused, and that the ledger says so."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from filelock import FileLock

from core.domain.filters import Filter
from core.domain.json import Answer
from core.domain.task import Label, Options, Preset, Task
from core.errors import UserError
from core.insight.stats import project_stats
from core.insight.timeline import item_timeline
from core.storage.projects import ProjectInfo
from core.storage.queues import get_queue, save_queue
from core.storage.settings import ProjectSettings
from core.storage.sql import from_json
from core.tasks import Tasks, finish, line_diff
from core.workspace import Workspace
from tests.conftest import COLOURS, Maker, add_items, checked, exported, fill, rows_of, settle, texts, value_of
from tests.unit.core.tasks.deciding import decide, project_with

ROOT = Path(__file__).resolve().parents[4]


def names(tasks: Tasks) -> list[str]:
    return [use.label.name for use in tasks.labels()]


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 8)


@pytest.fixture
def tasks(workspace: Workspace, project: ProjectInfo) -> Tasks:
    return workspace.tasks(project)


def test_labels_are_added_moved_and_described_in_the_project(workspace: Workspace, tasks: Tasks) -> None:
    tasks.add(Label("  white ", "no colour"), "ann")
    tasks.move("white", 1)
    tasks.describe("red", description="like blood", example="a red door", colour="red", shortcut="r")
    assert names(tasks) == ["white", *COLOURS]
    red = workspace.project("Colours").task.label("red")
    assert red == Label("red", "like blood", "a red door", "red", "r")
    tasks.describe("red", shortcut="")
    assert tasks.task().label("red") == Label("red", "like blood", "a red door", "red")


def test_moving_counts_places_among_the_labels_that_can_be_given(tasks: Tasks) -> None:
    tasks.retire("green")
    tasks.move("yellow", 2)
    assert tasks.task().names == ("red", "yellow", "blue")
    tasks.move("red", 99)
    assert tasks.task().names == ("yellow", "blue", "red")
    tasks.restore("green")
    assert set(tasks.task().names) == set(COLOURS)


def test_every_change_of_labels_is_a_line_of_the_ledger_with_names_only(workspace: Workspace, tasks: Tasks) -> None:
    tasks.add(Label("white"), "ann")
    tasks.rename("white", "snow", "ann")
    tasks.merge("snow", "blue", "ann")
    tasks.retire("green", "ann")
    tasks.retire("green", "ann")  # changes nothing, says nothing
    lines = rows_of(
        workspace,
        "SELECT e.data, r.name FROM event e JOIN reviewer r ON r.seq = e.reviewer_seq WHERE e.kind = 'labels_changed' ORDER BY e.seq",
    )
    assert {who for _, who in lines} == {"ann"}
    assert [from_json(data) for data, _ in lines] == [
        {"change": "added", "name": "white"},
        {"change": "renamed", "old": "white", "new": "snow"},
        {"change": "merged", "old": "snow", "new": "blue"},
        {"change": "retired", "name": "green"},
    ]


REFUSED: dict[str, tuple[str, Callable[[Tasks], object]]] = {
    "a name that is there": ("labels.taken", lambda t: t.add(Label("red"))),
    "a rename to one that is there": ("labels.taken", lambda t: t.rename("red", "blue")),
    "renaming nothing": ("labels.unknown", lambda t: t.rename("white", "snow")),
    "merging into nothing": ("labels.unknown", lambda t: t.merge("red", "white")),
    "merging into itself": ("labels.same", lambda t: t.merge("red", "red")),
    "a name of two lines": ("labels.bad_name", lambda t: t.add(Label("two\nlines"))),
    "no name": ("labels.too_few", lambda t: t.add(Label("  "))),
    "no such colour": ("labels.colour", lambda t: t.describe("red", colour="mauve")),
    "a shortcut that is a word": ("labels.bad_shortcut", lambda t: t.describe("red", shortcut="Ctrl")),
}


@pytest.mark.parametrize("what", list(REFUSED))
def test_what_cannot_be_is_refused_and_changes_nothing(tasks: Tasks, what: str) -> None:
    code, change = REFUSED[what]
    before = tasks.task()
    with pytest.raises(UserError) as refused:
        change(tasks)
    assert refused.value.code == code
    assert tasks.task() == before


def test_two_labels_cannot_have_one_shortcut(tasks: Tasks) -> None:
    tasks.describe("red", shortcut="r")
    with pytest.raises(UserError, match="shortcut 'r'"):
        tasks.describe("blue", shortcut="r")


def test_a_choice_keeps_two_labels_and_yes_or_no_exactly_two(workspace: Workspace) -> None:
    yes_no = Task("choice", (Label("yes"), Label("no")), options=Options(preset=Preset.YES_NO))
    tasks = workspace.tasks(workspace.create_project("Yes or no", yes_no))
    for refused in (lambda: tasks.retire("no"), lambda: tasks.merge("no", "yes"), lambda: tasks.add(Label("maybe"))):
        with pytest.raises(UserError):
            refused()
    assert tasks.rename("no", "nope").names == ("yes", "nope")


def test_a_task_without_labels_says_so(workspace: Workspace) -> None:
    tasks = workspace.tasks(workspace.create_project("Replies", Task("text")))
    with pytest.raises(UserError) as refused:
        tasks.add(Label("a"))
    assert refused.value.code == "labels.none"
    assert tasks.labels() == []


def test_a_retired_label_cannot_be_given_and_its_decisions_stand(
    workspace: Workspace, project: ProjectInfo, tasks: Tasks
) -> None:
    item = int(value_of(workspace, "SELECT min(seq) FROM item"))
    decide(workspace, project, item, "green")
    tasks.retire("green")
    session = settle(workspace.session(workspace.project("Colours"), "ann"))
    session.painted()
    with pytest.raises(UserError):
        session.choose("green").finish()
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=item) == '"green"'
    assert {use.label.name: use.decided for use in tasks.labels()}["green"] == 1
    with workspace.read.connect() as connection:
        assert any("green" in str(line) for line in item_timeline(connection, item).lines)
    assert checked(workspace).clean


def test_a_second_look_at_the_ledger_tells_what_was_said_then(workspace: Workspace, project: ProjectInfo, tasks: Tasks) -> None:
    item = int(value_of(workspace, "SELECT min(seq) FROM item"))
    decide(workspace, project, item, "green")
    tasks.rename("green", "grass")
    assert value_of(workspace, "SELECT answer FROM decision") == '"green"'
    report = exported(workspace, workspace.project("Colours"), "jsonl", workspace.path.with_name("out.jsonl"))
    assert '"grass"' in report.path.read_text("utf-8")
    assert '"green"' not in report.path.read_text("utf-8")


def test_the_learner_follows_a_rename_a_merge_and_a_new_order(make_workspace: Maker) -> None:
    workspace = make_workspace()
    project = fill(workspace, 120)
    found = rows_of(workspace, "SELECT c.item_seq, c.text FROM item_content c")
    for item_seq, text in found[:60]:
        word = next((one for one in COLOURS if one in text), "red")
        decide(workspace, project, int(item_seq), word)
    tasks = workspace.tasks(project)
    tasks.rename("red", "crimson")
    tasks.merge("green", "blue")
    tasks.move("yellow", 1)
    right = 0
    from core.suggest.builtin import BuiltinSuggester

    suggester = BuiltinSuggester(workspace.read, workspace.writer, workspace.project("Colours"), None)
    for _, text in found[60:]:
        word = next((one for one in COLOURS if one in text), "red")
        wanted = {"red": "crimson", "green": "blue"}.get(word, word)
        proposal = suggester.propose(suggester.vectors.encode(text))
        right += proposal is not None and proposal.names[0] == wanted
    assert right > 45  # of 60; by chance 20


def test_names_do_not_change_under_an_import(workspace: Workspace, project: ProjectInfo, tasks: Tasks) -> None:
    from core.ingest.mapping import Mapping
    from core.ingest.table import open_table

    add_items(workspace, project, texts(3))
    table = open_table(workspace.path.with_name("items.csv"))
    other = Workspace(workspace.path)
    try:
        with other.importing(project, table, Mapping("text")), pytest.raises(UserError) as refused:
            tasks.rename("red", "crimson")
        assert refused.value.code == "labels.importing"
        assert tasks.rename("red", "crimson").label("red") is None
    finally:
        other.close()


def test_reviewers_add_labels_unless_the_project_says_otherwise(workspace: Workspace, tasks: Tasks) -> None:
    tasks.add(Label("white"), "ann", reviewing=True)
    tasks.set_settings(ProjectSettings(reviewers_add_labels=False), "lead")
    with pytest.raises(UserError) as refused:
        tasks.add(Label("black"), "ann", reviewing=True)
    assert refused.value.code == "labels.not_allowed"
    tasks.add(Label("black"), "lead")
    assert names(tasks)[-2:] == ["white", "black"]
    assert tasks.settings() == ProjectSettings(reviewers_add_labels=False)
    assert value_of(workspace, "SELECT data FROM event WHERE kind = 'task_changed'") is not None


def test_options_change_and_what_the_kind_cannot_ask_is_refused(workspace: Workspace, tasks: Tasks) -> None:
    assert tasks.set_options(Options(instruction="Which colour?")).options.instruction == "Which colour?"
    with pytest.raises(UserError):
        tasks.set_options(Options(preset=Preset.YES_NO))
    assert workspace.project("Colours").task.options == Options(instruction="Which colour?")


def test_guidelines_are_versions_of_which_the_newest_is_in_force(workspace: Workspace, tasks: Tasks) -> None:
    assert (tasks.guidelines().number, tasks.guidelines().text) == (1, "")
    second = tasks.set_guidelines("# Colours\nLook twice.", "ann")
    assert tasks.set_guidelines("# Colours\nLook twice.", "ann") == second
    third = tasks.set_guidelines("# Colours\nLook three times.", "bob")
    assert [(one.number, one.reviewer) for one in tasks.guideline_versions()] == [(3, "bob"), (2, "ann"), (1, "")]
    assert workspace.project("Colours").guidelines == third.text == tasks.guidelines().text
    assert line_diff(tasks.guideline_version(2).text, third.text)[1:] == (" # Colours", "-Look twice.", "+Look three times.")
    with pytest.raises(UserError):
        tasks.guideline_version(4)


def test_imported_labels_and_gold_follow_without_a_decision(workspace: Workspace) -> None:
    task = Task("choices", (Label("a"), Label("b"), Label("c")))
    project, items = project_with(workspace, "Sets", task, [["a", "b"], ["b"], ["c"], None])
    workspace.tasks(project).merge("b", "a")
    rows = rows_of(workspace, "SELECT label, gold FROM item_content WHERE item_seq >= :s ORDER BY item_seq", s=items[0])
    assert rows == [('["a"]', '["a"]'), ('["a"]', '["a"]'), ('["c"]', '["c"]'), (None, None)]


def test_saved_queues_ask_for_a_label_by_its_new_name(workspace: Workspace, project: ProjectInfo, tasks: Tasks) -> None:
    wanted = Filter(labels=("red", "blue"), flagged=True).to_json()
    workspace.writer.submit(lambda c: save_queue(c, project.seq, "Mine", wanted, "random")).result()
    tasks.rename("red", "crimson")
    tasks.merge("crimson", "blue")
    with workspace.read.connect() as connection:
        assert Filter.from_json(get_queue(connection, project.seq, "Mine").filter) == Filter(labels=("blue",), flagged=True)


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_exports_and_figures_read_answers_with_retired_labels(workspace: Workspace, kind: str) -> None:
    task = Task(kind, (Label("a"), Label("b"), Label("c")))
    answer: Answer = "a" if kind == "choice" else ["a", "b"]
    project, items = project_with(workspace, "Old answers", task, [None, None, None])
    for item in items:
        decide(workspace, project, item, answer)
    workspace.tasks(project).retire("a")
    project = workspace.project("Old answers")
    for name in ("csv", "jsonl", "parquet", "ledger"):
        out = workspace.path.with_name(f"out.{name}")
        assert exported(workspace, project, name, out).records >= 3, name
    with workspace.read.connect() as connection:
        assert project_stats(connection, project.seq).decided == 3


def test_decisions_go_on_while_older_ones_follow(workspace: Workspace) -> None:
    task = Task("choice", (Label("a"), Label("b")))
    project, items = project_with(workspace, "Busy", task, ["a"] * 200)
    for item in items[:120]:
        decide(workspace, project, item, "a")
    said: list[int] = []

    def meanwhile(done: int) -> None:
        """A reviewer who has the new label already, and one who decides on what has not followed yet."""
        said.append(done)
        decide(workspace, project, items[len(said) % 100], "z" if len(said) % 2 else "b")

    workspace.tasks(project).rename("a", "z", told=meanwhile)
    assert len(said) > 3
    labels = rows_of(workspace, "SELECT DISTINCT label FROM item_state UNION SELECT label FROM item_content")
    assert {row[0] for row in labels} == {'"z"', '"b"'}
    assert checked(workspace).clean


def test_a_session_undoes_a_decision_across_a_rename(workspace: Workspace, project: ProjectInfo, tasks: Tasks) -> None:
    session = settle(workspace.session(project, "ann"))
    session.painted()
    assert session.on is not None
    item = session.on.drawn.item.seq
    session.choose("red").finish()
    settle(session)
    session.close()
    tasks.rename("red", "crimson")
    again = settle(workspace.session(workspace.project("Colours"), "ann"))
    again.painted()
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=item) == '"crimson"'
    again.undo().finish()
    settle(again)
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=item) == "open"
    again.redo().finish()
    settle(again)
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = :s", s=item) == '"crimson"'
    assert checked(workspace).clean


def test_another_task_is_adopted_without_taking_a_label_away(tasks: Tasks) -> None:
    tasks.retire("yellow")
    other = Task("choice", (Label("red", "like blood"), Label("white")), options=Options(instruction="Which one?"))
    task = tasks.adopt(other)
    assert [label.name for label in task.labels] == [*COLOURS, "white"]
    assert (task.labels[0].description, task.options.instruction) == ("like blood", "Which one?")
    assert task.names == ("red", "green", "blue", "white")


def test_what_was_stopped_follows_at_the_next_call(workspace: Workspace) -> None:
    task = Task("choice", (Label("a"), Label("b")))
    project, _ = project_with(workspace, "Many", task, ["a"] * 500)
    stop = Event()
    lock = FileLock(workspace.path.with_name("lock"))
    stopped = Tasks(workspace.read, workspace.writer, project.seq, lock, stop)
    stopped.rename("a", "z", told=lambda _: stop.set())
    by_label = "SELECT label, count(*) FROM item_content GROUP BY label ORDER BY label"
    before = dict(rows_of(workspace, by_label))
    assert set(before) == {'"a"', '"z"'}
    assert finish(workspace.read, workspace.writer) == before['"a"']
    assert rows_of(workspace, by_label) == [('"z"', 500)]
    assert checked(workspace).clean


def test_a_rename_that_is_killed_is_finished_at_the_next_opening(make_workspace: Maker) -> None:
    workspace = make_workspace()
    project, items = project_with(workspace, "Many", Task("choice", (Label("a"), Label("b"))), ["a"] * 3_000)
    decide(workspace, project, items[0], "a")
    workspace.close()
    with subprocess.Popen(
        (sys.executable, __file__, str(workspace.path)), stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)}
    ) as child:
        assert child.stdout is not None
        assert int(child.stdout.readline()) < 3_000
        child.send_signal(signal.SIGKILL)
    again = make_workspace()
    assert rows_of(again, "SELECT label, count(*) FROM item_content GROUP BY label") == [('"z"', 3_000)]
    assert value_of(again, "SELECT count(*) FROM background_work WHERE name LIKE 'relabel:%'") == 0
    assert value_of(again, "SELECT label FROM item_state") == '"z"'
    assert checked(again).clean
    assert finish(again.read, again.writer) == 0


def say(done: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with Workspace(Path(sys.argv[1])) as opened:
        opened.tasks(opened.project("Many")).rename("a", "z", told=say)
