"""What each criterion selects, beside a count by hand; and what it does not tell of items that wait for a blind answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.domain.filters import Filter
from core.domain.vocabulary import Sample
from core.errors import UserError
from core.ids import uuid7_bytes
from core.queues.items import Items
from core.queues.views import BulkRequest, ItemRow, Sort, SortBy
from core.storage.items import NewItem, NewSuggested
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sql import insert_rows, run
from core.workspace import Workspace
from tests.conftest import Maker, fill, rows_of, settle, value_of
from tests.kinds import ANSWERS, TASKS, item, project_of, put_items

N = 160
FEELINGS = ("joy", "anger", "surprise", "neutral")


def made(number: int) -> NewItem:
    """An item with a label, two suggestions that now and then differ, and metadata."""
    label, other = FEELINGS[number % 4], FEELINGS[(number + number % 3) % 4]
    came = (NewSuggested("m-two", other, 0.9 - number / 1000), NewSuggested("m-one", label, number / N))
    channel: dict[str, Any] = {"channel": "mail" if number % 2 else "chat", "urgent": number % 5 == 0, "n": number % 3}
    return NewItem(f"text {number} with a {label} in it", f"n{number}", channel, label, label, None, came[: 1 + number % 2])


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Items in every state: decided by two people, skipped, flagged, commented on, requeued, retired, erased."""
    with Workspace(tmp_path_factory.mktemp("criteria") / "shop.countersign") as workspace:
        project = project_of(workspace, "choice", 0)
        put_items(workspace, project, [made(number) for number in range(N)], Shares(0.2, 0.1))
        for reviewer, n in (("ann", 24), ("bea", 18)):
            session = settle(workspace.session(project, reviewer))
            for number in range(n):
                session.painted()
                if number % 6 == 1:
                    session.flag().finish()
                if number % 7 == 2:
                    session.comment("a remark").finish()
                (session.skip() if number % 5 == 3 else session.choose(FEELINGS[number % 4])).finish()
                if session.on is not None and session.on.own is not None:
                    session.keep_mine().finish()
                settle(session)
            workspace.tasks(project).set_guidelines(f"# Guidelines after {reviewer}") if reviewer == "ann" else None
        items = workspace.items(project)
        items.run(Filter(items=tuple(range(100, 112))), BulkRequest("retire"), "ann")
        workspace.erase(130, "asked")
        sql = "UPDATE item_suggestion SET flags = ' copied_value too_long ' WHERE item_seq % 11 = 0"
        workspace.writer.submit(lambda c: run(c, sql)).result()
        yield workspace


@pytest.fixture
def items(shop: Workspace) -> Items:
    """The service of the project."""
    return shop.items(shop.project("choice"))


def everything(items: Items) -> dict[int, ItemRow]:
    return {row.item_seq: row for row in items.rows(list(range(1, N + 1)))}


def selected(items: Items, wanted: Filter) -> set[int]:
    numbers = items.index(wanted).all.result().tolist()
    assert len(numbers) == len(set(numbers)) == items.count(wanted)
    assert numbers == sorted(numbers)
    return set(numbers)


