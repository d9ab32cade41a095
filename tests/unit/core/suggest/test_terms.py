"""What the terms of a source keep from models: items are not sent, and do not stand in prompts as examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.domain.uses import ALL_USES, Use
from core.errors import UserError
from core.prompts.content import ExamplePolicy, ShotsBy
from core.storage.sources import RETENTION, TERMS
from core.suggest.batch import suggest_project
from core.workspace import Workspace
from tests.conftest import rows_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import PATIENCE_S, Lab, decide, records, reply, sent_text
from tests.sources import LONG_AGO, allow, bring

OURS = [f"ours {number} red kettle" for number in range(12)]
THEIRS = [f"theirs {number} blue towel" for number in range(8)]


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    made = Lab(workspace, fake)
    bring(workspace, made.project, "ours.csv", OURS)
    bring(workspace, made.project, "theirs.csv", THEIRS)
    return made


def theirs_sent(lab: Lab) -> bool:
    return any("theirs" in sent_text(seen) for seen in lab.fake.seen)


def test_a_batch_leaves_them_out_and_says_how_many(lab: Lab) -> None:
    allow(lab.workspace, lab.project, "theirs.csv", Use.TRAINING)
    version = lab.prompt()
    report = lab.suggest(version)
    assert (report.answered, report.left_out, report.failed, theirs_sent(lab)) == (12, {TERMS: 8}, {}, False)
    allow(lab.workspace, lab.project, "theirs.csv", *ALL_USES, until=LONG_AGO)
    assert lab.suggest(version).left_out == {RETENTION: 8}
    assert lab.fake.requests == 12
    allow(lab.workspace, lab.project, "theirs.csv", *ALL_USES, no_end=True)
    report = lab.suggest(version)
    assert (report.answered, report.left_out) == (8, {})


def test_terms_that_change_while_a_batch_runs_hold_for_what_was_not_sent_yet(lab: Lab) -> None:
    """The first reply comes only when the terms are set; what was in flight until then may have been sent."""
    lab.models.save_connection(type(lab.connection)("fake", "openai/fake", lab.fake.url, in_flight=1))
    lab.fake.default = Behaviour(text=reply(), latency=0.2)
    version = lab.prompt()
    future = lab.start(version)
    lab.fake.wait_for(1)
    allow(lab.workspace, lab.project, "theirs.csv")
    report = future.result(PATIENCE_S)
    assert report.answered == 12
    assert report.failed in ({}, {TERMS: 8})
    assert not theirs_sent(lab)


def test_one_try_and_sending_again_are_refused(lab: Lab) -> None:
    content = lab.models.default_content(lab.project, lab.connection)
    (theirs,) = rows_of(lab.workspace, "SELECT min(item_seq) FROM item_content WHERE text LIKE 'theirs%'")[0]
    lab.models.try_out(lab.project, content, "fake", theirs).result(PATIENCE_S)
    (first,) = records(lab.workspace)
    allow(lab.workspace, lab.project, "theirs.csv", Use.SHARING)
    for again in (lambda: lab.models.try_out(lab.project, content, "fake", theirs), lambda: lab.models.repeat(first.seq)):
        with pytest.raises(UserError) as told:
            again().result(PATIENCE_S)
        assert told.value.code == "source.barred"
    allow(lab.workspace, lab.project, "ours.csv")
    with pytest.raises(UserError) as told:  # there is none left that it could be tried with
        lab.models.try_out(lab.project, content, "fake", None).result(PATIENCE_S)
    assert told.value.code == "prompt.no_item"
    assert lab.fake.requests == 1


def test_they_are_no_examples_and_the_preview_says_so(lab: Lab) -> None:
    lab.sample("none", *[row[0] for row in rows_of(lab.workspace, "SELECT seq FROM item")])
    decide(lab.session(), {text: "red" if text in OURS else "blue" for text in [*OURS[:6], *OURS[6:], *THEIRS[:6]]})
    content = lab.models.default_content(lab.project, lab.connection)
    examples = ExamplePolicy(ShotsBy.STRATIFIED, n=10, token_budget=5_000)
    version = lab.prompt(examples=examples)
    before = lab.models.preview(lab.project, version.content, None, "fake").result(PATIENCE_S)
    assert "theirs" in before.messages[0].content + before.messages[-1].content.rpartition("Item:")[0]
    allow(lab.workspace, lab.project, "theirs.csv", Use.REVIEW)
    seen = lab.models.preview(lab.project, version.content, None, "fake").result(PATIENCE_S)
    said = "\n".join(one.content for one in seen.messages[:-1]) + seen.messages[-1].content.rpartition("Item:")[0]
    assert "ours" in said
    assert "theirs" not in said
    assert [one for one in seen.advice if "their source does not allow it" in one and one.startswith("6 decided")]
    assert not lab.models.preview(lab.project, content, None, "fake").result(PATIENCE_S).advice  # without examples


def test_a_call_with_an_example_that_may_not_be_one_any_more_is_not_sent_again(lab: Lab) -> None:
    lab.sample("none", *[row[0] for row in rows_of(lab.workspace, "SELECT seq FROM item")])
    decide(lab.session(), dict.fromkeys([*OURS, *THEIRS[:4]], "red"))
    lab.suggest(lab.prompt(examples=ExamplePolicy(ShotsBy.STRATIFIED, n=16, token_budget=5_000)), limit=1)
    (first, *_) = records(lab.workspace)
    allow(lab.workspace, lab.project, "ours.csv", Use.REVIEW)
    with pytest.raises(UserError) as told:
        lab.models.repeat(first.seq).result(PATIENCE_S)
    assert told.value.code == "source.barred"


def test_the_built_in_suggester_makes_none_for_them_ahead(lab: Lab) -> None:
    allow(lab.workspace, lab.project, "theirs.csv", Use.TRAINING)
    assert suggest_project(lab.workspace.read, lab.workspace.writer, lab.project) == 12
