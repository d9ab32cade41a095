"""Each piece of a prompt belongs to one section, and a long prompt says what is heavy."""

from __future__ import annotations

import pytest

from core.prompts.render import compiled, run
from core.prompts.sections import SECTIONS, Heavy, heavy, tokens

VALUES = {
    "task": {"kind": "choice", "labels": [{"name": "red", "description": ""}, {"name": "blue", "description": "like the sky"}]},
    "labels": [{"name": "red", "description": ""}, {"name": "blue", "description": "like the sky"}],
    "guidelines": "GUIDE",
    "contract": "CONTRACT",
    "examples": [{"input": "IN1", "output": "OUT1", "rationale": ""}, {"input": "IN2", "output": "OUT2", "rationale": "WHY2"}],
    "input": "INPUT",
    "text": "TEXT",
    "metadata": {"channel": "mail"},
    "earlier": ["red"],
}


def sections(template: str, **values: object) -> dict[str, str]:
    return run(compiled(template), {**VALUES, **values})[1]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Do it: {{ guidelines }}!", {"instructions": "Do it: !", "guidelines": "GUIDE"}),
        ("{% if guidelines %}# Rules\n{{ guidelines }}{% endif %}", {"guidelines": "# Rules\nGUIDE"}),
        ("{% for label in labels %}{{ label.name }},{% endfor %}.", {"labels": "red,blue,", "instructions": "."}),
        ("{% for label in task.labels %}{{ label.name }},{% endfor %}", {"labels": "red,blue,"}),
        ("{{ task.kind }} {{ labels | map(attribute='name') | join('/') }}", {"instructions": "choice ", "labels": "red/blue"}),
        ("{% set names = labels | map(attribute='name') %}{{ names | first }}", {"labels": "red"}),
        (
            "{% for e in examples %}{{ e.input }}={{ e.output }}{% if e.rationale %}({{ e.rationale }}){% endif %};{% endfor %}",
            {"examples": "IN1=OUT1;IN2=OUT2(WHY2);"},
        ),
        ("{{ text }}{{ input }}{{ metadata.channel }}", {"input": "TEXTINPUTmail"}),
        ("{% if earlier %}Not: {{ earlier | join }}{% else %}First{% endif %}", {"earlier": "Not: red"}),
        ("{% if text | length > 9 %}a{% elif guidelines %}b{% else %}c{% endif %}d", {"guidelines": "b", "instructions": "d"}),
        ("{% if examples %}A{{ contract }}B{% endif %}C", {"examples": "AB", "contract": "CONTRACT", "instructions": "C"}),
        ("{% with x = contract %}{{ x }}{% endwith %}-", {"instructions": "-", "contract": "CONTRACT"}),
    ],
)
def test_what_belongs_to_which(template: str, expected: dict[str, str]) -> None:
    assert sections(template) == expected


def test_the_sections_together_are_the_whole_message() -> None:
    whole, parts = run(compiled("a{{ input }}b{% for e in examples %}{{ e.input }}{% endfor %}c{{ contract }}"), VALUES)
    assert whole == "aINPUTbIN1IN2cCONTRACT"
    assert sum(map(len, parts.values())) == len(whole)


def test_an_item_cannot_bring_a_mark_along() -> None:
    """A mark is told by identity, not by what it says."""
    forged = "".join(["\0", "guidelines"]) + "mine"
    whole, parts = run(compiled("{{ text }}"), {**VALUES, "text": forged})
    assert (whole, parts) == (forged, {"input": forged})


def test_tokens_by_section_in_a_fixed_order() -> None:
    counted = tokens({"labels": "one two", "instructions": "a b c", "input": ""}, lambda text: len(text.split()))
    assert list(counted) == list(SECTIONS) == ["instructions", "labels", "guidelines", "examples", "input", "contract", "earlier"]
    assert counted == {"instructions": 3, "labels": 2, "guidelines": 0, "examples": 0, "input": 0, "contract": 0, "earlier": 0}


def test_past_the_limit_it_says_what_is_heavy_largest_first() -> None:
    sizes = {"instructions": 101, "labels": 900, "guidelines": 0, "examples": 1_000}
    assert heavy(sizes) == (
        Heavy("examples", 1_000, 1_000 / 2_001),
        Heavy("labels", 900, 900 / 2_001),
        Heavy("instructions", 101, 101 / 2_001),
    )
    assert heavy({**sizes, "instructions": 100}) == ()
    assert heavy({"input": 11}, limit=10) == (Heavy("input", 11, 1.0),)
