"""A prompt that cannot be sent, or could show a known answer, is refused before it is saved, with the message and the line."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from core.errors import UserError
from core.prompts.content import InputFormat, TemplateMessage
from core.prompts.render import ItemText, compiled, prompt_values, run
from core.prompts.templates import check
from tests.unit.core.prompts.test_render import TASK

GOLD = frozenset({"intent", "truth"})


def checked(*templates: str, role: str = "user", columns: frozenset[str] | None = None) -> None:
    messages = [TemplateMessage(role, template) for template in templates]
    check(messages, gold_columns=GOLD, kind="choice", columns=columns)


def refusal(template: str, columns: frozenset[str] | None = None) -> tuple[int, str]:
    """The line and the sentence with which a template is refused."""
    with pytest.raises(UserError) as told:
        checked(template, columns=columns)
    assert told.value.code == "prompt.template"
    head, _, sentence = told.value.what.partition(": ")
    start = "The user message of the prompt, line "
    assert head.startswith(start)
    return int(head.removeprefix(start)), sentence


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}",
        "{{ input }}",
        "{{ text[:2000] | upper | trim }}",
        "{{ task.kind }}{% for label in task.labels %}{{ loop.index }}. {{ label['name'] }}{% endfor %}{{ text }}",
        "{% for label in labels if label.description %}{{ label.name }}{% else %}none{% endfor %}{{ input }}",
        "{% if metadata.channel == 'mail' %}{{ input }}{% endif %}",
        "{% for name, value in metadata.items() %}{{ name }}: {{ value }}\n{% endfor %}{{ text }}",
        "{{ metadata | tojson }}{{ metadata.price > 10 }}{{ metadata.price | float * 2 }}{{ metadata.a.b[0] }}{{ text }}",
        "{{ metadata.get('channel', 'unknown') }}{{ metadata['a column'] | default('none') }}{{ text }}",
        "{{ metadata.price + 5 }}{{ text }}",
        "{% if examples %}{{ examples[0].input }}{{ (examples | last).output }}{% endif %}{{ text }}",
        "{% if earlier %}Not {{ earlier | join(', ') }}{% endif %}{{ guidelines ~ contract }}{{ text }}",
        "{% set n = 3 %}{% for i in range(n) %}{{ i }}{% endfor %}{{ text.strip().splitlines() | first }}",
        "{% with names = labels | map(attribute='name') | list %}{{ names | join }}{% endwith %}{{ text }}",
        "{# gold #}gold label intent {{ text }}{{ 'label' }}",
        "{% raw %}{{ nothing }}{% endraw %}{{ text }}",
    ],
)
def test_what_works_is_let_through(template: str) -> None:
    checked(template)


def test_the_item_may_stand_in_any_message() -> None:
    check(
        [TemplateMessage("system", "{{ input }}"), TemplateMessage("user", "Go."), TemplateMessage("assistant", "{")],
        gold_columns=GOLD,
        kind="choice",
    )


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("{{ text }}\n{{ text }", 2, "unexpected '}'"),
        ("{{ text }}\n\n{% if text %}", 3, "endif"),
        ("{{ text }}\n{% for a in %}{% endfor %}", 2, "expr"),
        ("{{ text }}\n{{ text | nosuch }}", 2, "nosuch"),
        ("{{ text }}\n{% endif %}", 2, "endif"),
    ],
)
def test_syntax_errors_are_told_with_the_line(template: str, line: int, says: str) -> None:
    found, sentence = refusal(template)
    assert found == line
    assert says in sentence.lower() or says == "expr"


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("{{ text }}\n{{ txt }}", 2, "'txt'"),
        ("{{ text }}\n{% if false %}\n{{ item.text }}\n{% endif %}", 3, "'item'"),
        ("{% for label in labels %}{% endfor %}{{ text }}\n{{ name }}", 2, "'name'"),
        ("{{ text }}\n{{ lipsum() }}", 2, "'lipsum'"),
        ("{{ text }}\n{{ self }}", 2, "'self'"),
        (
            "{{ text }}\n{% if earlier and false %}{{ labels[0].nam }}{% endif %}",
            2,
            "a label has no 'nam'; it has name, description",
        ),
        ("{{ text }}\n{{ task.label }}", 2, "'label'"),
        ("{{ text }}\n{{ task['kin'] }}", 2, "the task has no 'kin'"),
        ("{{ text }}\n{{ labels.name }}", 2, "the list of labels has no 'name'"),
        ("{{ text }}\n{% if false %}{% for e in examples %}{{ e.text }}{% endfor %}{% endif %}", 2, "an example has no 'text'"),
        ("{{ text }}\n{% if false %}{{ (labels | sort(attribute='name') | first).desc }}{% endif %}", 2, "a label has no 'desc'"),
        ("{{ text }}\n{% set one = labels[0] %}{% if false %}{{ one.id }}{% endif %}", 2, "a label has no 'id'"),
        ("{{ text.body }}", 1, "a text has no 'body'"),
        ("{{ text }}\n{{ examples[0].input }}", 2, "no element 0"),
        ("{{ text }}\n{{ labels | map(attribute='nam') | join }}", 2, "nam"),
    ],
)
def test_what_is_not_there_is_told_with_the_line_also_where_it_would_not_run(template: str, line: int, says: str) -> None:
    found, sentence = refusal(template)
    assert found == line
    assert says in sentence


LEAKS = [
    "{{ gold }}",
    "{{ label }}",
    "{% if gold is defined %}{{ gold }}{% endif %}",
    "{{ metadata.intent }}",
    "{{ metadata['truth'] }}",
    "{{ metadata.gold }}",
    "{{ metadata.label }}",
    "{{ metadata.get('intent') }}",
    "{{ metadata | attr('intent') }}",
    "{{ metadata['in' ~ 'tent'] }}",
    "{{ metadata['in' + 'tent'] }}",
    "{{ metadata[['in', 'tent'] | join] }}",
    "{{ metadata['TRUTH' | lower] }}",
    "{% if false %}{{ metadata['TRUTH' | lower] }}{% endif %}",
    "{% set column = 'intent' %}{{ metadata[column] }}",
    "{% set column = 'in' %}{{ metadata[column ~ 'tent'] }}",
    "{% set m = metadata %}{% if false %}{{ m.intent }}{% endif %}",
    "{% with m = metadata %}{{ m.intent }}{% endwith %}",
    "{% for name, value in metadata.items() %}{% if name == 'intent' %}{{ value }}{% endif %}{% endfor %}",
    "{% for name in metadata if name == 'truth' %}{{ metadata[name] }}{% endfor %}",
    "{% set k = 'truth' %}{% for name, value in metadata | dictsort %}{% if k == name %}{{ value }}{% endif %}{% endfor %}",
    "{% for pair in metadata.items() %}{% if pair[0] in ['intent'] %}{{ pair[1] }}{% endif %}{% endfor %}",
    "{{ metadata.items() | selectattr(0, 'equalto', 'intent') | list }}",
    "{{ [metadata] | map(attribute='intent') | join }}",
    "{{ 'intent' in metadata }}",
    "{{ (metadata if true else none).intent }}",
    "{{ text.gold }}",
    "{{ labels[0].gold }}",
    "{% for e in examples %}{{ e.gold }}{% endfor %}",
]


@pytest.mark.parametrize("leak", LEAKS)
def test_every_way_to_a_known_answer_is_refused_with_the_line(leak: str) -> None:
    line, sentence = refusal("{{ text }}\n" + leak)
    assert line == 2
    assert "known answers" in sentence


@pytest.mark.parametrize("leak", [one for one in LEAKS if "metadata" in one])
def test_nor_would_it_be_there_when_the_prompt_is_sent(leak: str) -> None:
    """The second line of defence, without the first: metadata given to templates never holds these columns."""
    stored = {"channel": "mail", "intent": "SECRET", "truth": "SECRET", "gold": "SECRET", "label": "SECRET"}
    item = ItemText.of("text", stored, GOLD | {"gold", "label"})
    try:
        shown = run(compiled("{{ text }}\n" + leak), prompt_values(TASK, "", item, "", InputFormat.XML))[0]
    except UndefinedError:
        shown = ""
    assert "SECRET" not in shown


def test_other_columns_named_like_words_of_a_prompt_are_no_gold() -> None:
    checked("{{ metadata.intention }}{{ metadata['the truth'] }}{{ 'intent' }}{{ labels[0].name }}{{ text }}")


def test_columns_that_no_item_has_are_refused_where_they_are_known() -> None:
    known = frozenset({"channel", "price"})
    checked(
        "{{ metadata.channel }}{{ metadata['price'] }}{{ metadata.get('x') }}{{ metadata | length }}{{ text }}", columns=known
    )
    line, sentence = refusal("{{ text }}\n{{ metadata.chanel }}", known)
    assert line == 2
    assert "'chanel'; known are channel, price" in sentence


@pytest.mark.parametrize(
    "escape",
    [
        "{{ text.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ '' | attr('__class__') }}",
        "{{ ''[['__cl', 'ass__'] | join] }}",
        "{{ range.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ {}.update(a=1) }}",
        "{{ labels.clear() }}",
        "{{ '{0.__class__}'.format(text) }}",
        "{{ namespace.__init__ }}",
        "{{ text.encode }}",
    ],
)
def test_there_is_no_way_out_of_the_sandbox(escape: str) -> None:
    assert refusal("{{ text }}\n" + escape)[0] == 2


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(10 ** 9) %}x{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) %}{{ text }}, and so on, and so on{% endfor %}",
        "{% for a in range(3) recursive %}{{ loop(range(3)) }}{% endfor %}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = [ns.x, ns.x] | join %}{% endfor %}",
        "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = ns.x | replace('a', 'aa') %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(64) %}{% set ns.x = ns.x * 2 %}{% endfor %}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ 10 ** 10 * 'a' }}",
        "{{ 9 ** 99999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ 'a' | center(999999999) }}",
        "{{ 'a' | indent(999999999, true) }}",
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{% if 1 %}" * 200 + "{% endif %}" * 200,
    ],
)
@pytest.mark.timeout(20)
def test_what_would_run_for_long_or_write_too_much_is_refused(endless: str) -> None:
    assert refusal("{{ text }}" + endless)[0] == 1


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% block a %}{% endblock %}", "blocks"),
        ("{% set a %}b{% endset %}", "set"),
        ("{% filter upper %}b{% endfilter %}", "filter"),
    ],
)
def test_a_prompt_stands_by_itself(template: str, word: str) -> None:
    line, sentence = refusal("{{ text }}\n" + template)
    assert line == 2
    assert word in sentence


@pytest.mark.parametrize(
    "template", ["Classify it.", "{% set a = text %}", "{% if text %}There is one.{% endif %}", "{{ metadata.a }}", ""]
)
def test_a_prompt_that_does_not_show_the_item_is_refused(template: str) -> None:
    assert refusal(template) == (1, "no message shows the item; write {{ input }} or {{ text }}.")


@pytest.mark.parametrize("roles", [(), ("system",), ("system", "assistant"), ("user", "tool")])
def test_a_prompt_needs_a_user_and_known_roles(roles: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as told:
        check([TemplateMessage(role, "{{ text }}") for role in roles], gold_columns=GOLD, kind="choice")
    assert told.value.code == "prompt.template"
    assert f"The {'tool' if 'tool' in roles else 'user'} message of the prompt, line 1" in told.value.what


def test_the_role_of_the_message_is_told() -> None:
    messages = [TemplateMessage("system", "\n\n{{ nothing }}"), TemplateMessage("user", "{{ text }}")]
    with pytest.raises(UserError) as told:
        check(messages, gold_columns=GOLD, kind="choice")
    assert told.value.what.startswith("The system message of the prompt, line 3: ")


@pytest.mark.parametrize("template", ["{{ 1 / 0 }}", "{{ 'a' | int + 'b' }}", "{{ labels() }}", "{{ guidelines | round }}"])
def test_what_fails_when_it_runs_is_told(template: str) -> None:
    assert refusal("{{ text }}\n" + template)[0] == 2
