"""The suggester `prompt` from end to end: what is sent, what becomes of each kind of reply, and where each part of it is kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.prompts.content import Contract, ExamplePolicy, InputFormat, ShotsBy
from core.storage.limits import Limits
from core.storage.triggers import LEDGER
from core.workspace import Workspace
from tests.conftest import COLOURS, checked, fill, rows_of, value_of
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import Lab, decide, records, reply, sent_text, text_now

SECRET = "Zaphod Beeblebrox wants his towel back"
REASON = "because of the heliotrope parcel"


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    return Lab(workspace, fake, in_flight=1)


def echoing(body: dict[str, Any]) -> str:
    """A reply whose rationale repeats the item."""
    return reply(rationale=f"It says: {text_now(body)}; {REASON}")


# --- replies ---


def test_an_answer_becomes_a_suggestion_that_names_version_and_call(lab: Lab) -> None:
    (item,) = lab.add("a towel")
    report = lab.suggest(lab.prompt())
    assert (report.asked, report.answered, report.failed, report.stopped) == (1, 1, {}, "")
    assert lab.suggestions() == [(item, '"red"', None, None, "openai/fake @ v1")]
    (record,) = records(lab.workspace)
    assert value_of(lab.workspace, "SELECT call_seq FROM suggestion") == record.seq
    assert (record.item_seq, record.outcome) == (item, "answered")
    assert report.cost == record.cost / 1e9
    assert (report.tokens_in, report.tokens_out) == (record.tokens_in, record.tokens_out)
    assert "17" not in sent_text(lab.fake.seen[0])
    assert "a towel" in sent_text(lab.fake.seen[0])


def test_a_reply_that_is_no_answer_is_sent_back_once_with_what_is_wrong(lab: Lab) -> None:
    lab.add("a towel")
    lab.fake.then(Behaviour(text='{"answer": "mauve"}'))
    report = lab.suggest(lab.prompt())
    assert (report.asked, report.answered, lab.fake.requests) == (2, 1, 2)
    first, second = (seen.body["messages"] for seen in lab.fake.seen)
    assert second[: len(first)] == first
    assert second[len(first)] == {"role": "assistant", "content": '{"answer": "mauve"}'}
    assert second[-1]["role"] == "user"
    assert "mauve" in second[-1]["content"]
    assert [one.outcome for one in records(lab.workspace)] == ["invalid_answer", "answered"]


@pytest.mark.parametrize("mood", ["off_list_label", "cut_length"])
def test_no_answer_twice_is_a_failure_without_a_suggestion(lab: Lab, mood: str) -> None:
    lab.add("a towel")
    lab.fake.default = MOODS[mood]
    report = lab.suggest(lab.prompt())
    assert (report.answered, report.failed, lab.fake.requests) == (0, {"invalid_answer": 1}, 2)
    assert lab.suggestions() == []
    assert [one.outcome for one in records(lab.workspace)] == ["invalid_answer"] * 2
    assert value_of(lab.workspace, "SELECT count(*) FROM call_cache") == 0


@pytest.mark.parametrize("mood", ["prose_around_json", "fenced_json", "trailing_comma"])
def test_an_answer_in_other_clothes_is_understood_at_once(lab: Lab, mood: str) -> None:
    lab.add("a towel")
    lab.fake.default = MOODS[mood]
    assert lab.suggest(lab.prompt()).answered == 1
    assert (lab.fake.requests, lab.suggestions()[0][1]) == (1, '"red"')


def test_a_label_that_differs_in_case_and_punctuation_is_mapped_and_flagged(lab: Lab) -> None:
    lab.add("a towel")
    lab.fake.default = MOODS["label_other_case"]
    assert lab.suggest(lab.prompt()).asked == 1
    (_, answer, failure, rationale, _) = lab.suggestions()[0]
    assert (answer, failure, json.loads(rationale)) == ('"red"', None, {"flags": ["mapped"]})


def test_unknown_is_on_the_ledger_as_no_idea_and_never_asked_again(lab: Lab) -> None:
    (item,) = lab.add("a towel")
    lab.fake.default = MOODS["unknown"]
    version = lab.prompt()
    report = lab.suggest(version)
    assert (report.unknown, report.answered, report.failed) == (1, 0, {})
    assert lab.suggestions() == [(item, None, "no_idea", None, "openai/fake @ v1")]
    again = lab.suggest(version)
    assert (again.asked, again.cached, lab.fake.requests) == (0, 0, 1)


@pytest.mark.parametrize("mood", ["refusal_text", "refusal_field", "content_filter"])
def test_a_refusal_is_neither_retried_nor_cached_nor_a_suggestion(lab: Lab, mood: str) -> None:
    lab.add("a towel")
    lab.fake.default = MOODS[mood]
    version = lab.prompt()
    assert lab.suggest(version).failed == {"refusal": 1}
    assert (lab.fake.requests, lab.suggestions()) == (1, [])
    assert [one.outcome for one in records(lab.workspace)] == ["refusal"]
    assert value_of(lab.workspace, "SELECT count(*) FROM call_cache") == 0
    lab.suggest(version)
    assert lab.fake.requests == 2


def test_a_fallback_that_answers_is_named_by_the_suggestion_and_its_answer_counts_for_the_version(lab: Lab) -> None:
    lab.add("a towel")
    with FakeModel(default=Behaviour(text=reply(answer="blue"))) as spare:
        lab.models.save_connection(type(lab.connection)("spare", "openai/spare", spare.url))
        lab.models.save_connection(type(lab.connection)("fake", "openai/fake", lab.fake.url, fallback="spare"))
        lab.fake.default = MOODS["wrong_key"]
        version = lab.prompt()
        report = lab.suggest(version)
        assert (report.answered, lab.fake.requests, spare.requests) == (1, 1, 1)
        assert [(row[1], row[4]) for row in lab.suggestions()] == [('"blue"', "openai/spare @ v1")]
        lab.suggest(version)
        assert (lab.fake.requests, spare.requests) == (1, 1)


# --- rationale, candidates, signals ---


def test_the_rationale_is_kept_apart_and_the_ledger_holds_no_text_of_the_item(lab: Lab) -> None:
    (item,) = lab.add(SECRET)
    lab.fake.default = Behaviour(text=echoing)
    assert lab.suggest(lab.prompt(contract=Contract(rationale=True))).answered == 1
    kept = rows_of(lab.workspace, "SELECT f.item_seq, f.role, f.body, f.id = s.id FROM free_text f, suggestion s")
    assert kept == [(item, "rationale", f"It says: {SECRET}; {REASON}", 1)]
    ledger = str([rows_of(lab.workspace, f"SELECT * FROM {table}") for table in LEDGER])
    assert "red" in ledger
    for word in ("Zaphod", "towel", "heliotrope"):
        assert word not in ledger


def test_candidates_are_asked_for_with_the_earlier_ones_shown_and_the_examples_in_another_order(lab: Lab) -> None:
    texts = {f"{number} {colour} thing": colour for number, colour in enumerate(COLOURS * 2)}
    lab.sample("none", *lab.add(*texts))
    decide(lab.session(), texts)
    lab.add("a towel")
    lab.fake.then(*(Behaviour(text=reply(answer=colour)) for colour in ("red", "blue", "red")))
    policy = ExamplePolicy(ShotsBy.STRATIFIED, 8)
    report = lab.suggest(lab.prompt(candidates=3, examples=policy, input_format=InputFormat.MARKDOWN))
    assert (report.asked, report.answered) == (3, 1)
    first, second, third = (sent_text(seen) for seen in lab.fake.seen)
    assert ["Proposed already" in said for said in (first, second, third)] == [False, True, True]
    assert "- red" in second.partition("Proposed already")[2]
    assert "- blue" in third.partition("Proposed already")[2]
    orders = [[text for text in sorted(texts, key=said.find) if text in said] for said in (first, second, third)]
    assert all(len(order) == 8 for order in orders)
    assert len({tuple(order) for order in orders}) == 3
    stored = json.loads(value_of(lab.workspace, "SELECT candidates FROM suggestion WHERE answer = '\"red\"' AND call_seq > 0"))
    assert stored == [["red", 0.666667], ["blue", 0.333333]]
    assert json.loads(value_of(lab.workspace, "SELECT signals FROM suggestion WHERE call_seq > 0"))["agreement"] == 0.5
    assert sorted(one.candidate for one in records(lab.workspace)) == [0, 1, 2]


def test_one_candidate_is_better_than_none(lab: Lab) -> None:
    lab.add("a towel")
    lab.fake.then(Behaviour(text=reply()), MOODS["context_length"])
    assert lab.suggest(lab.prompt(candidates=2)).answered == 1
    assert lab.suggestions()[0][1] == '"red"'


def test_what_the_model_says_of_itself_is_a_signal_and_no_chance(lab: Lab) -> None:
    lab.add("a towel")
    lab.suggest(lab.prompt())
    signals, raw, chance = rows_of(lab.workspace, "SELECT signals, raw, chance FROM suggestion")[0]
    assert (json.loads(signals)["said"], raw, chance) == (0.8, None, None)


# --- what is never sent ---


def test_personal_data_never_reaches_the_server_and_stands_in_the_rationale_again(lab: Lab) -> None:
    lab.add("Write to zaphod@heartofgold.example or +49 30 901820 about the towel")
    lab.models.set_limits(lab.project, Limits(redact=("email", "phone")))
    lab.fake.default = Behaviour(text=echoing)
    assert lab.suggest(lab.prompt(contract=Contract(rationale=True))).answered == 1
    sent = json.dumps(lab.fake.seen[0].body)
    assert "about the towel" in sent
    for word in ("zaphod", "heartofgold", "901820"):
        assert word not in sent
    body = str(value_of(lab.workspace, "SELECT body FROM free_text"))
    assert "zaphod@heartofgold.example" in body
    assert "+49 30 901820" in body


@pytest.mark.parametrize("base_url", ["http://192.0.2.9:8000/v1", "http://models.invalid/v1"])
def test_in_a_local_only_project_nothing_leaves_this_machine(lab: Lab, base_url: str) -> None:
    lab.add("a towel", "a second towel")
    lab.models.set_limits(lab.project, Limits(local_only=True))
    version = lab.prompt()
    lab.models.save_connection(type(lab.connection)("fake", "openai/fake", base_url, in_flight=1))
    report = lab.suggest(version)
    assert (report.stopped, report.asked, report.answered) == ("local_only", 0, 0)
    assert {(one.outcome, one.cost) for one in records(lab.workspace)} == {("local_only", 0)}
    assert lab.fake.requests == 0
    assert checked(lab.workspace).clean
    lab.models.save_connection(lab.connection)
    assert lab.suggest(version).answered == 2


def bring_in(lab: Lab, folder: Path, *texts: str) -> None:
    """Import these, each with gold, which an import has mistaken for metadata as well."""
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "truth", "shelf"), *((text, "yellow", f"shelf of {text}") for text in texts)])
    mapping = Mapping("text", gold="truth", metadata=("shelf", "truth"))
    with lab.workspace.importing(lab.project, open_table(path), mapping) as work:
        work.run()


def test_blind_answers_and_gold_are_in_no_request_about_another_item(
    workspace: Workspace, fake: FakeModel, tmp_path: Path
) -> None:
    lab = Lab(workspace, fake, in_flight=4)
    answers = {f"plain {colour} {at}": colour for at, colour in enumerate(COLOURS * 3)} | {"aubergine blind": "green"}
    bring_in(lab, tmp_path, *answers)
    found = dict(rows_of(workspace, "SELECT text, item_seq FROM item_content"))
    lab.sample("none", *found.values())
    lab.sample("blind", found["aubergine blind"])
    decide(lab.session(), answers)
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 13
    bring_in(lab, tmp_path, "a towel", "a kettle")
    fake.default = Behaviour(text=reply(answer="blue"))
    policy = ExamplePolicy(ShotsBy.STRATIFIED, 30, token_budget=10_000)
    for version in (lab.prompt(examples=policy), lab.prompt(examples=ExamplePolicy(ShotsBy.NEAREST, 30, token_budget=10_000))):
        lab.suggest(version)
    assert fake.requests == 4
    for said in map(sent_text, fake.seen):
        assert said.count("plain") == 2 * 12, "the examples are there, with their metadata"
        assert "shelf of plain red 0" in said
        assert "aubergine" not in said
        assert "truth" not in said
        assert said.count("yellow") == 1 + 3 * 3, "once among the labels; in three texts, their metadata and their answers"


def test_new_decisions_become_examples_while_calls_go_on(lab: Lab) -> None:
    texts = {"the first thing": "red"}
    lab.sample("none", *lab.add(*texts))
    lab.add(*(f"towel {number}" for number in range(12)))
    session = lab.session()

    def deciding(body: dict[str, Any]) -> str:
        if text_now(body) == "towel 2":
            decide(session, texts)
        return reply()

    lab.fake.default = Behaviour(text=deciding)
    lab.suggest(lab.prompt(examples=ExamplePolicy(ShotsBy.STRATIFIED, 4)))
    held = {text_now(seen): "first thing" in sent_text(seen).partition("Item:\n```text\ntowel")[0] for seen in lab.fake.seen}
    assert (held["towel 0"], held["towel 11"]) == (False, True)


# --- erasing ---


def holding(workspace: Workspace, what: str) -> set[str]:
    """The names of the files of the workspace that hold these bytes."""
    paths = [path for path in workspace.path.parent.iterdir() if path.is_file() and path.name.startswith(workspace.path.stem)]
    return {path.name for path in paths if what.encode() in path.read_bytes()}


def test_erasing_takes_what_was_sent_and_said_also_where_the_item_was_an_example(workspace: Workspace, fake: FakeModel) -> None:
    lab = Lab(workspace, fake, in_flight=1)
    fake.default = Behaviour(text=echoing)
    secret, other = lab.add(SECRET, "an ordinary text about a lamp")
    lab.sample("none", secret, other)
    assert lab.suggest(lab.prompt(contract=Contract(rationale=True)), limit=1).answered == 1
    session = lab.session()
    decide(session, {SECRET: "green"})
    fake.default = Behaviour(text=reply())
    assert lab.suggest(lab.prompt(examples=ExamplePolicy(ShotsBy.STRATIFIED, 1))).answered == 1
    assert SECRET in sent_text(fake.seen[-1])
    assert text_now(fake.seen[-1]) == "an ordinary text about a lamp"
    workspace.writer.submit_bulk(lambda _: None).result()
    assert holding(workspace, SECRET)
    assert holding(workspace, REASON)
    assert value_of(workspace, "SELECT count(*) FROM memory WHERE item_seq = :s", s=secret) == 1
    workspace.erase(secret, "asked by the person")
    for what in (SECRET, "Beeblebrox", "heliotrope"):
        assert holding(workspace, what) == set()
    assert rows_of(workspace, "SELECT 1 FROM free_text") == []
    assert [one.request for one in records(workspace)] == [None, None]
    assert [one.outcome for one in records(workspace)] == ["answered", "answered"]
    assert holding(workspace, "an ordinary text")
    assert value_of(workspace, "SELECT count(*) FROM memory") == 0
    assert checked(workspace).clean
    workspace.close()
    assert holding(workspace, "Beeblebrox") == set()


def test_an_item_that_is_erased_while_it_is_asked_leaves_nothing(workspace: Workspace, fake: FakeModel) -> None:
    lab = Lab(workspace, fake, in_flight=1)
    (secret,) = lab.add(SECRET)

    def erasing(body: dict[str, Any]) -> str:
        workspace.erase(secret, "asked by the person")
        return echoing(body)

    fake.default = Behaviour(text=erasing)
    lab.suggest(lab.prompt(contract=Contract(rationale=True)))
    assert fake.requests == 1
    assert lab.suggestions() == []
    workspace.close()
    assert holding(workspace, "Beeblebrox") == set()


def test_of_an_item_erased_between_two_calls_the_second_call_keeps_no_text(workspace: Workspace, fake: FakeModel) -> None:
    lab = Lab(workspace, fake, in_flight=1)
    (secret,) = lab.add(SECRET)

    def erasing(_: dict[str, Any]) -> str:
        if fake.requests == 1:
            workspace.erase(secret, "asked by the person")
        return reply()

    fake.default = Behaviour(text=erasing)
    lab.suggest(lab.prompt(candidates=2))
    assert all(one.request is None for one in records(workspace))
    workspace.close()
    assert holding(workspace, "Beeblebrox") == set()


def test_another_project_has_its_own_versions_and_its_own_calls(lab: Lab) -> None:
    lab.add("a towel")
    lab.suggest(lab.prompt())
    other = fill(lab.workspace, 0, name="Other")
    assert lab.models.versions(other) == []
    assert lab.models.calls(other) == []
