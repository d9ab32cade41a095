"""Questions to a real workspace, and which answers are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.domain.filters import Filter
from core.queues.views import BulkRequest, Facet, Sort, SortBy
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.actions import Keymap
from desktop.bridge import Bridge
from desktop.screens.desk import Desk
from desktop.screens.items.bulk import Bulk
from desktop.screens.items.done_bar import DoneBar
from desktop.screens.items.job import Job, Reach
from desktop.screens.items.listing import Listing
from desktop.screens.items.model import ItemTable
from desktop.theme import Theme
from desktop.window.preferences import Preferences
from tests.conftest import fill, value_of

WAIT_MS = 10_000


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 1_000)


@pytest.fixture
def desk(workspace: Workspace, project: ProjectInfo, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    bridge = Bridge()
    yield Desk(theme, bridge, Preferences(reviewer="ada", path=tmp_path / "settings.toml"), Keymap(), workspace, project)
    bridge.close()


@pytest.fixture
def table(qtbot: QtBot) -> ItemTable:
    return ItemTable()


@pytest.fixture
def listing(desk: Desk, workspace: Workspace, project: ProjectInfo, table: ItemTable) -> Iterator[Listing]:
    made = Listing(desk, table)
    made.begin(workspace.items(project))
    yield made
    made.leave()


def whole(listing: Listing, qtbot: QtBot, ask: Callable[[], None]) -> None:
    with qtbot.waitSignal(listing.ended, timeout=WAIT_MS):
        ask()


def test_the_first_rows_come_before_all_of_them(listing: Listing, table: ItemTable, qtbot: QtBot) -> None:
    counts: list[int] = []
    listing.came.connect(lambda: counts.append(table.rowCount()))
    listing.ended.connect(lambda: counts.append(table.rowCount()))
    whole(listing, qtbot, lambda: listing.show(Filter(), None))
    assert counts == [64, 1_000]
    assert listing.total == 1_000


def test_only_the_last_of_many_questions_is_answered(
    listing: Listing, table: ItemTable, workspace: Workspace, qtbot: QtBot
) -> None:
    seen: list[int] = []
    listing.ended.connect(lambda: seen.append(table.rowCount()))
    facets: list[tuple[Facet, ...]] = []
    listing.faceted.connect(facets.append)
    for text in ("r", "re", "red", "red b", "red ba"):
        listing.show(Filter(text=text), None)
    whole(listing, qtbot, lambda: listing.show(Filter(text="red ball"), None))
    qtbot.waitUntil(lambda: bool(facets), timeout=WAIT_MS)
    assert len(seen) == len(facets) == 1
    both = "SELECT count(*) FROM item_content WHERE text LIKE '% red %' AND text LIKE '% ball%'"
    assert listing.total == seen[0] == value_of(workspace, both)


def test_a_sort_is_kept_when_the_list_is_read_anew(listing: Listing, table: ItemTable, qtbot: QtBot) -> None:
    whole(listing, qtbot, lambda: listing.show(Filter(), Sort(SortBy.ID, descending=True)))
    before = table.seqs(0, 1_000)
    listing.pager.look(0, 20)
    qtbot.waitUntil(lambda: table.row(0) is not None, timeout=WAIT_MS)
    whole(listing, qtbot, listing.refresh)
    assert table.seqs(0, 1_000) == before
    assert table.row(0) is not None  # in sight until it is read again


def test_a_filter_that_cannot_be_is_refused_in_words(listing: Listing, qtbot: QtBot) -> None:
    said: list[str] = []
    listing.failed.connect(said.append)
    with qtbot.waitSignal(listing.failed, timeout=WAIT_MS):
        listing.show(Filter(statuses=("strange",)), None)
    assert "strange" in said[0]


def test_nothing_arrives_once_it_is_left(listing: Listing, qtbot: QtBot, desk: Desk) -> None:
    with qtbot.assertNotEmitted(listing.came), qtbot.assertNotEmitted(listing.ended):
        listing.show(Filter(), None)
        listing.leave()
        qtbot.waitUntil(lambda: desk.bridge.idle)


@pytest.fixture
def bulk(desk: Desk, workspace: Workspace, project: ProjectInfo, qtbot: QtBot) -> Bulk:
    bar = DoneBar(desk.theme)
    qtbot.addWidget(bar)
    made = Bulk(desk, bar, bar)
    made.begin(workspace.items(project))
    return made


def job(kind: str, **needs: str) -> Job:
    return Job(Reach(Filter(), 1_000), BulkRequest(kind, answer=needs.get("answer")), 1_000)


def test_an_action_that_is_stopped_midway_says_so_and_can_be_undone(bulk: Bulk, workspace: Workspace, qtbot: QtBot) -> None:
    def stop(_step: object) -> None:
        bulk.stop()

    bulk.bar.told.connect(stop, Qt.ConnectionType.DirectConnection)  # as soon as the first of it is done
    with qtbot.waitSignal(bulk.changed, timeout=WAIT_MS):
        bulk.run(job("label", answer="red"))
        assert bulk.busy
    decided = value_of(workspace, "SELECT count(*) FROM decision")
    assert 0 < decided < 900
    assert bulk.bar.words.text() == f"{decided} items labelled, then stopped"
    bulk.bar.told.disconnect(stop)
    with qtbot.waitSignal(bulk.changed, timeout=WAIT_MS):
        bulk.bar.undo.click()
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 0


def test_one_that_is_stopped_before_it_began_changes_nothing(bulk: Bulk, workspace: Workspace, qtbot: QtBot) -> None:
    told: list[str] = []
    bulk.failed.connect(told.append)
    door = Event()
    for _ in range(3):
        workspace.executor.submit(door.wait)  # every worker is busy
    with qtbot.waitSignal(bulk.changed, timeout=WAIT_MS):
        bulk.run(job("label", answer="red"))
        bulk.bar.work.stop.click()
        door.set()
    assert told == ["Stopped before anything was changed."]
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0
    assert bulk.bar.isHidden()


def test_one_action_at_a_time(bulk: Bulk, workspace: Workspace, qtbot: QtBot) -> None:
    refused: list[str] = []
    bulk.failed.connect(refused.append)
    with qtbot.waitSignal(bulk.changed, timeout=WAIT_MS):
        bulk.run(job("retire"))
        bulk.run(job("retire"))
    assert len(refused) == 1
    with qtbot.waitSignal(bulk.changed, timeout=WAIT_MS):
        bulk.undo_last()
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'retired'") == 0
    bulk.undo_last()
    assert not bulk.busy  # what was taken back is not taken back again
