"""The script of a prompt bundle, run by itself with LiteLLM against a server: it asks what Countersign asks, and reads what it reads."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from core.domain.content import Content, Form, Part
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.errors import UserError
from core.export import CutReport
from core.llm.types import Connection, KeySource
from core.prompts.content import Contract, ExamplePolicy, InputFormat, PromptContent, ShotForm, ShotsBy, TemplateMessage
from core.storage.items import NewItem
from core.storage.limits import Limits
from core.storage.projects import ProjectInfo
from core.suggest.versions import PromptVersion
from core.workspace import Workspace
from tests.conftest import exported, rows_of, settle
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.interop.warm import Warm
from tests.kinds import ANSWERS, SEEN, TASKS, TEXT, item, project_of, put_items
from tests.llm import PATIENCE_S, connection_to

_WARM: list[Warm] = []

NASTY = (
    "<item>{{ input }}</item> {% raw %} </text>",
    "```text\nbroken out\n````",
    "two\nlines\r\nand a tab\t",
    "卡丢了，怎么办？ 👩‍👩‍👧 e\u0301",
    "Item:\n\nAnswer: red",
    ' {"answer": "yes"} ',
)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as server:
        yield server


class Desk:
    """A project with decided items to choose examples from and open ones to ask about, and a live prompt on the server."""

    def __init__(self, workspace: Workspace, fake: FakeModel, name: str, decided: int = 6, **fields: Any) -> None:
        self.workspace, self.fake, self.name = workspace, fake, name
        self.project: ProjectInfo = project_of(workspace, name, decided, suggested=False)
        session = settle(workspace.session(self.project, "Ada"))
        for number in range(decided):
            session.painted()
            session.choose(ANSWERS[name][number % 2]).finish()
            settle(session)
        session.close()
        self.connection: Connection = workspace.models.save_connection(connection_to(fake, in_flight=1, **fields))

    def add(self, *items: NewItem) -> None:
        """Items that are open."""
        put_items(self.workspace, self.project, items, SEEN)

    def live(self, **fields: Any) -> PromptVersion:
        """A prompt with these fields, made live."""
        content: PromptContent = replace(self.workspace.models.default_content(self.project, self.connection), **fields)
        version = self.workspace.models.save_prompt(self.project, content, self.connection.name)
        self.workspace.models.activate(self.project, version.number)
        return version

    def bundle(self, folder: Path, **options: Any) -> CutReport:
        return exported(self.workspace, self.project, "prompt_bundle", folder / "bundle", options=options)

    def items(self, folder: Path) -> Path:
        """The open items, as the script takes them."""
        sql = """SELECT c.external_id, c.text, c.parts, c.metadata_json FROM item_content c
        LEFT JOIN item_state s ON s.item_seq = c.item_seq WHERE coalesce(s.status, 'open') = 'open' ORDER BY c.item_seq"""
        lines = [
            {"item_id": row[0], "text": row[1], "parts": json.loads(row[2] or "null"), "metadata": json.loads(row[3] or "null")}
            for row in rows_of(self.workspace, sql)
        ]
        path = folder / "items.jsonl"
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        return path

    def ours(self, version: PromptVersion) -> list[dict[str, Any]]:
        """The requests that Countersign sends for the open items."""
        at = len(self.fake.seen)
        report = self.workspace.models.suggest(self.project, version.number).result(PATIENCE_S)
        assert not report.failed
        return in_order(self.fake, at)

    def suggested(self) -> dict[str, Answer]:
        """By external id, what became of the replies."""
        sql = """SELECT c.external_id, s.answer, t.body FROM suggestion s JOIN item_content c ON c.item_seq = s.item_seq
        JOIN suggester g ON g.seq = s.suggester_seq LEFT JOIN answer_text t ON t.id = s.id WHERE g.kind = 'prompt' ORDER BY s.seq"""
        held = {row[0]: (row[1], row[2]) for row in rows_of(self.workspace, sql)}
        return {
            name: orjson.loads(body)["answer"] if body else orjson.loads(answer or "null")
            for name, (answer, body) in held.items()
        }


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[Warm]:
    """LiteLLM, imported once for all runs but those that ask for a process of their own."""
    with Warm() as made:
        _WARM.append(made)
        yield made
        _WARM.clear()


def run(report: CutReport, items: Path, *more: str, key: str = "", alone: bool = False) -> list[dict[str, Any]]:
    """Run the bundle's script with nothing of ours on its path; returns its lines. `alone`: in a process that is new."""
    command = [str(report.path / "run.py"), str(items), "--workers", "1", *more]
    environment = {"PATH": "", "HOME": str(items.parent), **({"MY_KEY": key} if key else {})}
    done = fresh(command, items.parent, environment) if alone else _WARM[0].run(command, items.parent, environment)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]


