"""A lead at the Items screen: looking, searching, filtering, picking, acting on many, taking it back, keeping queues. By keys."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.domain.filters import Filter
from core.domain.task import Label, Task
from core.domain.vocabulary import EventKind, Provenance
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.queues.views import ItemRow, QueueInfo
from core.rehearse import rehearse
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.screens.items.page import ItemsPage
from tests.conftest import checked, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC, TAB, DOWN, END, SPACE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
)
CHINESE = ("附近有没有便宜的餐馆？", "请帮我预订一家酒店。", "我想打车去故宫。", "这家餐馆的营业时间是什么？")


def items(person: Person) -> ItemsPage:
    """Go to the Items screen and wait for all that is under way."""
    person.until(lambda: person.window.reviewing.controller.session is not None)
    person.press(Qt.Key.Key_I, held=CONTROL)
    page = person.window.pages.get("items")
    assert isinstance(page, ItemsPage)
    settled(person, page)
    return page


def settled(person: Person, page: ItemsPage) -> None:
    """Wait until the answer is whole and every row in sight is there."""

    def there() -> bool:
        listing, table = page.listing, page.view.items
        if listing.total is None or table.rowCount() != listing.total or page.bulk.busy or not person.window.bridge.idle:
            return False
        return all(table.row(at) is not None for at in range(min(5, table.rowCount())))

    person.until(there)


def texts(page: ItemsPage) -> list[str]:
    """The texts of the first rows."""
    table = page.view.items
    found = [table.row(at) for at in range(min(20, table.rowCount()))]
    return [one.snippet for one in found if one is not None]


def project_of(person: Person) -> ProjectInfo:
    project = person.window.desk.project
    assert project is not None
    return project


@pytest.fixture
def chinese(tmp_path: Path, home: Path) -> Path:
    """A workspace with some Chinese requests, their city beside them."""
    source = tmp_path / "requests.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"r{at}", CHINESE[at % 4], ("北京", "上海")[at % 2]) for at in range(40)]
        csv.writer(file).writerows([("id", "text", "城市"), *rows])
    path = home / "default.countersign"
    with Workspace(path) as workspace:
        project = workspace.create_project("请求", Task("choice", (Label("餐馆"), Label("酒店"))), order="imported")
        with workspace.importing(project, open_table(source), Mapping("text", "id", metadata=("城市",))) as importing:
            importing.run()
    return path


@pytest.fixture
def decided(few: Path) -> Path:
    """The five labels, of which a part is decided by its gold."""
    with Workspace(few) as workspace:
        rehearse(workspace, workspace.project("Five labels"), 60)
    return few


def test_all_items_are_there_and_the_marked_one_is_shown_whole(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    assert page.view.items.rowCount() == 200
    assert page.count.text() == "200 items"
    assert page.view.hasFocus()
    person.press(END)
    assert page.view.at == 199
    person.until(lambda: bool(page.item.page.parts) and page.item.title.text() == _marked(page).shown_id)
    assert page.item.page.parts[0][1].startswith(_marked(page).snippet[:40])


def _marked(page: ItemsPage) -> ItemRow:
    row = page.view.items.row(page.view.at)
    assert row is not None
    return row


def test_a_search_finds_as_one_types_and_esc_goes_back(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.press("/")
    person.until(page.search.hasFocus)
    person.press("exchange ra")
    person.until(lambda: page.listing.wanted.text == "exchange ra")
    settled(person, page)
    found = texts(page)
    assert 0 < len(found) < 200
    assert all("exchange" in text.lower() and "ra" in text.lower() for text in found)
    assert "best match first" in page.count.text()
    person.press(DOWN)
    assert page.view.hasFocus()
    person.press(ESC)
    settled(person, page)
    assert page.view.items.rowCount() == 200
    assert page.search.text() == ""


def test_chinese_is_found_by_two_characters_that_an_input_method_gives(sit_down: Callable[..., Person], chinese: Path) -> None:
    person = sit_down(chinese)
    page = items(person)
    person.press(Qt.Key.Key_F, held=CONTROL)
    person.until(page.search.hasFocus)
    page.search.insert("餐馆")
    person.until(lambda: page.listing.wanted.text == "餐馆")
    settled(person, page)
    assert page.listing.total == 20
    assert all("餐馆" in text for text in texts(page))
    person.until(lambda: "城市" in [line.words for line in page.facets.lines])


def test_facets_filter_by_keys_and_chips_take_it_back(sit_down: Callable[..., Person], decided: Path) -> None:
    person = sit_down(decided)
    page = items(person)
    person.press("f")
    assert page.facets.hasFocus()
    words = [line.words for line in page.facets.lines]
    for _ in range(words.index("decided") - page.facets.currentIndex().row()):
        person.press(DOWN)
    count = page.facets.lines[words.index("decided")].count
    person.press(SPACE)
    settled(person, page)
    assert page.listing.wanted == Filter(statuses=("decided",))
    assert page.listing.total == count
    assert page.facets.hasFocus()
    person.press("f")
    person.tab_to("Without State: decided")
    person.press(ENTER)
    settled(person, page)
    assert page.listing.wanted.empty
    assert page.view.hasFocus()


def test_sorting_by_keys_goes_through_the_columns(sit_down: Callable[..., Person], decided: Path) -> None:
    person = sit_down(decided)
    page = items(person)
    person.press("o")
    settled(person, page)
    ids = [page.view.items.row(at) for at in range(5)]
    shown = [one.shown_id for one in ids if one is not None]
    assert shown == sorted(shown)
    person.press("O", held=SHIFT)
    settled(person, page)
    first = page.view.items.row(0)
    assert first is not None
    assert first.shown_id > shown[0]
    assert "by id" in page.count.text()


def test_nothing_matches_is_said_and_the_way_out_is_under_the_fingers(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.press("/")
    person.press("zzzqqq")
    person.until(lambda: page.stack.currentWidget() is page.empty)
    person.until(lambda: page.empty.title.text() == "Nothing matches")
    assert page.search.hasFocus()
    person.press(ESC)
    settled(person, page)
    assert page.stack.currentWidget() is page.view


def test_a_project_without_items_says_so(sit_down: Callable[..., Person], few: Path) -> None:
    with Workspace(few) as workspace:
        workspace.create_project("Later", workspace.project("Five labels").task)
    person = sit_down(few)
    person.until(lambda: person.window.desk.project is not None and person.window.reviewing.controller.session is not None)
    person.press(Qt.Key.Key_I, held=CONTROL)
    page = person.window.pages.get("items")
    assert isinstance(page, ItemsPage)
    person.until(lambda: page.empty.title.text() == "No items yet")


def test_many_are_labelled_at_once_and_one_undo_takes_it_all_back(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    workspace = person.window.desk.workspace
    person.press("b")
    person.until(page.bulk_sheet.isVisible)
    person.press(Qt.Key.Key_Right)
    person.press(TAB, "pin")
    person.until(page.bulk_sheet.confirm.isEnabled)
    job = page.bulk_sheet.job
    assert job is not None
    assert 0 < job.count < 200
    assert page.bulk_sheet.confirm.text() == f"Set “pin_blocked” on {job.count} items"
    assert "blind sample" in page.bulk_sheet.preview.left_out.text()
    assert page.bulk_sheet.preview.sample.texts.rowCount() == 20
    person.press(ENTER)
    assert page.bulk_sheet.confirm.hasFocus()
    person.press(ENTER)
    person.until(lambda: not page.done.row.isHidden() and page.done.isVisible())
    settled(person, page)
    assert page.done.words.text() == f"{job.count} items labelled"
    bulk = "SELECT count(*) FROM decision WHERE provenance = :p"
    assert value_of(workspace, bulk, p=Provenance.BULK) == job.count
    assert project_of(person).name == "Five labels"
    person.press(Qt.Key.Key_Z, held=CONTROL)
    person.until(lambda: page.done.words.text().startswith("Taken back"))
    settled(person, page)
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 0
    assert value_of(workspace, "SELECT count(*) FROM event WHERE kind = :k", k=EventKind.ACTION_UNDONE) == job.count + 1
    assert checked(workspace).differences == []


def test_suggestions_are_accepted_in_bulk_from_a_confidence_on(sit_down: Callable[..., Person]) -> None:
    person = sit_down(sample=True)
    page = items(person)
    workspace = person.window.desk.workspace
    person.press("b")
    person.until(page.bulk_sheet.isVisible)
    person.press(TAB)
    assert page.bulk_sheet.form.confidence.hasFocus()
    person.press(Qt.Key.Key_A, held=CONTROL)
    person.press("0")
    person.until(lambda: page.bulk_sheet.form.confidence.value() == 0 and page.bulk_sheet.confirm.isEnabled())
    count = _job_count(page)
    assert 20 < count <= 40
    assert page.bulk_sheet.confirm.text() == f"Accept the suggestions of {count} items"
    assert "without a suggestion" in page.bulk_sheet.preview.left_out.text()
    assert "become" in page.bulk_sheet.preview.labels.text()
    page.bulk_sheet.confirm.click()
    person.until(lambda: not page.done.row.isHidden())
    settled(person, page)
    accepted = "SELECT count(*) FROM decision WHERE verdict = 'accepted' AND provenance = :p"
    assert value_of(workspace, accepted, p=Provenance.BULK) == count
    page.done.undo.click()
    person.until(lambda: page.done.words.text().startswith("Taken back"))
    settled(person, page)


def test_picked_items_alone_are_retired_and_the_past_can_be_undone(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.press(DOWN, SPACE, DOWN, SPACE)
    person.press(DOWN, held=SHIFT)
    assert "3 picked" in page.count.text()
    person.press("b")
    person.until(page.bulk_sheet.isVisible)
    assert page.bulk_sheet.scope.text() == "On the 3 items that are picked."
    for _ in range(3):
        person.press(Qt.Key.Key_Right)
    person.until(page.bulk_sheet.confirm.isEnabled)
    left = 3 - _job_count(page)
    person.press(TAB)
    while QApplication.focusWidget() is not page.bulk_sheet.confirm:
        person.press(TAB)
    person.press(ENTER)
    person.until(lambda: not page.done.row.isHidden())
    settled(person, page)
    workspace = person.window.desk.workspace
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'retired'") == 3 - left
    person.press("p")
    person.until(lambda: page.past_sheet.table.texts.rowCount() == 1 and page.past_sheet.table.hasFocus())
    person.press(ENTER)
    person.until(lambda: page.done.words.text().startswith("Taken back"))
    settled(person, page)
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'retired'") == 0


def _job_count(page: ItemsPage) -> int:
    job = page.bulk_sheet.job
    assert job is not None
    return job.count


def test_all_that_match_are_picked_by_one_key_and_esc_leaves_them(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.press(Qt.Key.Key_A, held=CONTROL)
    assert "200 picked" in page.count.text()
    person.press(SPACE)
    assert "199 picked" in page.count.text()
    person.press(ESC)
    assert "picked" not in page.count.text()


def test_a_queue_is_saved_shown_by_its_digit_renamed_and_deleted(sit_down: Callable[..., Person], decided: Path) -> None:
    person = sit_down(decided)
    page = items(person)
    page.show_filter(Filter(verdicts=("corrected",)))
    settled(person, page)
    person.press(Qt.Key.Key_S, held=CONTROL)
    person.until(page.queue_sheet.name.hasFocus)
    person.press("Look again", ENTER)
    person.until(lambda: any(queue.name == "Look again" for queue in page.strip.queues))
    person.press(ESC)
    place = [queue.name for queue in page.strip.queues].index("Look again")
    person.press("1")
    settled(person, page)
    assert page.listing.wanted == Filter(statuses=("open",))
    person.press(str(place + 1))
    settled(person, page)
    assert page.listing.wanted == Filter(verdicts=("corrected",))
    wanted: list[QueueInfo] = []
    page.queue_wanted.connect(wanted.append)
    person.press("r")
    assert [queue.name for queue in wanted] == ["Look again"]
    person.until(lambda: person.window.stack.currentWidget() is person.view and person.view.top.queue.text() == "Look again")
    page = items(person)
    person.press("m")
    person.until(lambda: page.queue_sheet.table.hasFocus() and page.queue_sheet.table.texts.rowCount() > place)
    person.press(END)
    page.queue_sheet.table.selectRow(place)
    page.queue_sheet.name.setText("Once more")
    page.queue_sheet.rename.click()
    person.until(lambda: any(queue.name == "Once more" for queue in page.strip.queues))
    page.queue_sheet.table.selectRow(place)
    page.queue_sheet.delete.click()
    page.queue_sheet.confirm.yes.click()
    person.until(lambda: all(queue.seq is None for queue in page.strip.queues))


def test_q_walks_the_queues(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.until(lambda: bool(page.strip.queues))
    person.press("q")
    assert page.strip.current() == page.strip.queues[0]
    person.press("q")
    assert page.strip.current() == page.strip.queues[1]
    person.press("Q", held=SHIFT)
    assert page.strip.current() == page.strip.queues[0]
    settled(person, page)


def test_enter_asks_for_the_review_of_an_item_and_h_shows_its_history(sit_down: Callable[..., Person], decided: Path) -> None:
    person = sit_down(decided)
    page = items(person)
    wanted: list[int] = []
    page.review_wanted.connect(wanted.append)
    person.press(DOWN, ENTER)
    assert wanted == [page.view.items.seq(1)]
    person.until(lambda: person.window.stack.currentWidget() is person.view)
    person.until(lambda: person.window.reviewing.controller.session is not None and person.card.item_seq == wanted[0])
    person.press(Qt.Key.Key_I, held=CONTROL)
    settled(person, page)
    person.press("h")
    person.until(lambda: "history" in _focused())
    person.press(ESC)
    assert page.view.hasFocus()


def _focused() -> str:
    here = QApplication.focusWidget()
    text = here.text().replace("&", "") if isinstance(here, QAbstractButton) else ""
    return "" if here is None else here.accessibleName() or text


def test_blind_items_show_nothing_of_a_model(sit_down: Callable[..., Person], decided: Path) -> None:
    person = sit_down(decided)
    page = items(person)
    table = page.view.items
    for first in range(0, 200, 10):
        page.view.mark(first)
        person.until(lambda first=first: all(table.row(at) is not None for at in range(first, min(200, first + 10))))
    hidden = [row for at in range(200) if (row := table.row(at)) is not None and row.hidden]
    assert hidden
    assert all(not row.suggestion and row.chance is None and not row.suggester for row in hidden)
    page.view.mark(table.place(hidden[0].item_seq))
    person.until(lambda: page.item.title.text() == hidden[0].shown_id)
    assert "hidden until it is answered" in page.item.page.toPlainText()


def test_what_was_decided_meanwhile_is_there_when_one_comes_back(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    assert "skipped" not in [line.words for line in page.facets.lines]
    person.press(Qt.Key.Key_1, held=CONTROL)
    skipped = person.decide("s").item_seq
    items(person)
    person.until(lambda: "skipped" in [line.words for line in page.facets.lines])
    rows = page.view.items
    page.view.scrollTo(rows.index(rows.place(skipped), 0))  # an item of the samples may stand far down
    person.until(lambda: (row := rows.row(rows.place(skipped))) is not None and row.status == "skipped")


def test_the_mark_stays_on_its_item_when_others_leave_the_list(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.press("1")
    settled(person, page)
    person.press(SPACE, DOWN, SPACE, DOWN, DOWN)
    marked = page.view.items.seq(page.view.at)
    person.press("b")
    for _ in range(3):
        person.press(Qt.Key.Key_Right)
    person.until(page.bulk_sheet.confirm.isEnabled)
    page.bulk_sheet.confirm.click()
    person.until(lambda: not page.done.row.isHidden())
    settled(person, page)
    assert page.view.items.rowCount() < 200
    assert page.view.items.seq(page.view.at) == marked
    assert page.view.hasFocus()


def test_tab_goes_through_the_screen_in_the_order_of_reading(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    page.show_filter(Filter(statuses=("open",)))
    settled(person, page)
    page.search.setFocus()
    seen = [page.search.accessibleName()]
    while not page.view.hasFocus():
        person.press(TAB)
        assert _focused() not in seen
        seen.append(_focused())
    assert seen[1] == "Queue To review, 200"
    assert seen[-3:] == ["Bulk action…", "Facets", "Items"]
    assert seen.index("Without State: to review") == len(seen) - 5
    assert "" not in seen


def test_the_narrowest_window_keeps_the_table(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    page = items(person)
    person.window.resize(760, 520)
    person.until(page.item.isHidden)
    assert page.side.isHidden()
    assert page.view.width() > 300
    person.window.resize(1280, 800)
    person.until(lambda: page.item.isVisible() and page.side.isVisible())
    person.press("d")
    assert page.item.isHidden()
