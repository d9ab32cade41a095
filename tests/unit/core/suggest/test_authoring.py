"""Writing prompts: what is refused on save and with which words, versions, the preview, one try."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from core.errors import UserError
from core.prompts.content import Contract, ExamplePolicy, PromptContent, ShotsBy, TemplateMessage
from core.storage.limits import Limits
from core.workspace import Workspace
from tests.conftest import add_items, checked, value_of
from tests.fake_model.moods import MOODS, REFUSAL
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import PATIENCE_S, Lab, decide, records, reply, spent

SYSTEM = TemplateMessage("system", "Choose.")


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    made = Lab(workspace, fake)
    add_items(workspace, made.project, [("a towel", "red"), ("a kettle", "blue")])
    return made


def refused(lab: Lab, **fields: Any) -> UserError:
    with pytest.raises(UserError) as told:
        lab.prompt(**fields)
    assert lab.models.versions(lab.project) == []
    return told.value


TEMPLATES = {
    "{{ inputt }}": ("inputt", 1),
    "One\nTwo {{ text }}\n{{ nothing_like_it }}": ("nothing_like_it", 3),
    "{{ text }}\n{% if %}": ("", 2),
    "{{ text }}\n\n{% for x in labels %}": ("", 3),
    "{{ text }}\n{{ metadata.gold }}": ("gold", 2),
    "{{ text }}\n{{ metadata['gold'] }}": ("gold", 2),
    "no item here": ("item", 1),
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_that_cannot_be_sent_is_refused_with_its_line(lab: Lab, template: str) -> None:
    word, line = TEMPLATES[template]
    error = refused(lab, messages=(SYSTEM, TemplateMessage("user", template)))
    assert error.code == "prompt.template"
    assert f"line {line}" in error.what
    assert word in error.what


def test_the_column_that_an_import_took_for_gold_is_refused_by_its_name(lab: Lab) -> None:
    sql = "UPDATE import_run SET mapping = json_set(mapping, '$.gold', 'truth')"
    lab.workspace.writer.submit(lambda c: c.exec_driver_sql(sql) and None).result()
    error = refused(lab, messages=(SYSTEM, TemplateMessage("user", "{{ text }}\n{{ metadata.truth }}")))
    assert ("line 2" in error.what, "truth" in error.what) == (True, True)


SETTINGS: dict[str, dict[str, Any]] = {
    "1 to 4 candidates": {"candidates": 5},
    "candidates": {"candidates": 0},
    "0 to 64 examples": {"examples": ExamplePolicy(ShotsBy.NEAREST, 65)},
    "need their names": {"examples": ExamplePolicy(ShotsBy.FIXED, 2)},
    "1 to 32,000 tokens": {"max_tokens": 0},
    "32,000": {"max_tokens": 32_001},
    "a key belongs into the keychain": {"params": {"api_key": "sk-1234567890"}},
}


@pytest.mark.parametrize("sentence", SETTINGS)
def test_settings_that_cannot_be_are_refused(lab: Lab, sentence: str) -> None:
    error = refused(lab, **SETTINGS[sentence])
    assert (error.code, sentence in error.what) == ("prompt.invalid", True)
    assert "sk-" not in str(error)


def test_the_same_content_is_the_same_version_and_each_change_another(lab: Lab) -> None:
    first = lab.prompt()
    assert lab.prompt() == first
    changes: list[dict[str, Any]] = [
        {"model": "openai/other"},
        {"params": {"temperature": 0.1}},
        {"max_tokens": 100},
        {"contract": Contract(rationale=True)},
        {"examples": ExamplePolicy(ShotsBy.NEAREST)},
        {"candidates": 2},
        {"messages": (SYSTEM, TemplateMessage("user", "{{ text }}"))},
    ]
    made = [lab.prompt(**change) for change in changes]
    assert [one.number for one in made] == list(range(2, 9))
    assert len({first.hash, *(one.hash for one in made)}) == 8
    assert lab.models.version(lab.project, 1) == first


def test_a_version_knows_its_parent_note_and_what_changed(lab: Lab) -> None:
    first = lab.prompt()
    content = replace(first.content, params={"temperature": 0.7})
    second = lab.models.save_prompt(lab.project, content, "fake", parent=1, note="  warmer ")
    assert (second.parent, second.note, second.shown, second.content) == (1, "warmer", "v2", content)
    assert "temperature" in str(lab.models.diff(lab.project, 1, 2))


def test_a_version_needs_a_connection(lab: Lab) -> None:
    with pytest.raises(UserError) as told:
        lab.models.save_prompt(lab.project, lab.models.default_content(lab.project, lab.connection), "gone")
    assert told.value.code == "model.unknown"


def test_the_version_pins_the_model_whatever_its_connection_becomes(lab: Lab) -> None:
    version = lab.prompt()
    lab.models.save_connection(replace(lab.connection, model="openai/other"))
    lab.suggest(version)
    assert {seen.body["model"] for seen in lab.fake.seen} == {"fake"}


# --- preview and try ---


def test_the_preview_is_what_is_sent(lab: Lab) -> None:
    version = lab.prompt(contract=Contract(rationale=True, steps=("Look at the colour.",)))
    seq = lab.workspace.item_seq(lab.project, "n1")
    preview = lab.models.preview(lab.project, version.content, seq, "fake").result(PATIENCE_S)
    lab.models.try_out(lab.project, version.content, "fake", seq).result(PATIENCE_S)
    (seen,) = lab.fake.seen
    assert seen.body["messages"] == [{"role": one.role, "content": one.content} for one in preview.messages]
    assert preview.tokens == sum(section.tokens for section in preview.sections)
    assert {"labels", "input", "contract"} <= {section.name for section in preview.sections}
    assert "a kettle" in preview.messages[-1].content
    assert (preview.heavy, preview.schema_sent) == ((), False)


def test_past_two_thousand_tokens_it_says_what_is_heavy(lab: Lab) -> None:
    messages = (TemplateMessage("system", "word " * 3_000), TemplateMessage("user", "{{ input }}"))
    preview = lab.models.preview(lab.project, PromptContent(messages, "openai/fake"), None).result(PATIENCE_S)
    assert preview.tokens > 2_000
    assert preview.heavy[0].name == "instructions"


def test_few_examples_are_discouraged_and_each_says_why_it_is_there(lab: Lab) -> None:
    lab.sample("none", *(lab.workspace.item_seq(lab.project, f"n{at}") for at in (0, 1)))
    decide(lab.session(), {"a towel": "red"})
    content = replace(lab.models.default_content(lab.project, lab.connection), examples=ExamplePolicy(ShotsBy.NEAREST, 2))
    preview = lab.models.preview(lab.project, content, None, "fake").result(PATIENCE_S)
    assert len(preview.examples) == 1
    assert preview.examples[0][1]
    assert preview.advice
    assert "a towel" in preview.messages[-1].content


def test_a_template_that_fails_says_so_in_the_preview(lab: Lab) -> None:
    content = PromptContent((TemplateMessage("user", "{{ input }}\n{{ x }}"),), "openai/fake")
    with pytest.raises(UserError) as told:
        lab.models.preview(lab.project, content, None).result(PATIENCE_S)
    assert "line 2" in told.value.what


def test_without_items_there_is_nothing_to_show(workspace: Workspace, fake: FakeModel) -> None:
    lab = Lab(workspace, fake)
    content = lab.models.default_content(lab.project, lab.connection)
    with pytest.raises(UserError) as told:
        lab.models.preview(lab.project, content, None).result(PATIENCE_S)
    assert told.value.code == "prompt.no_item"
    with pytest.raises(UserError):
        lab.models.try_out(lab.project, content, "fake", None).result(PATIENCE_S)
    assert fake.requests == 0


TRIES = {
    "ok": ("answered", "red"),
    "unknown": ("unknown", ""),
    "off_list_label": ("invalid_answer", ""),
    "refusal_text": ("refusal", ""),
    "refusal_field": ("refusal", ""),
    "wrong_key": ("auth", ""),
    "server_error": ("server", ""),
    "empty_choices": ("empty", ""),
}


@pytest.mark.parametrize("mood", TRIES)
def test_one_try_is_on_record_and_nothing_of_it_becomes_a_suggestion(lab: Lab, mood: str) -> None:
    lab.fake.default = MOODS[mood]
    content = lab.models.default_content(lab.project, lab.connection)
    tried = lab.models.try_out(lab.project, content, "fake", None).result(PATIENCE_S)
    assert (tried.outcome, tried.answer) == TRIES[mood]
    assert (lab.fake.requests, lab.suggestions()) == (1, [])
    (record,) = records(lab.workspace)
    assert record.outcome == ("answered" if mood in ("ok", "unknown") else tried.outcome)
    assert tried.cost == record.cost / 1e9
    assert spent(lab.workspace, lab.project) == (1, record.cost, 0)
    assert value_of(lab.workspace, "SELECT kind FROM call_run") == "trial"
    assert (REFUSAL in tried.reply) == mood.startswith("refusal")
    assert checked(lab.workspace).clean


def test_a_try_asks_anew_each_time_and_shows_the_reply_to_the_letter(lab: Lab) -> None:
    content = lab.models.default_content(lab.project, lab.connection)
    lab.fake.then(MOODS["fenced_json"], MOODS["label_other_case"])
    first, second = (lab.models.try_out(lab.project, content, "fake", None).result(PATIENCE_S) for _ in range(2))
    assert first.reply.startswith("```json")
    assert (first.answer, second.answer, second.flags) == ("red", "red", ("mapped",))
    assert lab.fake.requests == 2


def test_a_try_puts_redacted_data_back(lab: Lab) -> None:
    (seq,) = lab.add("write to zaphod@example.org")
    lab.models.set_limits(lab.project, Limits(redact=("email",)))

    def echo(body: dict[str, Any]) -> str:
        return reply(rationale=body["messages"][-1]["content"])

    lab.fake.default = Behaviour(text=echo)
    content = replace(lab.models.default_content(lab.project, lab.connection), contract=Contract(rationale=True))
    tried = lab.models.try_out(lab.project, content, "fake", seq).result(PATIENCE_S)
    assert "zaphod" not in json.dumps(lab.fake.seen[0].body)
    assert "zaphod@example.org" in tried.rationale


def test_sample_items_are_open_to_look_at_and_never_blind(lab: Lab) -> None:
    one, two = (lab.workspace.item_seq(lab.project, f"n{at}") for at in (0, 1))
    lab.sample("none", one)
    lab.sample("blind", two)
    assert lab.models.sample_items(lab.project) == [(one, "n0", "a towel")]
