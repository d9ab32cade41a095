"""A session whose suggestions come from a live prompt: ready ahead, late, failed, asked anew, remembered, calibrated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path
from typing import Any

import pytest

from core.domain.vocabulary import Sample
from core.llm.types import Connection
from core.rehearse import rehearse, throwaway
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import COLOURS, add_items, checked, exported, fill, rows_of, settle, value_of
from tests.fake_model.server import Behaviour, FakeModel

ANSWER = '{"answer": "green", "confidence": 0.9}'


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=ANSWER)) as model:
        yield model


@pytest.fixture
def workspace(fake: FakeModel, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace, closed before the model's server ends: who still calls must not meet a server on its way out."""
    with Workspace(tmp_path / "shop.countersign") as opened:
        yield opened


def connect(workspace: Workspace, project: ProjectInfo, fake: FakeModel, **options: Any) -> None:
    """Make the default prompt on the fake model the live one."""
    connection = workspace.models.save_connection(Connection("fake", "openai/fake-1", fake.url, timeout_s=20.0, in_flight=8))
    content = workspace.models.default_content(project, connection)
    version = workspace.models.save_prompt(project, type(content)(**{**_fields(content), **options}), "fake")
    workspace.models.activate(project, version.number)


def _fields(content: Any) -> dict[str, Any]:
    return {name: getattr(content, name) for name in content.__slots__}


def arrived(session: ReviewSession) -> ReviewSession:
    """Wait until the suggestion of the item on screen is there."""
    settle(session)
    assert session.screen().card.phase is not Phase.ASKING
    session.painted()
    return session


def decide(session: ReviewSession, answer: str | None = None) -> None:
    """Accept or answer what is on screen; a second opinion keeps one's own."""
    session.painted()
    (session.accept() if answer is None else session.choose(answer)).finish()
    if session.screen().card.phase is Phase.SECOND_OPINION:
        session.keep_mine().finish()


def wait_for_calls(workspace: Workspace, fake: FakeModel) -> None:
    """Wait until nothing is asked any more and all of it is written."""
    fake.wait_for_idle()
    workspace.loop.spawn(_nothing()).result()
    value_of(workspace, "SELECT 1")


async def _nothing() -> None:
    """Runs after what the loop was to do."""


