"""The difference between two prompts says all that changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.prompts.content import Contract, ExamplePolicy, PromptContent, ShotsBy, TemplateMessage
from core.prompts.diff import Change, diff

OLD = PromptContent(
    (TemplateMessage("system", "Label the item.\nBe brief.\nBe right."), TemplateMessage("user", "{{ input }}")),
    "openai/gpt-5-mini",
    params={"temperature": 0.0},
)


def test_fields_are_told_by_path_with_old_and_new() -> None:
    new = replace(
        OLD,
        model="anthropic/claude",
        params={"top_p": 0.9},
        contract=Contract(rationale=True, steps=("read",)),
        examples=ExamplePolicy(ShotsBy.NEAREST, 4),
    )
    assert diff(OLD, new).fields == (
        Change("contract.rationale", False, True),
        Change("contract.steps", [], ["read"]),
        Change("examples.by", "none", "nearest"),
        Change("examples.n", 8, 4),
        Change("model", "openai/gpt-5-mini", "anthropic/claude"),
        Change("params.temperature", 0.0, None),
        Change("params.top_p", None, 0.9),
    )
    assert diff(OLD, new).messages == ()


def test_messages_are_told_line_by_line() -> None:
    new = replace(OLD, messages=(TemplateMessage("system", "Label the item.\nBe short.\nBe right."), OLD.messages[1]))
    (change,) = diff(OLD, new).messages
    assert (change.role, change.number) == ("system", 1)
    assert change.lines == ("@@ -1,3 +1,3 @@", " Label the item.", "-Be brief.", "+Be short.", " Be right.")
    assert diff(OLD, new).fields == ()


def test_a_message_that_came_or_went_is_told() -> None:
    new = replace(OLD, messages=(*OLD.messages, TemplateMessage("assistant", "{"), TemplateMessage("user", "Again.")))
    there, back = diff(OLD, new), diff(new, OLD)
    assert [(one.role, one.number, one.lines[-1]) for one in there.messages] == [("assistant", 1, "+{"), ("user", 2, "+Again.")]
    assert [one.lines[-1] for one in back.messages] == ["-{", "-Again."]
    assert there.fields == (Change("messages", ["system", "user"], ["system", "user", "assistant", "user"]),)


def test_a_new_order_of_the_messages_is_told() -> None:
    assert diff(OLD, replace(OLD, messages=OLD.messages[::-1])).fields == (
        Change("messages", ["system", "user"], ["user", "system"]),
    )


def test_ends_of_lines_count() -> None:
    new = replace(OLD, messages=(OLD.messages[0], TemplateMessage("user", "{{ input }}\n")))
    (change,) = diff(OLD, new).messages
    assert change.lines == ("\\ only the ends of lines differ",)


def test_as_text_for_the_terminal() -> None:
    new = replace(OLD, model="b", params={}, messages=(OLD.messages[0], TemplateMessage("user", "Item:\n{{ input }}")))
    assert diff(OLD, new).text().splitlines() == [
        'model: "openai/gpt-5-mini" -> "b"',
        "params.temperature: 0.0 -> (none)",
        "user message 1:",
        "  @@ -1 +1,2 @@",
        "  +Item:",
        "   {{ input }}",
    ]
    assert diff(OLD, OLD).text() == "No difference."


MESSAGES = st.lists(
    st.builds(TemplateMessage, st.sampled_from(["system", "user"]), st.sampled_from(["", "a", "a\n", "a\nb", "b"])), max_size=3
)
PARAMS = st.dictionaries(
    st.sampled_from(["seed", "stop"]), st.sampled_from([None, 1, 1.0, True, "1", [1], {}, {"a": 1}]), max_size=2
)
CONTENTS = st.builds(PromptContent, MESSAGES.map(tuple), st.sampled_from(["m", "n"]), PARAMS, candidates=st.integers(1, 2))


@given(CONTENTS, CONTENTS)
def test_nothing_differs_exactly_where_the_hashes_are_equal(one: PromptContent, other: PromptContent) -> None:
    told = diff(one, other)
    assert told.same == (one.hash == other.hash)
    assert told.same == (told.text() == "No difference.")
