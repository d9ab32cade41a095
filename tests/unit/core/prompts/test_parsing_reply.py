"""Replies as models write them: what is read, what is mapped, what is a miss, and what the corrective retry is told."""

from __future__ import annotations

import json

import pytest

from core.domain.task import Label, Task
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, Parsed, parse_reply

NAMES = ("card_arrival", "Lost or stolen", "exchange_rate", "top-up", "other")
TASK = Task("choice", tuple(Label(name) for name in NAMES))


def read(text: str, *names: str, rationale: bool = False, limit: int = 20_000) -> Parsed:
    task = Task("choice", tuple(Label(name) for name in names)) if names else TASK
    return parse_reply(text, task, Contract(rationale=rationale, max_answer=limit))


@pytest.mark.parametrize(
    "reply",
    [
        '{"answer": "card_arrival"}',
        '  {"rationale": "it says so", "answer": "card_arrival", "confidence": 0.9}\n',
        '```json\n{"answer": "card_arrival"}\n```',
        '```\n{"answer": "card_arrival"}\n```',
        'Sure! Here is my answer:\n\n{"answer": "card_arrival"}\n\nLet me know if you need more.',
        'Here {not json} and "a quote: {"answer": "card_arrival"}',
        'First I thought {"answer": "other"}, but no:\n{"answer": "card_arrival"}',
        '{"answer": "card_arrival",}',
        "{'answer': 'card_arrival', 'confidence': 0.5}",
        '{answer: "card_arrival", confidence: .9}',
        '{"answer": "card_arrival", // the card\n "confidence": 0.8}',
        '{"answer": "card_arrival" /* sure */}',
        "{'rationale': None, 'answer': 'card_arrival', 'sure': True}",
        "{'rationale': \"it's late\", 'answer': 'card_arrival'}",
        '{"Answer": "card_arrival"}',
        '{"result": {"answer": "card_arrival"}}',
        '{"label": "card_arrival"}',
        '{"answer": ["card_arrival"]}',
        '{"rationale": "I considered {braces} in \\"strings\\"", "answer": "card_arrival"}',
        '{"answer": "card_arrival", "confidence": 0.',
        '<think>Is it {"answer": "other"}? Maybe.</think>{"answer": "card_arrival"}',
        '"card_arrival"',
        "card_arrival",
        "  card_arrival.\n",
        "**card_arrival**",
        "`card_arrival`",
        "“card_arrival”",
        "```\ncard_arrival\n```",
        "Answer: card_arrival",
        "**Answer:** card_arrival",
        "Final answer: **card_arrival**.",
        "The correct label is: `card_arrival`",
        "Label: card_arrival\nReason: the customer waits for a card.",
        "Answer:\ncard_arrival",
        "答案：card_arrival",
        "类别: card_arrival。",
        "La respuesta: card_arrival",
        "It could be other, but the customer waits.\n\nAnswer: card_arrival",
        "Answer: card_arrival - the card has not come",
        "Answer: card_arrival (very likely)",
        "1. card_arrival",
        "- card_arrival",
        "(3) card_arrival",
        "The customer waits for the card.\ncard_arrival",
        "card_arrival\n\nThe customer waits for the post.",
        "card_arrival\nConfidence: 0.9",
        'This can be categorized under "card_arrival".',
        "The category is card_arrival.",
        "这条消息属于“card_arrival”类别。",
    ],
)
def test_one_answer_in_every_dress(reply: str) -> None:
    parsed = read(reply)
    assert (parsed.answer, parsed.outcome, parsed.problem) == ("card_arrival", Outcome.OK, "")
    assert parsed.mapped_from is None


@pytest.mark.parametrize(
    ("reply", "answer", "mapped_from"),
    [
        ('{"answer": "Card arrival"}', "card_arrival", "Card arrival"),
        ('{"answer": "CARD-ARRIVAL!"}', "card_arrival", "CARD-ARRIVAL!"),
        ("lost_or_stolen", "Lost or stolen", "lost_or_stolen"),
        ("Answer: **Top up**", "top-up", "Top up"),
        ("ｏｔｈｅｒ", "other", "ｏｔｈｅｒ"),
        ("The label is Exchange Rate.", "exchange_rate", "Exchange Rate"),
    ],
)
def test_a_label_is_mapped_when_only_case_space_and_punctuation_differ(reply: str, answer: str, mapped_from: str) -> None:
    parsed = read(reply)
    assert (parsed.outcome, parsed.answer, parsed.mapped_from) == (Outcome.MAPPED, answer, mapped_from)


def test_an_exact_label_wins_over_those_that_only_look_like_it() -> None:
    assert read("top-up", "top_up", "top-up", "Top Up").answer == "top-up"
    assert read("TOPUP", "top_up", "top-up").outcome is Outcome.OFF_LIST
    assert read('{"answer": "A*"}', "A", "A*").answer == "A*"