By = Callable[[ItemRow], bool]
CASES: dict[str, tuple[Filter, By]] = {
    "open": (Filter(statuses=("open",)), lambda row: row.status == "open"),
    "open or skipped": (Filter(statuses=("open", "skipped")), lambda row: row.status in ("open", "skipped")),
    "decided": (Filter(statuses=("decided",)), lambda row: row.status == "decided"),
    "retired": (Filter(statuses=("retired",)), lambda row: row.status == "retired"),
    "erased": (Filter(statuses=("erased",)), lambda row: row.status == "erased"),
    "label": (Filter(labels=("joy", "anger")), lambda row: row.label in ("joy", "anger")),
    "verdict": (Filter(verdicts=("corrected",)), lambda row: row.verdict == "corrected"),
    "source": (Filter(sources=("assisted",)), lambda row: row.source == "assisted"),
    "imported": (Filter(sources=("imported", "blind")), lambda row: row.source in ("imported", "blind")),
    "suggester": (Filter(suggesters=("m-two",)), lambda row: row.suggester == "m-two"),
    "any suggester": (Filter(suggesters=("*",)), lambda row: row.suggester != ""),
    "confidence": (Filter(confidence=(0.4, 0.8)), lambda row: row.chance is not None and 0.4 <= row.chance <= 0.8),
    "flag": (Filter(flags=("too_long",)), lambda row: "too_long" in row.flags),
    "any flag": (Filter(flags=("*",)), lambda row: bool(row.flags)),
    "no such flag": (Filter(flags=("long",)), lambda row: False),
    "flagged": (Filter(flagged=True), lambda row: row.flagged),
    "not flagged": (Filter(flagged=False), lambda row: not row.flagged),
    "commented": (Filter(commented=True), lambda row: row.comments > 0),
    "not commented": (Filter(commented=False), lambda row: row.comments == 0),
    "reviewer": (Filter(reviewers=("bea",)), lambda row: row.reviewer == "bea"),
    "metadata": (
        Filter(metadata=(("channel", "mail"), ("urgent", "true"))),
        lambda row: {("channel", "mail"), ("urgent", "true")} <= set(row.metadata),
    ),
    "either value": (Filter(metadata=(("n", "1"), ("n", "2"))), lambda row: dict(row.metadata).get("n") in ("1", "2")),
    "some": (Filter(items=(5, 7, 5, 999)), lambda row: row.item_seq in (5, 7)),
    "neither sample": (Filter(not_samples=True), lambda row: row.sample == "none"),
    "two at once": (Filter(statuses=("decided",), flagged=True), lambda row: row.status == "decided" and row.flagged),
    "text": (Filter(text="joy with"), lambda row: " joy " in row.snippet),
    "text and state": (Filter(text="joy", statuses=("decided",)), lambda row: " joy " in row.snippet and row.status == "decided"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_criterion_selects_what_a_look_at_each_row_does(items: Items, name: str) -> None:
    wanted, by = CASES[name]
    expected = {seq for seq, row in everything(items).items() if by(row)}
    assert selected(items, wanted) == expected
    assert expected or name in ("no such flag", "erased") or name == "two at once"


def hand(workspace: Workspace, sql: str) -> set[int]:
    return {row[0] for row in rows_of(workspace, sql)}


WAITING = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE coalesce(s.sample, i.sample) = 'blind' AND s.blind_decision_seq IS NULL"""


def test_two_suggesters_disagree(shop: Workspace, items: Items) -> None:
    both = {number + 1 for number in range(N) if number % 2 and number % 3} - hand(shop, WAITING) - {130}
    assert selected(items, Filter(disagree=())) >= both
    assert selected(items, Filter(disagree=("m-one", "m-two"))) == both
    with pytest.raises(UserError) as told:
        items.count(Filter(disagree=("m-one", "nobody")))
    assert told.value.code == "filter.suggester"


def test_a_label_that_came_with_the_data_is_disputed(shop: Workspace, items: Items) -> None:
    sql = """SELECT c.item_seq FROM item_content c JOIN item_suggestion g ON g.item_seq = c.item_seq
    JOIN suggestion u ON u.seq = g.suggestion_seq WHERE u.answer <> c.label"""
    assert selected(items, Filter(disputed=True)) == hand(shop, sql) - hand(shop, WAITING)


def test_decided_under_older_guidelines(shop: Workspace, items: Items) -> None:
    sql = """SELECT s.item_seq FROM item_state s JOIN decision d ON d.seq = s.decision_seq
    JOIN guideline_version g ON g.seq = d.guideline_seq
    WHERE s.status = 'decided' AND g.number = 1"""
    older = selected(items, Filter(older_guidelines=True))
    assert older == hand(shop, sql)
    assert 0 < len(older) < items.count(Filter(statuses=("decided",)))


def test_nothing_of_a_models_is_told_of_items_that_wait_for_a_blind_answer(shop: Workspace, items: Items) -> None:
    waiting = hand(shop, WAITING)
    assert len(waiting) > 5
    for row in items.rows(sorted(waiting)):
        assert row.hidden
        assert (row.label, row.source, row.suggester, row.suggestion, row.chance, row.failure, row.flags) == (
            "",
            "",
            "",
            "",
            None,
            "",
            (),
        )
    every: tuple[Filter, ...] = (
        Filter(labels=FEELINGS),
        Filter(sources=("imported", "assisted", "blind")),
        Filter(suggesters=("*",)),
        Filter(confidence=(0.0, 1.0)),
        Filter(flags=("*",)),
        Filter(disagree=()),
        Filter(disputed=True),
    )
    for wanted in every:
        assert not selected(items, wanted) & waiting, wanted
    assert waiting <= selected(items, Filter())
    assert waiting & selected(items, Filter(text="joy"))
    seen = {
        (facet.name, value.value): value.count
        for facet in items.facets(Filter(items=tuple(waiting))).result()
        for value in facet.values
    }
    assert {name for name, _ in seen} <= {"statuses", "reviewers", "flagged", "metadata"}


@pytest.mark.parametrize("by", [SortBy.LABEL, SortBy.CONFIDENCE])
def test_a_sort_by_what_a_model_says_puts_them_last_among_those_without(shop: Workspace, items: Items, by: SortBy) -> None:
    waiting = hand(shop, WAITING)
    numbers = items.index(Filter(), Sort(by)).all.result().tolist()
    rows = items.rows(numbers)
    without = [row.item_seq for row in rows if (row.label == "" if by is SortBy.LABEL else row.chance is None)]
    assert numbers[-len(without) :] == sorted(without)
    assert waiting <= set(without)


def test_once_answered_blind_they_are_as_others(shop: Workspace, items: Items) -> None:
    answered = hand(shop, "SELECT item_seq FROM item_state WHERE sample = 'blind' AND blind_decision_seq IS NOT NULL")
    assert answered
    assert all(not row.hidden and row.suggester and row.label for row in items.rows(sorted(answered)))


@pytest.mark.parametrize("of", ["decided", "all"])
def test_the_daily_sample_is_the_same_all_day_and_another_one_the_next(
    items: Items, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import clock

    wanted = Filter(daily=8, daily_of=of, not_samples=True)
    today = clock.now_us()
    drawn: list[frozenset[int]] = []
    for day in range(6):
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now_us", lambda at=today + day * 86_400_000_000: at)
            drawn.append(frozenset(selected(items, wanted)))
            assert selected(items, wanted) == drawn[-1]
    assert {len(one) for one in drawn} == {8}
    assert len(set(drawn)) > 4
    assert all(
        one <= selected(items, wanted.without("daily").also(statuses=("decided",) if of == "decided" else ())) for one in drawn
    )


def test_a_daily_sample_is_fair(make_workspace: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over many days every item is drawn about as often, whatever its number and its state."""
    from core import clock

    workspace = make_workspace()
    items = workspace.items(fill(workspace, 200))
    drawn = dict.fromkeys(range(1, 201), 0)
    for day in range(150):
        monkeypatch.setattr(clock, "now_us", lambda at=1_790_000_000_000_000 + day * 86_400_000_000: at)
        for seq in selected(items, Filter(daily=40, daily_of="all")):
            drawn[seq] += 1
    assert min(drawn.values()) >= 10  # 30 expected; a fair draw falls below 10 once in 100,000
    assert max(drawn.values()) <= 55
    assert abs(sum(drawn[seq] for seq in range(1, 101)) - 3_000) < 250


@pytest.mark.parametrize("name", [name for name in TASKS if TASKS[name].labels])
def test_labels_of_every_kind_are_found(make_workspace: Maker, name: str) -> None:
    workspace = make_workspace()
    project = project_of(workspace, name, 0)
    put_items(
        workspace, project, [item(name, 1)._replace(label=ANSWERS[name][0]), item(name, 2)._replace(label=ANSWERS[name][1])]
    )
    items = workspace.items(project)
    counted = {facet.name: {value.value: value.count for value in facet.values} for facet in items.facets(Filter()).result()}
    for label, n in counted["labels"].items():
        assert items.count(Filter(labels=(label,))) == n
    assert sum(counted["labels"].values()) >= 2
    assert items.count(Filter(labels=("of this there is none",))) == 0


def test_a_suggester_is_named_by_its_number_too(shop: Workspace, items: Items) -> None:
    seq = value_of(shop, "SELECT seq FROM suggester WHERE name = 'm-one'")
    assert selected(items, Filter(suggesters=(str(seq),))) == selected(items, Filter(suggesters=("m-one",)))
    for unknown in ("nobody", "v9", "99999"):
        with pytest.raises(UserError) as told:
            items.count(Filter(suggesters=(unknown,)))
        assert "m-one" in str(told.value)


def test_items_of_another_project_are_not_there(shop: Workspace, make_workspace: Maker) -> None:
    workspace = make_workspace("two")
    one, two = fill(workspace, 20), fill(workspace, 30, name="Other", salt="o")
    for project, n in ((one, 20), (two, 30)):
        items = workspace.items(project)
        assert items.count(Filter()) == len(selected(items, Filter())) == n
        assert len(selected(items, Filter(commented=False))) == n
    assert selected(workspace.items(two), Filter(text="red")) <= set(range(21, 51))
    assert workspace.items(two).rows([3, 25])[0].item_seq == 25


def test_the_samples_are_there(shop: Workspace) -> None:
    assert {row[0] for row in rows_of(shop, "SELECT DISTINCT sample FROM item")} == set(Sample)


def test_no_project_can_be_asked_before_it_has_items(make_workspace: Maker) -> None:
    workspace = make_workspace("empty")
    project: ProjectInfo = fill(workspace, 0)
    items = workspace.items(project)
    assert items.count(Filter()) == items.count(Filter(text="a")) == items.count(Filter(daily=3)) == 0
    assert selected(items, Filter()) == set()
    assert items.facets(Filter()).result() == ()
    assert items.searching().complete


def test_what_users_said_of_the_reply(shop: Workspace, items: Items) -> None:
    """Items of the blind sample that wait for their answer are left out, as for all that tells of a model."""
    thumbs = {number: (-1.0, 1.0, 0.0)[number % 3] for number in range(1, 31)}
    rows = [(uuid7_bytes(), shop.project("choice").seq, seq, "app", "thumb", value, 1) for seq, value in thumbs.items()]
    columns = ("id", "project_seq", "item_seq", "origin", "name", "value", "created_us")
    shop.writer.submit(lambda c: insert_rows(c, "outside_signal", columns, rows)).result()
    told = "SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq WHERE i.seq {which}"
    told += " AND NOT (coalesce(s.sample, i.sample) = 'blind' AND s.blind_decision_seq IS NULL)"
    seen = {row[0] for row in rows_of(shop, told.format(which="<= 30"))}
    assert set(selected(items, Filter(feedback=("down",)))) == {seq for seq in seen if thumbs[seq] < 0}
    assert set(selected(items, Filter(feedback=("up", "down")))) == {seq for seq in seen if thumbs[seq]}
    rest = {row[0] for row in rows_of(shop, told.format(which="> 30"))}
    assert set(selected(items, Filter(feedback=("none",)))) == rest