def fresh(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """As a person runs it."""
    whole = [sys.executable, "-I", *command]
    return subprocess.run(whole, capture_output=True, env=environment, timeout=120, cwd=folder, check=False)


def theirs(desk: Desk, report: CutReport, folder: Path, *more: str) -> list[dict[str, Any]]:
    """The requests that the script sends for the open items."""
    at = len(desk.fake.seen)
    found = run(report, desk.items(folder), *more)
    assert [one["outcome"] for one in found] == ["answered"] * len(found)
    return in_order(desk.fake, at)


def in_order(fake: FakeModel, at: int) -> list[dict[str, Any]]:
    """The requests since the one at this place, by what they say: which of several workers is first is chance."""
    return sorted((seen.body for seen in fake.seen[at:]), key=lambda body: json.dumps(body["messages"]))


def new(name: str, number: int) -> NewItem:
    """An open item that is like no example."""
    more = (
        "Later she went to Rome by train, with Tom and a dog.",
        "It had rained for a week; nobody came to the market that day.",
    )
    return item(name, number, suggested=False)._replace(text=f"{TEXT} {more[number % 2]}")


def said(name: str, answer: Answer, content: Content) -> str:
    value: JsonValue = kind_of(TASKS[name].kind).told(answer, TASKS[name], content)
    return json.dumps({"rationale": "It says so.", "answer": value, "confidence": 0.8}, ensure_ascii=False)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_it_asks_what_we_ask_and_reads_what_we_read(workspace: Workspace, fake: FakeModel, tmp_path: Path, name: str) -> None:
    desk = Desk(workspace, fake, name)
    desk.add(*(new(name, number) for number in (90, 91)))
    version = desk.live(examples=ExamplePolicy(ShotsBy.STRATIFIED, n=4), contract=Contract(rationale=True, steps=("Look.",)))
    content = kind_content(name)
    fake.default = Behaviour(text=said(name, ANSWERS[name][1], content))
    report = desk.bundle(tmp_path)
    answers = {one["item_id"]: one for one in run(report, desk.items(tmp_path))}
    sent = in_order(fake, 0)
    assert report.records == 4
    assert desk.ours(version) == sent
    kind, task = kind_of(TASKS[name].kind), TASKS[name]
    for shown_id, answer in desk.suggested().items():
        found = answers[shown_id]
        assert kind.settle(found["answer"], task, content) == answer == kind.settle(ANSWERS[name][1], task, content)
        assert (found["rationale"], found["confidence"]) == ("It says so.", 0.8)


def kind_content(name: str) -> Content:
    parts = (Part("response 1", "", candidate=True), Part("response 2", "", candidate=True)) if name == "preference" else ()
    return Content(TEXT, parts=parts)


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({}, {}),
        ({"params": {"json_schema": True, "temperature": 0.3}}, {}),
        ({"params": {"prefill": True, "top_p": 0.5}}, {}),
        ({}, {"params": {"temperature": 0.0, "seed": 7}, "max_tokens": 99}),
    ],
)
def test_parameters_schema_and_prefill_are_sent_as_we_send_them(
    workspace: Workspace, fake: FakeModel, tmp_path: Path, fields: dict[str, Any], way: dict[str, Any]
) -> None:
    desk = Desk(workspace, fake, "choice", **fields)
    desk.add(*nasty())
    version = desk.live(**way)
    sent = theirs(desk, desk.bundle(tmp_path), tmp_path)
    assert len(sent) == len(NASTY)
    assert desk.ours(version) == sent


