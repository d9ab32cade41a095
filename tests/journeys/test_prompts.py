"""A lead at the window: connecting a model, writing a prompt, making it live, suggesting for all, looking at calls. By keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from core.llm.types import Connection
from core.prompts.content import TemplateMessage
from core.review.cards import Phase
from core.storage.backup import back_up
from core.workspace import Workspace
from desktop.screens.calls.page import CallsPage
from desktop.screens.prompts.page import PromptsPage
from desktop.screens.prompts.versions import Place, PlaceKind
from desktop.screens.settings.page import SettingsPage
from tests.conftest import note_call
from tests.fake_model.behaviour import Behaviour
from tests.fake_model.moods import MOODS
from tests.fake_model.server import FakeModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, DOWN, TAB, END = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_End
PROJECT = "Five labels"
KEY = "sk-never-to-be-seen-0123456789"


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as made:
        yield made


class MemoryRing(KeyringBackend):
    """A keychain in memory."""

    priority = 1  # pyright: ignore[reportAssignmentType]  # keyring's own way, a classproperty

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[MemoryRing]:
    before, made = keyring.get_keyring(), MemoryRing()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def connected(path: Path, fake: FakeModel, versions: int = 0) -> None:
    """Connect the fake model, and save some versions that differ in their first word."""
    with Workspace(path) as workspace:
        connection = Connection("local", "openai/fake-2026-01", fake.url, price_in=1.0, price_out=2.0)
        workspace.models.save_connection(connection)
        project = workspace.project(PROJECT)
        content = workspace.models.default_content(project, connection)
        system, *rest = content.messages
        for number in range(1, versions + 1):
            first = TemplateMessage(system.role, f"Version {number}. {system.template}")
            changed = replace(content, messages=(first, *rest))
            workspace.models.save_prompt(project, changed, "local", note=f"number {number}")


def settings(person: Person) -> SettingsPage:
    person.press(Qt.Key.Key_Comma, held=CONTROL)
    page = person.window.pages.get("settings")
    assert isinstance(page, SettingsPage)
    person.until(page.sections.hasFocus)
    person.press(DOWN, DOWN, DOWN, ENTER)
    person.until(page.models.add.hasFocus)
    return page


def prompts(person: Person, *, idle: bool = True) -> PromptsPage:
    """Go to the prompts; `idle`: wait for all that is under way."""
    person.press(Qt.Key.Key_P, held=CONTROL)
    page = person.window.pages.get("prompts")
    assert isinstance(page, PromptsPage)
    person.until(lambda: page.isVisible() and _within(page) and (person.window.bridge.idle or not idle))
    return page


def calls(person: Person) -> CallsPage:
    person.press(Qt.Key.Key_L, held=CONTROL)
    page = person.window.pages.get("calls")
    assert isinstance(page, CallsPage)
    person.until(lambda: page.isVisible() and _within(page) and person.window.bridge.idle)
    return page


def _within(page: QWidget) -> bool:
    here = QApplication.focusWidget()
    return here is not None and page.isAncestorOf(here)


def shown(page: PromptsPage) -> str:
    """The prompt as the preview shows it."""
    return "\n".join(text for _, text in page.bench.preview.page.parts)


def live(page: PromptsPage) -> int | None:
    version = page.view.live
    return version.number if version is not None else None


def test_a_model_is_connected_a_prompt_written_made_live_and_rolled_back(
    sit_down: Callable[..., Person], few: Path, fake: FakeModel
) -> None:
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No model is connected yet"
    person.press(ENTER)
    models = _connect(person, fake)
    person.tab_to("Test")
    person.press(ENTER)
    person.until(lambda: "Works: " in models.models.list.row_at(0).spoken)

    page = prompts(person)
    assert page.empty.title.text() == "No prompt yet"
    person.press(ENTER)
    person.until(lambda: page.bench.editor.templates["system"].hasFocus() and bool(shown(page)))
    assert page.view.samples[0].beginning in shown(page)  # the first open item that is not blind
    person.press("Be brief. ")
    person.until(lambda: "Be brief. Choose" in shown(page))
    person.press("{{ gone }}")
    person.until(lambda: page.bench.editor.templates["system"].marked == 1)
    assert "line 1" in page.bench.editor.wrong.text
    assert "gone" in page.bench.editor.wrong.text
    person.press(*[Qt.Key.Key_Backspace] * len("{{ gone }}"))
    person.until(lambda: page.bench.editor.templates["system"].marked is None and page.bench.editor.wrong.text == "")
    person.tab_to("Save and make live")
    person.press(ENTER)
    person.until(lambda: person.window.bridge.idle and live(page) == 1)

    person.tab_to("Edit from this version")
    person.press(ENTER)
    person.until(page.bench.editor.templates["system"].hasFocus)
    person.press("Be kind. ")
    person.press(Qt.Key.Key_S, held=CONTROL)
    person.until(lambda: person.window.bridge.idle and [one.number for one in page.view.versions] == [1, 2])
    assert live(page) == 1
    assert page.view.versions[1].parent == 1
    person.tab_to("Make live")
    person.press(ENTER)
    person.until(lambda: person.window.bridge.idle and live(page) == 2)

    person.until(page.versions.hasFocus)
    person.press(DOWN)
    person.until(lambda: page.versions.place == Place(PlaceKind.VERSION, 1))
    assert page.bench.editor.read_only
    assert page.bench.editor.templates["system"].isReadOnly()
    person.tab_to("Roll back to this")
    person.press(ENTER)
    person.until(lambda: person.window.bridge.idle and live(page) == 1)
    person.press(Qt.Key.Key_1, held=CONTROL)
    while person.until_item().phase is Phase.BLIND:
        person.decide("s")
    person.until(lambda: person.card.suggestion is not None and "v1" in person.card.suggestion.suggester)


def _connect(person: Person, fake: FakeModel) -> SettingsPage:
    """From the settings on: connect the fake model by keys."""
    page = person.window.pages.get("settings")
    assert isinstance(page, SettingsPage)
    person.until(lambda: page.isVisible() and page.models.add.hasFocus())
    person.press(ENTER)
    person.until(page.models.sheet.form.name.hasFocus)
    person.press("local")
    person.tab_to("Model, by its full name")
    person.press("openai/fake-2026-01")
    person.tab_to("Base URL")
    person.press(fake.url, ENTER)
    person.until(lambda: page.models.list.count() == 1 and page.models.list.hasFocus())
    return page


def test_tab_stays_on_the_sheet_and_esc_leaves_it(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings(person)
    page.models.begin_add()
    visited = [page.models.sheet.form.name.accessibleName()]
    for _ in range(30):
        person.press(TAB)
        here = QApplication.focusWidget()
        assert here is not None
        assert page.models.sheet.isAncestorOf(here)
        visited.append(here.accessibleName())
    assert visited[:6] == ["Name", "Model, by its full name", "Base URL", "Key", "Time-out, seconds", "Calls in flight"]
    person.press(Qt.Key.Key_Escape)
    person.until(page.models.sheet.isHidden)


@pytest.mark.parametrize(("mood", "said"), [("wrong_key", "key"), ("unknown_model", "model"), ("html_page", "/v1")])
def test_a_test_that_fails_says_so_in_words_beside_the_row(
    sit_down: Callable[..., Person], few: Path, fake: FakeModel, mood: str, said: str
) -> None:
    connected(few, fake)
    fake.default = MOODS[mood]
    person = sit_down(few)
    person.until_item()
    page = settings(person)
    person.until(lambda: page.models.list.count() == 1)
    person.tab_to("Test")
    person.press(ENTER)
    person.until(lambda: "Does not work: " in page.models.list.row_at(0).spoken)
    assert said in page.models.list.row_at(0).spoken.partition("Does not work: ")[2]


def test_a_model_in_use_is_not_removed(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    with Workspace(few) as workspace:
        workspace.models.activate(workspace.project(PROJECT), 1)
    person = sit_down(few)
    person.until_item()
    page = settings(person)
    person.until(lambda: page.models.list.count() == 1)
    person.tab_to("Remove…")
    person.press(ENTER)
    person.until(page.models.confirm.no.hasFocus)
    person.tab_to("Remove the model")
    person.press(ENTER)
    person.until(lambda: "in use" in page.notice.text)
    assert page.models.list.count() == 1


def test_a_key_is_nowhere_to_be_seen(
    sit_down: Callable[..., Person], few: Path, fake: FakeModel, home: Path, ring: MemoryRing
) -> None:
    person = sit_down(few)
    person.until_item()
    page = settings(person)
    page.models.begin_add()
    form = page.models.sheet.form
    person.press("kept")
    person.tab_to("Model, by its full name")
    person.press("openai/fake-2026-01")
    person.tab_to("Base URL")
    person.press(fake.url)
    person.tab_to("Key")
    person.press(DOWN)
    person.tab_to("Key itself")
    assert form.key.echoMode() is QLineEdit.EchoMode.Password
    person.press(KEY, ENTER)
    person.until(lambda: page.models.list.count() == 1)
    assert list(ring.kept.values()) == [KEY]
    fake.default = MOODS["key_echo"]
    person.tab_to("Test")
    person.press(ENTER)
    person.until(lambda: "Does not work" in page.models.list.row_at(0).spoken)
    page.models.change.click()
    assert form.key.text() == ""
    assert KEY not in "\n".join(_all_texts(person.window))
    person.press(Qt.Key.Key_Escape)
    person.window.close()
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []
    assert any(KEY in seen.headers.get("authorization", "") for seen in fake.seen)


def _all_texts(top: QWidget) -> Iterator[str]:
    """Whatever a window says: titles, labels, fields, buttons, tool tips, names."""
    for widget in (top, *top.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()


def test_versions_are_compared_line_by_line(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=2)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.press(DOWN)
    assert page.versions.place == Place(PlaceKind.VERSION, 2)
    person.tab_to("Compare with…")
    person.press(ENTER)
    person.until(lambda: "+Version 2." in page.diff.page.toPlainText())
    assert "-Version 1." in page.diff.page.toPlainText()
    person.tab_to("Back to the prompt")
    person.press(ENTER)
    person.until(page.versions.hasFocus)
    assert page.bench.isVisible()


def test_a_prompt_is_tried_on_the_chosen_item_and_nothing_becomes_a_suggestion(
    sit_down: Callable[..., Person], few: Path, fake: FakeModel
) -> None:
    connected(few, fake, versions=1)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.press(DOWN)
    person.tab_to("Item of the preview")
    before = shown(page)
    person.press(DOWN, DOWN)
    person.until(lambda: person.window.bridge.idle and shown(page) != before)
    person.press(ENTER, held=CONTROL)
    person.until(lambda: not page.bench.asking and bool(page.bench.preview.reply.parts))
    said = dict(page.bench.preview.reply.parts)
    assert "card_arrival" in said["Answered"]
    assert "$" in said["Answered"]
    assert '"answer"' in said["The reply, to the letter"]
    fake.default = MOODS["refusal_text"]
    person.press(ENTER, held=CONTROL)
    person.until(lambda: page.bench.preview.reply.parts[0][0] == "Declined")
    assert page.view.figures.get(1) is None or page.view.figures[1].suggested == 0


def test_a_whole_project_is_suggested_for_with_progress_and_stopped(
    sit_down: Callable[..., Person], few: Path, fake: FakeModel
) -> None:
    connected(few, fake, versions=1)
    fake.default = Behaviour(latency=0.1)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.press(DOWN)
    person.tab_to("Suggest for all open items…")
    person.press(ENTER)
    person.until(page.batch.start.yes.hasFocus)
    assert "200" in page.batch.start.words.text()
    person.press(ENTER)
    person.until(lambda: " of " in page.batch.row.words.text() and "a second" in page.batch.row.words.text())
    assert "$" in page.batch.row.words.text()
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.decide("s")
    page = prompts(person, idle=False)
    assert page.batch.row.busy
    person.tab_to("Cancel")
    person.press(ENTER)
    person.until(lambda: not page.batch.row.busy and person.window.bridge.idle)
    assert "stopped early" in page.notice.text
    assert 0 < page.view.figures[1].suggested < 200


def test_a_batch_ends_with_what_it_came_to(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    fake.then(MOODS["refusal_text"])
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.press(DOWN)
    person.tab_to("Suggest for all open items…")
    person.press(ENTER)
    person.tab_to("At most so many items")
    person.press("5x", ENTER)
    person.until(lambda: "no number" in page.batch.start.notice.text)
    person.press(Qt.Key.Key_Backspace, ENTER)
    person.until(lambda: "items answered" in page.notice.text)
    assert "4 items answered" in page.notice.text
    assert "Declined 1" in page.notice.text


def test_limits_are_set_and_hold(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.tab_to("Limits and privacy")
    person.press(ENTER)
    person.until(page.limits.local_only.hasFocus)
    person.press(Qt.Key.Key_Space)
    person.tab_to("Hosts that are allowed as well")
    person.press("10.0.0.12")
    person.tab_to("Calls a day")
    person.press("0")
    person.tab_to("E-mail addresses")
    person.press(Qt.Key.Key_Space)
    person.tab_to("Save the limits")
    person.press(ENTER)
    person.until(lambda: "Saved" in page.limits.notice.text)
    limits = person.window.desk.workspace.models.limits(page.project)
    assert (limits.local_only, limits.hosts, limits.calls_per_day, limits.redact) == (True, ("10.0.0.12",), 0, ("email",))
    page.versions.setFocus()
    person.press(DOWN)
    person.press(ENTER, held=CONTROL)
    person.until(lambda: not page.bench.asking and bool(page.bench.preview.reply.parts))
    assert page.bench.preview.reply.parts[0][0] == "Held back by the budget"
    assert fake.requests == 0


def test_a_draft_waits_while_other_things_are_looked_at(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    person.press(Qt.Key.Key_N, held=CONTROL | SHIFT)
    person.until(lambda: page.bench.has_draft and page.bench.editor.templates["system"].hasFocus())
    person.press("My own words. ")
    person.press(Qt.Key.Key_K, held=CONTROL)
    person.press(Qt.Key.Key_Escape)
    page.versions.setFocus()
    person.press(DOWN)
    assert page.bench.editor.read_only
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.until_item()
    page = prompts(person)
    page.versions.setFocus()
    person.press(Qt.Key.Key_Up)
    person.until(lambda: page.versions.place.kind is PlaceKind.DRAFT)
    assert page.bench.editor.templates["system"].toPlainText().startswith("My own words. ")
    person.tab_to("Discard")
    person.press(ENTER)
    person.until(page.drafting.confirm.no.hasFocus)
    person.tab_to("Discard the draft")
    person.press(ENTER)
    person.until(lambda: not page.bench.has_draft)
    assert page.versions.count() == 2


def test_calls_are_listed_filtered_opened_and_repeated(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=2)
    fake.then(MOODS["refusal_text"])
    with Workspace(few) as workspace:
        project = workspace.project(PROJECT)
        workspace.models.suggest(project, 1, limit=3).result()
        workspace.models.suggest(project, 2, limit=2).result()
    person = sit_down(few)
    person.until_item()
    page = calls(person)
    person.until(lambda: len(page.table.calls.rows) == 5 and bool(page.detail.sent.parts))
    assert [row.version for row in page.table.calls.rows] == [2, 2, 1, 1, 1]
    assert "Version 2." in page.detail.sent.parts[0][1]
    person.tab_to("Outcome")
    person.press(DOWN)
    person.until(lambda: [row.outcome for row in page.table.calls.rows] == ["refusal"])
    person.until(lambda: page.detail.title.text() == "Declined")
    person.tab_to("Outcome")
    person.press(Qt.Key.Key_Up)
    person.tab_to("Version")
    person.press(DOWN)
    person.until(lambda: [row.version for row in page.table.calls.rows] == [2, 2])
    before = fake.requests
    person.until(lambda: person.window.bridge.idle and page.detail.repeat.isEnabled())
    person.press(Qt.Key.Key_R, held=CONTROL)
    person.until(lambda: "Asked again" in page.notice.text and person.window.bridge.idle)
    assert fake.requests == before + 1
    assert len(page.table.calls.rows) == 3


def test_a_long_record_comes_page_by_page(sit_down: Callable[..., Person], few: Path) -> None:
    with Workspace(few) as workspace:
        project = workspace.project(PROJECT)
        for _ in range(230):
            note_call(workspace, project)
    person = sit_down(few)
    person.until_item()
    page = calls(person)
    person.until(lambda: len(page.table.calls.rows) == 100)
    page.table.setFocus()
    person.press(END)
    person.until(lambda: len(page.table.calls.rows) == 200)
    person.press(END)
    person.until(lambda: len(page.table.calls.rows) == 230)
    assert len({row.seq for row in page.table.calls.rows}) == 230


def test_without_calls_the_screen_says_what_will_stand_there(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    person.until_item()
    page = calls(person)
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No calls yet"


def test_without_a_project_both_screens_say_so(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    person = sit_down(few)
    person.until_item()
    page = prompts(person)
    assert page.versions.count() == 2
    project = page.project
    person.window.reviewing.stop()
    person.window.go("calls")
    person.window.go("prompts")
    assert page.empty.title.text() == "No project is open"
    assert page.versions.count() == 0
    person.press(Qt.Key.Key_N, held=CONTROL | SHIFT)
    assert not page.bench.has_draft
    other = person.window.pages.get("calls")
    assert isinstance(other, CallsPage)
    assert other.empty.title.text() == "No project is open"
    person.window.review(project)
    person.until_item()
    page = prompts(person)
    assert page.versions.count() == 2


def test_a_backup_is_restored_while_a_batch_runs(sit_down: Callable[..., Person], few: Path, fake: FakeModel) -> None:
    connected(few, fake, versions=1)
    fake.default = Behaviour(latency=0.2)
    person = sit_down(few)
    person.until_item()
    backup = back_up(few)
    page = prompts(person)
    person.press(DOWN)
    person.tab_to("Suggest for all open items…")
    person.press(ENTER)
    person.until(page.batch.start.yes.hasFocus)
    person.press(ENTER)
    fake.wait_for(3)
    settings(person).restore_asked.emit(backup)
    person.until(lambda: person.window.desk.open_workspace is not None and person.window.bridge.idle)
    person.until_item()
    again = prompts(person)
    assert again is not page
    assert again.view.figures.get(1) is None or again.view.figures[1].suggested == 0