def test_the_first_suggestion_is_the_models(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    card = session.screen().card
    assert card.phase in (Phase.REVIEW, Phase.BLIND)
    if card.suggestion is not None:
        assert card.suggestion.suggester == "openai/fake-1 @ v1"
        assert (card.suggestion.top.answer, card.suggestion.top.said, card.suggestion.top.percent) == ("green", 0.9, None)
        assert {candidate.text for candidate in card.suggestion.candidates} == set(COLOURS)
    session.close()


def test_after_the_first_screen_every_suggestion_is_ready(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 60)
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    late = 0
    for _ in range(40):
        on = session.on
        assert on is not None
        late += on.given.late is not None
        decide(session, "red")
        fake.wait_for_idle()
        while session.waiting is not None:
            wait([session.waiting])
            session.resume()
        session.painted()
    assert late == 0
    assert value_of(workspace, "SELECT count(*) FROM model_call") >= 40
    assert value_of(workspace, "SELECT max(n) FROM (SELECT count(*) n FROM model_call GROUP BY item_seq)") == 1
    assert checked(workspace).clean
    session.close()


def test_a_late_suggestion_comes_while_its_item_is_on_screen(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    fake.default = Behaviour(text=ANSWER, latency=0.4)
    session = workspace.session(project, "ann")
    while session.on is None:
        assert session.waiting is not None
        wait([session.waiting])
        session.resume()
    session.painted()
    on = session.on
    assert on is not None and on.given.late is not None
    if on.blind:
        assert session.screen().card.phase is Phase.BLIND
        assert session.screen().card.model == ""
    else:
        assert session.screen().card.phase is Phase.ASKING
        assert session.screen().card.model == "openai/fake-1 @ v1"
    arrived(session)
    assert session.screen().card.phase in (Phase.REVIEW, Phase.BLIND)
    shown = rows_of(workspace, "SELECT kind FROM event WHERE item_seq = :s ORDER BY seq", s=on.drawn.item.seq)
    assert shown == ([("shown",)] if on.blind else [("shown",), ("revealed",)])
    session.close()


def test_nobody_waits_for_a_slow_model(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    fake.default = Behaviour(text=ANSWER, latency=5.0)
    session = workspace.session(project, "ann")
    decided: list[int] = []
    for _ in range(6):
        while session.on is None:
            assert session.waiting is not None
            wait([session.waiting])
            session.resume()
        decided.append(session.on.drawn.item.seq)
        decide(session, "red")
    rows = rows_of(workspace, "SELECT item_seq, verdict, provenance, suggestion_seq FROM decision ORDER BY seq")
    assert [row[0] for row in rows] == decided
    assert {row[1] for row in rows} == {"answered"}
    assert {row[2] for row in rows} <= {"unassisted", "blind"}
    assert {row[3] for row in rows} == {None}
    late = rows_of(workspace, "SELECT failure FROM suggestion")
    assert set(late) == {("late",)}
    session.close()


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        (Behaviour(status=500, error_message="broken"), "server"),
        (Behaviour(status=401, error_message="no such key"), "auth"),
        (Behaviour(refusal="I cannot help with that."), "refusal"),
        (Behaviour(text='{"answer": "purple"}'), "invalid_answer"),
    ],
)
def test_when_the_model_fails_the_built_in_suggester_stands_in(
    workspace: Workspace, fake: FakeModel, behaviour: Behaviour, failure: str
) -> None:
    project = fill(workspace, 30)
    fake.default = behaviour
    connect(workspace, project, fake)
    session = settle(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        decide(session, "red")
        settle(session)
    card = session.screen().card
    assert card.phase is Phase.REVIEW
    assert card.suggestion is not None and card.suggestion.suggester == "built-in"
    assert (card.model, card.model_failure) == ("openai/fake-1 @ v1", failure)
    decide(session)
    seq = value_of(workspace, "SELECT suggestion_seq FROM decision ORDER BY seq DESC LIMIT 1")
    by = "SELECT g.kind FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq WHERE s.seq = :s"
    assert value_of(workspace, by, s=seq) == "builtin"
    assert (failure,) in rows_of(workspace, "SELECT DISTINCT failure FROM suggestion WHERE failure IS NOT NULL")
    assert checked(workspace).clean
    session.close()


def test_the_model_may_not_know(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    fake.default = Behaviour(text='{"answer": "unknown", "confidence": 0.2}')
    connect(workspace, project, fake)
    session = settle(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        decide(session, "red")
        settle(session)
    assert session.screen().card.phase is Phase.NO_IDEA
    assert session.screen().card.suggestion is None
    session.close()


def test_another_one_asks_the_model_again_and_says_what_was_refused(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        decide(session, "red")
        arrived(session)
    fake.wait_for_idle()
    seq = session.screen().card.item_seq
    fake.default = Behaviour(text='{"answer": "blue", "confidence": 0.6}')
    session.another().finish()
    arrived(session)
    card = session.screen().card
    assert (card.item_seq, card.suggestion and card.suggestion.top.answer) == (seq, "blue")
    asked = [text for one in fake.seen if "already" in (text := json.dumps(one.body["messages"]))]
    assert len(asked) == 1 and "green" in asked[0]
    kinds = [row[0] for row in rows_of(workspace, "SELECT kind FROM event WHERE item_seq = :s ORDER BY seq", s=seq)]
    assert kinds == ["shown", "revealed", "regenerated", "revealed"]
    decide(session)
    assert value_of(workspace, "SELECT verdict FROM decision WHERE item_seq = :s", s=seq) == "accepted"
    session.close()


def test_a_suggestion_made_in_a_batch_is_shown_without_a_call(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    report = workspace.models.suggest(project, None).result()
    assert (report.answered, report.failed) == (30, {})
    asked = fake.requests
    session = arrived(workspace.session(project, "ann"))
    for _ in range(5):
        decide(session, "red")
        arrived(session)
    assert fake.requests == asked
    shown = "SELECT count(*) FROM decision d JOIN suggestion s ON s.seq = d.suggestion_seq WHERE s.call_seq IS NOT NULL"
    blind = value_of(workspace, "SELECT count(*) FROM decision WHERE provenance = 'blind'")
    assert value_of(workspace, shown) == 5 - blind
    session.close()


def test_content_that_was_decided_is_remembered(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [("Where is my card?", "red")] + [(f"thing {at}", "red") for at in range(12)])
    again = workspace.session(project, "ann")
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    first = session.on
    assert first is not None
    remembered = first.drawn.item.text
    if first.drawn.draw.sample is Sample.BLIND:
        session.close()
        return  # a blind item is never remembered from; the next test holds that
    decide(session, "yellow")
    session.close()
    again.close()
    twin = remembered.upper() + " !!"
    path = workspace.path.with_name("twin.csv")
    path.write_text(f"id,text\ntwin,{twin}\n", encoding="utf-8")
    _import(workspace, project, path)
    seq = workspace.item_seq(project, "twin")
    made = _given(workspace, project, seq)
    assert made == ("yellow", "memory", "memory_like")
    fake.wait_for_idle()
    assert not [one for one in fake.seen if twin in json.dumps(one.body)]


def _import(workspace: Workspace, project: ProjectInfo, path: Any) -> None:
    from core.ingest.mapping import Mapping
    from core.ingest.table import open_table

    with workspace.importing(project, open_table(path), Mapping("text", external_id="id")) as work:
        assert work.run().added == 1


def _given(workspace: Workspace, project: ProjectInfo, item_seq: int) -> tuple[object, str, str]:
    """(answer, suggester, rationale) that a session proposes for an item that it comes to in time."""
    session = settle(workspace.session(project, "bea"))
    while True:
        on = session.on
        assert on is not None
        if on.drawn.item.seq == item_seq:
            view = on.given.view
            assert view is not None and view.rationale is not None
            session.close()
            return view.top.answer, view.suggester, view.rationale.code
        decide(session, "red")
        settle(session)


def test_the_chance_is_calibrated_after_fifty_decisions(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 120)

    def mood(body: dict[str, Any]) -> str:
        text = json.dumps(body["messages"][-1])
        answer = next((colour for colour in COLOURS if colour in text), "red")
        return json.dumps({"answer": answer, "confidence": 0.99})

    fake.default = Behaviour(text=mood)
    connect(workspace, project, fake)
    workspace.models.suggest(project, None).result()
    session = arrived(workspace.session(project, "ann"))
    judged = accepted = 0
    while judged < 55:
        on = session.on
        assert on is not None
        view = on.view
        if view is not None and view.suggester.startswith("openai/"):
            assert view.top.percent is None or judged >= 50
            judged += 1
            accepted += judged % 2
            decide(session, None if judged % 2 else next(name for name in COLOURS if name != view.top.answer))
        else:
            decide(session, "red")
        arrived(session)
    while (view := session.on.view if session.on else None) is None or not view.suggester.startswith("openai/"):
        decide(session, "red")
        arrived(session)
    assert view.top.percent is not None
    assert abs(view.top.percent / 100 - accepted / judged) < 0.15, "half of what says 0.99 was accepted"
    revealed = rows_of(workspace, "SELECT data FROM event WHERE kind = 'revealed' AND data IS NOT NULL ORDER BY seq DESC LIMIT 1")
    assert abs(json.loads(revealed[0][0])["chance"] * 100 - view.top.percent) < 0.01
    session.close()
    # Another session begins with what was learnt, and undo takes it back.
    other = arrived(workspace.session(project, "ann"))
    other.undo().finish()
    other.close()


def test_another_version_is_not_shown_the_suggestions_of_the_first(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 20)
    connect(workspace, project, fake)
    workspace.models.suggest(project, None).result()
    fake.default = Behaviour(text='{"answer": "blue", "confidence": 0.5}')
    connect(workspace, project, fake, max_tokens=64)
    live = workspace.models.live(project)
    assert live is not None and live.number == 2
    session = arrived(workspace.session(project, "ann"))
    on = session.on
    assert on is not None and on.given.view is not None
    assert (on.given.view.top.answer, on.given.view.suggester) == ("blue", "openai/fake-1 @ v2")
    session.close()
    workspace.models.activate(project, 1)
    session = arrived(workspace.session(project, "ann"))
    assert session.on is not None and session.on.given.view is not None
    assert session.on.given.view.suggester == "openai/fake-1 @ v1"
    session.close()


def test_several_candidates_are_walked_and_picked(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)

    def mood(body: dict[str, Any]) -> str:
        asked = json.dumps(body["messages"])
        answer = "blue" if "green" in asked.partition("roposed already")[2] else "green"
        return json.dumps({"answer": answer, "confidence": 0.7})

    fake.default = Behaviour(text=mood)
    connect(workspace, project, fake, candidates=2)
    session = arrived(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        decide(session, "red")
        arrived(session)
    view = session.screen().card.suggestion
    assert view is not None
    assert [candidate.text for candidate in view.candidates[:2]] == ["green", "blue"]
    seq = session.screen().card.item_seq
    session.walk(1).finish()
    walked = session.screen().card.suggestion
    assert walked is not None and walked.top.text == "blue"
    session.walk(-1).finish()
    assert session.screen().card.suggestion == view
    session.walk(1).finish()
    decide(session)
    decided = """SELECT d.verdict, d.answer, s.candidates FROM decision d JOIN suggestion s ON s.seq = d.suggestion_seq
    WHERE d.item_seq = :s"""
    rows = rows_of(workspace, decided, s=seq)
    assert [(row[0], row[1], json.loads(row[2])) for row in rows] == [("corrected", '"blue"', [["green", 0.5], ["blue", 0.5]])]
    session.close()
    path = workspace.path.with_name("picked.ledger.jsonl")
    exported(workspace, project, "ledger", path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    signal = next(line["signal"] for line in lines if line.get("verdict") == "corrected")
    assert signal["action"] == "picked"


def test_a_rehearsal_in_a_throwaway_copy_calls_no_model(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    workspace.models.suggest(project, None, limit=10).result()
    asked = fake.requests
    with throwaway(workspace) as copy:
        rehearsal = rehearse(copy, copy.project(project.name), 30)
    assert rehearsal.decisions == 30
    assert fake.requests == asked


def test_a_batch_beside_a_session_asks_for_no_item_twice(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 40)
    connect(workspace, project, fake)
    fake.default = Behaviour(text=ANSWER, latency=0.2)
    session = workspace.session(project, "ann")
    while session.on is None:
        assert session.waiting is not None
        wait([session.waiting])
        session.resume()
    session.painted()
    report = workspace.models.suggest(project, None).result()
    arrived(session)
    assert report.failed == {}
    assert value_of(workspace, "SELECT max(n) FROM (SELECT count(*) n FROM model_call GROUP BY item_seq)") == 1
    assert (
        value_of(workspace, "SELECT max(n) FROM (SELECT count(*) n FROM suggestion WHERE call_seq IS NOT NULL GROUP BY item_seq)")
        == 1
    )
    session.close()


def test_items_that_come_during_the_session_are_reviewed_too(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 14)
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    for _ in range(3):
        fake.wait_for_idle()
        session.painted()  # all that is left has been planned by now, since a model wants to know more items
        decide(session, "red")
        arrived(session)
    add_items(workspace, project, [(f"new thing {at}", "red") for at in range(20)], ids=False)
    session.refresh()
    while session.on is not None:
        decide(session, "red")
        settle(session)
        session.painted()
    assert session.screen().card.phase is Phase.FINISHED
    assert value_of(workspace, "SELECT count(DISTINCT item_seq) FROM decision") == 34
    session.close()


def test_a_refused_answer_that_comes_again_is_not_shown_as_another(workspace: Workspace, fake: FakeModel) -> None:
    project = fill(workspace, 30)
    connect(workspace, project, fake)
    session = arrived(workspace.session(project, "ann"))
    while session.screen().card.phase is Phase.BLIND:
        decide(session, "red")
        arrived(session)
    session.another().finish()
    arrived(session)
    view = session.screen().card.suggestion
    assert view is None or (view.top.text, view.suggester) != ("green", "openai/fake-1 @ v1")
    assert view is None or view.top.text != "green"
    session.close()


@pytest.mark.parametrize("text", ['{"answer": "\\ud800"}', '{"answer": "green", "confidence": 0.9, "rationale": "\\udfff"}'])
def test_half_a_character_in_a_reply_ends_no_batch(workspace: Workspace, fake: FakeModel, text: str) -> None:
    project = fill(workspace, 6)
    fake.default = Behaviour(text=text)
    connect(workspace, project, fake)
    report = workspace.models.suggest(project, None).result()
    assert report.answered + sum(report.failed.values()) == 6
    assert checked(workspace).clean
