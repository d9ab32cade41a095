"""Comparing two versions."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.errors import UserError
from core.prompts.diff import PromptDiff
from desktop.messages import told
from desktop.operations import prompts
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.prompts.versions import PlaceKind

if TYPE_CHECKING:
    from desktop.screens.prompts.page import PromptsPage


class Comparing(QObject):
    """Works on the page of prompts."""

    def __init__(self, desk: Desk, page: PromptsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        page.diff.wanted.connect(self._ask)

    def begin(self) -> None:
        """Compare the marked version with its parent, or with the one before it."""
        page, place = self._page, self._page.versions.place
        if place.kind is not PlaceKind.VERSION or len(page.view.versions) < 2:
            return
        version = page.version(place)
        others = [one.number for one in reversed(page.view.versions) if one.number != version.number]
        before = max((one for one in others if one < version.number), default=others[0])
        page.stack.setCurrentWidget(page.diff)
        page.foot.hide()
        page.diff.begin(version.number, others, version.parent if version.parent in others else before)
        give_focus(page.diff.other)

    def _ask(self, other: int) -> None:
        number = self._page.versions.place.number
        if number is not None:
            future = prompts.diff(self._desk.workspace, self._page.project, other, number)
            self._page.arrivals.watch(future, self._compared)

    def _compared(self, future: Future[PromptDiff]) -> None:
        try:
            self._page.diff.show_diff(future.result())
        except UserError as error:
            self._page.say(told(error))
