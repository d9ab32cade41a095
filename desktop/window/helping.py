"""Opening the help for the screen that is shown, and going back to that screen as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.window.pages import Pages
from desktop.window.reviewing import Reviewing

if TYPE_CHECKING:
    from desktop.screens.help.page import HelpScreen

#: screens that have no place of their own on the rail, and the one that stands for them
_RAIL = {"new_project": "projects"}


class Helping(QObject):
    """`marked` gives the name of the screen that the rail is to mark."""

    marked = Signal(str)

    def __init__(self, pages: Pages, reviewing: Reviewing, trouble: QWidget, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._pages, self._reviewing, self._trouble, self._stack = pages, reviewing, trouble, stack
        self._before = ""  # the name of the screen from which the help was opened
        pages.help_left.connect(self.close)

    def open(self) -> None:
        """Show the page of the screen that is shown; on the help itself nothing changes."""
        page = self._page()
        name = self._shown()
        if name != "help":
            self._before = name
            page.show_for(name)
        self.marked.emit("help")
        self._stack.setCurrentWidget(page)
        page.enter()

    def close(self) -> None:
        """Back to the screen before, without beginning it anew: a half-filled form is still there."""
        self.marked.emit(_RAIL.get(self._before, self._before))
        self._stack.setCurrentWidget(self._widget(self._before))

    def _shown(self) -> str:
        current = self._stack.currentWidget()
        if current is self._trouble:
            return "trouble"
        return self._pages.name_of(current) or "review"

    def _widget(self, name: str) -> QWidget:
        if name == "trouble":
            return self._trouble
        return self._pages.made(name) or self._reviewing.view

    def _page(self) -> HelpScreen:
        from desktop.screens.help.page import HelpScreen  # noqa: PLC0415 - made when first gone to

        page = self._pages.get("help")
        assert isinstance(page, HelpScreen)
        return page
