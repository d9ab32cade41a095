"""The settings of a format, built from its table: a tick, a number or a line for each, by what it is unless it is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.domain.json import JsonValue
from core.errors import UserError
from core.export.formats import Option
from desktop.i18n import tr
from desktop.messages import FORMAT_WORDS, said
from desktop.screens.export import words
from desktop.screens.export.fields import Fields
from desktop.screens.look import label
from desktop.screens.models.number_box import NumberBox
from desktop.screens.models.tick import Tick
from desktop.theme import Theme

_MOST = 2_000_000_000


class FormatOptions(QWidget):
    """`changed` follows every change. Hidden for a format without settings."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._of: tuple[str, Sequence[Option]] = ("", ())
        self._readers: dict[str, Callable[[], JsonValue]] = {}
        self.controls: dict[str, QWidget] = {}
        self.title = label(theme, "small", "muted")
        self.fields = Fields(theme)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 6, 0, 0)
        down.setSpacing(6)
        down.addWidget(self.title)
        down.addWidget(self.fields)
        self.hide()

    def show_format(self, name: str, title: str, options: Sequence[Option]) -> None:
        """Ask for the settings of this format; those that were set stay while it is the same."""
        self.setVisible(bool(options))
        if self._of == (name, options):
            return
        self._of = (name, options)
        self.title.setText(tr("Settings of {format}", format=title))
        self.fields.clear()
        self._readers, self.controls = {}, {}
        for one in options:
            self._add(one)

    def values(self) -> dict[str, JsonValue]:
        """What is set, without what is as it would be anyway. Raises `UserError` for what cannot be read."""
        defaults = {one.name: one.default for one in self._of[1]}
        found = {name: read() for name, read in self._readers.items()}
        return {name: value for name, value in found.items() if value != defaults[name]}

    def switch(self, name: str, *, on: bool) -> None:
        """Set a tick."""
        control = self.controls.get(name)
        if isinstance(control, Tick) and control.isChecked() != on:
            control.setChecked(on)
            self.changed.emit()

    def is_on(self, name: str) -> bool:
        """Whether a tick is set."""
        control = self.controls.get(name)
        return isinstance(control, Tick) and control.isChecked()

    def _add(self, option: Option) -> None:
        told = words.sentence(said(option.told, FORMAT_WORDS))
        if isinstance(option.default, bool):
            tick = Tick(self._theme, words.sentence(said(option.name.replace("_", " "), FORMAT_WORDS)))
            tick.setAccessibleDescription(told)
            tick.setChecked(option.default)
            tick.clicked.connect(self.changed)
            self._take(option, tick, tick.isChecked)
            self.fields.add_wide(tick, told)
        elif isinstance(option.default, int):
            box = NumberBox(0, _MOST)
            box.setValue(option.default)
            box.valueChanged.connect(self.changed)
            self._take(option, box, box.value)
            self.fields.add(words.sentence(said(option.name.replace("_", " "), FORMAT_WORDS)), box, told)
        else:
            self._add_line(option, told)

    def _add_line(self, option: Option, told: str) -> None:
        line = QLineEdit("" if option.default is None else _as_text(option.default))
        line.textEdited.connect(self.changed)
        self._take(option, line, lambda: _read(option, line.text().strip()))
        self.fields.add(words.sentence(said(option.name.replace("_", " "), FORMAT_WORDS)), line, told)

    def _take(self, option: Option, control: QWidget, read: Callable[[], JsonValue]) -> None:
        self.controls[option.name] = control
        self._readers[option.name] = read


def _as_text(value: JsonValue) -> str:
    return ",".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _read(option: Option, text: str) -> JsonValue:
    """What was typed, read as the default is. Raises `UserError`."""
    if isinstance(option.default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(option.default, float):
        try:
            return float(text)
        except ValueError:
            raise UserError("export.option", tr("{name} is a number, not {text}.", name=option.name, text=text)) from None
    return option.default if option.default is None and not text else text
