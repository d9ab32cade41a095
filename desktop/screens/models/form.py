"""The form of one connection: fields from a `Connection`, and a `Connection` from the fields. A key is never filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.llm.types import Connection, KeySource
from desktop.i18n import tr
from desktop.screens.combo import Combo
from desktop.screens.models.fields import (
    captioned,
    json_in,
    line_field,
    number_in,
    shown_json,
    shown_number,
    whole_in,
)
from desktop.screens.models.words import EXAMPLES
from desktop.theme import Theme

_COLUMNS = 4
_KEY_ROW = 2


class ConnectionForm(QWidget):
    """`take` gives what was written. The name of a connection that is there already stays: calls on record name it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: Connection | None = None
        self.name = line_field(tr("small and cheap"))
        self.model = line_field(EXAMPLES)
        self.base_url = line_field(tr("only for your own server or a gateway, as http://localhost:11434/v1"))
        self.key_source = Combo()
        self.key = line_field()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.variable = line_field("OPENAI_API_KEY")
        self.timeout, self.in_flight = line_field(), line_field()
        self.rpm, self.tpm = line_field(tr("no limit")), line_field(tr("no limit"))
        self.price_in, self.price_out = line_field(tr("as listed")), line_field(tr("as listed"))
        self.fallback = Combo()
        self.params = line_field('{"temperature": 0}')
        self._fill_sources()
        self._lay_out(theme)
        self.key_source.currentIndexChanged.connect(self._source_changed)
        self._source_changed()

    def show_connection(self, connection: Connection | None, others: Sequence[str]) -> None:
        """Begin with a connection, None for a new one; `others`: the names that can be its fallback."""
        self._of = connection
        one = connection or Connection("", "")
        self.name.setReadOnly(connection is not None)
        self.fallback.clear()
        self.fallback.addItem(tr("none"), None)
        for name in others:
            self.fallback.addItem(name, name)
        self.fallback.setCurrentIndex(max(0, self.fallback.findData(one.fallback)))
        self.key_source.setCurrentIndex(self.key_source.findData(one.key_source.value))
        self.key.clear()
        self._fill(one)
        self._source_changed()

    def take(self) -> tuple[Connection, str | None]:
        """The connection and the key that was typed, None when none was. Raises `UserError` for what is no number and no JSON."""
        source = KeySource(self.key_source.currentData())
        made = Connection(
            name=self.name.text().strip(),
            model=self.model.text().strip(),
            base_url=self.base_url.text().strip() or None,
            params=json_in(self.params),
            timeout_s=number_in(self.timeout) or Connection("", "").timeout_s,
            in_flight=whole_in(self.in_flight) or Connection("", "").in_flight,
            rpm=whole_in(self.rpm),
            tpm=whole_in(self.tpm),
            price_in=number_in(self.price_in),
            price_out=number_in(self.price_out),
            key_source=source,
            key_env=self.variable.text().strip() or None if source is KeySource.ENVIRONMENT else None,
            fallback=self.fallback.currentData(),
        )
        key = self.key.text() if source is KeySource.KEYCHAIN else ""
        return (made if self._of is None else replace(made, id=self._of.id)), key or None

    def forget_key(self) -> None:
        """Take the typed key out of the field."""
        self.key.clear()

    def _fill(self, one: Connection) -> None:
        texts = {
            self.name: one.name,
            self.model: one.model,
            self.base_url: one.base_url or "",
            self.variable: one.key_env or "",
            self.timeout: shown_number(one.timeout_s),
            self.in_flight: shown_number(one.in_flight),
            self.rpm: shown_number(one.rpm),
            self.tpm: shown_number(one.tpm),
            self.price_in: shown_number(one.price_in),
            self.price_out: shown_number(one.price_out),
            self.params: shown_json(one.params),
        }
        for field, text in texts.items():
            field.setText(text)
            field.setCursorPosition(0)

    def _fill_sources(self) -> None:
        words = {
            KeySource.NONE: tr("None needed"),
            KeySource.KEYCHAIN: tr("In the system's keychain"),
            KeySource.ENVIRONMENT: tr("In an environment variable"),
        }
        for source, said in words.items():
            self.key_source.addItem(said, source.value)

    def _source_changed(self) -> None:
        source = KeySource(self.key_source.currentData())
        self._key_holder.setVisible(source is KeySource.KEYCHAIN)
        self._variable_holder.setVisible(source is KeySource.ENVIRONMENT)
        there = self._of is not None and self._of.key_source is KeySource.KEYCHAIN
        self.key.setPlaceholderText(tr("leave empty to keep the one that is there") if there else tr("goes to the keychain"))

    def _lay_out(self, theme: Theme) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for at, row in enumerate(self._rows()):
            column = 0
            for caption, widget, span in row:
                grid.addLayout(captioned(theme, caption, widget), at, column, 1, span)
                column += span
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._place_key(theme, grid)

    def _place_key(self, theme: Theme, grid: QGridLayout) -> None:
        """The key and the variable share a place; one of them is shown, or neither."""
        self._key_holder, self._variable_holder = QWidget(), QWidget()
        self._key_holder.setLayout(captioned(theme, tr("Key itself"), self.key))
        self._variable_holder.setLayout(captioned(theme, tr("Variable"), self.variable))
        for holder in (self._key_holder, self._variable_holder):
            grid.addWidget(holder, _KEY_ROW, 1, 1, _COLUMNS - 1)
        for first, second in pairwise((self.key_source, self.key, self.variable, self.timeout)):
            QWidget.setTabOrder(first, second)

    def _rows(self) -> tuple[tuple[tuple[str, QWidget, int], ...], ...]:
        """Each row: captions, fields, and over how many columns they stand."""
        return (
            ((tr("Name"), self.name, 1), (tr("Model, by its full name"), self.model, 3)),
            ((tr("Base URL"), self.base_url, 4),),
            ((tr("Key"), self.key_source, 1),),
            (
                (tr("Time-out, seconds"), self.timeout, 1),
                (tr("Calls in flight"), self.in_flight, 1),
                (tr("Requests a minute"), self.rpm, 1),
                (tr("Tokens a minute"), self.tpm, 1),
            ),
            (
                (tr("Price in, $ a million"), self.price_in, 1),
                (tr("Price out, $ a million"), self.price_out, 1),
                (tr("Fallback"), self.fallback, 2),
            ),
            ((tr("Parameters, as JSON"), self.params, 4),),
        )