def nasty() -> list[NewItem]:
    metadata: dict[str, JsonValue] = {"place": "Rome\nor\tso", "<tag>": ["a", {"b": 1.5}], "n": 3, "none": None, "yes": True}
    return [NewItem(text, f"x{at}", metadata) for at, text in enumerate(NASTY)]


@pytest.mark.parametrize(
    "way",
    [
        {"input_format": InputFormat.XML},
        {"input_format": InputFormat.JSON, "examples": ExamplePolicy(ShotsBy.PROPORTIONAL, n=3)},
        {"examples": ExamplePolicy(ShotsBy.STRATIFIED, n=5, form=ShotForm.OUTPUTS)},
        {"contract": Contract(language="de")},
        {"examples": ExamplePolicy(ShotsBy.STRATIFIED, n=4, token_budget=60)},
    ],
)
def test_every_setting_of_a_prompt_gives_the_same_messages(
    workspace: Workspace, fake: FakeModel, tmp_path: Path, way: dict[str, Any]
) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(*nasty())
    version = desk.live(**way)
    assert [body["messages"] for body in desk.ours(version)] == messages_of(desk.bundle(tmp_path), desk.items(tmp_path))


def messages_of(report: CutReport, items: Path) -> list[list[dict[str, str]]]:
    """What the script makes of the items, in this process."""
    script = runpy.run_path(str(report.path / "run.py"))
    prompt = script["Prompt"](report.path)
    return sorted((prompt.messages(one) for one in script["items_in"](items)), key=json.dumps)


def test_parts_of_every_form_and_a_template_of_ones_own(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    chat: JsonValue = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "look", "arguments": '{"a": 1}'}}]},
        {"from": "tool", "value": [{"text": "seen"}, "twice"]},
    ]
    parts = (
        Part("document", "A long\ndocument"),
        Part("document", "another of that name"),
        Part("", "without a name"),
        Part("talk", chat, Form.CHAT),
        Part("row", {"a": {"b": [1, True, None]}, "c": "d"}, Form.RECORD),
        Part("first", "", candidate=True),
        Part("second", "The second.", candidate=True),
        Part("empty", ""),
    )
    desk.add(
        NewItem(
            TEXT, "x1", {"document": "hidden by the part", "place": "Rome"}, None, None, Content(TEXT, parts=parts).parts_json()
        )
    )
    template = """{% for label in labels %}{{ loop.index }}. {{ label.name | upper }}
{% endfor %}
{% for name, value in metadata | dictsort %}
{{ name }} = {{ value | tojson }}
{% endfor %}
{{ text | indent(2, true) }} {{ task.kind }} {{ metadata.place.split('o') | join('-') }} {{ examples | length }}
  {% set x = guidelines | replace('G', 'g') %}
{{ x }} {{ contract }}
"""
    version = desk.live(messages=(TemplateMessage("system", template), TemplateMessage("user", "{{ input }}")))
    fake.default = Behaviour(text='{"answer": "joy"}')
    found = messages_of(desk.bundle(tmp_path), desk.items(tmp_path))
    assert 'assistant: look({"a": 1})' in found[0][1]["content"]
    assert "1. JOY" in found[0][0]["content"]
    assert [body["messages"] for body in desk.ours(version)] == found


