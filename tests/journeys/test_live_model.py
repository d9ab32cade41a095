"""A reviewer with a model behind the suggestions, while its server dies, comes back, slows down and starts refusing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.llm.types import Connection
from core.review.cards import Card, Phase
from core.storage.sql import fetch, fetch_value
from core.workspace import Workspace
from desktop.review import words
from desktop.review.editors.choice import ChoiceEditor
from tests.fake_model.server import Behaviour, FakeModel
from tests.journeys.conftest import FEW, PROJECT, Person

#: what a reviewer feels as waiting
FELT_S = 1.0
ANSWER = json.dumps({"answer": FEW[0], "confidence": 0.8})


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=ANSWER)) as model:
        yield model


@pytest.fixture
def asked(few: Path, fake: FakeModel) -> Path:
    """The workspace, with a prompt on the fake model live."""
    with Workspace(few) as workspace:
        project = workspace.project(PROJECT)
        models = workspace.models
        connection = models.save_connection(Connection("fake", "openai/fake-1", fake.url, timeout_s=15.0, in_flight=8))
        version = models.save_prompt(project, models.default_content(project, connection), "fake")
        models.activate(project, version.number)
    return few


def face(person: Person) -> str:
    """What the card in the suggestion's place says, and what stands beneath it."""
    page = person.view.panel.editor
    assert isinstance(page, ChoiceEditor)
    shown = page.card.face
    return f"{shown.title} {shown.detail} {shown.why} {person.view.panel.accessibleDescription()}"


def go_on(person: Person, times: int, seen: Callable[[Card], Any]) -> list[Any]:
    """Answer so many items by the first digit; what `seen` says of each card before that. No key may be waited for."""
    said: list[Any] = []
    while len(said) < times:
        card = person.until_item()
        if card.phase is Phase.SECOND_OPINION:
            person.press("\r")
            person.until(
                lambda before=card: person.card.phase is not Phase.SECOND_OPINION or person.card.item_id != before.item_id
            )
            continue
        if card.phase is not Phase.BLIND:
            said.append(seen(card))
        started = time.perf_counter()
        person.press("2")
        person.until(lambda before=card: (person.card.item_id, person.card.phase) != (before.item_id, before.phase))
        assert time.perf_counter() - started < FELT_S
    return said


def decisions(path: Path) -> list[tuple[Any, ...]]:
    with Workspace(path) as workspace, workspace.read.connect() as connection:
        rows = fetch(connection, "SELECT item_seq, verdict, provenance FROM decision ORDER BY seq")
        assert (
            fetch_value(
                connection, "SELECT count(*) FROM model_call c LEFT JOIN call_result r ON r.call_seq = c.seq WHERE r.seq IS NULL"
            )
            == 0
        )
        return [tuple(row) for row in rows]


def test_the_server_dies_comes_back_slows_down_and_refuses(asked: Path, fake: FakeModel, sit_down: Callable[..., Person]) -> None:
    person = sit_down(asked)
    person.until(lambda: person.window.reviewing.controller.session is not None)
    by_model = go_on(person, 6, lambda _: _suggester(person))
    assert by_model == ["openai/fake-1 @ v1"] * 6

    fake.die()
    gone = go_on(person, 22, lambda card: (card.model_failure, card.phase, face(person)))
    failed = [told for failure, _, told in gone if failure]
    assert failed, "what was asked before it died is used up first; then its absence shows"
    assert all(words.failure("refused_connection") in told for told in failed)
    assert {phase for _, phase, _ in gone} <= {Phase.REVIEW, Phase.ASKING, Phase.FAILED, Phase.NO_IDEA}

    fake.revive()
    person.until(lambda: _asks_again(person, fake))

    fake.default = Behaviour(text=ANSWER, latency=10.0)
    slow = go_on(person, 20, lambda card: (card.phase, face(person)))
    assert any(phase is Phase.ASKING and "openai/fake-1 @ v1" in told for phase, told in slow)

    fake.die()
    fake.revive()
    fake.default = Behaviour(refusal="I cannot help with that.")
    person.until(lambda: _refused(person))
    assert words.failure("refusal") in face(person)

    count = person.session.screen().progress.decided
    person.window.close()
    assert len({row[0] for row in decisions(asked)}) == count


def _suggester(person: Person) -> str | None:
    """Who suggested, once it has come: the first calls wait for the import of the library."""
    person.until(lambda: person.card.phase is not Phase.ASKING and person.view.awake)
    suggestion = person.card.suggestion
    return suggestion and suggestion.suggester


def _asks_again(person: Person, fake: FakeModel) -> bool:
    """Go on reviewing until the model, which is left alone for some seconds after it failed, suggests again."""
    before = fake.requests
    go_on(person, 1, lambda card: None)
    return fake.requests > before or fake.in_flight > 0


def _refused(person: Person) -> bool:
    card = person.until_item()
    if card.model_failure == "refusal":
        return True
    go_on(person, 1, lambda card: None)
    return False


def test_a_suggestion_that_comes_late_waits_to_be_seen(asked: Path, fake: FakeModel, sit_down: Callable[..., Person]) -> None:
    fake.default = Behaviour(text=ANSWER, latency=1.5)
    person = sit_down(asked)
    card = person.until_item()
    if card.phase is Phase.BLIND:
        return  # its suggestion is not shown; the other test meets enough items that are not blind
    assert card.phase is Phase.ASKING
    assert "openai/fake-1 @ v1" in face(person)
    person.press("/", "rate")  # somebody is searching while it comes
    person.until(lambda: person.card.phase is Phase.REVIEW)
    assert person.view.panel.finder.field.text() == "rate"
    person.press("\r")
    person.until(lambda: person.card.item_id != card.item_id)
    person.window.close()
    assert decisions(asked)[0][1] == "corrected"


def test_beginning_anew_twice_leaves_one_session(asked: Path, fake: FakeModel, sit_down: Callable[..., Person]) -> None:
    person = sit_down(asked)
    person.until_item()
    reviewing = person.window.reviewing
    first = person.session
    reviewing.again()
    reviewing.again()
    person.until(lambda: reviewing.controller.session not in (None, first))
    second = person.session
    person.until_item()
    assert person.session is second
    go_on(person, 2, lambda card: None)
    person.window.close()


def test_a_late_suggestion_survives_other_keys(asked: Path, fake: FakeModel, sit_down: Callable[..., Person]) -> None:
    fake.default = Behaviour(text=ANSWER, latency=2.0)
    person = sit_down(asked)
    if person.until_item().phase is Phase.BLIND:
        return  # its suggestion is not shown; the other tests meet enough items that are not blind
    person.window.reviewing.rebuild()
    person.until(lambda: person.window.reviewing.controller.card.phase is Phase.REVIEW)
    go_on(person, 1, lambda card: None)
    person.window.close()
