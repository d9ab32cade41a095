"""The sheet that adds a label while an item is reviewed: a name and, if wanted, a description. Enter adds, Esc leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Label, checked_labels
from core.errors import UserError
from desktop.i18n import tr
from desktop.messages import what
from desktop.screens.buttons import Button
from desktop.screens.look import dress, label
from desktop.screens.notice import Notice
from desktop.theme import Theme
from desktop.widgets.overlay import Overlay

_SIZE = QSize(460, 300)


class AddLabel(Overlay):
    """Made for one label. `added` gives `{"name", "description"}` once, after the sheet has closed; the sheet then goes away."""

    added = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, names: Sequence[str], start: str = "") -> None:
        """`names`: of the labels that there are, retired ones too; `start` stands in the name already."""
        super().__init__(theme, parent, size=_SIZE)
        self._names = frozenset(names)
        self.setAccessibleName(tr("Add a label"))
        self.name = _field(tr("Name"), start)
        self.description = _field(tr("Description, for you and for the model"))
        self.notice = Notice(theme)
        self.add = Button(tr("&Add"), primary=True)
        self.cancel = Button(tr("&Cancel"))
        self._lay_out()
        self._dress()
        theme.changed.connect(self._dress)
        self.name.returnPressed.connect(self.submit)
        self.description.returnPressed.connect(self.submit)
        self.name.textEdited.connect(self._calm)
        self.add.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.leave)
        self.closed.connect(self.deleteLater)

    @override
    def open(self) -> None:
        super().open()
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def submit(self) -> None:
        """Add the label, unless its name is none or is taken: then say so."""
        wanted = Label(self.name.text().strip(), self.description.text().strip())
        try:
            (checked,) = checked_labels([wanted], least=1)
            if checked.name in self._names:
                raise UserError("labels.repeated", tr("There is a label with this name already, perhaps a retired one."))
        except UserError as error:
            self.notice.say(what(error))
            return
        self.leave()
        self.added.emit({"name": checked.name, "description": checked.description})

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays on the sheet."""
        stops: list[QWidget] = [self.name, self.description, self.cancel, self.add]
        now = cast("QWidget | None", self.window().focusWidget())
        at = stops.index(now) + (1 if next else -1) if now in stops else 0
        stops[at % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _calm(self) -> None:
        self.notice.say("")

    def _dress(self) -> None:
        dress(self.theme, self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.add)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("Add a label"), bold=True))
        down.addWidget(
            label(self.theme, "small", "muted", tr("The item stays where it is; the label is there at once."), wrap=True)
        )
        down.addWidget(self.name)
        down.addWidget(self.description)
        down.addWidget(self.notice)
        down.addStretch(1)
        down.addLayout(foot)


def _field(name: str, text: str = "") -> QLineEdit:
    field = QLineEdit(text)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMaxLength(1_000)
    return field