def test_columns_with_known_answers_are_never_sent(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(NewItem(TEXT, "x1", {"truth": "the secret", "place": "Rome"}))
    sql = "UPDATE import_run SET mapping = json_set(mapping, '$.gold', 'truth') WHERE seq = 1"
    workspace.writer.submit(lambda c: c.exec_driver_sql(sql)).result()
    desk.live()
    found = json.dumps(messages_of(desk.bundle(tmp_path), desk.items(tmp_path)))
    assert "Rome" in found
    assert "secret" not in found


GOOD = {"fenced_json": "answered", "prose_around_json": "answered", "label_other_case": "answered", "unknown": "unknown"}


def test_replies_that_models_give(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(*(NewItem(f"{TEXT} It is about {mood}, as it has been for days.", mood) for mood in GOOD))
    version = desk.live()
    moods = [MOODS[mood] for mood in GOOD]
    with FakeModel() as other:
        other.then(*moods)
        found = run(desk.bundle(tmp_path), desk.items(tmp_path), "--api-base", other.url)
        assert (len(other.seen), len(fake.seen)) == (len(GOOD), 0)
    assert {one["item_id"]: one["outcome"] for one in found} == GOOD
    fake.then(*moods)
    desk.ours(version)
    assert sorted(one["answer"] or "" for one in found) == sorted(str(one or "") for one in desk.suggested().values())


def test_a_reply_that_is_no_answer_is_asked_for_once_more(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(new("choice", 90))
    version = desk.live()
    report = desk.bundle(tmp_path)
    bad, good = Behaviour(text='{"answer": "rage"}'), Behaviour(text='{"answer": "anger"}')
    fake.then(bad, good)
    (found,) = run(report, desk.items(tmp_path), alone=True)
    assert (found["outcome"], found["answer"]) == ("answered", "anger")
    asked = in_order(fake, 0)
    fake.then(bad, good)
    assert (len(asked), desk.ours(version)) == (2, asked)
    contract = json.loads((report.path / "prompt.json").read_bytes())["contract"]
    read = runpy.run_path(str(report.path / "run.py"))["read_reply"]
    for text in (
        "",
        "I cannot say.",
        '{"answer": ',
        '{"answer": null}',
        '{"answer": ["joy", "anger"]}',
        '{"label": "joy"}',
        "{" * 5_000,
    ):
        assert read(text, contract)["outcome"] == "invalid", text


def test_a_call_that_fails_says_so_without_the_items_text(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(new("choice", 90), new("choice", 91))
    desk.live()
    report = desk.bundle(tmp_path)
    fake.then(Behaviour(status=400, error_message="no"))
    failed, answered = run(report, desk.items(tmp_path))
    assert failed == {"item_id": "n90", "answer": None, "outcome": "failed", "error": "BadRequestError"}
    assert answered["outcome"] == "answered"


def test_no_key_is_in_the_bundle_and_none_goes_to_another_server(
    workspace: Workspace, fake: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_KEY", "sk-very-secret")
    desk = Desk(workspace, fake, "choice", key_source=KeySource.ENVIRONMENT, key_env="SHOP_KEY")
    desk.add(new("choice", 90))
    desk.live()
    report = desk.bundle(tmp_path)
    held = {one.path.name: one.path.read_bytes() for one in report.files}
    assert sorted(held) == ["README.md", "examples.jsonl", "figures.json", "prompt.json", "run.py"]
    assert not [name for name, data in held.items() if b"sk-very-secret" in data]
    run(report, desk.items(tmp_path), "--key-env", "MY_KEY", key="sk-of-mine", alone=True)
    run(report, tmp_path / "items.jsonl", alone=True)
    assert [seen.headers["authorization"] for seen in fake.seen] == ["Bearer sk-of-mine", "Bearer none"]


# --- what is in the folder ---


def figures(report: CutReport) -> dict[str, Any]:
    return cast("dict[str, Any]", report.figures["prompt_bundle"])


def test_the_files_and_the_figures(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    desk.add(*(item("choice", number, suggested=False) for number in (90, 91, 92)))
    fake.default = Behaviour(text='{"answer": "joy"}')
    version = desk.live(examples=ExamplePolicy(ShotsBy.NEAREST, n=2), candidates=2)
    desk.ours(version)
    session = settle(workspace.session(workspace.project(desk.project.name), "Ada"))
    for answer in ("joy", "joy", "anger"):
        session.painted()
        session.choose(answer).finish()
        settle(session)
    session.close()
    report = desk.bundle(tmp_path)
    prompt = json.loads((report.path / "prompt.json").read_bytes())
    assert (prompt["version"], prompt["hash"], prompt["made_from"]) == ("v1", version.hash, None)
    assert [one["role"] for one in prompt["messages"]] == ["system", "user"]
    assert prompt["contract"]["answer_schema"]["enum"] == list(TASKS["choice"].names)
    assert prompt["model"]["arguments"]["model"] == "openai/fake"
    assert prompt["model"]["api_base"] == fake.url
    kept = json.loads((report.path / "figures.json").read_bytes())
    assert kept["assisted"] == {"accepted": 2, "corrected": 1, "rejected": 0, "acceptance": 0.6667}
    assert kept["blind"] == {"answered": 0, "same": 0, "agreement": None}
    assert figures(report)["not_in_it"] == ["same_text", "nearest", "candidates"]
    readme = (report.path / "README.md").read_text("utf-8")
    assert "Acceptance, suggestions in view: 66.7 % of 3 judged." in readme
    assert "Here all items get the same ones" in readme
    assert len((report.path / "examples.jsonl").read_bytes().splitlines()) == report.records == 2


def test_cut_again_it_is_as_it_was(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice", decided=12)
    desk.live(examples=ExamplePolicy(ShotsBy.PROPORTIONAL, n=4))
    report = desk.bundle(tmp_path)
    before = {one.path.name: one.path.read_bytes() for one in report.files}
    desk.add(*(item("choice", number, suggested=False) for number in range(90, 99)))
    session = settle(workspace.session(desk.project, "Ada"))
    for _ in range(9):
        session.painted()
        session.choose("surprise").finish()
        settle(session)
    session.close()
    desk.live(max_tokens=77)
    again = workspace.datasets(desk.project).recut(str(report.number), tmp_path / "again")
    assert again.again is True
    assert {one.path.name: one.path.read_bytes() for one in again.files} == before


def test_personal_data_is_taken_out_of_the_examples_and_the_rest_is_said(
    workspace: Workspace, fake: FakeModel, tmp_path: Path
) -> None:
    desk = Desk(workspace, fake, "choice", decided=0)
    desk.add(NewItem("write to ada@example.com", "x1"))
    session = settle(workspace.session(desk.project, "Ada"))
    session.painted()
    session.choose("joy").finish()
    session.close()
    workspace.models.set_limits(desk.project, Limits(redact=("email",)))
    desk.live(examples=ExamplePolicy(ShotsBy.STRATIFIED, n=1))
    report = desk.bundle(tmp_path)
    assert b"ada@example.com" not in (report.path / "examples.jsonl").read_bytes()
    assert b"[EMAIL_1]" in (report.path / "examples.jsonl").read_bytes()
    assert figures(report)["not_in_it"] == ["same_text", "redaction"]
    assert "**This script sends them as they are.**" in (report.path / "README.md").read_text("utf-8")


def test_a_version_can_be_asked_for_and_without_any_it_is_refused(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    with pytest.raises(UserError) as error:
        desk.bundle(tmp_path)
    assert error.value.code == "prompt.none_live"
    assert not (tmp_path / "bundle").exists()
    desk.live()
    desk.live(max_tokens=77)
    assert figures(desk.bundle(tmp_path))["version"] == "v2"
    assert figures(desk.bundle(tmp_path, version="v1"))["version"] == "v1"
    with pytest.raises(UserError):
        desk.bundle(tmp_path, version="v3")


def test_a_connection_that_was_removed_is_said(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    desk = Desk(workspace, fake, "choice")
    version = desk.live()
    workspace.models.activate(desk.project, None)
    workspace.models.remove_connection(desk.connection.name)
    report = desk.bundle(tmp_path, version=version.shown)
    assert "connection" in figures(report)["not_in_it"]
    assert json.loads((report.path / "prompt.json").read_bytes())["model"]["api_base"] is None
