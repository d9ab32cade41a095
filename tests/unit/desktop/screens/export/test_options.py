"""The settings of a format are built from its table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.export import FORMATS
from core.export.formats import Option
from desktop.screens.export.options import FormatOptions
from desktop.screens.models.number_box import NumberBox
from desktop.screens.models.tick import Tick
from desktop.theme import Theme

MADE_UP = (
    Option("safe", False, "keeps formulas asleep"),
    Option("most", 10, "so many at most"),
    Option("share", 0.5, "which part"),
    Option("system", "", "what stands before"),
    Option("names", ["a", "b"], "which ones"),
)


@pytest.fixture
def options(qtbot: QtBot, theme: Theme) -> FormatOptions:
    made = FormatOptions(theme)
    qtbot.addWidget(made)
    made.show()
    made.show_format("made_up", "Made up", MADE_UP)
    return made


def test_each_setting_is_asked_for_as_its_type_wants(options: FormatOptions) -> None:
    kinds = {name: type(control) for name, control in options.controls.items()}
    assert kinds == {"safe": Tick, "most": NumberBox, "share": QLineEdit, "system": QLineEdit, "names": QLineEdit}
    assert options.values() == {}  # nothing is named that is as it would be anyway


def test_what_is_set_is_read_as_the_default_is(options: FormatOptions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(options.changed):
        QTest.keyClick(options.controls["safe"], Qt.Key.Key_Space)
    box, share, names = options.controls["most"], options.controls["share"], options.controls["names"]
    assert isinstance(box, NumberBox)
    box.setValue(3)
    assert isinstance(share, QLineEdit)
    share.setText("0.25")
    assert isinstance(names, QLineEdit)
    names.setText("c, d,")
    assert options.values() == {"safe": True, "most": 3, "share": 0.25, "names": ["c", "d"]}
    share.setText("half")
    with pytest.raises(UserError, match="half"):
        options.values()


def test_another_format_asks_for_its_own(options: FormatOptions) -> None:
    options.switch("safe", on=True)
    options.show_format("made_up", "Made up", MADE_UP)
    assert options.is_on("safe")
    options.show_format("other", "Other", ())
    assert not options.isVisible()
    assert options.values() == {}


@pytest.mark.parametrize("name", FORMATS)
def test_the_settings_of_every_format_can_be_shown(options: FormatOptions, name: str) -> None:
    found = FORMATS[name]
    options.show_format(name, found.title, found.options)
    assert set(options.controls) == {one.name for one in found.options}
    assert options.values() == {}
