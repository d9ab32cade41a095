from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from core.review.cards import Candidate, Card, Phase, SuggestionView, Word
from desktop.review.gate import Gate
from desktop.review.intents import Intent, IntentKind


class Clock:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


def _card(item: str, suggestion: str = "") -> Card:
    view = SuggestionView(suggestion, "built-in", (Candidate(suggestion, suggestion),), Word.UNSURE) if suggestion else None
    return Card(Phase.REVIEW if view else Phase.LOADING, item, text="text " + item, suggestion=view)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(qapp: object, clock: Clock) -> Iterator[Gate]:
    owner = QObject()
    yield Gate(clock, owner)
    owner.deleteLater()


def _paint(gate: Gate) -> None:
    gate.item.painted()
    gate.answer.painted()


def test_nothing_passes_until_it_was_painted_for_150_ms(gate: Gate, clock: Clock) -> None:
    gate.show(_card("a", "one"))
    clock.now += 1
    assert not gate.is_open(IntentKind.ACCEPT)
    _paint(gate)
    clock.now += 0.149
    assert not gate.is_open(IntentKind.ACCEPT)
    clock.now += 0.002
    assert gate.is_open(IntentKind.ACCEPT)


def test_a_late_suggestion_waits_again_but_the_item_does_not(gate: Gate, clock: Clock) -> None:
    gate.show(_card("a"))
    _paint(gate)
    clock.now += 1
    gate.show(_card("a", "late"))
    _paint(gate)
    assert not gate.is_open(IntentKind.ACCEPT)
    assert gate.is_open(IntentKind.SKIP)
    assert gate.is_open(IntentKind.CHOOSE, by_name=True)
    clock.now += 0.2
    assert gate.is_open(IntentKind.ACCEPT)


def test_one_screen_is_decided_on_once(gate: Gate, clock: Clock) -> None:
    sent: list[Intent] = []
    gate.intent.connect(sent.append)
    gate.show(_card("a", "one"))
    _paint(gate)
    clock.now += 1
    assert gate.send(IntentKind.ACCEPT)
    assert not gate.send(IntentKind.SKIP)
    gate.release()
    assert gate.send(IntentKind.SKIP)
    assert [(intent.kind, intent.item_id) for intent in sent] == [(IntentKind.ACCEPT, "a"), (IntentKind.SKIP, "a")]


def test_nothing_at_all_passes_while_busy(gate: Gate, clock: Clock) -> None:
    gate.show(_card("a", "one"))
    _paint(gate)
    clock.now += 1
    gate.set_busy(busy=True)
    assert not any(gate.is_open(kind) for kind in IntentKind)
    gate.set_busy(busy=False)
    assert all(gate.is_open(kind) for kind in IntentKind)
