"""Numbers and JSON as people type them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.errors import UserError
from desktop.screens.models.fields import json_in, number_in, shown_json, shown_number, whole_in


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName("Price")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("value", [None, 0.0, 5.0, 0.25, 1234567.5])
def test_a_number_reads_back_as_it_was_shown(field: QLineEdit, value: float | None) -> None:
    field.setText(shown_number(value))
    assert number_in(field) == value


@pytest.mark.usefixtures("theme", "german")
def test_a_comma_and_a_point_are_both_taken(field: QLineEdit) -> None:
    assert shown_number(0.25) == "0,25"
    for text in ("0,25", "0.25"):
        field.setText(text)
        assert number_in(field) == 0.25


@pytest.mark.usefixtures("theme")
def test_what_is_no_number_is_refused_with_the_name_of_the_field(field: QLineEdit) -> None:
    field.setText("ten")
    with pytest.raises(UserError, match="Price"):
        number_in(field)
    field.setText("1.5")
    with pytest.raises(UserError, match="whole"):
        whole_in(field)
    field.setText(" 12 ")
    assert whole_in(field) == 12


@pytest.mark.usefixtures("theme")
def test_parameters_are_a_json_object_or_nothing(field: QLineEdit) -> None:
    assert json_in(field) == {}
    field.setText(shown_json({"temperature": 0, "stop": ["a"]}))
    assert json_in(field) == {"temperature": 0, "stop": ["a"]}
    for text in ("[1]", "{", "3"):
        field.setText(text)
        with pytest.raises(UserError, match="JSON"):
            json_in(field)
