"""Names for code and templates, and how many tokens a text has, about."""

from __future__ import annotations

import keyword

from hypothesis import given
from hypothesis import strategies as st

from core.export.shown import identifiers, tokens_in


def test_names_become_identifiers() -> None:
    names = ["text", "candidate 1", "e-mail", "e mail", "2nd", "日期", "class", "dspy_x", "_x", "", "get", "input_get"]
    assert identifiers(names, frozenset({"get"})) == {
        "text": "text",
        "candidate 1": "candidate_1",
        "e-mail": "e_mail",
        "e mail": "e_mail_2",
        "2nd": "input_2nd",
        "日期": "日期",
        "class": "input_class",
        "dspy_x": "input_dspy_x",
        "_x": "x",
        "": "input",
        "get": "input_get",
        "input_get": "input_get_2",
    }


@given(st.lists(st.text(max_size=12), unique=True, max_size=12), st.frozensets(st.sampled_from(("a", "b", "input"))))
def test_any_names_become_different_identifiers(names: list[str], taken: frozenset[str]) -> None:
    found = identifiers(names, taken)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert not set(found.values()) & taken
    assert all(one.isidentifier() and not keyword.iskeyword(one) for one in found.values())


def test_tokens_are_never_fewer_than_words_and_signs() -> None:
    assert tokens_in("") == 0
    assert tokens_in("a cup, red!") == 5
    assert tokens_in("卡丢了怎么办？") == 7
    assert tokens_in("x" * 400) == 100
    assert tokens_in("\ud800") == 1