@pytest.mark.parametrize(
    ("reply", "names"),
    [
        ("C++", ("C", "Java")),
        ("1.5", ("15", "1")),
        ("-1", ("1", "0")),
        ("close_account", ("account", "card")),
        ("Science/Technology", ("technology", "health")),
        ("This is a piece of news regarding technology.", ("science/technology", "health")),
        ("Answer: travel agency", ("travel", "health")),
        ("close_the_account", ("close", "the", "account")),
        ("card_arrivals", ("card_arrival", "other")),
        ('{"answer": "Ca', ("Ca", "Card")),
        ('{"rationale": "It waits", "answer": "card', ("card", "card_arrival")),
        ("It does not relate to travel.", ("travel", "health")),
        ("This isn't travel.", ("travel", "health")),
        ("It is unclear whether it is travel", ("travel", "health")),
        ("There is no reason to think so.", ("yes", "no")),
        ("这不是travel", ("travel", "health")),
        ("No es travel.", ("travel", "health")),
        ("It could also potentially fall under travel.", ("travel", "health")),
        ("This is related to travel and tourism.", ("travel", "health")),
        ("travel\n\nWait, let me reconsider. Looking at the list", ("travel", "health")),
        ("INVALID_LABEL", NAMES),
        ("<think>It is travel, so the answer is travel", ("travel", "health")),
    ],
)
def test_no_label_is_ever_made_up(reply: str, names: tuple[str, ...]) -> None:
    parsed = read(reply, *names)
    assert parsed.answer is None
    assert not parsed.answered
    assert parsed.outcome in (Outcome.OFF_LIST, Outcome.NO_ANSWER, Outcome.SEVERAL, Outcome.EMPTY)
    assert parsed.problem


@pytest.mark.parametrize(
    "reply",
    [
        "card_arrival or other",
        "card_arrival, other",
        "card_arrival\nother",
        "1. card_arrival\n2. other",
        "Answer: card_arrival / other",
        '{"answer": ["card_arrival", "other"]}',
        '{"answer": "card_arrival and other"}',
        '{"answer": "card_arrival|other"}',
        'This can be categorized under "card_arrival" or "other".',
        "The label is card_arrival. It could be exchange_rate as well.",
        "card_arrival\n\nBut perhaps it is exchange_rate.",
    ],
)
def test_hedging_is_a_miss(reply: str) -> None:
    parsed = read(reply)
    assert (parsed.outcome, parsed.answer) == (Outcome.SEVERAL, None)
    assert '"card_arrival"' in parsed.problem


@pytest.mark.parametrize(
    "reply", ["unknown", "Unknown.", '{"answer": "unknown"}', '{"answer": "UNKNOWN", "confidence": 0.1}', "Answer: unknown"]
)
def test_unknown_is_an_answer_of_its_own(reply: str) -> None:
    parsed = read(reply)
    assert (parsed.outcome, parsed.unknown, parsed.answer, parsed.problem) == (Outcome.UNKNOWN, True, None, "")


def test_a_label_called_unknown_wins_and_the_other_word_still_works() -> None:
    assert read("unknown", "Unknown", "known").answer == "Unknown"
    assert read('{"answer": "Unknown"}', "Unknown", "known").outcome is Outcome.OK
    assert read('{"answer": "__unknown__"}', "Unknown", "known").unknown
    assert read("__unknown__", "Unknown", "known").unknown


def test_the_problem_quotes_what_was_wrong_and_never_at_length() -> None:
    assert read('{"answer": "lost card"}').problem == 'The answer "lost card" is not one of the labels.'
    assert read("reverted_payment").problem == 'The answer "reverted_payment" is not one of the labels.'
    long = read(json.dumps({"answer": "x" * 5_000}))
    assert long.outcome is Outcome.OFF_LIST
    assert len(long.problem) < 150


@pytest.mark.parametrize("reply", ["", "  \n\t", "<think>hm</think>", "<think>hm"])
def test_nothing_is_empty(reply: str) -> None:
    assert read(reply).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    "reply",
    [
        "{}",
        "[]",
        '{"answer": null}',
        '{"answer": ""}',
        '{"other": 1}',
        "I looked at it and thought about it for a while, and so on.",
    ],
)
def test_no_answer(reply: str) -> None:
    assert read(reply).outcome is Outcome.NO_ANSWER


def test_a_refusal_is_recognised_unless_there_is_an_answer() -> None:
    refusal = "I'm sorry, but I can't assist with that request."
    assert read(refusal).outcome is Outcome.REFUSAL
    assert read(json.dumps({"answer": refusal})).outcome is Outcome.REFUSAL
    assert read(f"{refusal}\nAnswer: other").answer == "other"
    assert read(json.dumps({"rationale": refusal, "answer": "other"})).answer == "other"


def test_a_label_longer_than_the_contract_allows() -> None:
    parsed = read('{"answer": "card_arrival"}', limit=5)
    assert (parsed.outcome, parsed.answer) == (Outcome.TOO_LONG, None)
    assert parsed.problem == "The answer has 12 characters; 5 are allowed."


def test_rationale_and_stated_confidence_come_along() -> None:
    parsed = read('{"rationale": "It waits.", "answer": "other", "confidence": 0.75}')
    assert (parsed.rationale, parsed.said) == ("It waits.", 0.75)
    parsed = read("The card is late.\nAnswer: card_arrival\nConfidence: 80%", rationale=True)
    assert (parsed.answer, parsed.rationale, parsed.said) == ("card_arrival", "The card is late.", 0.8)
    parsed = read('{"answer": "nonsense", "confidence": 0.4}')
    assert (parsed.answer, parsed.said) == (None, 0.4)


def test_numbers_as_labels() -> None:
    assert read("1", "0", "1").outcome is Outcome.OK
    assert read('{"answer": 1}', "0", "1").answer == "1"
    assert read('{"answer": -1}', "-1", "1").answer == "-1"
    assert read("?", "0", "1").answer is None
    assert read("10", "0", "1").answer is None
