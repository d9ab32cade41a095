"""Every screen and sheet of the app in front of a person: the workspace that they need, and how each is come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.domain.task import Label, Task
from core.errors import UserError
from core.llm.types import Connection
from core.prompts.content import TemplateMessage
from core.review.cards import Phase
from core.storage import projects
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.workspace import Workspace
from desktop.window.crash_dialog import CrashDialog
from tests.conftest import note_call
from tests.kinds import SEEN, TASKS, item, project_of, put_items

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

DATA = Path(__file__).resolve().parents[2] / "data"
LEAD = "choice"  # the project that the screens of a lead show
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
_MANY = Task("choice", tuple(Label(f"label_{number}", f"What is number {number}.") for number in range(24)))
#: what stands on the screen, and who has the keyboard there: None for the whole window
Pose = Callable[["Person"], QWidget | None]


def prepare(path: Path) -> None:
    """A project of every kind, one that is blind, one that is empty; a model with two versions of a prompt, and a call."""
    with Workspace(path, scratch=True) as workspace:
        for name in TASKS:
            project_of(workspace, name, 4)
        _project(workspace, "many", _MANY, 3, SEEN)
        _project(workspace, "blind", TASKS["choice"], 3, Shares(1.0, 0.0))
        _project(workspace, "empty", TASKS["choice"], 0, SEEN)
        _project(workspace, "single", TASKS["choice"], 1, SEEN)
        _connect(workspace, workspace.project(LEAD))


def _project(workspace: Workspace, name: str, task: Task, count: int, shares: Shares) -> None:
    project = workspace.create_project(name, task, "# Guidelines", order="imported")
    workspace.writer.submit(lambda c: projects.set_encoder(c, project.seq, "characters/1")).result()
    if count:
        rows = [item("choice", number, suggested=shares.blind == 0 and name != "many") for number in range(count)]
        put_items(workspace, project, rows, shares)


def _connect(workspace: Workspace, project: ProjectInfo) -> None:
    """Nobody is asked: the server is not there."""
    models = workspace.models
    models.save_connection(Connection("local", "openai/fake", "http://127.0.0.1:9/v1", price_in=1.0, price_out=2.0))
    content = models.default_content(project, models.connection("local"))
    models.save_prompt(project, content, "local", note="as it comes")
    first, *rest = content.messages
    second = replace(content, messages=(TemplateMessage(first.role, f"Be brief. {first.template}"), *rest))
    models.save_prompt(project, second, "local", parent=1, note="brief")
    note_call(workspace, project, 1)


# --- the review screen


def review(name: str, *keys: Qt.Key | str) -> Pose:
    """The review screen on a project, after some keys."""

    def pose(person: Person) -> QWidget | None:
        reviewing = person.window.reviewing
        if reviewing.controller.session is None or _open_project(person) != name:
            person.window.review(person.window.desk.workspace.project(name))
        else:
            person.window.go("review")
        person.until(lambda: reviewing.controller.session is not None and _open_project(person) == name)
        person.until(lambda: person.card.phase in (Phase.EMPTY, Phase.FINISHED) or person.view.awake)
        person.view.setFocus(Qt.FocusReason.OtherFocusReason)
        person.press(*keys)
        return None

    return pose


def _open_project(person: Person) -> str:
    project = person.window.desk.project
    return "" if project is None else project.name


def _finished(person: Person) -> QWidget | None:
    review("single")(person)
    if person.card.phase is not Phase.FINISHED:
        person.press(ENTER)
        person.until(lambda: person.card.phase is Phase.FINISHED)
    return None


def _second_opinion(person: Person) -> QWidget | None:
    review("blind")(person)
    if person.card.phase is Phase.BLIND:
        person.press("1")
        person.until(lambda: person.card.phase is not Phase.BLIND or person.view.awake)
    return None


def _timeline(person: Person) -> QWidget | None:
    review(LEAD)(person)
    sheets = person.window.reviewing.sheets
    sheets.show_timeline(person.card.item_seq)
    sheet = sheets.timeline
    assert sheet is not None
    person.until(lambda: sheet.table.texts.rowCount() > 0)
    return sheet


def _similar(person: Person) -> QWidget | None:
    review(LEAD, "i")(person)
    sheets = person.window.reviewing.sheets
    person.until(lambda: sheets.similar is not None and sheets.similar.isVisible() and person.window.bridge.idle)
    return sheets.similar


def _queue_menu(person: Person) -> QWidget | None:
    review(LEAD)(person)
    person.view.top.queue.click()
    sheets = person.window.reviewing.sheets
    person.until(lambda: sheets.queues is not None and sheets.queues.isVisible())
    return sheets.queues


def _palette(person: Person) -> QWidget | None:
    review(LEAD)(person)
    person.press(Qt.Key.Key_K, held=CONTROL)
    return person.view.palette_sheet


def _cheat_sheet(person: Person) -> QWidget | None:
    review(LEAD, "?")(person)
    return person.view.cheat_sheet


# --- the other screens


def screen(name: str) -> Pose:
    """A screen of the rail, in the project of the lead."""

    def pose(person: Person) -> QWidget | None:
        if _open_project(person) != LEAD:
            review(LEAD)(person)
        person.window.go(name)
        settle(person)
        return None

    return pose


def settle(person: Person) -> None:
    """Wait until all that was asked for is there."""
    person.until(lambda: person.window.bridge.idle)


def _page(person: Person, name: str) -> QWidget:
    screen(name)(person)
    return person.window.pages.get(name)


def _items(person: Person, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    from desktop.screens.items.page import ItemsPage

    page = _page(person, "items")
    assert isinstance(page, ItemsPage)
    person.until(lambda: page.view.items.row(0) is not None and bool(page.item.title.text()))
    page.view.setFocus(Qt.FocusReason.OtherFocusReason)
    person.press(*keys, held=held)
    settle(person)
    return page


def items(attribute: str = "", *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pose:
    """The items, after some keys; `attribute`: the sheet of the page that they open."""

    def pose(person: Person) -> QWidget | None:
        page = _items(person, *keys, held=held)
        if not attribute:
            return None
        sheet = getattr(page, attribute)
        person.until(sheet.isVisible)
        settle(person)
        return sheet

    return pose


def _export_more(person: Person) -> QWidget | None:
    from desktop.screens.export.page import ExportPage

    page = _page(person, "export")
    assert isinstance(page, ExportPage)
    person.press("4")
    if not page.choices.more.open:
        page.choices.more.turn()
    settle(person)
    return None


def _datasets(person: Person) -> QWidget | None:
    from desktop.screens.export.page import ExportPage

    page = _page(person, "export")
    assert isinstance(page, ExportPage)
    page.show_history()
    settle(person)
    return None


def new_project(file: str = "") -> Pose:
    """The screen that makes a project, empty or over a file."""

    def pose(person: Person) -> QWidget | None:
        screen("projects")(person)
        path = DATA / file if file else None
        person.window.new_project(path=path)
        page = person.window.pages.new_project()
        if path is not None:
            person.until(lambda: bool(page.kind.why.text()))
        settle(person)
        return None

    return pose


def _prompts(person: Person) -> QWidget | None:
    from desktop.screens.prompts.page import PromptsPage
    from desktop.screens.prompts.versions import Place, PlaceKind

    page = _page(person, "prompts")
    assert isinstance(page, PromptsPage)
    page.versions.go(Place(PlaceKind.VERSION, 2))
    person.until(lambda: bool(page.bench.preview.page.parts))
    return None


def _prompt_diff(person: Person) -> QWidget | None:
    from desktop.screens.prompts.page import PromptsPage

    _prompts(person)
    page = person.window.pages.get("prompts")
    assert isinstance(page, PromptsPage)
    page.comparing.begin()
    settle(person)
    return None


def _limits(person: Person) -> QWidget | None:
    from desktop.screens.prompts.page import PromptsPage

    _prompts(person)
    page = person.window.pages.get("prompts")
    assert isinstance(page, PromptsPage)
    page.show_limits()
    settle(person)
    return page.limits if page.limits.isWindow() else None


def _calls(person: Person) -> QWidget | None:
    from desktop.screens.calls.page import CallsPage

    page = _page(person, "calls")
    assert isinstance(page, CallsPage)
    person.until(lambda: bool(page.table.calls.rows))
    page.table.setFocus()
    person.until(lambda: bool(page.detail.sent.parts))
    return None


def _model(person: Person) -> QWidget | None:
    from desktop.screens.settings.page import SettingsPage

    page = _page(person, "settings")
    assert isinstance(page, SettingsPage)
    page.show_models()
    page.models.add.click()
    settle(person)
    return page.models.sheet


def _trouble(person: Person) -> QWidget | None:
    window = person.window
    error = UserError("workspace.in_use", "It is open elsewhere.", kept="Nothing was changed.", todo="Close it there first.")
    window.trouble.show_error(error, Path("default.countersign"))
    window.stack.setCurrentWidget(window.trouble)
    window.trouble.take_focus()
    return None


def _crash(person: Person) -> QWidget | None:
    dialog = CrashDialog(Path("countersign.log"), "Countersign 1, Qt 6\n\nKeyError", person.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


POSES: dict[str, Pose] = {
    **{f"review {name}": review(name) for name in TASKS},
    "review many": review("many"),
    "review empty": review("empty"),
    "review finished": _finished,
    "review blind": review("blind"),
    "review second opinion": _second_opinion,
    "review search": review("many", "/"),
    "review reasons": review("many", "x"),
    "review comment": review("many", "c"),
    "review guidelines": review("many", "g"),
    "review draft": review("text", "e"),
    "timeline": _timeline,
    "similar": _similar,
    "queue menu": _queue_menu,
    "palette": _palette,
    "cheat sheet": _cheat_sheet,
    "items": items(),
    "bulk": items("bulk_sheet", "b"),
    "past": items("past_sheet", "p"),
    "queues": items("queue_sheet", "m"),
    "projects": screen("projects"),
    "project": screen("project"),
    "new project": new_project(),
    "new choice": new_project("banking77_sample.csv"),
    "new spans": new_project("heads/spans_wnut17.jsonl"),
    "new preference": new_project("heads/pairwise_pandalm_3annotators.csv"),
    "prompts": _prompts,
    "prompt diff": _prompt_diff,
    "limits": _limits,
    "calls": _calls,
    "export": screen("export"),
    "export more": _export_more,
    "datasets": _datasets,
    "settings": screen("settings"),
    "model": _model,
    "help": screen("help"),
    "trouble": _trouble,
    "crash": _crash,
}
