"""The instruction and the options of a kind, as controls: only those that the kind reads are shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from core.domain.task import Options
from core.errors import UserError
from desktop.i18n import tr
from desktop.screens.look import label
from desktop.screens.models.tick import Tick
from desktop.screens.project.listed import listed
from desktop.screens.project.ways import Way
from desktop.theme import Theme


class OptionsForm(QWidget):
    """`edited` follows every change by hand."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = Options()
        self._way: Way | None = None
        self.instruction = _line(tr("Instruction"), tr("What is asked, in a line. It stands over the answer."))
        self.separator = _line(tr("Path separator"), tr("empty: labels are no paths"))
        self.severities = _line(tr("Severities"), tr("minor, major, critical; empty: none"))
        self.max_length = _line(tr("Longest text"), tr("characters; empty: no limit"))
        self.overlapping = Tick(theme, tr("Passages may overlap"))
        self.comments = Tick(theme, tr("Each passage may have a comment"))
        self._captions: dict[QWidget, QLabel] = {}
        self._lay_out()
        for field in (self.instruction, self.separator, self.severities, self.max_length):
            field.textEdited.connect(self.edited)
        for tick in (self.overlapping, self.comments):
            tick.clicked.connect(self.edited)

    def offer(self, way: Way, options: Options) -> None:
        """Show these options of a kind."""
        self._way, self._before = way, options
        self.instruction.setText(options.instruction)
        self.separator.setText(options.separator)
        self.severities.setText(", ".join(options.severities))
        self.max_length.setText(str(options.max_length or ""))
        self.overlapping.setChecked(options.overlapping)
        self.comments.setChecked(options.comments)
        for name, widget in self._by_name().items():
            shown = name in way.options
            widget.setVisible(shown)
            if widget in self._captions:
                self._captions[widget].setVisible(shown)

    def options(self) -> Options:
        """What was written; options of other kinds are empty. Raises `UserError` (`options.max_length`) for a length that is no number."""
        way = self._way
        wanted = way.options if way is not None else ()
        given = {
            "separator": self.separator.text(),
            "severities": listed(self.severities.text()),
            "max_length": self._length() if "max_length" in wanted else 0,
            "overlapping": self.overlapping.isChecked(),
            "comments": self.comments.isChecked(),
        }
        held = Options(preset=way.preset if way is not None else self._before.preset, instruction=self.instruction.text().strip())
        return replace(held, **{name: value for name, value in given.items() if name in wanted})

    def _length(self) -> int:
        text = self.max_length.text().strip()
        if text and not (text.isascii() and text.isdecimal()):
            raise UserError("options.max_length", tr("The longest text is a number of characters."))
        return int(text or 0)

    def _by_name(self) -> dict[str, QWidget]:
        return {
            "separator": self.separator,
            "severities": self.severities,
            "max_length": self.max_length,
            "overlapping": self.overlapping,
            "comments": self.comments,
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, field in enumerate((self.instruction, self.separator, self.severities, self.max_length)):
            caption = label(self._theme, "body", "text", field.accessibleName())
            caption.setBuddy(field)
            self._captions[field] = caption
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, row, 1)
        for row, tick in enumerate((self.overlapping, self.comments), 4):
            grid.addWidget(tick, row, 1)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnStretch(1, 1)


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field
