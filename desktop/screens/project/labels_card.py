"""The labels: a table with how many decided items each stands for, and what can be done with the marked one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.domain.task import Label
from core.storage.settings import ProjectSettings
from core.tasks import LabelUse, Tasks
from desktop.actions import Scope
from desktop.i18n import number, tr
from desktop.operations.labels import ProjectView
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.tick import Tick
from desktop.screens.project.choosing import choose
from desktop.screens.project.label_form import COLOUR_WORDS, LabelForm
from desktop.screens.tables import TableView, stretch

_MOST_ROWS = 10
Step = Callable[[Tasks], object]


class LabelsCard(QObject):
    """Fills a card. `asked` gives what is to be done: a function of `Tasks`, and the words that say it was done.

    `refused` says why something is not done.
    """

    asked = Signal(object, str)
    refused = Signal(str)

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._uses: list[LabelUse] = []
        self._kind = ""
        self._at: str | None = None  # the label to be marked once what was asked is done
        self._shown: Label | None = None
        self._merging = ("", "")
        self.table = TableView(tr("Labels"))
        self.form = LabelForm(desk.theme)
        self.save = Button(tr("Save the &label"), primary=True)
        self.up, self.down = Button(tr("Move &up")), Button(tr("Move &down"))
        self.retire = Button(tr("Re&tire"))
        self.into = Combo()
        self.into.setAccessibleName(tr("Merge into"))
        self.into.setMinimumWidth(240)
        self.merge = Button(tr("&Merge…"))
        self.new = QLineEdit()
        self.new.setAccessibleName(tr("New label"))
        self.new.setPlaceholderText(tr("a new label; Enter adds it"))
        self.reviewers = Tick(desk.theme, tr("Reviewers may add labels while they review"))
        self.confirm = Confirm(desk.theme)
        self._lay_out(card)
        self._connect()

    def show_view(self, view: ProjectView) -> None:
        """Show the labels as they are; the one that was marked stays marked, wherever it is now."""
        marked = self._at if self._at is not None else self._name()
        self._uses, self._at, self._kind = view.labels, None, view.project.task.kind
        names = ["", tr("Label"), tr("Description"), tr("Colour"), tr("Shortcut"), tr("Decided"), ""]
        self.table.show_rows(names, [_cells(place, use) for place, use in enumerate(self._uses, 1)], (0, 5))
        stretch(self.table, 2)
        self.table.fit_height(_MOST_ROWS)
        places = [place for place, use in enumerate(self._uses) if use.label.name == marked]
        if places:
            self.table.selectRow(places[0])
        offered = [(use.label.name, use.label.name) for use in self._uses if not use.label.retired]
        choose(self.into, offered, self.into.currentData())
        self.reviewers.setChecked(view.settings.reviewers_add_labels)
        self._marked()

    def _marked(self) -> None:
        use = self._use()
        shown = use.label if use is not None else None
        if shown is None or shown != self._shown:  # what is being written stays while the label is the same
            self.form.show_label(shown)
            self._shown = shown
        retired = use is not None and use.label.retired
        self.retire.setText(tr("Res&tore") if retired else tr("Re&tire"))
        self.confirm.hide()

    def _use(self) -> LabelUse | None:
        row = self.table.row()
        return self._uses[row] if 0 <= row < len(self._uses) else None

    def _name(self) -> str:
        use = self._use()
        return use.label.name if use is not None else ""

    def _ask(self, step: Step, done: str, at: str | None = None) -> None:
        self._at = at
        self.asked.emit(step, done)

    def _save(self) -> None:
        old, wanted, who = self._name(), self.form.value(), self._who
        taken = self._taken(wanted.shortcut)
        if taken:
            self.refused.emit(tr("The key {key} is the one of “{action}”.", key=wanted.shortcut, action=taken))
            give_focus(self.form.shortcut)
        elif old:
            self._ask(partial(_saved, old=old, wanted=wanted, who=who), tr("The label is saved."), wanted.name)

    def _taken(self, key: str) -> str:
        """What the key does while reviewing; empty when it does nothing."""
        found = self._desk.keymap.find(Scope.REVIEW, (key, key.upper()), self._kind) if key else None
        return tr(found[0].title) if found is not None else ""

    def _move(self, by: int) -> None:
        name = self._name()
        offered = [use.label.name for use in self._uses if not use.label.retired]
        if name in offered:
            place = max(1, offered.index(name) + 1 + by)
            self._ask(lambda tasks: tasks.move(name, place, self._who), "", name)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(+1)

    def _retire(self) -> None:
        use, who = self._use(), self._who
        if use is not None:
            name = use.label.name
            if use.label.retired:
                self._ask(lambda tasks: tasks.restore(name, who), tr("“{name}” can be given again.", name=name), name)
            else:
                done = tr("“{name}” is retired: it cannot be given any more, and decisions with it stand.", name=name)
                self._ask(lambda tasks: tasks.retire(name, who), done, name)

    def _ask_merge(self) -> None:
        use, into = self._use(), self.into.currentData()
        if use is not None and into == use.label.name:
            self.refused.emit(tr("A label cannot be merged into itself: choose another one."))
            give_focus(self.into)
        elif use is not None and into is not None:
            self._merging = (use.label.name, str(into))
            question = tr(
                "Merge “{old}” into “{new}”? {n} decided items then count for “{new}”. The record of what was said stays, but the two "
                "cannot be told apart any more.",
                old=use.label.name,
                new=str(into),
                n=use.decided,
            )
            self.confirm.ask(question, tr("Merge them"))

    def _merge(self) -> None:
        old, into = self._merging
        who = self._who
        self._ask(lambda tasks: tasks.merge(old, into, who), tr("“{old}” is merged into “{new}”.", old=old, new=into), into)

    def _add(self) -> None:
        name, who = self.new.text().strip(), self._who
        if name:
            self._ask(lambda tasks: tasks.add(Label(name), who), tr("“{name}” is added.", name=name), name)
            self.new.clear()

    def _allow(self) -> None:
        settings, who = ProjectSettings(self.reviewers.isChecked()), self._who
        self._ask(lambda tasks: tasks.set_settings(settings, who), "")

    @property
    def _who(self) -> str:
        return self._desk.preferences.reviewer_name

    def _back(self) -> None:
        give_focus(self.table)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self.table.opened.connect(self._edit)
        for field in (self.form.name, self.form.told, self.form.example, self.form.shortcut):
            field.returnPressed.connect(self._save)
        buttons = ((self.save, self._save), (self.up, self._up), (self.down, self._down), (self.retire, self._retire))
        for button, slot in (*buttons, (self.merge, self._ask_merge)):
            button.clicked.connect(slot)
        self.new.returnPressed.connect(self._add)
        self.reviewers.clicked.connect(self._allow)
        self.confirm.agreed.connect(self._merge)
        self.confirm.declined.connect(self._back)

    def _edit(self) -> None:
        give_focus(self.form.name)

    def _lay_out(self, card: QVBoxLayout) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        rows: tuple[tuple[QHBoxLayout, tuple[QWidget, ...]], ...] = (
            (first, (self.save, self.up, self.down, self.retire)),
            (second, (self.merge, label(self._desk.theme, "body", "muted", tr("into")), self.into)),
        )
        for row, widgets in rows:
            row.setSpacing(10)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        for widget in (self.table, self.form):
            card.addWidget(widget)
        card.addLayout(first)
        card.addLayout(second)
        for widget in (self.confirm, self.new, self.reviewers):
            card.addWidget(widget)


def _saved(tasks: Tasks, *, old: str, wanted: Label, who: str) -> None:
    """The name first: what is told of a label belongs to the name that it has then."""
    if wanted.name != old:
        tasks.rename(old, wanted.name, who)
    texts = {"description": wanted.description, "example": wanted.example, "colour": wanted.colour, "shortcut": wanted.shortcut}
    tasks.describe(wanted.name, who, **texts)


def _cells(place: int, use: LabelUse) -> list[str]:
    one = use.label
    colour = tr(COLOUR_WORDS[one.colour]) if one.colour in COLOUR_WORDS else ""
    state = tr("retired") if one.retired else ""
    return [str(place), one.name, one.description, colour, one.shortcut, number(use.decided), state]
