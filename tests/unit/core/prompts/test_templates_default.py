"""The default prompts, and files that hold prompts."""

from __future__ import annotations

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.domain.json import JsonValue
from core.domain.kinds import KINDS
from core.errors import UserError
from core.prompts.content import TemplateMessage
from core.prompts.defaults import default_messages, file_of, messages_of

ALL = ("choice", "choices", "text", "fields", "spans", "preference")
LABELS: list[JsonValue] = [{"name": "card_arrival", "description": "not come yet"}, {"name": "other", "description": ""}]


def rendered(kind: str, **given: JsonValue) -> str:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    values: dict[str, JsonValue] = {
        "task": {"kind": kind, "labels": LABELS},
        "labels": LABELS,
        "guidelines": "",
        "contract": "",
        "examples": [],
        "input": "",
        "earlier": [],
    }
    return "\n~\n".join(
        environment.from_string(message.template).render({**values, **given}) for message in default_messages(kind)
    )


@pytest.mark.parametrize("kind", ALL)
def test_everything_that_is_given_stands_in_the_prompt_once(kind: str) -> None:
    examples: list[JsonValue] = [
        {"input": "Input one", "output": "Output one", "rationale": "Because one"},
        {"input": "", "output": "Output two", "rationale": ""},
    ]
    text = rendered(
        kind,
        guidelines="Be {{ strict }}.",
        contract="The contract.",
        examples=examples,
        input="The {% item %}",
        earlier=["Before"],
    )
    for part in (
        "Be {{ strict }}.",
        "The contract.",
        "Input one",
        "Output one",
        "Because one",
        "Output two",
        "The {% item %}",
        "Before",
    ):
        assert text.count(part) == 1
    assert text.index("The contract.") < text.index("Input one") < text.index("The {% item %}") < text.index("Before")


@pytest.mark.parametrize("kind", ALL)
def test_what_is_not_given_leaves_nothing_behind(kind: str) -> None:
    text = rendered(kind, input="The item")
    assert not any(word in text for word in ("Guidelines:", "Examples", "Proposed", "Rationale", "None", "{", "}"))
    assert "\n\n\n" not in text
    assert len(text) < 700


@pytest.mark.parametrize("kind", ["choice", "choices", "spans", "preference"])
def test_labels_stand_on_lines_of_their_own(kind: str) -> None:
    assert "\n- card_arrival: not come yet\n- other\n" in rendered(kind, input="x")


def test_only_drafts_follow_the_language_of_the_item() -> None:
    assert [kind for kind in ALL if "language" in rendered(kind, input="x")] == ["text"]


def test_every_kind_of_task_has_a_default_and_what_is_no_kind_is_refused() -> None:
    assert set(KINDS) <= set(ALL)
    with pytest.raises(UserError, match="no default prompt for 'poem'") as caught:
        default_messages("poem")
    assert "choice" in caught.value.todo
    with pytest.raises(UserError):
        default_messages("../sample/labels")


def test_template_files_are_read_and_written() -> None:
    messages = messages_of("\ufeff=== system ===\r\nYou label.\r\n\r\n=== user ===\r\n{{ input }}\r\n=== assistant ===\n{\n")
    assert messages == (
        TemplateMessage("system", "You label."),
        TemplateMessage("user", "{{ input }}"),
        TemplateMessage("assistant", "{"),
    )
    assert messages_of(file_of(messages)) == messages
    assert messages_of("Label {{ input }}") == (TemplateMessage("user", "Label {{ input }}"),)


@pytest.mark.parametrize("text", ["", "  \n", "before\n=== user ===\nx", "=== user ===\n", "=== system ===\n\n=== user ===\nx\n"])
def test_files_without_messages_are_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        messages_of(text)
    assert caught.value.code == "prompt.no_messages"
