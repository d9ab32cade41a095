"""What an evaluation set for a version or a model takes: blind answers, and never an item on which a relative of it was in view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import CutReport, Recipe
from core.export.exposure import suggesters_of
from core.llm.types import Connection
from core.review.cards import Phase
from core.storage.items import NewItem, NewSuggested
from core.storage.projects import ProjectInfo
from core.suggest.versions import PromptVersion
from core.workspace import Workspace
from tests.conftest import checked, exported, fill, rows_of, settle
from tests.fake_model.server import Behaviour, FakeModel
from tests.kinds import SEEN, put_items
from tests.llm import PATIENCE_S, connection_to, put_in_sample, reply

ALL = tuple(Provenance)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


class Lab:
    """A project with three prompts on two models: v1, v2 made from it on the same model, v3 of its own on another model.

    The first four items are blind. `review` goes over the next `n` of the others with a version live, and of blind ones too.
    """

    def __init__(self, workspace: Workspace, fake: FakeModel, items: int = 24) -> None:
        self.workspace, self.fake = workspace, fake
        self.project: ProjectInfo = fill(workspace, items)
        self.seqs = [int(row[0]) for row in rows_of(workspace, "SELECT seq FROM item ORDER BY seq")]
        put_in_sample(workspace, "none", *self.seqs)
        put_in_sample(workspace, "blind", *self.seqs[:4])
        first = workspace.models.save_connection(connection_to(fake, name="one", model="openai/small-1"))
        second = workspace.models.save_connection(connection_to(fake, name="two", model="openai/large-2"))
        self.v1 = self.save(first)
        self.v2 = self.save(first, parent=1, max_tokens=300)
        self.v3 = self.save(second, max_tokens=400)

    def save(self, connection: Connection, parent: int | None = None, **fields: Any) -> PromptVersion:
        content = replace(self.workspace.models.default_content(self.project, connection), **fields)
        return self.workspace.models.save_prompt(self.project, content, connection.name, parent=parent)

    def review(self, version: PromptVersion | None, seqs: list[int], answer: str = "red") -> None:
        """Answer these items with a version live; None: with the built-in suggester."""
        models = self.workspace.models
        if version is not None:
            models.suggest(self.project, version.number).result(PATIENCE_S)
        models.activate(self.project, None if version is None else version.number)
        self.project = self.workspace.project(self.project.name)
        session = settle(self.workspace.session(self.project, "Ada"))
        for seq in seqs:
            session.open_item(seq).finish()
            settle(session)
            session.painted()
            session.choose(answer).finish()
            if session.screen().card.phase is Phase.SECOND_OPINION:
                session.painted()
                session.take_models().finish()
            settle(session)
        session.close()

    def evaluate(self, folder: Path, asked: str, provenance: tuple[Provenance, ...] = (), layout: str = "jsonl") -> CutReport:
        choices = {"purpose": Purpose.EVALUATE, "model": asked, "provenance": provenance}
        return exported(self.workspace, self.project, layout, folder / "eval.jsonl", **choices)

    def ids(self, seqs: list[int]) -> set[str]:
        wanted = ",".join(map(str, seqs))
        return {row[0] for row in rows_of(self.workspace, f"SELECT external_id FROM item_content WHERE item_seq IN ({wanted})")}


def found(report: CutReport) -> dict[str, dict[str, Any]]:
    return {row["item_id"]: row for row in map(orjson.loads, report.path.read_bytes().splitlines())}


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    """Blind items 0 to 3 under v1; 4 to 8 assisted under v1, 9 to 13 under v2, 14 to 18 under v3, 19 to 23 by the built-in suggester."""
    made = Lab(workspace, fake)
    made.review(made.v1, made.seqs[:4], "blue")  # and then comes round to the model's red
    made.review(made.v1, made.seqs[4:9])
    made.review(made.v2, made.seqs[9:14])
    made.review(made.v3, made.seqs[14:19])
    made.review(None, made.seqs[19:24])
    assert checked(made.workspace).clean
    return made


def test_by_default_it_takes_blind_answers_as_they_were_given_before_the_reveal(lab: Lab, tmp_path: Path) -> None:
    report = lab.evaluate(tmp_path, "v1")
    rows = found(report)
    assert set(rows) == lab.ids(lab.seqs[:4])
    assert {(row["label"], row["label_source"], row["suggester"]) for row in rows.values()} == {("blue", "blind", "")}
    assert report.excluded["provenance"] == 20
    assert report.notes == []


@pytest.mark.parametrize("asked", ["v1", "1", "V2", "small-1", "openai/small-1"])
def test_no_relative_was_in_view_also_when_every_provenance_is_asked_for(lab: Lab, tmp_path: Path, asked: str) -> None:
    report = lab.evaluate(tmp_path, asked, ALL)
    assert set(found(report)) == lab.ids([*lab.seqs[:4], *lab.seqs[14:24]])
    assert report.excluded["seen"] == 10
    assert any("not given blind" in note for note in report.notes)


@pytest.mark.parametrize("asked", ["v3", "large-2"])
def test_another_model_may_have_been_in_view(lab: Lab, tmp_path: Path, asked: str) -> None:
    report = lab.evaluate(tmp_path, asked, ALL)
    assert set(found(report)) == lab.ids([*lab.seqs[:14], *lab.seqs[19:24]])
    assert report.excluded["seen"] == 5


def test_the_hash_of_a_version_means_it_too(lab: Lab, tmp_path: Path) -> None:
    assert set(found(lab.evaluate(tmp_path, lab.v3.hash, ALL))) == lab.ids([*lab.seqs[:14], *lab.seqs[19:24]])


def test_the_built_in_suggester_by_its_name(lab: Lab, tmp_path: Path) -> None:
    report = lab.evaluate(tmp_path, "builtin", ALL)
    assert not set(found(report)) & lab.ids(lab.seqs[19:24])


def test_a_reveal_counts_also_where_somebody_else_decided_later(lab: Lab, tmp_path: Path) -> None:
    """v3 decided anew what v1 had been seen on."""
    lab.review(lab.v3, lab.seqs[4:6], "green")
    rows = found(lab.evaluate(tmp_path, "v1", ALL))
    assert not set(rows) & lab.ids(lab.seqs[4:6])
    rows = found(lab.evaluate(tmp_path, "v3", ALL))
    assert not set(rows) & lab.ids(lab.seqs[4:6])


def test_what_was_suggested_but_never_shown_may_be_taken(lab: Lab, tmp_path: Path) -> None:
    """A batch by v1 has suggested for all items that were open; on those decided under v3 it was never in view."""
    lab_seqs = lab.seqs[14:19]
    suggested = {row[0] for row in rows_of(lab.workspace, _BY, v=lab.v1.suggester_seq)}
    assert suggested >= set(lab_seqs)
    assert set(found(lab.evaluate(tmp_path, "v1", ALL))) >= lab.ids(lab_seqs)


_BY = "SELECT item_seq FROM suggestion WHERE suggester_seq = :v AND answer IS NOT NULL"


def test_a_version_of_a_version_belongs_to_the_family(lab: Lab) -> None:
    connection = lab.workspace.models.connection("two")
    v4 = lab.save(connection, parent=2, max_tokens=99)  # on the other model, made from v2, which was made from v1
    with lab.workspace.read.connect() as database:
        family = suggesters_of(database, lab.project.seq, "v1")
        own = suggesters_of(database, lab.project.seq, v4.shown)
        other = suggesters_of(database, lab.project.seq, "v3")
    assert {lab.v1.suggester_seq, lab.v2.suggester_seq, v4.suggester_seq} <= family
    assert lab.v3.suggester_seq not in family
    assert own == family | {lab.v3.suggester_seq}, "whatever runs on the model that v4 is pinned to, too"
    assert other == {lab.v3.suggester_seq, v4.suggester_seq}


def test_a_model_that_stood_in_for_another_counts_for_both(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    lab = Lab(workspace, fake)
    with FakeModel(default=Behaviour(status=401, error_message="no")) as broken:
        spare = workspace.models.save_connection(connection_to(fake, name="spare", model="openai/spare-3"))
        first = workspace.models.connection("one")
        workspace.models.save_connection(replace(first, base_url=broken.url, fallback=spare.name))
        lab.review(lab.v1, lab.seqs[4:6])
    names = {row[0] for row in rows_of(workspace, _IN_VIEW)}
    assert names == {"openai/spare-3 @ v1"}
    for asked in ("v1", "v2", "spare-3", "openai/spare-3"):
        assert not set(found(lab.evaluate(tmp_path, asked, ALL))) & lab.ids(lab.seqs[4:6]), asked
    assert set(found(lab.evaluate(tmp_path, "v3", ALL))) == lab.ids(lab.seqs[4:6])


_IN_VIEW = """SELECT DISTINCT g.name FROM event e JOIN suggestion s ON s.seq = e.suggestion_seq
JOIN suggester g ON g.seq = s.suggester_seq WHERE e.kind = 'revealed'"""


@pytest.mark.parametrize("name", ["small-1", "openai/small-1", "other/small-1"])
def test_what_came_with_the_data_under_the_models_name_counts(
    workspace: Workspace, fake: FakeModel, tmp_path: Path, name: str
) -> None:
    lab = Lab(workspace, fake, 6)
    came = (NewSuggested(name, "red", 0.9),)
    put_items(workspace, lab.project, [NewItem(f"imported {n}", f"i{n}", suggested=came) for n in range(2)], SEEN)
    seqs = [int(row[0]) for row in rows_of(workspace, "SELECT seq FROM item ORDER BY seq")][-2:]
    lab.review(None, seqs)
    for asked in ("v1", "v2", "small-1"):
        assert not found(lab.evaluate(tmp_path, asked, ALL)), asked
    assert set(found(lab.evaluate(tmp_path, "v3", ALL))) == {"i0", "i1"}


def test_a_name_that_is_none_is_refused(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        lab.evaluate(tmp_path, "v9")
    assert error.value.code == "export.for_unknown"
    assert "v1, v2, v3" in error.value.todo
    assert not (tmp_path / "eval.jsonl").exists()


@pytest.mark.parametrize("layout", ["promptfoo", "langfuse", "dspy"])
def test_formats_of_evaluation_take_the_same(lab: Lab, tmp_path: Path, layout: str) -> None:
    report = lab.evaluate(tmp_path, "v1", layout=layout)
    assert report.records == 4
    text = report.path.read_text("utf-8")
    assert text.count('"blue"') == 4
    assert '"red"' not in text
    assert lab.evaluate(tmp_path, "v1", ALL, layout).records == 14


def test_without_a_purpose_promptfoo_takes_blind_answers(lab: Lab, tmp_path: Path) -> None:
    report = exported(lab.workspace, lab.project, "promptfoo", tmp_path / "tests.jsonl")
    assert report.records == 4
    plan = lab.workspace.datasets(lab.project).plan(Recipe("langfuse", Purpose.EVALUATE, model="v1"))
    assert plan.records == 4


def test_cut_again_after_more_was_seen_it_is_the_same(lab: Lab, tmp_path: Path) -> None:
    report = lab.evaluate(tmp_path, "v1", ALL)
    before = report.path.read_bytes()
    lab.review(lab.v1, lab.seqs[14:16])
    again = lab.workspace.datasets(lab.project).recut(str(report.number), tmp_path / "again.jsonl")
    assert again.again is True
    assert again.path.read_bytes() == before
    assert not set(found(lab.evaluate(tmp_path, "v1", ALL))) & lab.ids(lab.seqs[14:16])
