"""What a project is called, in what order it is drawn, what it asks; and what of that cannot be changed any more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from core.domain.task import Options
from desktop.i18n import plain, tr
from desktop.operations.labels import ProjectView
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.project.choosing import choose_order
from desktop.screens.project.options_form import OptionsForm
from desktop.screens.project.ways import Way, way_of


class FactsCard(QObject):
    """Fills two cards. `renamed` gives a name, `ordered` an order, `options_set` that the options are to be saved."""

    renamed = Signal(str)
    ordered = Signal(str)
    options_set = Signal()

    def __init__(self, desk: Desk, cards: tuple[QVBoxLayout, QVBoxLayout], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = ""
        self._shown: tuple[int, Way, Options] | None = None
        self.name, self.order = QLineEdit(), Combo()
        self.kind = label(desk.theme, "body", "muted", wrap=True)
        self.fields = label(desk.theme, "body", "muted", wrap=True)
        self.options = OptionsForm(desk.theme)
        self.save = Button(tr("Sa&ve what is asked"))
        self._lay_out(cards)
        self.name.returnPressed.connect(self._rename)
        self.order.currentIndexChanged.connect(self._reorder)
        self.save.clicked.connect(self.options_set)

    def show_view(self, view: ProjectView) -> None:
        """Show what is true now."""
        project, way = view.project, way_of(view.project.task)
        self._name = project.name
        self.name.setText(project.name)
        choose_order(self.order, project.order_name)
        self.kind.setText(
            tr(
                "{kind}. {line} The kind cannot be changed later: answers of another kind would not be comparable.",
                kind=tr(way.title),
                line=tr(way.line),
            )
        )
        names = ", ".join(field.name for field in project.task.fields)
        self.fields.setText(tr("Fields, which cannot be changed later either: {names}", names=names))
        self.fields.setVisible(bool(names))
        held = (project.seq, way, project.task.options)
        if held != self._shown:  # what is being written stays while something else is changed
            self.options.offer(way, project.task.options)
            self._shown = held

    def read_options(self) -> Options:
        """The options as they are written. Raises `UserError`."""
        return self.options.options()

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._name:
            self.renamed.emit(name)

    def _reorder(self) -> None:
        self.ordered.emit(str(self.order.currentData()))

    def _lay_out(self, cards: tuple[QVBoxLayout, QVBoxLayout]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows = ((tr("&Name"), self.name, tr("Enter takes it.")), (tr("&Order"), self.order, tr("Holds from the next items on.")))
        for row, (name, widget, hint) in enumerate(rows):
            widget.setAccessibleName(plain(name))
            caption = label(self._desk.theme, "body", "text", name)
            caption.setBuddy(widget)
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row, 1)
            grid.addWidget(label(self._desk.theme, "small", "muted", hint), row, 2)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        cards[0].addLayout(grid)
        for widget in (self.kind, self.fields, self.options):
            cards[1].addWidget(widget)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        cards[1].addLayout(foot)
