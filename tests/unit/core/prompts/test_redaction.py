"""Redaction: what is found, what is left alone, and that everything comes back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.errors import UserError
from core.prompts.redaction import FINDERS, Redactor, redact, restore
from core.prompts.redaction.iban import length_in

ALL = tuple(FINDERS)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Mail ada@example.com.", "Mail [EMAIL_1]."),
        ("<ada.b+c@mail.example.co.uk>, thanks", "<[EMAIL_1]>, thanks"),
        ("邮箱是ada@example.com。", "邮箱是[EMAIL_1]。"),
        ("ada@example.com and bob@example.com and ada@example.com", "[EMAIL_1] and [EMAIL_2] and [EMAIL_1]"),
        ("DE89370400440532013000", "[IBAN_1]"),
        ("IBAN: DE89 3704 0044 0532 0130 00 (Ada)", "IBAN: [IBAN_1] (Ada)"),
        ("gb29 nwbk 6016 1331 9268 19", "[IBAN_1]"),
        ("to NO93 8601 1117 947 please", "to [IBAN_1] please"),
        ("4111 1111 1111 1111", "[CARD_1]"),
        ("卡号4111111111111111，no.4111111111111111; ４１１１１１１１１１１１１１１１", "卡号[CARD_1]，no.[CARD_1]; [CARD_2]"),
        ("账户DE89370400440532013000转账", "账户[IBAN_1]转账"),
        ("card 5500-0000-0000-0004, Amex 3782 822463 10005", "card [CARD_1], Amex [CARD_2]"),
        ("call +49 30 901820 now", "call [PHONE_1] now"),
        ("+1 650-253-0000, +44 20 7031 3000", "[PHONE_1], [PHONE_2]"),
        ("电话+86 10 6250 0000。", "电话[PHONE_1]。"),
    ],
)
def test_what_is_found(text: str, redacted: str) -> None:
    done = redact(text, ALL)
    assert done.text == redacted
    assert restore(done.text, done.originals) == text


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",  # fails Luhn
        "9111111111111111111",
        "0000 0000 0000 0000",  # no network
        "order 41111111111111112222333",
        "DE88 3704 0044 0532 0130 00",  # wrong check digits
        "DE89 3704 0044 0532 0130",  # too short for Germany
        "ZZ89370400440532013000",  # no such country
        "ada@localhost", "@ada", "ada@", "a @ b.com", "1@2",
        "on 2024-01-02 at 10:30, 1,000,000 times, version 1.2.3.4",
        "+1 234",
        "",
    ],
)  # fmt: skip
def test_what_is_left_alone(text: str) -> None:
    assert redact(text, ALL).text == text


def test_numbers_without_a_prefix_need_a_region() -> None:
    assert redact("call (650) 253-0000", ALL).text == "call (650) 253-0000"
    assert redact("call (650) 253-0000", ALL, "US").text == "call [PHONE_1]"
    assert redact("call 030 901820", ALL, "DE").text == "call [PHONE_1]"
    assert redact("card 4111 1111 1111 1112", ALL, "US").text == "card 4111 1111 1111 1112"


def test_only_what_is_asked_for() -> None:
    text = "ada@example.com +49 30 901820"
    assert redact(text, ["phone"]).text == "ada@example.com [PHONE_1]"
    assert redact(text, []).text == text
    with pytest.raises(UserError, match="'passport'") as caught:
        Redactor(["email", "passport"])
    assert caught.value.todo == "Known: email, iban, card, phone."


def test_a_longer_kind_is_not_cut_by_another_one() -> None:
    assert redact("DE89 3704 0044 0532 0130 00", ALL, "DE").text == "[IBAN_1]"
    assert redact("+4915112345678@example.com", ALL, "DE").text == "[EMAIL_1]"
    assert redact("4111111111111111", ALL, "DE").text == "[CARD_1]"


def test_text_that_looks_like_a_placeholder_comes_back_too() -> None:
    text = "[EMAIL_1] is not ada@example.com, [PHONE_7], [OTHER_1]"
    done = redact(text, ALL)
    assert done.text == "[EMAIL_1] is not [EMAIL_2], [PHONE_1], [OTHER_1]"
    assert done.originals["[EMAIL_2]"] == "ada@example.com"
    assert restore(done.text, done.originals) == text


def test_the_texts_of_a_call_share_their_numbers() -> None:
    redactor = Redactor(ALL)
    first, second = redactor.redact("ada@example.com"), redactor.redact("[EMAIL_1] bob@example.com ada@example.com")
    assert (first, second) == ("[EMAIL_1]", "[EMAIL_2] [EMAIL_3] [EMAIL_1]")
    assert redactor.originals == {"[EMAIL_1]": "ada@example.com", "[EMAIL_2]": "[EMAIL_1]", "[EMAIL_3]": "bob@example.com"}


def test_restoring_reaches_every_string_and_only_strings() -> None:
    originals = {"[EMAIL_1]": "ada@example.com", "[EMAIL_2]": "[EMAIL_1]"}
    value: JsonValue = {"[EMAIL_1]": ["to [EMAIL_1]", {"x": "[EMAIL_2] [EMAIL_3]"}, 1, None, True]}
    assert restore(value, originals) == {"[EMAIL_1]": ["to ada@example.com", {"x": "[EMAIL_1] [EMAIL_3]"}, 1, None, True]}


def test_lengths_of_ibans_come_from_the_registry() -> None:
    assert (length_in("DE"), length_in("NO"), length_in("MT"), length_in("ZZ")) == (22, 15, 31, 0)


PIECES = [
    "ada@example.com",
    "[EMAIL_1]",
    "[IBAN_2]",
    "DE89370400440532013000",
    "4111 1111 1111 1111",
    "+49 30 901820",
    "@",
    " ",
    "1",
    "a",
    "[",
    "]",
    "中",
    "\n",
    "-",
    "DE89 ",
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), min_size=1, max_size=3))
def test_everything_comes_back(texts: list[str]) -> None:
    redactor = Redactor(ALL, "DE")
    redacted = [redactor.redact(text) for text in texts]
    assert [restore(text, redactor.originals) for text in redacted] == texts


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "@",
        "a@",
        "a@b.",
        "1",
        "1 ",
        "12-",
        "DE89 ",
        "DE89",
        "+",
        "+(1",
        "[EMAIL_",
        "1 (",
        "The card 1234 was charged 12.50 on 2024-01-02. ",
    ],
)
def test_a_megabyte_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        assert restore((done := redact(text, ALL)).text, done.originals) == text
        return time.process_time() - began

    seconds(1_000)
    assert seconds(1_000_000) < 5
