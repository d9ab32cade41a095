"""All choices of a dataset at the left of the screen: the purpose first, then the format, then what goes in; the rest on demand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from core.domain.json import JsonValue
from core.domain.task import Task
from core.domain.uses import Purpose
from core.errors import UserError
from core.export import FORMATS, Disagreement, Format, Recipe, formats_for
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.messages import FORMAT_WORDS, said
from desktop.operations.exporting import Offers
from desktop.screens.export import words
from desktop.screens.export.choice_list import ChoiceList
from desktop.screens.export.choice_row import Way
from desktop.screens.export.disclosure import Disclosure
from desktop.screens.export.fields import Fields
from desktop.screens.export.options import FormatOptions
from desktop.screens.export.splitting import SplitFields
from desktop.screens.export.taking import DisagreementFields, ItemsField, ModelField, ProvenanceTicks
from desktop.screens.look import label, set_tone
from desktop.screens.models.tick import Tick
from desktop.theme import Theme
from desktop.widgets.keys import key_text

#: purposes of which the whole of the ledger goes out: nothing is chosen from it
_WHOLE = frozenset({Purpose.AUDIT})


class Choices(QWidget):
    """`changed` follows every change of the recipe; `format_changed` comes before it."""

    changed = Signal()
    format_changed = Signal()

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._wished: dict[Purpose, str] = {}  # the format that was chosen last for a purpose
        self.purposes, self.formats = ChoiceList(theme, tr("Purpose")), ChoiceList(theme, tr("Format"))
        self.first, self.rest, self.other = Fields(theme), QWidget(), Fields(theme)
        self.items, self.model = ItemsField(), ModelField()
        self.provenances = ProvenanceTicks(theme)
        self.warning = label(theme, "small", "changed", wrap=True)
        self.options = FormatOptions(theme)
        self.first.add(tr("Items"), self.items)
        self.first.add(tr("To evaluate"), self.model)
        self.split = SplitFields(theme, self.first, self.other)
        self.disagreement = DisagreementFields(self.other)
        keys = keymap.keys("export_more")
        self.more = Disclosure(theme, tr("More choices"), key_text(keys[0]) if keys else "", self.rest)
        self._ways_title = label(theme, "small", "muted", tr("Labels that came about"))
        set_tone(theme, self.warning, "changed")
        self._lay_out(theme)
        self.purposes.offer(_purposes(keymap))
        self._connect()
        self._purpose_shown(tell=False)

    # --- what is chosen ---

    @property
    def purpose(self) -> Purpose:
        """The purpose that is chosen."""
        return Purpose(self.purposes.name)

    @property
    def format(self) -> Format | None:
        """The format that is chosen; None when none can hold what the project holds."""
        return FORMATS.get(self.formats.name)

    def recipe(self) -> Recipe:
        """What is asked for. Raises `UserError` when it cannot be."""
        if self.format is None:
            what = tr("No format of this purpose can hold what this project asks for.")
            raise UserError("export.no_format", what, todo=tr("Choose another purpose."))
        if self.purpose in _WHOLE:
            return Recipe(self.format.name, self.purpose, options=self.options.values())
        return Recipe(
            self.format.name,
            self.purpose,
            self.items.wanted,
            self.provenances.asked,
            self.model.currentText().strip() if self.purpose is Purpose.EVALUATE else "",
            self.disagreement.chosen,
            self.disagreement.adjudicator,
            self.split.plan,
            self.split.seed.value(),
            self.options.values(),
        )

    def option(self, name: str) -> JsonValue:
        """A tick among the settings of the format; None when it has no such."""
        return self.options.is_on(name) if name in self.options.controls else None

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        disagreement = (self.disagreement.way, self.disagreement.who)
        rows = [*self.purposes.rows, *self.formats.rows]
        first = [self.items, self.model, self.split.way, self.split.own, self.more]
        rest = [*self.provenances.ticks.values(), *self.split.fields()[2:], *disagreement, *self.options.controls.values()]
        return [*rows, *first, *rest]

    # --- what is offered ---

    def begin(self, task: Task, *, anew: bool) -> None:
        """Offer what can be done with this task; `anew`: with everything as at first."""
        self._task = task
        if anew:
            self._wished.clear()
            self.items.setCurrentIndex(0)
            self.model.setEditText("")
            self.split.reset()
            self.disagreement.reset()
            self.options.show_format("", "", ())
            self.provenances.show_purpose(self.purpose)
        self._purpose_shown(tell=False, keep=not anew)

    def offer(self, offers: Offers) -> None:
        """Offer these queues and models."""
        self.items.offer(offers.queues)
        self.model.offer(offers.models)

    # --- changes ---

    def _purpose_shown(self, *, tell: bool = True, keep: bool = False) -> None:
        purpose = self.purpose
        if not keep:
            self.provenances.show_purpose(purpose)
        self.formats.offer([_format_way(one, self._task) for one in formats_for(purpose)], self._wished.get(purpose, ""))
        self._format_shown(tell=tell)

    def _purpose_changed(self) -> None:
        self._purpose_shown()

    def _format_changed(self) -> None:
        self._wished[self.purpose] = self.formats.name
        self._format_shown()

    def _format_shown(self, *, tell: bool = True) -> None:
        found = self.format
        if found is not None:
            self.options.show_format(found.name, said(found.title, FORMAT_WORDS), found.options)
        if tell:
            self.format_changed.emit()
        self._show_needs(tell=tell)

    def _changed(self) -> None:
        self._show_needs()

    def _show_needs(self, *, tell: bool = True) -> None:
        """Only what matters for these choices is in sight."""
        whole = self.purpose in _WHOLE
        self.first.setVisible(not whole)
        for one in (self._ways_title, self.provenances, self.other):
            one.setVisible(not whole)
        self.first.show_row(self.model, shown=self.purpose is Purpose.EVALUATE)
        self.split.show_needs()
        self.disagreement.show_needs()
        warning = "" if whole else self.provenances.warning
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.more.setVisible(not whole or bool(self.options.controls))
        self._tell_more()
        if tell:
            self.changed.emit()

    def _tell_more(self) -> None:
        count = self.split.changed_count + (self.disagreement.chosen is not Disagreement.LATEST)
        for read in (lambda: len(self.options.values()), lambda: bool(self.provenances.asked)):
            try:
                count += int(read())
            except UserError:  # what cannot be read is a choice too
                count += 1
        self.more.show_aside(tr("{n} set", n=count) if count else "")

    def _connect(self) -> None:
        self.purposes.changed.connect(self._purpose_changed)
        self.formats.changed.connect(self._format_changed)
        self.provenances.changed.connect(self._changed)
        self.options.changed.connect(self._changed)
        fields = [self.items, self.model, *self.split.fields(), self.disagreement.way, self.disagreement.who]
        for field in fields:
            if isinstance(field, QComboBox):
                (field.currentTextChanged if field.isEditable() else field.currentIndexChanged).connect(self._changed)
            elif isinstance(field, QLineEdit):
                field.textEdited.connect(self._changed)
            elif isinstance(field, QSpinBox):
                field.valueChanged.connect(self._changed)
            elif isinstance(field, Tick):
                field.clicked.connect(self._changed)

    def _lay_out(self, theme: Theme) -> None:
        inside = QVBoxLayout(self.rest)
        inside.setContentsMargins(10, 2, 0, 4)
        inside.setSpacing(6)
        for part in (self._ways_title, self.provenances, self.other, self.options):
            inside.addWidget(part)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 12, 16, 16)
        down.setSpacing(6)
        for title, part in ((tr("Purpose"), self.purposes), (tr("Format"), self.formats)):
            down.addWidget(label(theme, "small", "muted", title))
            down.addWidget(part)
            down.addSpacing(10)
        down.addWidget(self.first)
        down.addWidget(self.more)
        down.addWidget(self.warning)
        down.addWidget(self.rest)
        down.addStretch(1)


def _purposes(keymap: Keymap) -> list[Way]:
    keys = keymap.keys("export_purpose")
    return [
        Way(one.value, tr(title), tr(told), key_text(keys[at]) if at < len(keys) else "")
        for at, (one, (title, told)) in enumerate(words.PURPOSES.items())
        if formats_for(one)
    ]


def _format_way(one: Format, task: Task | None) -> Way:
    problem = one.problem(task) if task is not None else ""
    return Way(one.name, said(one.title, FORMAT_WORDS), said(one.told, FORMAT_WORDS), problem=said(problem))
