"""A model asked about every kind of answer: what it is shown, what becomes of its reply, and where that is kept."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.content import Content, Form, Part
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.llm.types import Connection
from core.prompts.content import ExamplePolicy, PromptContent, ShotsBy
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.suggest.versions import PromptVersion
from core.suggest.views import BatchReport
from core.workspace import Workspace
from tests.conftest import checked, rows_of, settle, value_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.kinds import ANSWERS, PARTS, TASKS, TEXT, project_of, put_items
from tests.llm import PATIENCE_S, connection_to, records, sent_text

NAMES = sorted(TASKS)
#: the smallest PNG there is: one grey pixel
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==")


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as server:
        yield server


def told(name: str, answer: Answer) -> str:
    """A reply as a model gives it: passages to the letter, an order in signs."""
    content = Content(TEXT, parts=PARTS if name == "preference" else ())
    value = kind_of(TASKS[name].kind).told(answer, TASKS[name], content)
    return json.dumps({"rationale": "It says so.", "answer": value, "confidence": 0.8}, ensure_ascii=False)


class Bench:
    """One project of one kind, a prompt on the server, and what was asked."""

    def __init__(self, workspace: Workspace, fake: FakeModel, name: str, n: int = 1, **fields: Any) -> None:
        self.workspace, self.fake = workspace, fake
        self.project: ProjectInfo = project_of(workspace, name, n, suggested=False)
        self.connection: Connection = workspace.models.save_connection(connection_to(fake, in_flight=1, **fields))
        content = workspace.models.default_content(self.project, self.connection)
        self.version: PromptVersion = workspace.models.save_prompt(self.project, content, self.connection.name)

    def suggest(self) -> BatchReport:
        return self.workspace.models.suggest(self.project, self.version.number).result(PATIENCE_S)

    def suggested(self) -> JsonValue:
        """The answer of the last suggestion, from wherever it stands."""
        sql = "SELECT s.answer, t.body FROM suggestion s LEFT JOIN answer_text t ON t.id = s.id ORDER BY s.seq DESC LIMIT 1"
        answer, body = rows_of(self.workspace, sql)[0]
        return orjson.loads(body)["answer"] if body is not None else orjson.loads(answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_reply_becomes_the_answer_that_it_means(workspace: Workspace, fake: FakeModel, name: str) -> None:
    bench = Bench(workspace, fake, name)
    fake.default = Behaviour(text=told(name, ANSWERS[name][0]))
    report = bench.suggest()
    assert (report.answered, report.failed) == (1, {})
    assert bench.suggested() == ANSWERS[name][0]
    assert TEXT in sent_text(fake.seen[0])
    assert records(workspace)[0].outcome == "answered"
    assert checked(workspace).clean


@pytest.mark.parametrize("name", NAMES)
def test_live_in_a_review_it_is_proposed_and_judged(workspace: Workspace, fake: FakeModel, name: str) -> None:
    bench = Bench(workspace, fake, name, 3)
    fake.default = Behaviour(text=told(name, ANSWERS[name][0]))
    bench.suggest()
    workspace.models.activate(bench.project, bench.version.number)
    session = settle(workspace.session(workspace.project(bench.project.name), "Ada"))
    while session.waiting is not None:
        session.waiting.result(PATIENCE_S)
        session.resume()
    card = session.screen().card
    assert card.suggestion is not None
    assert card.suggestion.top.answer == ANSWERS[name][0]
    session.painted()
    session.accept().finish()
    assert rows_of(workspace, "SELECT verdict, provenance FROM decision") == [("accepted", "assisted")]
    session.close()


@pytest.mark.parametrize("name", ["text", "fields"])
def test_answers_with_text_stand_apart_from_the_ledger(workspace: Workspace, fake: FakeModel, name: str) -> None:
    bench = Bench(workspace, fake, name)
    fake.default = Behaviour(text=told(name, ANSWERS[name][0]))
    bench.suggest()
    assert rows_of(workspace, "SELECT answer, candidates FROM suggestion") == [('{"apart":true}', "[]")]
    assert value_of(workspace, "SELECT count(*) FROM answer_text") == 1


def test_values_that_do_not_stand_in_the_item_are_flagged(workspace: Workspace, fake: FakeModel) -> None:
    bench = Bench(workspace, fake, "fields")
    made_up: Answer = {"name": "Zoe", "total": 99.0, "day": "2026-11-21", "paid": True, "currency": "USD"}
    fake.default = Behaviour(text=told("fields", made_up))
    bench.suggest()
    assert orjson.loads(value_of(workspace, "SELECT rationale FROM suggestion")) == {"flags": ["ungrounded"]}
    assert value_of(workspace, "SELECT flags FROM item_suggestion") == " ungrounded "


@pytest.mark.parametrize("name", ["choices", "spans", "checklist", "preference"])
def test_labels_and_choices_are_not_looked_for_in_the_item(workspace: Workspace, fake: FakeModel, name: str) -> None:
    bench = Bench(workspace, fake, name)
    fake.default = Behaviour(text=told(name, ANSWERS[name][0]))
    bench.suggest()
    assert value_of(workspace, "SELECT rationale FROM suggestion") is None


def test_a_passage_that_does_not_occur_is_asked_for_once_more(workspace: Workspace, fake: FakeModel) -> None:
    bench = Bench(workspace, fake, "spans")
    fake.then(Behaviour(text='{"answer": [{"text": "Carla", "label": "person"}]}'))
    fake.default = Behaviour(text=told("spans", ANSWERS["spans"][0]))
    report = bench.suggest()
    assert (report.answered, report.asked) == (1, 2)
    assert "does not stand in the item" in fake.seen[1].body["messages"][-1]["content"]


def test_the_candidates_are_shown_by_number_and_without_their_names(workspace: Workspace, fake: FakeModel) -> None:
    bench = Bench(workspace, fake, "preference")
    fake.default = Behaviour(text=told("preference", ANSWERS["preference"][0]))
    bench.suggest()
    sent = sent_text(fake.seen[0])
    assert "candidate 1: The first answer." in sent
    assert "candidate 2: The second one." in sent
    assert "response 1" not in sent


def test_decided_items_are_shown_as_passages_in_examples(workspace: Workspace, fake: FakeModel) -> None:
    bench = Bench(workspace, fake, "spans", 0)
    topics = ("lost her card", "paid the rent", "asks for a refund", "wants to close the account")
    put_items(
        workspace, bench.project, [NewItem(f"Ada met Bob in Paris and {topic}.", f"n{at}") for at, topic in enumerate(topics)]
    )
    session = settle(workspace.session(bench.project, "Ada"))
    for _ in range(2):
        session.painted()
        session.choose(ANSWERS["spans"][1]).finish()
        settle(session)
    fake.default = Behaviour(text=told("spans", ANSWERS["spans"][0]))
    content = workspace.models.default_content(bench.project, bench.connection)
    version = workspace.models.save_prompt(bench.project, with_examples(content), bench.connection.name)
    workspace.models.suggest(bench.project, version.number).result(PATIENCE_S)
    sent = sent_text(fake.seen[-1])
    assert '"text":"Paris","label":"place"' in sent
    assert '"start"' not in sent


def with_examples(content: PromptContent) -> PromptContent:
    return replace(content, examples=ExamplePolicy(ShotsBy.PROPORTIONAL, 2))


# --- images ---


def pictured(workspace: Workspace, project: ProjectInfo, path: Path) -> None:
    content = Content("What is in the picture?", parts=(Part("photo", str(path), Form.IMAGE),))
    put_items(workspace, project, [NewItem(content.text, "pictured", parts=content.parts_json())])


def test_a_model_that_sees_gets_the_picture_and_the_record_its_hash(
    workspace: Workspace, fake: FakeModel, tmp_path: Path
) -> None:
    bench = Bench(workspace, fake, "choice", 0, params={"vision": True})
    path = tmp_path / "photo.png"
    path.write_bytes(PNG)
    pictured(workspace, bench.project, path)
    fake.default = Behaviour(text=told("choice", "joy"))
    assert bench.suggest().answered == 1
    text, image = fake.seen[0].body["messages"][-1]["content"]
    assert "What is in the picture?" in text["text"]
    assert image["image_url"]["url"] == f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    (record,) = records(workspace)
    assert record.request is not None
    assert "base64" not in record.request
    assert str(path) in record.request


def test_a_model_that_does_not_see_gets_the_text_alone(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    bench = Bench(workspace, fake, "choice", 0)
    path = tmp_path / "photo.png"
    path.write_bytes(PNG)
    pictured(workspace, bench.project, path)
    fake.default = Behaviour(text=told("choice", "joy"))
    assert bench.suggest().answered == 1
    assert isinstance(fake.seen[0].body["messages"][-1]["content"], str)


@pytest.mark.parametrize("data", [None, b"GIF of nothing", b"<svg onload='x'/>"])
def test_a_picture_that_is_gone_or_none_is_not_sent(
    workspace: Workspace, fake: FakeModel, tmp_path: Path, data: bytes | None
) -> None:
    bench = Bench(workspace, fake, "choice", 0, params={"vision": True})
    path = tmp_path / "photo.png"
    if data is not None:
        path.write_bytes(data)
    pictured(workspace, bench.project, path)
    report = bench.suggest()
    assert (report.answered, fake.requests) == (0, 0)
    assert report.failed == {"invalid_answer": 1}
