from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.edits import Edit, EditKind, edit_share, is_small_edit, word_diff, words_of

KEPT, REMOVED, ADDED = EditKind.KEPT, EditKind.REMOVED, EditKind.ADDED
WORDS = st.lists(
    st.sampled_from(["the", "card", "did", "not", " ", "  ", "\n", ".", ", ", "到", "账", "两天", "e\u0301", "\u202b"]),
    max_size=30,
)
TEXTS = st.one_of(WORDS.map("".join), st.text(max_size=60))


def joined(edits: tuple[Edit, ...], *kinds: EditKind) -> str:
    return "".join(edit.text for edit in edits if edit.kind in kinds)


@given(TEXTS, TEXTS)
def test_kept_and_added_is_after_kept_and_removed_is_before(before: str, after: str) -> None:
    edits = word_diff(before, after)
    assert joined(edits, KEPT, ADDED) == after
    assert joined(edits, KEPT, REMOVED) == before


@given(TEXTS, TEXTS)
def test_no_run_is_empty_and_none_follows_on_its_like(before: str, after: str) -> None:
    kinds = [edit.kind for edit in word_diff(before, after)]
    assert all(edit.text for edit in word_diff(before, after))
    assert all(one is not other for one, other in pairwise(kinds))


@given(TEXTS)
def test_a_text_and_itself_have_nothing_but_what_is_kept(text: str) -> None:
    assert word_diff(text, text) == ((Edit(KEPT, text),) if text else ())


@given(TEXTS)
def test_words_joined_again_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(TEXTS, TEXTS)
def test_the_share_is_symmetrical_and_lies_between_none_and_all(one: str, other: str) -> None:
    assert 0.0 <= edit_share(one, other) <= 1.0
    assert edit_share(one, other) == edit_share(other, one)


@given(TEXTS, TEXTS)
def test_a_small_edit_changes_at_most_a_tenth(before: str, after: str) -> None:
    if is_small_edit(before, after):
        assert before != after
        assert edit_share(before, after) <= 0.10


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("a red card", "a blue card", [(KEPT, "a "), (REMOVED, "red"), (ADDED, "blue"), (KEPT, " card")]),
        ("", "new", [(ADDED, "new")]),
        ("old", "", [(REMOVED, "old")]),
        ("请在三天内回复", "请在五天内回复", [(KEPT, "请在"), (REMOVED, "三"), (ADDED, "五"), (KEPT, "天内回复")]),
        # what is kept between two changes and says nothing by itself reads better as part of them
        ("many red things", "some blue things", [(REMOVED, "many red"), (ADDED, "some blue"), (KEPT, " things")]),
        ("don't wait", "do wait", [(REMOVED, "don't"), (ADDED, "do"), (KEPT, " wait")]),
    ],
)
def test_the_diff_goes_by_words(before: str, after: str, edits: list[tuple[EditKind, str]]) -> None:
    assert [(edit.kind, edit.text) for edit in word_diff(before, after)] == edits


def test_a_kept_word_that_says_something_stays_kept() -> None:
    edits = word_diff(
        "Transfers always arrive within two days, I checked.", "Transfers mostly arrive within five days, we looked."
    )
    assert "arrive within" in joined(edits, KEPT)


def test_long_texts_are_compared_within_sentences_and_in_time() -> None:
    before = "".join(f"这是第{n}句话的内容，" + "的是不了人我在有他这" * 4 + "。" for n in range(1200))
    after = before.replace("第600句话", "第六百句话").replace("第7句话", "第七句话")
    assert len(before) > 50_000
    began = time.perf_counter()
    edits = word_diff(before, after)
    assert time.perf_counter() - began < 2.0
    assert joined(edits, KEPT, ADDED) == after
    assert len(joined(edits, REMOVED)) < 40


LONG = "Thank you for your patience with us. The card was sent on Monday and will be there within the week, as we said before."


@pytest.mark.parametrize(
    ("before", "after", "small"),
    [
        (LONG, LONG.replace("patience", "patiences"), True),
        (LONG, LONG.replace("sent", "posted"), True),
        (LONG, LONG, False),
        (LONG, LONG.replace("was", "was not"), False),  # a negation came
        (LONG, LONG.replace("Monday", "Friday"), False),  # a name changed
        (LONG + " It costs 5.", LONG + " It costs 6.", False),  # a number changed
        (LONG + " It takes two.", LONG + " It takes ten.", False),  # in words, too
        ("The answer is here.", "The answer is somewhere else.", False),  # more than a tenth
        (
            "请您耐心等待，我们会在三天之内给您答复，谢谢您的理解和支持。",
            "请您耐心等待，我们会在五天之内给您答复，谢谢您的理解和支持。",
            False,
        ),
        (
            "请您耐心等待，我们会在几天之内给您答复，谢谢您的理解和支持。",
            "请您耐心等待，我们会在几天之内给你答复，谢谢您的理解和支持。",
            True,
        ),
        (
            "请您耐心等待，我们会在几天之内给您答复，谢谢您的理解和支持。",
            "请您耐心等待，我们不会几天之内给您答复，谢谢您的理解和支持。",
            False,
        ),
    ],
)
def test_a_small_edit_leaves_numbers_names_and_negations_alone(before: str, after: str, small: bool) -> None:
    assert is_small_edit(before, after) is small
