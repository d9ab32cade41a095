"""The screens beside the review screen, each made when it is first gone to: none of them is needed for the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.screens.desk import Desk
from desktop.screens.page import Page

if TYPE_CHECKING:
    from desktop.screens.new_project.page import NewProjectPage
    from desktop.screens.project.page import ProjectPage

NAMES = frozenset({"items", "prompts", "calls", "export", "projects", "settings", "new_project", "project", "help"})


class Pages(QObject):
    """Holds the screens and hands on what they ask for."""

    opened = Signal(object)  # a project to review
    changed = Signal(object)  # a project that has more items, or whose items have changed in bulk
    renamed = Signal(object)
    gone = Signal(object)  # a project that is about to be deleted
    import_asked = Signal(object)
    new_asked = Signal()
    reviewer_changed = Signal(str)
    keys_changed = Signal(object)
    language_changed = Signal(str)  # one of `preferences.LANGUAGES`
    restore_asked = Signal(object)
    saved = Signal()
    navigate = Signal(str)  # the name of a screen
    action_asked = Signal(str)  # the id of an action that works everywhere
    review_wanted = Signal(int)  # the number of an item that is to be reviewed
    queue_wanted = Signal(object)  # a queue that is to be gone on with
    task_changed = Signal(object)  # a project whose labels, options, guidelines or order are others now
    project_asked = Signal(object)  # a project whose settings are wanted
    help_left = Signal()  # the screen before the help is wanted again
    live_changed = Signal()  # another suggester suggests from now on

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk = desk
        self._stack = stack
        self._made: dict[str, Page] = {}

    def get(self, name: str) -> Page:
        """The screen called `name`, one of `NAMES`."""
        if name not in self._made:
            makers = {
                "items": self._items,
                "prompts": self._prompts,
                "calls": self._calls,
                "export": self._export,
                "projects": self._projects,
                "settings": self._settings,
                "project": self._project,
                "help": self._help,
            }
            self._made[name] = makers[name]() if name in makers else self._new_project()
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def made(self, name: str) -> Page | None:
        """The screen called `name`, if it was gone to before."""
        return self._made.get(name)

    def name_of(self, screen: QWidget | None) -> str:
        """What a screen is called; empty for one that is none of these."""
        return next((name for name, page in self._made.items() if page is screen), "")

    def new_project(self) -> NewProjectPage:
        """The screen on which a project is made, or added to."""
        from desktop.screens.new_project.page import NewProjectPage  # noqa: PLC0415 - made when first gone to

        page = self.get("new_project")
        assert isinstance(page, NewProjectPage)
        return page

    def project(self) -> ProjectPage:
        """The screen with the settings of one project."""
        from desktop.screens.project.page import ProjectPage  # noqa: PLC0415 - made when first gone to

        page = self.get("project")
        assert isinstance(page, ProjectPage)
        return page

    def leave(self) -> None:
        """The window closes, or another workspace comes: stop what runs on the screens and drop them."""
        for page in self._made.values():
            page.leave()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._made.clear()

    def _items(self) -> Page:
        from desktop.screens.items.page import ItemsPage  # noqa: PLC0415 - made when first gone to

        page = ItemsPage(self._desk)
        page.items_changed.connect(self.changed)
        page.action_asked.connect(self.action_asked)
        page.review_wanted.connect(self.review_wanted)
        page.queue_wanted.connect(self.queue_wanted)
        return page

    def _prompts(self) -> Page:
        from desktop.screens.prompts.page import PromptsPage  # noqa: PLC0415 - made when first gone to

        page = PromptsPage(self._desk)
        page.models_asked.connect(self._to_models)
        page.live_changed.connect(self.live_changed)
        return page

    def _to_models(self) -> None:
        from desktop.screens.settings.page import SettingsPage  # noqa: PLC0415 - made when first gone to

        self.navigate.emit("settings")
        page = self.get("settings")
        assert isinstance(page, SettingsPage)
        page.show_models()

    def _calls(self) -> Page:
        from desktop.screens.calls.page import CallsPage  # noqa: PLC0415 - made when first gone to

        return CallsPage(self._desk)

    def _export(self) -> Page:
        from desktop.screens.export.page import ExportPage  # noqa: PLC0415 - made when first gone to

        page = ExportPage(self._desk)
        page.action_asked.connect(self.action_asked)
        return page

    def _projects(self) -> Page:
        from desktop.screens.projects.page import ProjectsPage  # noqa: PLC0415 - made when first gone to

        page = ProjectsPage(self._desk)
        page.opened.connect(self.opened)
        page.renamed.connect(self.renamed)
        page.gone.connect(self.gone)
        page.import_asked.connect(self.import_asked)
        page.new_asked.connect(self.new_asked)
        page.settings_asked.connect(self.project_asked)
        return page

    def _project(self) -> Page:
        from desktop.screens.project.page import ProjectPage  # noqa: PLC0415 - made when first gone to

        page = ProjectPage(self._desk)
        page.renamed.connect(self.renamed)
        page.task_changed.connect(self.task_changed)
        return page

    def _settings(self) -> Page:
        from desktop.screens.settings.page import SettingsPage  # noqa: PLC0415 - made when first gone to

        page = SettingsPage(self._desk)
        page.reviewer_changed.connect(self.reviewer_changed)
        page.keys_changed.connect(self.keys_changed)
        page.language_changed.connect(self.language_changed)
        page.restore_asked.connect(self.restore_asked)
        page.saved.connect(self.saved)
        return page

    def _help(self) -> Page:
        from desktop.screens.help.page import HelpScreen  # noqa: PLC0415 - made when first gone to

        page = HelpScreen(self._desk)
        page.left.connect(self.help_left)
        return page

    def _new_project(self) -> Page:
        from desktop.screens.new_project.page import NewProjectPage  # noqa: PLC0415 - made when first gone to

        page = NewProjectPage(self._desk)
        page.ready.connect(self.opened)
        page.imported.connect(self.changed)
        page.prompt_wanted.connect(self._to_prompts)
        return page

    def _to_prompts(self) -> None:
        self.navigate.emit("prompts")
