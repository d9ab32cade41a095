"""How the items are parted: not at all, in usual shares, or in shares that are typed; by group, by time, with a seed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from core.export import SplitPlan, splits_of
from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.export.fields import Fields
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.models.number_box import NumberBox
from desktop.screens.models.tick import Tick
from desktop.theme import Theme

_OWN = "own"
#: what the choice says, and the shares that it stands for
_USUAL: tuple[tuple[str, str], ...] = (
    (QT_TR_NOOP("No split"), ""),
    (QT_TR_NOOP("train 80 %, test 20 %"), "train=.8,test=.2"),
    (QT_TR_NOOP("train 80 %, validation 10 %, test 10 %"), "train=.8,validation=.1,test=.1"),
    (QT_TR_NOOP("Shares of your own"), _OWN),
)


class SplitFields:
    """`first`: the rows that are always in sight; `more`: those under the other choices."""

    def __init__(self, theme: Theme, first: Fields, more: Fields) -> None:
        self._first, self._more = first, more
        self.way, self.own = ElidedCombo(), QLineEdit()
        self.own.setPlaceholderText("train=.8,test=.2")
        for title, shares in _USUAL:
            self.way.addItem(tr(title), shares)
        self.group, self.time = QLineEdit(), QLineEdit()
        self.group.setPlaceholderText(tr("a column of the metadata"))
        self.time.setPlaceholderText(tr("when it was decided"))
        self.by_time = Tick(theme, tr("The oldest first: split by time"))
        self.again = Tick(theme, tr("Part items anew that have a split"))
        self.seed = NumberBox(0, 2_000_000_000)
        first.add(tr("Split"), self.way)
        first.add(tr("Shares"), self.own)
        self._rows: tuple[QWidget, ...] = (self.group, self.by_time, self.time, self.again, self.seed)
        more.add(tr("Keep together"), self.group)
        more.add_wide(self.by_time)
        more.add(tr("Time column"), self.time)
        more.add_wide(self.again)
        more.add(tr("Seed"), self.seed)
        self.show_needs()

    def show_needs(self) -> None:
        """Only what matters for the way that is chosen is asked for."""
        split = bool(self._text())
        self._first.show_row(self.own, shown=self.way.currentData() == _OWN)
        for row in self._rows:
            self._more.show_row(row, shown=split and (row is not self.time or self.by_time.isChecked()))

    def reset(self) -> None:
        """As at first."""
        self.way.setCurrentIndex(0)
        for line in (self.own, self.group, self.time):
            line.clear()
        for tick in (self.by_time, self.again):
            tick.setChecked(False)
        self.seed.setValue(0)
        self.show_needs()

    def fields(self) -> list[QWidget]:
        """What can be set, in order."""
        return [self.way, self.own, *self._rows]

    @property
    def changed_count(self) -> int:
        """How many of the rarely needed settings are others than at first."""
        if not self._text():
            return 0
        lines = sum(bool(line.text().strip()) for line in (self.group, self.time))
        return lines + self.by_time.isChecked() + self.again.isChecked() + bool(self.seed.value())

    @property
    def plan(self) -> SplitPlan:
        """What is asked for. Raises `UserError` for shares that cannot be."""
        text = self._text()
        if not text:
            return SplitPlan()
        by_time = self.by_time.isChecked()
        column = self.time.text().strip() if by_time else ""
        return SplitPlan(splits_of(text), by_time, column, self.group.text().strip(), self.again.isChecked())

    def _text(self) -> str:
        """The shares; an own one that is not typed yet is what its field shows."""
        chosen = str(self.way.currentData())
        return (self.own.text().strip() or self.own.placeholderText()) if chosen == _OWN else chosen
