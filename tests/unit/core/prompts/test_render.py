"""The prompt for one item is made of its version alone: the same every time, whatever the item says."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.domain.json import Answer
from core.domain.task import Label, Task
from core.errors import UserError
from core.llm.types import Message
from core.prompts.content import ExamplePolicy, InputFormat, PromptContent, ShotForm, TemplateMessage
from core.prompts.examples import Example
from core.prompts.render import ItemText, Rendered, answer_text, compiled, render

SYSTEM = """Choose a label.
{% if guidelines %}
{{ guidelines }}
{% endif %}
{% for label in labels %}
- {{ label.name }}{% if label.description %}: {{ label.description }}{% endif %}

{% endfor %}
{% for example in examples %}
{{ example.input }} => {{ example.output }}{% if example.rationale %} because {{ example.rationale }}{% endif %}

{% endfor %}
{{ contract }}
"""
USER = "{{ input }}\n{% if earlier %}Not {{ earlier | join(' or ') }}.{% endif %}"
CONTENT = PromptContent((TemplateMessage("system", SYSTEM), TemplateMessage("user", USER)), "openai/gpt-5-mini")
TASK = Task("choice", (Label("refund", "money back"), Label("退款")))
ITEM = ItemText("Where is my card?", {"channel": "mail"})
EXAMPLES = (Example("aa", 1, "I want 5 £", {}, "refund", "it says so"), Example("bb", 2, "退钱", {}, "退款"))


def rendered(
    content: PromptContent = CONTENT,
    item: ItemText = ITEM,
    examples: tuple[Example, ...] = EXAMPLES,
    earlier: tuple[str, ...] = (),
) -> Rendered:
    return render(
        content, TASK, "Be fair.", item, examples, input_format=InputFormat.JSON, contract_words="One word.", earlier=earlier
    )


def user(template: str, item: ItemText = ITEM) -> str:
    return rendered(PromptContent((TemplateMessage("user", template),), "m"), item).messages[0].content


def test_all_that_a_template_is_given_comes_in() -> None:
    system, asked = rendered(earlier=("refund",)).messages
    assert system == Message(
        "system",
        "Choose a label.\nBe fair.\n- refund: money back\n- 退款\n"
        '{"text": "I want 5 £"} => refund because it says so\n{"text": "退钱"} => 退款\nOne word.',
    )
    assert asked == Message("user", '{"text": "Where is my card?", "meta": {"channel": "mail"}}\nNot refund.')


def test_the_text_of_each_section_is_told() -> None:
    assert rendered().sections == {
        "instructions": "Choose a label.\n\n",  # the second line end is that between input and earlier answers
        "guidelines": "Be fair.\n",
        "labels": "- refund: money back\n- 退款\n",
        "examples": '{"text": "I want 5 £"} => refund because it says so\n{"text": "退钱"} => 退款\n',
        "contract": "One word.",
        "input": '{"text": "Where is my card?", "meta": {"channel": "mail"}}',
    }


def test_outputs_only() -> None:
    content = PromptContent(CONTENT.messages, "m", examples=ExamplePolicy(form=ShotForm.OUTPUTS))
    shown = rendered(content).messages[0].content
    assert " => refund because it says so\n" in shown
    assert "5 £" not in shown


def test_auto_is_the_form_that_the_family_of_the_model_likes() -> None:
    content = PromptContent((TemplateMessage("user", "{{ input }}"),), "anthropic/claude-sonnet-4-5")
    shown = render(content, TASK, "", ItemText("hello"), (), input_format=InputFormat.AUTO, contract_words="").messages[0].content
    assert "<text>hello</text>" in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7 * 7 }}",
        "{% for a in range(9) %}x{% endfor %}",
        "{# gone #}",
        "{% raw %}",
        "{{ guidelines }}",
        "\0labels",
        "{{ '",
        "%}",
    ],
)
def test_an_item_is_never_read_as_a_template(hostile: str) -> None:
    assert user("<{{ text }}>", ItemText(hostile)) == f"<{hostile}>"
    assert user("{{ metadata.x }}", ItemText("a", {"x": hostile})) == hostile
    assert user("{{ input | replace('', '') }}", ItemText(hostile)) == user("{{ input }}", ItemText(hostile))
    example = Example("cc", 3, hostile, {}, hostile, hostile)
    assert f"=> {hostile} because {hostile}\n" in rendered(examples=(example,)).messages[0].content


def test_nothing_is_escaped_for_a_web_page() -> None:
    assert user("{{ text }} & {{ metadata | tojson }}", ItemText("a < b", {"k": "é>"})) == 'a < b & {"k": "é>"}'


def test_the_same_arguments_give_the_same_messages_in_every_process() -> None:
    code = (
        "from tests.unit.core.prompts.test_render import rendered\n"
        "import hashlib\n"
        "print(hashlib.sha256(repr((rendered(), rendered(earlier=('a',)))).encode()).hexdigest())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1
    assert rendered() == rendered()


def test_a_template_is_compiled_once() -> None:
    assert compiled(SYSTEM) is compiled("".join(list(SYSTEM)))


def test_messages_that_come_out_blank_are_left_away() -> None:
    content = PromptContent((TemplateMessage("system", "{% if earlier %}x{% endif %}\n "), *CONTENT.messages[1:]), "m")
    assert [message.role for message in rendered(content).messages] == ["user"]


def test_columns_with_gold_are_no_part_of_an_item() -> None:
    item = ItemText.of("text", {"channel": "mail", "intent": "refund", "truth": "x"}, frozenset({"intent", "truth"}))
    assert item == ItemText("text", {"channel": "mail"})
    assert user("{{ metadata | tojson }}{{ metadata.intent is defined }}", item) == '{"channel": "mail"}False'


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("ok\n{{ metadata.missing }}", 2),
        ("{{ text }}\n\n{{ metadata[text] }}", 3),
        ("{{ text | int + [] }}", 1),
        ("a\n{{ text.split('|')[7] }}", 2),
        ("a\n{{ ('x' * 1000) * (text | length) * 1000 }}", 2),
        ("a\nb{% for a in range(90000) %}{{ text }}{{ text }}{% endfor %}", 2),
        ("{% for a in range(2000) %}{% for b in range(2000) %}{% endfor %}{% endfor %}", 1),
    ],
)
def test_what_fails_on_an_item_is_told_with_role_and_line_and_without_its_text(template: str, line: int) -> None:
    with pytest.raises(UserError) as told:
        user(template, ItemText("my secret words", {"card": "4111 1111"}))
    assert told.value.code == "prompt.template"
    assert f"user message of the prompt, line {line}:" in told.value.what
    assert "secret" not in str(told.value)
    assert "4111" not in str(told.value)


def test_answers_are_shown_as_text_or_as_json() -> None:
    answers: list[Answer] = ["a b", ["a"], {"k": 1}, 5, None]
    assert [answer_text(answer) for answer in answers] == ["a b", '["a"]', '{"k":1}', "5", "null"]
