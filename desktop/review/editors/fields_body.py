"""What every form of a record is: it shows a `RecordDraft`, and says what a person does to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.domain.task import Field
from desktop.actions import Keymap
from desktop.review.editors.fields_record import RecordDraft
from desktop.theme import Theme


class RecordBody(QScrollArea):
    """Base of the forms. `changed`: a value or a state; `current_changed`: another field has the keyboard; the rest as `Editor` has it."""

    changed = Signal()
    current_changed = Signal()
    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, keymap: Keymap, record: RecordDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.keymap, self.record = theme, keymap, record
        self.setObjectName("panel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(120)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """The fields of the task."""
        raise NotImplementedError

    def show_record(self) -> None:
        """Show the record as it is now."""
        raise NotImplementedError

    def press(self, place: int) -> None:
        """The digit of a field was pressed."""
        raise NotImplementedError

    def enter(self) -> None:
        """Go on where the keyboard was, or to the first field that wants something."""

    def ask_for(self, name: str) -> None:
        """The field called `name` has to be put right before anything is submitted: show it, with what is wrong."""

    def fill_rest(self) -> None:
        """Yes to all that is not answered yet."""

    def take(self, text: str) -> None:
        """A passage of the item is the value of the current field."""

    def restore_current(self) -> None:
        """The current field as it was suggested."""

    def leave(self) -> None:
        """No field is current any more."""

    @property
    def fills_rest(self) -> bool:
        """Whether `fill_rest` would do anything."""
        return False

    @property
    def editing(self) -> bool:
        """Whether a field has the keyboard."""
        return False

    @property
    def current(self) -> str:
        """The name of the field that takes what is selected in the item; empty when none does."""
        return ""

    def stops(self) -> Sequence[QWidget]:
        """The controls in the order of Tab."""
        return ()

    def stack(self, rows: Sequence[QWidget], spacing: int) -> None:
        """Put the rows under each other, in place of those that were there."""
        page = QWidget()
        page.setObjectName("panelPage")
        down = QVBoxLayout(page)
        down.setContentsMargins(0, 0, 4, 0)
        down.setSpacing(spacing)
        for row in rows:
            down.addWidget(row)
        down.addStretch(1)
        self.setWidget(page)
