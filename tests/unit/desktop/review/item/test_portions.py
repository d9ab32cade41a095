from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.review.item.portions import markdown_portions, text_portions

LINES = st.lists(st.sampled_from(["text", "", "```", "~~~", "- item", "    code", "| a |"]), max_size=40)


@given(LINES, st.integers(1, 30))
def test_portions_of_markdown_are_all_of_it_and_never_cut_fenced_code(lines: list[str], size: int) -> None:
    source = "\n".join(lines)
    portions = list(markdown_portions(source, size))
    assert "".join(portions) == source
    for portion in portions[:-1]:
        fence = ""
        for line in portion.splitlines():
            if line.startswith(("```", "~~~")):
                fence = line[:3] if not fence else "" if line[:3] == fence else fence
        assert not fence


@given(st.text(st.sampled_from("ab \n"), max_size=200), st.integers(4, 40))
def test_portions_of_text_are_all_of_it(text: str, size: int) -> None:
    portions = list(text_portions(text, size))
    assert "".join(portions) == text
    assert all(len(portion) <= size for portion in portions)


def test_a_portion_ends_behind_a_space_where_there_is_one() -> None:
    assert list(text_portions("one two three", 9)) == ["one two ", "three"]
