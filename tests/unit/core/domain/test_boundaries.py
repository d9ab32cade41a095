from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.boundaries import Unit, next_unit, previous_unit, snapped, unit_at
from core.domain.graphemes import character_break, character_next, character_start

ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f466"
HEART = "\u2764\ufe0f\u200d\U0001f525"
PIECES = (
    *("word", " ", "  ", ".", "! ", "?\n", "\r\n", "\u2028", "don't", "3.5", "a@b.org", "#tag", "_", "(", "$", "\t", "\x00"),
    *(
        "我们",
        "。",
        "カメラ",
        "を",
        "한국",
        "\u1112\u1161\u11ab",
        "e\u0301",
        "\u0301",
        ASTRONAUT,
        FAMILY,
        HEART,
        "\U0001f1e9\U0001f1ea",
    ),
    *("مرحبا", "؟ ", "नमस्ते", "สวัสดี", "\U0001f600", "\U00020000", "\u200b", "\u00ad", "\ufeff"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=12).map("".join)


def units(text: str, unit: Unit) -> list[str]:
    found: list[str] = []
    at = 0
    while (one := next_unit(text, at, unit)) is not None:
        found.append(text[one[0] : one[1]])
        at = one[1]
    return found


def units_back(text: str, unit: Unit) -> list[str]:
    found: list[str] = []
    at = len(text)
    while (one := previous_unit(text, at, unit)) is not None:
        found.append(text[one[0] : one[1]])
        at = one[0]
    return found[::-1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't pay $3.50 (now)!", ["I", "don't", "pay", "$", "3.50", "now"]),
        ("to a@b.org, 1,000.5 at 12:30", ["to", "a@b.org", "1,000.5", "at", "12:30"]),
        ("#tag @me # x well-known under_score", ["#tag", "@me", "x", "well", "known", "under_score"]),
        ("我爱北京。", ["我", "爱", "北", "京"]),
        ("カメラを買う", ["カメラ", "を", "買", "う"]),
        ("한국 사람", ["한국", "사람"]),
        ("مرحبا بالعالم؟ نعم", ["مرحبا", "بالعالم", "نعم"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        (f"go {ASTRONAUT}{FAMILY}{HEART}!", ["go", ASTRONAUT, FAMILY, HEART]),
        ("cafe\u0301s bon", ["cafe\u0301s", "bon"]),
        ("co\u00adoperate a\u200bb", ["co\u00adoperate", "a", "b"]),
        (" \u0301 ?! \n", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert units(text, Unit.WORD) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?  Four", ["One.", "Two!", "Three?", "Four"]),
        ("It costs 3.50, e.g. today. “Yes.” No", ["It costs 3.50, e.g. today.", "“Yes.”", "No"]),
        ("我爱北京。天安门！“好。”吗", ["我爱北京。", "天安门！", "“好。”", "吗"]),
        ("A heading\n\nand a line\r\nmore", ["A heading", "and a line", "more"]),
        ("نعم؟ لا", ["نعم؟", "لا"]),
        ("...  ", ["..."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert units(text, Unit.SENTENCE) == sentences


@pytest.mark.parametrize(
    "character",
    [ASTRONAUT, FAMILY, HEART, "\U0001f1e9\U0001f1ea", "e\u0301\u0323", "\u1112\u1161\u11ab", "한", "\r\n", "हि", "\U00020000"],
)
def test_what_a_reader_calls_one_character_stays_whole(character: str) -> None:
    text = f"a{character}b"
    assert character_next(text, 1) == 1 + len(character)
    assert all(character_start(text, 1 + at) == 1 for at in range(len(character)))


def test_flags_go_in_pairs() -> None:
    flags = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7\U0001f1ef"
    assert units(flags, Unit.CHARACTER) == [flags[:2], flags[2:4], flags[4:]]


@pytest.mark.parametrize(
    ("selected", "unit", "wanted"),
    [
        ("ew Yor", Unit.WORD, "New York"),
        (", and ", Unit.WORD, ", and"),
        (" home", Unit.WORD, "home"),
        ("rk, an", Unit.WORD, "York, and"),
        (", ", Unit.WORD, ","),
        ("York", Unit.SENTENCE, "In New York, and home."),
        ("ork", Unit.CHARACTER, "ork"),
    ],
)
def test_a_selection_snaps_to_whole_units(selected: str, unit: Unit, wanted: str) -> None:
    text = "In New York, and home. Then on."
    at = text.index(selected)
    found = snapped(text, at, at + len(selected), unit)
    assert found is not None
    assert text[found[0] : found[1]] == wanted


def test_a_selection_of_white_space_is_nothing() -> None:
    assert snapped("a   b", 1, 4, Unit.WORD) is None


@given(TEXTS, st.sampled_from(Unit))
def test_back_and_forth_are_the_same_and_every_unit_is_whole(text: str, unit: Unit) -> None:
    assert units(text, unit) == units_back(text, unit)
    at = 0
    while (found := next_unit(text, at, unit)) is not None:
        start, end = found
        assert at <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert unit_at(text, start, unit) == found == unit_at(text, end - 1, unit)
        at = end


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(Unit))
def test_snapping_widens_cuts_no_character_and_settles(text: str, one: int, other: int, unit: Unit) -> None:
    start, end = min(one, other), max(one, other)
    found = snapped(text, start, end, unit)
    if found is None:
        assert not text[start:end].strip()
        return
    inner = text[start:end].strip()
    assert inner in text[found[0] : found[1]]
    assert snapped(text, *found, unit) == found
    assert all(at in (0, len(text)) or character_break(text, at) or text[at].isspace() or text[at - 1].isspace() for at in found)


@given(TEXTS)
def test_characters_with_white_space_between_them_are_the_text(text: str) -> None:
    ends, at = [0], 0
    while at < len(text):
        at = character_next(text, at)
        ends.append(at)
    assert ends[-1] == len(text)
    assert all(character_start(text, end) == end for end in ends)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "我" * 1_000_000, " " * 1_000_000, "." * 1_000_000, "a b. " * 200_000])
@pytest.mark.parametrize("unit", list(Unit))
def test_a_megabyte_of_anything_ends(text: str, unit: Unit) -> None:
    found = previous_unit(text, len(text) // 2, unit)
    assert found is None or found[1] <= len(text) // 2
    following = next_unit(text, len(text) // 2, unit)
    assert following is None or following[0] >= len(text) // 2
