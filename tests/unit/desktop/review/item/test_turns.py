from __future__ import annotations

from core.domain.json import JsonValue
from desktop.review.item.turns import LONGEST, Side, pieces

CHAT: JsonValue = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": [{"type": "text", "text": "Where is it?"}, {"type": "image_url", "image_url": {"url": "x"}}]},
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"function": {"name": "look", "arguments": '{"id": 7, "deep": true, "who": "Ana"}'}}],
    },
    {"role": "tool", "name": "look", "content": '{"found": 1}'},
    {"role": "assistant", "function_call": {"name": "old", "arguments": "not json"}},
    {"from": "gpt", "value": "There."},
    "no turn",
]


def test_who_speaks_where_and_what() -> None:
    told = [(piece.who, piece.side, piece.said) for piece in pieces(CHAT)]
    assert told == [
        ("system", Side.BETWEEN, "Be brief."),
        ("user", Side.ASKING, "Where is it?"),
        ("assistant", Side.ANSWERING, ""),
        ("tool · look", Side.BETWEEN, '{"found": 1}'),
        ("assistant", Side.ANSWERING, ""),
        ("gpt", Side.ANSWERING, "There."),
    ]


def test_tool_calls_are_legible() -> None:
    calls = [piece.calls for piece in pieces(CHAT) if piece.calls]
    assert calls == [(("look", "id: 7\ndeep: true\nwho: Ana"),), (("old", "not json"),)]


def test_a_long_turn_comes_in_pieces_that_are_all_of_it() -> None:
    said = "some words " * 3_000
    parts = list(pieces([{"role": "user", "content": said}]))
    assert "".join(part.said for part in parts) == said
    assert max(len(part.said) for part in parts) <= LONGEST
    assert [part.who for part in parts] == ["user", *[""] * (len(parts) - 1)]


def test_what_is_no_chat_has_no_turns() -> None:
    assert not list(pieces(None))
    assert not list(pieces({"role": "user"}))
