"""Labels as lessons: the prompt that was sent where there is one, else the live prompt's, else an instruction; personal data stays out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from core.storage.items import NewItem
from core.workspace import Workspace
from tests.conftest import fill, value_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.kinds import TASKS, project_of, put_items
from tests.unit.core.export.pairs.sessions import (
    DRAFT,
    OTHER,
    accept,
    choose,
    drafting,
    of_item,
    ready,
    reject,
    replies,
    skip,
    written,
)
from tests.unit.core.review.test_live_prompt import connect


def test_the_prompt_that_was_sent_is_taken_first(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project, session = drafting(workspace, fake)
    accepted, corrected = accept(session), choose(session, OTHER)
    reject(session)
    skip(session)
    report, rows = written(workspace, project, "trl_sft", tmp_path)
    fake.wait_for_idle()
    received = [one.body["messages"] for one in fake.seen if "messages" in one.body]
    assert [(row["item_id"], *replies(row, "completion"), row["prompt_from"]) for row in rows] == [
        (accepted, DRAFT, "sent"),
        (corrected, OTHER, "sent"),
    ]
    assert all(row["prompt"] in received for row in rows)
    assert (report.figures["prompts"], report.figures["examples_in_other_splits"]) == ({"sent": 2}, 0)
    _, chats = written(workspace, project, "sft", tmp_path)
    assert [chat["messages"] for chat in chats] == [[*row["prompt"], *row["completion"]] for row in rows]
    assert [list(chat) for chat in chats] == [["messages"]] * 2
    session.close()


def test_a_label_that_no_model_was_asked_about_gets_the_live_prompt(
    workspace: Workspace, fake: FakeModel, tmp_path: Path
) -> None:
    project = project_of(workspace, "text", 0)
    put_items(workspace, project, [NewItem("An old letter.", "old", None, "An old reply.")])
    report, rows = written(workspace, project, "trl_sft", tmp_path)
    assert (rows[0]["prompt_from"], rows[0]["completion"][0]["content"]) == ("instruction", "An old reply.")
    assert "# Guidelines" in rows[0]["prompt"][0]["content"]
    assert "An old letter." in rows[0]["prompt"][-1]["content"]
    connect(workspace, project, fake)
    report, rows = written(workspace, project, "trl_sft", tmp_path)
    assert (rows[0]["prompt_from"], rows[0]["prompt_version"], replies(rows[0], "completion")) == ("live", 1, ["An old reply."])
    assert "Reply with one JSON object" in rows[0]["prompt"][0]["content"]
    assert report.figures["prompts"] == {"live": 1}
    workspace.tasks(project).set_guidelines("Always greet.")
    for number in ("1", "2"):
        again = workspace.datasets(project).recut(number, tmp_path / "again.jsonl")
        assert again.again is True, "what is live and in force now was not then"


def test_a_prompt_that_asks_for_reasons_gets_none(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project = project_of(workspace, "text", 0)
    put_items(workspace, project, [NewItem("A letter.", "n0"), NewItem("Quite another question.", "n1")])
    fake.default = Behaviour(text=json.dumps({"rationale": "Because.", "answer": DRAFT, "confidence": 0.9}))
    connection = "fake"
    connect(workspace, project, fake)
    content = workspace.models.version(project, 1).content
    wanted = replace(content, contract=replace(content.contract, rationale=True))
    version = workspace.models.save_prompt(project, wanted, connection)
    workspace.models.activate(project, version.number)
    session = ready(workspace.session(project, "ann"))
    item = choose(session, OTHER)
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    said = [json.loads(of_item(rows, item)[0][side][0]["content"]) for side in ("chosen", "rejected")]
    assert [list(one) for one in said] == [["answer", "confidence"]] * 2
    assert report.losses["rationale"] == 1
    session.close()


def test_what_was_taken_out_of_the_prompt_does_not_come_back_in_a_reply(
    workspace: Workspace, fake: FakeModel, tmp_path: Path
) -> None:
    project = project_of(workspace, "text", 0)
    put_items(workspace, project, [NewItem("Write to ada@example.com, please.", "n0"), NewItem("Quite another one.", "n1")])
    workspace.models.set_limits(project, replace(workspace.models.limits(project), redact=("email",)))
    fake.default = Behaviour(text=json.dumps({"answer": "We wrote to [EMAIL_1].", "confidence": 0.9}))
    connect(workspace, project, fake)
    session = ready(workspace.session(project, "ann"))
    assert choose(session, "We shall write to ada@example.com tomorrow.") == "n0"
    assert "ada@" in value_of(workspace, "SELECT body FROM answer_text LIMIT 1")
    for name in ("trl_preference", "sft", "trl_kto"):
        report, rows = written(workspace, project, name, tmp_path)
        text = report.path.read_text(encoding="utf-8")
        assert rows
        assert "ada@" not in text
        assert "We shall write to [EMAIL_1] tomorrow." in text
    session.close()


def test_every_kind_has_lessons(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    for name in TASKS:
        project = project_of(workspace, name, 3)
        session = ready(workspace.session(project, "ann"))
        while session.on is not None:
            session.accept().finish()
            ready(session)
        report, rows = written(workspace, project, "trl_sft", tmp_path)
        assert report.records == 3, name
        assert all(row["completion"][0]["content"] for row in rows)
        assert {row["prompt_from"] for row in rows} == {"instruction"}
        session.close()


def test_a_label_that_was_renamed_is_counted(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    project = fill(workspace, 30)
    fake.default = Behaviour(text=json.dumps({"answer": "green", "confidence": 0.5}))
    connect(workspace, project, fake)
    workspace.models.suggest(project, None).result()
    session = ready(workspace.session(project, "ann"))
    for _ in range(12):
        on = session.on
        assert on is not None
        session.skip().finish() if on.blind else session.choose("red").finish()
        ready(session)
    session.close()
    workspace.tasks(project).rename("red", "crimson")
    report, rows = written(workspace, workspace.project(project.name), "trl_preference", tmp_path)
    assert {answer for row in rows for answer in replies(row, "chosen")} == {"crimson"}
    assert report.losses["renamed_labels"] == len(rows) > 5
