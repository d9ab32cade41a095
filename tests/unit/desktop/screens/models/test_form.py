"""The form of a connection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.llm.types import Connection, KeySource
from desktop.screens.models.form import ConnectionForm
from desktop.theme import Theme

FULL = Connection(
    "gateway",
    "openai/gpt-5-mini-2025-08-07",
    "https://models.internal/v1",
    {"temperature": 0},
    timeout_s=12.5,
    in_flight=8,
    rpm=60,
    tpm=90_000,
    price_in=0.25,
    price_out=2.0,
    key_source=KeySource.ENVIRONMENT,
    key_env="GATEWAY_KEY",
    fallback="spare",
    id="ab12",
)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> ConnectionForm:
    made = ConnectionForm(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_connection_comes_back_as_it_was_shown(form: ConnectionForm) -> None:
    form.show_connection(FULL, ["spare", "other"])
    assert form.take() == (FULL, None)
    form.show_connection(None, [])
    assert form.take() == (Connection("", ""), None)


def test_a_key_is_asked_for_only_where_it_goes_to_the_keychain_and_never_filled_in(form: ConnectionForm) -> None:
    kept = Connection("kept", "openai/x", key_source=KeySource.KEYCHAIN, id="ab12")
    form.show_connection(kept, [])
    assert form.key.isVisible()
    assert form.key.text() == ""
    assert form.take() == (kept, None)
    QTest.keyClicks(form.key, "sk-typed")
    assert form.key.displayText() != "sk-typed"
    assert form.take() == (kept, "sk-typed")
    form.forget_key()
    form.show_connection(kept, [])
    assert form.take()[1] is None
    form.show_connection(FULL, [])
    assert not form.key.isVisible()
    assert form.variable.isVisible()


def test_a_key_that_was_typed_before_another_place_was_chosen_is_not_taken(form: ConnectionForm) -> None:
    form.show_connection(Connection("kept", "openai/x", key_source=KeySource.KEYCHAIN), [])
    QTest.keyClicks(form.key, "sk-typed")
    QTest.keyClick(form.key_source, Qt.Key.Key_Up)
    assert KeySource(form.key_source.currentData()) is KeySource.NONE
    assert form.take()[1] is None


def test_the_name_of_a_connection_that_is_there_stays(form: ConnectionForm) -> None:
    form.show_connection(FULL, [])
    QTest.keyClicks(form.name, "x")
    assert form.take()[0].name == "gateway"


def test_what_is_no_number_is_refused(form: ConnectionForm) -> None:
    form.show_connection(FULL, [])
    form.rpm.setText("many")
    with pytest.raises(UserError, match="Requests a minute"):
        form.take()
