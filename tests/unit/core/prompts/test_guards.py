"""Guard rails after an answer: refusals, length, grounding, language."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest

from core.prompts.content import Contract
from core.prompts.guards import GUARDS, Flag, Given, flags, strings
from core.prompts.guards.grounding import ungrounded
from core.prompts.guards.language import other_language
from core.prompts.guards.refusal import refuses

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data"))

REFUSALS = [
    "I'm sorry, but I can't assist with that request.",
    "I’m very sorry, but I can’t assist with that.",
    "I cannot comply with this request.",
    "I'm unable to classify this text.",
    "As an AI language model, I cannot give an opinion on this.",
    "Unfortunately, I can't help with that.",
    "**I must decline.**",
    "抱歉，我无法回答这个问题。",
    "对不起，我不能提供这方面的帮助。",
    "作为一个AI语言模型，我无法做出判断。",
    "Lo siento, pero no puedo ayudar con eso.",
    "Como modelo de lenguaje, no puedo opinar.",
    "申し訳ありませんが、そのご質問にはお答えできません。",
    "AIとして、その内容には対応できません。",
    "عذراً، لا أستطيع المساعدة في ذلك.",
    "لا يمكنني الإجابة على هذا السؤال.",
]
NO_REFUSALS = [
    "",
    "travel",
    "I'm sorry that your card was lost. We will send you another one.",
    "Sorry for the delay! Your card is on its way.",
    "Unfortunately, we can't refund this payment, as it was made in cash.",
    "The customer says: I can't help but wonder where my card is.",
    "You asked where your card is. It was sent on Monday. The shop wrote: I cannot help with this.",
    "I cannot find my card. Where is it?",
    "很抱歉给您带来不便，您的卡已经寄出。",
    "Lo siento mucho, su tarjeta llegará mañana.",
    "申し訳ありません。カードは明日届きます。",
    "نعتذر عن التأخير، بطاقتك في الطريق.",
    "I can't assist with that. " + "But here is a very long text. " * 80,
]


@pytest.mark.parametrize("text", REFUSALS)
def test_refusals(text: str) -> None:
    assert refuses(text)


@pytest.mark.parametrize("text", NO_REFUSALS)
def test_apologies_are_no_refusals(text: str) -> None:
    assert not refuses(text)


def test_real_questions_and_topics_are_no_refusals() -> None:
    with (ROOT / "tests/data/banking77_sample.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert [text for text in texts if refuses(text)] == []


ITEM = "Ada Lovelace ordered 1,000 pcs. of the ＡＢ-12 on 3/4/2012 for €2,500.50 in New\u00a0York. Don’t call 卡号是四川。"


@pytest.mark.parametrize(
    "value",
    [
        "Ada Lovelace",
        "ADA  LOVELACE",
        "1000",
        "1,000",
        "AB-12",
        "ab 12",
        "3/4/2012",
        "2500.50",
        "€2,500.50",
        "NewYork",
        "new york",
        "don't",
        "卡号",
        "四川",
        "",
        "...",
        "Love",
    ],
)
def test_what_occurs(value: str) -> None:
    assert ungrounded((value,), ITEM) == ()


@pytest.mark.parametrize(
    "value", ["Ada Byron", "100", "000", "12/3", "4/3/2012", "201", "250.50", "2500", "2,500.5", "Lovelace Ada", "四号", "10,00"]
)
def test_what_does_not_occur(value: str) -> None:
    assert ungrounded((value,), ITEM) == (value,)


def test_each_missing_value_once_and_in_order() -> None:
    assert ungrounded(("x1", "Ada", "y2", "x1"), ITEM) == ("x1", "y2")


def test_grounding_takes_linear_time() -> None:
    began = time.process_time()
    assert ungrounded(("1" * 1_000, "a" * 1_000 + "b"), "1" * 300_000 + " " + "a" * 300_000) == ("1" * 1_000, "a" * 1_000 + "b")
    assert ungrounded(("7",), "17 " * 200_000) == ("7",)
    assert time.process_time() - began < 2


GERMAN = "Vielen Dank für Ihre Nachricht. Wir haben Ihre Karte gestern verschickt, sie sollte in drei Tagen bei Ihnen sein."
ENGLISH = "Thank you for your message. We sent your card yesterday, and it should reach you within three days."
SPANISH = "Muchas gracias por su mensaje. Enviamos su tarjeta ayer y debería recibirla dentro de tres días laborables."
CHINESE = "感谢您的来信，我们昨天已经寄出了您的银行卡，预计三天之内就可以送到您的手中。"
JAPANESE = "お問い合わせありがとうございます。カードは昨日発送いたしましたので、三日以内に届く予定です。"
ARABIC = "شكراً لرسالتك. لقد أرسلنا بطاقتك أمس ومن المتوقع أن تصل إليك خلال ثلاثة أيام عمل."
RUSSIAN = "Спасибо за ваше сообщение. Мы отправили вашу карту вчера, она должна прийти в течение трёх дней."
TEXTS = {"de": GERMAN, "en": ENGLISH, "es": SPANISH, "zh": CHINESE, "ja": JAPANESE, "ar": ARABIC, "ru": RUSSIAN}


@pytest.mark.parametrize("written", TEXTS)
@pytest.mark.parametrize("wanted", TEXTS)
def test_every_language_is_told_from_every_other(written: str, wanted: str) -> None:
    assert other_language(TEXTS[written], wanted) == (None if written == wanted else written)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ok", "de"),
        ("Ada Lovelace", "de"),
        ("Hello!", "zh"),
        ("12,500.00 - 2024-01-02", "de"),
        ("", "de"),
        ("```python\nfor item in items:\n    print(item, the_other_one, and_this)\n```", "zh"),
        ("https://example.com/a/very/long/path/with/many/english/words/in/it", "zh"),
        ("您的卡由 Deutsche Bank 通过 DHL Express 于昨天寄出，请注意查收。", "zh"),
        (ENGLISH, "EN"),
        (ENGLISH, "en-GB"),
        ("[EMAIL_1] [PHONE_1] [IBAN_1] [EMAIL_2] [PHONE_2] [IBAN_2] [EMAIL_3]", "ja"),
    ],
)
def test_when_it_is_not_sure_it_says_nothing(text: str, wanted: str) -> None:
    assert other_language(text, wanted) is None


def test_real_items_in_five_languages() -> None:
    codes = {"eng_Latn": "en", "zho_Hans": "zh", "spa_Latn": "es", "jpn_Jpan": "ja", "arb_Arab": "ar"}
    with (DATA / "llm_sib200_topics_5langs.csv").open(encoding="utf-8", newline="") as file:
        rows = [(codes[row["lang"]], row["text"]) for row in csv.DictReader(file)]
    right = [other_language(text, code) for code, text in rows]
    wrong = [other_language(text, "de") for _, text in rows]
    assert sum(found is not None for found in right) <= 0.01 * len(rows)
    assert sum(found is not None for found in wrong) >= 0.95 * len(rows)


def given(answer: object, *, grounded: bool = False, drafted: bool = False, **contract: object) -> tuple[Flag, ...]:
    return flags(Given(answer, ITEM, Contract(**contract), grounded=grounded, drafted=drafted))  # pyright: ignore[reportArgumentType]


def test_flags_name_the_guard_and_hold_no_text() -> None:
    found = given({"who": "Ada Byron", "when": ["3/4/2012", "5/6/2013"]}, grounded=True)
    assert found == (Flag("ungrounded", "2 of the answer's values do not occur in the item."),)
    assert [flag.code for flag in given(GERMAN, drafted=True, language="en")] == ["language"]
    assert [flag.code for flag in given("x" * 30, max_answer=20)] == ["too_long"]
    assert [flag.code for flag in given(REFUSALS[0], drafted=True)] == ["refusal"]
    every = given(
        "I cannot comply with this request, and I would rather not say anything about it at all.",
        grounded=True,
        drafted=True,
        language="zh",
        max_answer=5,
    )
    assert [flag.code for flag in every] == list(GUARDS)
    assert not any("comply" in flag.detail or "Ada" in flag.detail for flag in every)


def test_an_answer_without_faults_has_no_flags() -> None:
    assert given({"who": "Ada Lovelace", "n": 3, "x": None}, grounded=True) == ()
    assert given(GERMAN, drafted=True, language="de") == ()
    assert given("travel", language="zh") == ()


def test_strings_come_in_order_and_deep_answers_do_no_harm() -> None:
    assert strings({"b": ["x", {"c": "y"}], "a": "z", "n": 1}) == ("x", "y", "z")
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    assert strings(deep) == ("x",)  # pyright: ignore[reportArgumentType]
