"""The service of a project's items: lists in every order, facets, queues with counts, work in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from itertools import pairwise
from typing import Any

import pytest

from core.domain.filters import Filter
from core.errors import UserError
from core.queues.faceting import facets
from core.queues.items import Items
from core.queues.running import Desk, Runner, Stopped
from core.queues.saved import DEFAULTS
from core.queues.views import BulkRequest, ItemRow, Sort, SortBy
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value, run
from core.workspace import Workspace
from tests.conftest import COLOURS, Maker, add_items, fill, settle, texts, value_of


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """150 items, 40 of them dealt with."""
    made = fill(workspace, 150)
    session = settle(workspace.session(made, "ann"))
    for number in range(40):
        session.painted()
        (session.skip() if number % 5 == 4 else session.choose(COLOURS[number % 3])).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    return made


@pytest.fixture
def items(workspace: Workspace, project: ProjectInfo) -> Items:
    """The service of the project."""
    return workspace.items(project)


STATUSES = ("open", "skipped", "decided", "retired", "erased")
KEYS: dict[SortBy, Callable[[ItemRow], Any]] = {
    SortBy.IMPORTED: lambda row: row.item_seq,
    SortBy.ID: lambda row: row.shown_id,
    SortBy.STATUS: lambda row: STATUSES.index(row.status),
    SortBy.LABEL: lambda row: row.label or None,
    SortBy.CONFIDENCE: lambda row: row.chance,
    SortBy.DECIDED_AT: lambda row: row.decided_us,
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize("wanted", [Filter(), Filter(statuses=("decided", "skipped")), Filter(text="red")], ids=str)
def test_a_sort_puts_rows_in_order_with_what_has_no_value_last(
    items: Items, by: SortBy, descending: bool, wanted: Filter
) -> None:
    index = items.index(wanted, Sort(by, descending), page=15)
    numbers = index.all.result().tolist()
    assert list(index.first) == numbers[:15]
    keys = [KEYS[by](row) for row in items.rows(numbers)]
    known = [key for key in keys if key is not None]
    assert keys == known + [None] * (len(keys) - len(known))
    assert all(one >= other if descending else one <= other for one, other in pairwise(known))


def test_a_search_comes_the_best_first(items: Items) -> None:
    items.index_all().result()
    found = items.rows(items.index(Filter(text="red ball"), Sort(SortBy.RELEVANCE)).all.result().tolist())
    assert found
    assert all({"red"} <= set(row.snippet.split()) for row in found)
    shortest = min(len(row.snippet.split()) for row in found)
    assert len(found[0].snippet.split()) <= shortest + 1


def test_the_index_makes_a_search_complete_and_finds_the_same(items: Items) -> None:
    wanted = Filter(text="red", statuses=("open",))
    before = items.index(wanted)
    assert not before.complete
    assert not items.searching().complete
    items.keep_up().result()
    assert items.searching().complete
    after = items.index(wanted)
    assert after.complete
    assert after.all.result().tolist() == before.all.result().tolist()


def test_what_comes_later_is_indexed_later(workspace: Workspace, items: Items, project: ProjectInfo) -> None:
    items.keep_up().result()
    add_items(workspace, project, [*texts(150), ("a zebra", "red")])
    assert not items.searching().complete
    assert items.count(Filter(text="zebra")) == 1
    items.keep_up().result()
    assert items.searching().complete
    assert items.count(Filter(text="zebra")) == 1


def test_rows_come_in_the_order_asked_for(items: Items) -> None:
    assert [row.item_seq for row in items.rows([9, 3, 12345, 4, 9])] == [9, 3, 4, 9]
    assert items.rows([]) == []


def test_a_snippet_is_one_line_of_the_beginning(workspace: Workspace) -> None:
    made = fill(workspace, 0, name="Long")
    add_items(workspace, made, [("first line\n\tsecond  line " + "x" * 5_000, "")])
    row = workspace.items(made).rows([1])[0]
    assert row.snippet.startswith("first line second line xxx")
    assert len(row.snippet) <= 200


# --- facets ---


def by_hand(rows: list[ItemRow], what: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        for value in what(row):
            found[value] = found.get(value, 0) + 1
    return found


def tenth(row: ItemRow) -> list[str]:
    if row.chance is None:
        return []
    low = min(9, int(row.chance * 10))
    return [f"{low / 10:.1f}-{(low + 1) / 10:.1f}"]


FACETS: dict[str, Callable[[ItemRow], list[str]]] = {
    "statuses": lambda row: [row.status],
    "labels": lambda row: [row.label] if row.label else [],
    "suggesters": lambda row: [row.suggester] if row.suggester else [],
    "sources": lambda row: [row.source] if row.source else [],
    "reviewers": lambda row: [row.reviewer] if row.reviewer else [],
    "confidence": tenth,
}


@pytest.mark.parametrize(
    "wanted",
    [Filter(), Filter(statuses=("decided",)), Filter(text="red"), Filter(labels=("red",), statuses=("decided",))],
    ids=str,
)
def test_a_facet_counts_what_matches_without_its_own_criterion(items: Items, wanted: Filter) -> None:
    counted = {facet.name: {value.value: value.count for value in facet.values} for facet in items.facets(wanted).result()}
    for name, what in FACETS.items():
        numbers = items.index(wanted.without(name)).all.result().tolist()
        assert counted.get(name, {}) == by_hand(items.rows(numbers), what), name


def test_what_the_filter_names_is_marked(items: Items) -> None:
    marked = [
        (facet.name, value.value)
        for facet in items.facets(Filter(statuses=("open", "decided"), labels=("red",), confidence=(0.9, 1.0))).result()
        for value in facet.values
        if value.chosen
    ]
    assert {("statuses", "decided"), ("labels", "red"), ("confidence", "0.9-1.0")} >= set(marked)
    assert ("labels", "red") in marked


def test_names_of_metadata_with_few_values_are_facets(make_workspace: Maker) -> None:
    from core.storage.items import NewItem
    from tests.kinds import project_of, put_items

    workspace = make_workspace("meta")
    made = project_of(workspace, "choice", 0)
    rows = [NewItem(f"t{n}", f"n{n}", {"channel": "ab"[n % 2], "id": f"x{n}", "vip": n % 4 == 0}) for n in range(40)]
    put_items(workspace, made, rows)
    items = workspace.items(made)
    found = {
        facet.key: {value.value: value.count for value in facet.values} for facet in items.facets(Filter()).result() if facet.key
    }
    assert found == {"channel": {"a": 20, "b": 20}, "vip": {"false": 30, "true": 10}}
    chosen = items.facets(Filter(metadata=(("channel", "a"), ("vip", "true")))).result()
    found = {facet.key: {value.value: value.count for value in facet.values} for facet in chosen if facet.key}
    assert found == {"channel": {"a": 10}, "vip": {"false": 10, "true": 10}}


def test_facets_are_counted_anew_only_when_something_has_changed(workspace: Workspace, items: Items) -> None:
    first = items.facets(Filter()).result()
    assert items.facets(Filter()).result() is first
    items.run(Filter(statuses=("open",)), BulkRequest("retire"), "ann")
    again = items.facets(Filter()).result()
    assert again is not first
    assert {value.value for value in again[0].values} >= {"retired"}


# --- queues ---


def test_every_project_has_its_queues_with_counts(items: Items) -> None:
    queues = {queue.name: queue for queue in items.queues()}
    assert list(queues) == [queue.name for queue in DEFAULTS]
    assert queues["To review"].count == items.count(Filter(statuses=("open",))) == 110
    assert queues["Deferred"].count == 8
    assert queues["Daily sample"].count == 20
    assert queues["Older guidelines"].count == 0


def test_a_queue_is_saved_changed_renamed_moved_and_deleted(items: Items) -> None:
    for name in ("One", "Two", "Three"):
        items.save_queue(f" {name} ", Filter(text=name.lower()))
    changed = items.save_queue("Two", Filter(flagged=True), "random")
    assert (changed.filter, changed.order) == (Filter(flagged=True), "random")
    items.move_queue("Three", 0)
    items.rename_queue("One", "First")
    assert saved(items) == ["Three", "First", "Two"]
    items.delete_queue("First")
    assert saved(items) == ["Three", "Two"]
    assert [queue.position for queue in items.queues() if queue.seq] == [0, 1]
    assert items.queue("Two") == changed or items.queue("Two").order == "random"


def saved(items: Items) -> list[str]:
    return [queue.name for queue in items.queues(counted=False) if queue.seq is not None]


REFUSED: list[tuple[Callable[[Items], object], str]] = [
    (lambda items: items.save_queue("  ", Filter()), "queue.bad_name"),
    (lambda items: items.save_queue("a\nb", Filter()), "queue.bad_name"),
    (lambda items: items.save_queue("to review", Filter()), "queue.default"),
    (lambda items: items.save_queue("x", Filter(statuses=("maybe",))), "filter.value"),
    (lambda items: items.rename_queue("Mine", "Flagged"), "queue.default"),
    (lambda items: items.rename_queue("Mine", "Other"), "queue.exists"),
    (lambda items: items.rename_queue("Nobody's", "x"), "queue.unknown"),
    (lambda items: items.delete_queue("To review"), "queue.unknown"),
    (lambda items: items.move_queue("Nobody's", 1), "queue.unknown"),
    (lambda items: items.queue("Nobody's"), "queue.unknown"),
]


@pytest.mark.parametrize(("act", "code"), REFUSED)
def test_what_cannot_be_done_with_a_queue_is_refused(items: Items, act: Callable[[Items], object], code: str) -> None:
    items.save_queue("Mine", Filter())
    items.save_queue("Other", Filter())
    with pytest.raises(UserError) as told:
        act(items)
    assert told.value.code == code
    assert saved(items) == ["Mine", "Other"]


def test_counts_are_fresh_after_a_decision_and_not_made_twice(workspace: Workspace, items: Items, project: ProjectInfo) -> None:
    before = {queue.name: queue.count for queue in items.queues()}
    session = settle(workspace.session(project, "ann"))
    session.painted()
    session.choose("red").finish()
    after = {queue.name: queue.count for queue in items.recount().result()}
    assert after["To review"] == (before["To review"] or 0) - 1
    changes = items.changes
    version = changes.version()
    assert changes.version() == version
    assert {queue.name: queue.count for queue in items.queues(counted=False)} == after


def test_what_takes_long_to_count_rests_before_it_is_counted_again(workspace: Workspace, items: Items) -> None:
    import time

    changes = items.changes
    made: list[int] = []

    def slow() -> int:
        made.append(1)
        time.sleep(0.05)
        return len(made)

    assert changes.make("slow", slow) == 1
    workspace.writer.submit(lambda c: run(c, "UPDATE workspace SET name = 'other'")).result()
    assert changes.fresh("slow") is None
    assert not changes.rested("slow")
    assert changes.last("slow") == 1
    assert changes.make("slow", slow) == 2


# --- in the background ---


def test_a_query_is_stopped_in_the_middle(workspace: Workspace) -> None:
    runner = Runner(workspace.read)
    begun = threading.Event()
    forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def work(connection: Any, _desk: Desk) -> None:
        begun.set()
        fetch_value(connection, forever)

    running = runner.start(work)
    assert begun.wait(10)
    while not running.done:
        running.cancel()  # the query may not have begun yet
    with pytest.raises(CancelledError):
        running.result(10)
    assert runner.start(lambda c, _: fetch_value(c, "SELECT 7")).result(10) == 7
    runner.close()


def test_closing_stops_what_runs_and_what_waits(workspace: Workspace) -> None:
    runner = Runner(workspace.read)
    begun = threading.Event()

    def work(_connection: Any, desk: Desk) -> None:
        begun.set()
        while True:
            desk.require()

    running = [runner.start(work) for _ in range(5)]
    assert begun.wait(10)
    runner.close()
    for one in running:
        with pytest.raises(CancelledError):
            one.result(10)


def test_facets_stop_when_they_are_asked_to(workspace: Workspace, project: ProjectInfo) -> None:
    from core.queues.criteria import Scene

    desk = Desk()
    desk.stop()
    with workspace.read.connect() as connection, pytest.raises(Stopped):
        facets(Scene.of(connection, project), Filter(statuses=("decided",)), desk)


def test_a_workspace_can_be_closed_while_it_catches_up(make_workspace: Maker) -> None:
    workspace = make_workspace("busy")
    project = fill(workspace, 2_000)
    running = workspace.items(project).keep_up()
    workspace.close()
    assert running.done
    again = make_workspace("busy")
    items = again.items(again.project("Colours"))
    items.keep_up().result()
    assert items.searching().complete
    assert items.grouping().complete
    assert value_of(again, "SELECT count(*) FROM search_0_docsize") == 2_000
