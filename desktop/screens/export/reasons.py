"""What a dataset leaves out and why, what its format cannot hold, what a reader should know: a line each, with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from core.export import Plan
from desktop.i18n import number, tr
from desktop.icons import icon
from desktop.messages import said
from desktop.screens.export import codes, words
from desktop.screens.look import label
from desktop.theme import Theme

_SIGN = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a count with what it counts, a sentence with a sign, or (neither) a heading."""

    text: str
    count: int | None = None
    sign: str = ""
    tone: str = "text"


def lines_of(plan: Plan) -> list[Line]:
    """What there is to tell of a plan, under its headings."""
    left_out, lost = sum(plan.excluded.values()), sum(plan.losses.values())
    return [
        *(Line(said(note), sign="warning", tone="changed") for note in plan.notes),
        *_section(tr("Left out: {n} items", n=left_out), plan.excluded.items(), codes.reason),
        *_section(tr("What the format cannot hold: {n}", n=lost), plan.losses.items(), codes.loss),
        *_figures(plan),
    ]


def _section(title: str, counts: Iterable[tuple[str, int]], told: Callable[[str], str]) -> list[Line]:
    found = [Line(told(code), count) for code, count in counts if count]
    return [Line(title, tone="muted"), *found] if found else []


def _figures(plan: Plan) -> list[Line]:
    told = [words.figure(name, value) for name, value in plan.figures.items()]
    lines = [Line(text) for text in told if text]
    return [Line(tr("Figures"), tone="muted"), *lines] if lines else []


class ReasonList(QWidget):
    """As tall as what it tells; its words can be selected and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self._held: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, 52)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """All that is told, a line each."""
        return "\n".join(line.text if line.count is None else f"{number(line.count)} {line.text}" for line in self._lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these and nothing else."""
        if list(lines) == list(self._lines):
            return
        self._lines = tuple(lines)
        self._fill()

    def _dress(self) -> None:
        self._fill()  # the signs are pictures in the colours of the theme

    def _fill(self) -> None:
        for one in self._held:
            self._grid.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._held = []
        for at, line in enumerate(self._lines):
            self._add(at, line)
        self.setAccessibleName(self.text)

    def _add(self, at: int, line: Line) -> None:
        heading = line.count is None and not line.sign and line.tone == "muted"
        told = label(self._theme, "small" if heading else "body", line.tone, line.text, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setContentsMargins(0, 8 if heading and at else 0, 0, 0)
        first = self._first(line)
        self._held += [told] if first is None else [first, told]
        if first is None:
            self._grid.addWidget(told, at, 0, 1, 2)
        else:
            self._grid.addWidget(first, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, at, 1)

    def _first(self, line: Line) -> QLabel | None:
        """The count, or the sign, before the words."""
        if line.count is None and not line.sign:
            return None
        first = label(self._theme, "body", "text", "" if line.count is None else number(line.count))
        first.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if line.sign:
            first.setContentsMargins(0, 3, 0, 0)
            first.setPixmap(icon(line.sign, self._theme.colour(line.tone), _SIGN).pixmap(_SIGN, _SIGN))
        return first
