"""Keys are struck out whole, in pieces and masked; what is no key stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.llm.redact import PIECE, STRUCK, strike_out, strike_out_json

KEY = "sk-proj-AbCdEf0123456789ghIJ"


@pytest.mark.parametrize(
    "said",
    [
        f"Incorrect API key provided: {KEY}.",
        f"Bearer {KEY}",
        f"http://host/v1?key={KEY}&x=1",
        f"you sent {KEY[:12]}... which is wrong",
        f"you sent ...{KEY[-9:]} which is wrong",
        f"the middle {KEY[6:20]} of it",
        f"{KEY}{KEY} {KEY[3:14]}{KEY[2:15]}",
    ],
)
def test_no_piece_of_eight_characters_is_left(said: str) -> None:
    left = strike_out(said, KEY)
    assert STRUCK in left
    assert not any(KEY[at : at + PIECE] in left for at in range(len(KEY) - PIECE + 1))


@pytest.mark.parametrize("mask", ["*********", "...", "…", "••••"])
def test_what_a_mask_leaves_of_it_goes_too(mask: str) -> None:
    assert strike_out(f"key sk-proj-{mask}ghIJ is wrong", KEY) == f"key {STRUCK} is wrong"
    assert strike_out(f"key sk-{mask} is wrong", KEY) == f"key {STRUCK} is wrong"
    assert strike_out(f"key {mask}ghIJ is wrong", KEY) == f"key {STRUCK} is wrong"


def test_text_with_dots_and_stars_stays() -> None:
    text = "Wait... **this** is no key; see *.py and sk-other"
    assert strike_out(text, KEY) == text


def test_a_key_that_is_escaped_in_an_address_is_found() -> None:
    assert "ab%2B" not in strike_out("?key=ab%2Bcd%2Fef%3D%3D&a=1", "ab+cd/ef==")


def test_without_a_key_or_with_a_placeholder_nothing_is_struck() -> None:
    assert strike_out("no key, x marks the spot", None) == "no key, x marks the spot"
    assert strike_out("no key, x marks the spot", "x") == "no key, x marks the spot"


def test_json_keeps_its_form_and_loses_the_key_in_every_string() -> None:
    value: JsonValue = {"error": {"message": f"bad key {KEY}", "at": [1, 2.5, None, True, f"{KEY[:10]}…"]}, KEY: "name"}
    struck = strike_out_json(value, KEY)
    assert struck == {"error": {"message": f"bad key {STRUCK}", "at": [1, 2.5, None, True, STRUCK]}, STRUCK: "name"}
    assert strike_out_json({"fine": ["as", {"it": 1}]}, KEY) == {"fine": ["as", {"it": 1}]}
    assert strike_out_json(['a quote"in the key'], 'quote"in the key') == [f"a {STRUCK}"]


_CHARACTERS = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='*."\\\\')


@given(st.text(_CHARACTERS, min_size=16, max_size=60), st.text(max_size=40), st.text(max_size=40), st.data())
def test_any_piece_of_any_key_goes_wherever_it_stands(key: str, before: str, behind: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(key) - PIECE))
    end = data.draw(st.integers(start + PIECE, len(key)))
    assume(not any(key[at : at + PIECE] in STRUCK + before + behind for at in range(len(key) - PIECE + 1)))
    left = strike_out(before + key[start:end] + behind, key)
    assert key[start:end] not in left
    assert key not in json.dumps(strike_out_json([before + key + behind], key), ensure_ascii=False)
