"""A history as a table: whole on the sheet, narrow beside the table of items."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.domain.kinds import kind_of
from core.domain.task import Task
from core.insight.timeline import TimelineLine
from desktop.i18n import tr
from desktop.screens.tables import TableView, stretch
from desktop.screens.timeline.lines import brief, details, plain, what, when


class TimelineTable(TableView):
    """Lines of one item's history, oldest first. `narrow`: what happened and its details share a cell, and who did it is left out."""

    def __init__(self, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(tr("The item's history"), parent)
        self._narrow = narrow

    def show_lines(self, lines: Sequence[TimelineLine], task: Task | None = None) -> None:
        """Show these; `task` says how its answers read."""
        said = plain if task is None else kind_of(task.kind).text
        if self._narrow:
            told = [[_told(what(line), details(line, said)), brief(line)] for line in lines]
            self.show_rows([tr("What"), tr("When")], told)
            stretch(self, 0)
        else:
            names = [tr("When"), tr("What"), tr("Details"), tr("Who")]
            self.show_rows(names, [[when(line), what(line), details(line, said), line.reviewer] for line in lines])
            stretch(self, 2)


def _told(happened: str, about: str) -> str:
    return tr("{happened}: {about}", happened=happened, about=about) if about else happened
