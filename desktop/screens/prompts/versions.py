"""The list at the left: the built-in suggester, a draft where there is one, the versions with the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.suggest.versions import PromptVersion
from core.suggest.views import Figures
from desktop.i18n import tr
from desktop.operations.prompts import PromptsView
from desktop.screens.models.row_list import Row, RowLine, RowList
from desktop.screens.models.words import moment
from desktop.theme import Theme


class PlaceKind(StrEnum):
    """What an entry of the list is."""

    BUILT_IN = "built_in"
    DRAFT = "draft"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry; `number` of a version."""

    kind: PlaceKind
    number: int | None = None


BUILT_IN = Place(PlaceKind.BUILT_IN)
DRAFT = Place(PlaceKind.DRAFT)


class VersionList(RowList):
    """`went` gives the `Place` that is marked now."""

    went = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Versions"), parent)
        self._places: list[Place] = []
        self.setObjectName("side")
        self.currentRowChanged.connect(self._tell)

    @property
    def place(self) -> Place:
        """What is marked."""
        row = self.currentRow()
        return self._places[row] if 0 <= row < len(self._places) else BUILT_IN

    def show_view(self, view: PromptsView, *, draft: bool, at: Place | None = None) -> None:
        """Show what there is; `at` is marked, otherwise what was marked before."""
        wanted = at or (self.place if self._places else None)
        versions = list(reversed(view.versions))
        self._places = [BUILT_IN, *([DRAFT] if draft else [])]
        self._places += [Place(PlaceKind.VERSION, version.number) for version in versions]
        rows = [_built_in_row(view), *([_draft_row()] if draft else [])]
        self.show_rows([*rows, *(version_row(one, view.figures.get(one.number)) for one in versions)])
        self.mark(self._places.index(wanted) if wanted in self._places else 0)

    def go(self, place: Place) -> None:
        """Mark an entry, and tell."""
        if place in self._places:
            self.setCurrentRow(self._places.index(place))

    def _tell(self) -> None:
        self.went.emit(self.place)


def version_row(version: PromptVersion, figures: Figures | None) -> Row:
    """A version: its note, its model, when it was saved, and how it did once there are figures."""
    lines = [RowLine(version.note, "text", wraps=True)] if version.note else []
    lines += [RowLine(version.content.model), RowLine(moment(version.created_us))]
    if figures is not None and figures.judged:
        lines.append(RowLine(tr("{accepted} of {judged} accepted", accepted=figures.accepted, judged=figures.judged)))
    return Row(version.shown, tuple(lines), chip=tr("live") if version.live else "")


def _built_in_row(view: PromptsView) -> Row:
    line = RowLine(tr("on this computer, learns from each decision"), wraps=True)
    return Row(tr("Built-in suggester"), (line,), chip="" if view.live is not None else tr("live"))


def _draft_row() -> Row:
    return Row(tr("Draft"), (RowLine(tr("not saved yet")),))
