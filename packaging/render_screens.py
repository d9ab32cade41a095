"""Renders the screens of the app to PNG files: `python packaging/render_screens.py OUT [NAME ...]`.

Real windows over a real workspace with the sample project, at 1280 by 800: each screen in light and dark, and at 200 % (a second
process with QT_SCALE_FACTOR=2); with COUNTERSIGN_LANGUAGE=zh_CN in Chinese. `review.png`, the picture of the README, is the review screen
after some decisions. Needs no display: Qt's offscreen platform draws. The pictures are looked at by people; nothing compares them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QLocale, Qt  # noqa: E402 - the platform is chosen first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.domain.vocabulary import Provenance  # noqa: E402
from core.errors import UserError  # noqa: E402
from core.llm.types import Connection  # noqa: E402
from core.prompts.content import ExamplePolicy, ShotsBy  # noqa: E402
from core.rehearse import rehearse  # noqa: E402
from core.review.cards import Card, Phase  # noqa: E402
from core.sample import install_sample  # noqa: E402
from core.settings.places import default_workspace  # noqa: E402
from core.storage.limits import Limits  # noqa: E402
from core.storage.projects import ProjectInfo  # noqa: E402
from core.workspace import Workspace  # noqa: E402
from desktop.app import Start, application, make_window  # noqa: E402
from desktop.i18n import ENGLISH  # noqa: E402
from desktop.language import speak  # noqa: E402
from desktop.screens.calls.page import CallsPage  # noqa: E402
from desktop.screens.export.page import ExportPage  # noqa: E402
from desktop.screens.focus import give_focus  # noqa: E402
from desktop.screens.help.page import HelpScreen  # noqa: E402
from desktop.screens.items.page import ItemsPage  # noqa: E402
from desktop.screens.prompts.page import PromptsPage  # noqa: E402
from desktop.screens.prompts.versions import Place, PlaceKind  # noqa: E402
from desktop.screens.settings.page import SettingsPage  # noqa: E402
from desktop.window.main_window import MainWindow  # noqa: E402
from desktop.window.preferences import load_preferences  # noqa: E402
from tests.fake_model.moods import MOODS  # noqa: E402
from tests.fake_model.server import FakeModel  # noqa: E402

_PICTURE = "review"
_DECISIONS = 4  # fewer than give a rate: nobody decides as fast as a script
_BEFORE = 150  # decided before the pictures, so that there is something to learn from
_WAIT_MS = 20_000
_REST_MS = 500  # longer than any screen waits before it asks
_LIVE = 2  # the version that is live on the screens of prompts; people are shown reviewing with the built-in suggester
_HEADS = ROOT / "tests" / "data" / "heads"
_DOUBLE = (
    "review",
    "items",
    "project",
    "new_project",
    "new_spans",
    "new_preference",
    "settings",
    "prompts",
    "calls",
    "export",
    "datasets",
    "help",
)


def until(true: Callable[[], bool]) -> None:
    """Run the event loop until `true` holds. Raises `TimeoutError` when it never does."""
    deadline = QDeadlineTimer(_WAIT_MS)
    while not true():
        if deadline.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def press(window: MainWindow, *keys: Qt.Key | str) -> None:
    """Press keys, or type texts, into whatever has the focus."""
    for key in keys:
        target = QApplication.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def card_of(window: MainWindow) -> Card:
    """What is under review."""
    session = window.reviewing.controller.session
    assert session is not None
    return session.screen().card


def until_item(window: MainWindow) -> None:
    """Wait for an item that keys decide on."""
    reviewing = window.reviewing
    until(lambda: reviewing.controller.session is not None)
    until(lambda: reviewing.view.awake)


def decide(window: MainWindow, count: int) -> None:
    """Decide on some items: mostly accepted, some corrected, one rejected."""
    for number in range(count):
        until_item(window)
        card = card_of(window)
        keys: tuple[Qt.Key | str, ...] = ("2",) if number % 4 == 3 else (Qt.Key.Key_Return,)
        if card.phase is not Phase.REVIEW:
            keys = ("s",)
        press(window, *keys)
        until(lambda before=card.item_id: card_of(window).item_id != before)
    until_item(window)
    if count and card_of(window).phase is not Phase.REVIEW:
        decide(window, 1)


def _projects(window: MainWindow) -> None:
    window.go("projects")


def _export_page(window: MainWindow) -> ExportPage:
    window.go("export")
    page = window.pages.get("export")
    assert isinstance(page, ExportPage)
    page.show_new()
    until(lambda: page.preview.plan is not None)
    settle(window)
    return page


def _export(window: MainWindow) -> None:
    page = _export_page(window)
    if page.choices.more.open:
        page.choices.more.turn()
    press(window, "1")
    settle(window)


def _export_more(window: MainWindow) -> None:
    """Evaluation with more labels than it takes by itself, under a split; the other choices open."""
    page = _export_page(window)
    press(window, "4")
    page.choices.provenances.ticks[Provenance.ASSISTED].click()
    page.choices.split.way.setCurrentIndex(1)
    if not page.choices.more.open:
        press(window, "m")
    settle(window)


def _datasets(window: MainWindow) -> None:
    """Two datasets, compared."""
    page = _export_page(window)
    with tempfile.TemporaryDirectory() as folder:
        for digit in ("1", "5"):
            press(window, digit)
            page.place.take(str(Path(folder) / f"labels {digit}.csv"))
            before = len(page.history.datasets)
            page.begin()
            until(lambda before=before: len(page.history.datasets) > before)
        page.show_history()
        until(page.history.table.hasFocus)
        press(window, "c")
        settle(window)


def _settings(window: MainWindow) -> None:
    window.go("settings")


def _section(name: str) -> Callable[[MainWindow], None]:
    """One section of the settings."""

    def pose(window: MainWindow) -> None:
        window.go("settings")
        page = window.pages.get("settings")
        assert isinstance(page, SettingsPage)
        page.show_section(name)

    return pose


def _new_project(window: MainWindow) -> None:
    window.new_project(path=Path(shutil.copy(ROOT / "tests" / "data" / "banking77_sample.csv", Path.home())))
    page = window.pages.new_project()
    until(lambda: "\n" in page.task.labels.toPlainText())


def _from(name: str) -> Callable[[MainWindow], None]:
    """The assistant over a file of the tests."""

    def pose(window: MainWindow) -> None:
        window.new_project(path=_HEADS / name)
        page = window.pages.new_project()
        until(lambda: bool(page.kind.why.text()))

    return pose


def _kind_of_project(window: MainWindow) -> None:
    _from("spans_wnut17.jsonl")(window)
    give_focus(window.pages.new_project().kind.kind)


def _items_page(window: MainWindow) -> ItemsPage:
    window.go("items")
    page = window.pages.get("items")
    assert isinstance(page, ItemsPage)
    settle(window)
    return page


def _items(window: MainWindow) -> None:
    page = _items_page(window)
    page.search.clear()
    give_focus(page.view)
    settle(window)


def _items_found(window: MainWindow) -> None:
    page = _items_page(window)
    before = page.count.text()
    give_focus(page.search)
    press(window, "card")
    until(lambda: page.count.text() != before)


def _bulk(window: MainWindow) -> None:
    _items(window)
    press(window, "b")
    settle(window)


def _project(window: MainWindow) -> None:
    window.go("project")


def _new_project_foot(window: MainWindow) -> None:
    _new_project(window)
    give_focus(window.pages.new_project().start)


def _timeline(window: MainWindow) -> None:
    window.go("review")
    press(window, "z")
    until_item(window)
    window.reviewing.sheets.show_timeline(card_of(window).item_seq)
    sheet = window.reviewing.sheets.timeline
    assert sheet is not None
    until(lambda: sheet.table.texts.rowCount() > 0)


def _trouble(window: MainWindow) -> None:
    window.trouble.show_error(
        UserError(
            "workspace.in_use",
            "default.countersign is already open in another window (user ada on laptop, process 4711).",
            kept="Nothing was changed.",
            todo="Go on there, or close it first.",
        ),
        default_workspace(),
    )
    window.stack.setCurrentWidget(window.trouble)
    window.trouble.take_focus()


def _review(window: MainWindow) -> None:
    window.go("review")


def _models(window: MainWindow) -> None:
    window.go("settings")
    page = window.pages.get("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("models")
    until(lambda: page.models.list.count() > 0)
    give_focus(page.models.list)
    page.models.test.click()
    settle(window)


def _prompts_page(window: MainWindow) -> PromptsPage:
    desk = window.desk
    assert desk.project is not None
    desk.workspace.models.activate(desk.project, _LIVE)
    window.go("prompts")
    page = window.pages.get("prompts")
    assert isinstance(page, PromptsPage)
    until(lambda: bool(page.bench.preview.page.parts))
    settle(window)
    return page


def _prompts(window: MainWindow) -> None:
    page = _prompts_page(window)
    page.bench.try_it()
    until(lambda: not page.bench.asking)


def _prompt_wrong(window: MainWindow) -> None:
    page = _prompts_page(window)
    page.drafting.begin_new()
    until(lambda: page.bench.has_draft)
    template = page.bench.editor.templates["user"]
    template.setPlainText(template.toPlainText() + "\n{{ guidelins }}")
    give_focus(template)
    until(lambda: template.marked is not None)
    template.go_to(template.marked or 1)


def _prompt_diff(window: MainWindow) -> None:
    page = _prompts_page(window)
    page.versions.go(Place(PlaceKind.VERSION, 2))
    page.comparing.begin()


def _limits(window: MainWindow) -> None:
    _prompts_page(window).show_limits()


def _calls(window: MainWindow) -> None:
    window.go("calls")
    page = window.pages.get("calls")
    assert isinstance(page, CallsPage)
    until(lambda: bool(page.table.calls.rows))
    page.table.setFocus()
    until(lambda: bool(page.detail.sent.parts))


def _help(window: MainWindow) -> None:
    window.go("review")
    window.go("help")


def _help_found(window: MainWindow) -> None:
    _help(window)
    page = window.pages.get("help")
    assert isinstance(page, HelpScreen)
    give_focus(page.search)
    page.search.clear()
    press(window, "undo", Qt.Key.Key_Down)


POSES: dict[str, Callable[[MainWindow], None]] = {
    "review": _review,
    "projects": _projects,
    "export": _export,
    "export_more": _export_more,
    "datasets": _datasets,
    "settings": _settings,
    "settings_look": _section("look"),
    "settings_language": _section("language"),
    "settings_budget": _section("budget"),
    "settings_privacy": _section("privacy"),
    "settings_keys": _section("keys"),
    "settings_backups": _section("backups"),
    "settings_folders": _section("folders"),
    "settings_about": _section("about"),
    "new_project": _new_project,
    "new_project_foot": _new_project_foot,
    "new_spans": _from("spans_wnut17.jsonl"),
    "new_spans_kind": _kind_of_project,
    "new_preference": _from("pairwise_pandalm_3annotators.csv"),
    "new_drafts": _from("hitl_ragas_annotated_helpfulness.json"),
    "items": _items,
    "items_found": _items_found,
    "bulk": _bulk,
    "project": _project,
    "timeline": _timeline,
    "models": _models,
    "prompts": _prompts,
    "prompt_wrong": _prompt_wrong,
    "prompt_diff": _prompt_diff,
    "limits": _limits,
    "calls": _calls,
    "help": _help,
    "help_found": _help_found,
    "trouble": _trouble,
}


def prepare(workspace: Path, fake: FakeModel) -> None:
    """Make a workspace with the sample project, of which a part is decided by its gold; a model that is none has suggested for some."""
    with Workspace(workspace, scratch=True) as opened:
        project = install_sample(opened)
        rehearse(opened, project, _BEFORE)
        connect(opened, project, fake)


def connect(opened: Workspace, project: ProjectInfo, fake: FakeModel) -> None:
    """Two connections, three versions of a prompt, some calls that went well and some that did not."""
    models = opened.models
    models.save_connection(Connection("on this machine", "openai/small-instruct-2026-08", fake.url, price_in=0.1, price_out=0.4))
    models.save_connection(Connection("spare", "openai/gpt-5-mini", fallback="on this machine"))
    content = models.default_content(project, models.connection("on this machine"))
    models.save_prompt(project, content, "on this machine", note="as it comes")
    shots = replace(content, examples=ExamplePolicy(ShotsBy.NEAREST, n=8))
    second = models.save_prompt(project, shots, "on this machine", parent=1, note="eight examples that are most like the item")
    third = replace(shots, contract=replace(shots.contract, rationale=True))
    models.save_prompt(project, third, "on this machine", parent=2, note="reasons before the answer")
    models.set_limits(project, Limits(money_per_day=2.5, calls_per_day=5_000, redact=("email", "card")))
    fake.then(MOODS["off_list_label"], MOODS["refusal_text"], MOODS["server_error"], MOODS["context_length"])
    models.suggest(project, second.number, limit=12).result()


def review_with_builtin() -> None:
    """No prompt is live any more."""
    with Workspace(default_workspace()) as opened:
        opened.models.activate(opened.projects()[0], None)


def render(out: Path, names: tuple[str, ...], suffix: str, language: str) -> None:
    """Render the named screens in both looks into `out`."""
    app = application()
    speak(app, language, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    preferences = load_preferences()
    for look in ("light", "dark"):
        preferences.look = look
        review_with_builtin()
        window = make_window(app, Start(sample=True), preferences)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        decide(window, _DECISIONS if look == "light" else 0)
        for name in names:
            POSES[name](window)
            settle(window)
            plain = (name, look, suffix) == (_PICTURE, "light", "")
            window.grab().save(str(out / (f"{name}.png" if plain else f"{name}-{look}{suffix}.png")))
        window.close()
        window.deleteLater()


def settle(window: MainWindow) -> None:
    """Let everything that was asked for arrive and be painted, also what waits until a hand rests."""
    rested = QDeadlineTimer(_REST_MS)
    until(lambda: rested.hasExpired() and window.bridge.idle)
    QApplication.processEvents()


@contextmanager
def home_of_ada() -> Generator[str]:
    """A folder of her own for the time of the drawing, whose path looks well in a picture; another one where it is taken."""
    ada = Path(tempfile.gettempdir()) / "ada"
    if ada.exists():
        with tempfile.TemporaryDirectory() as home:
            yield home
        return
    ada.mkdir()
    try:
        yield str(ada)
    finally:
        shutil.rmtree(ada)


def main() -> int:
    """Render into the folder given on the command line; with more arguments, only those screens."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    out, names = Path(sys.argv[1]).absolute(), tuple(sys.argv[2:]) or tuple(POSES)
    out.mkdir(parents=True, exist_ok=True)
    doubled = "QT_SCALE_FACTOR" in os.environ
    with home_of_ada() as home:
        # The pictures are for everybody: no folder and no name of whoever draws them is to be seen.
        os.environ |= {"COUNTERSIGN_HOME": home, "HOME": home, "USER": "Ada", "LOGNAME": "Ada"}
        with FakeModel() as fake:
            prepare(default_workspace(), fake)
            chinese = os.environ.get("COUNTERSIGN_LANGUAGE", "")
            render(out, names, f"{'-' * bool(chinese)}{chinese}{'@2x' if doubled else ''}", chinese or ENGLISH)
    if doubled or sys.argv[2:]:
        return 0
    again = [sys.executable, __file__, str(out), *_DOUBLE]
    return subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
